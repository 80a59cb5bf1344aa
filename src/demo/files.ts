import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A text file being written from its beginning. */
export type TextFile = {
  readonly path: string
  readonly write: (text: string) => void
  /** Writes what is left, closes, and returns the file's size in bytes. */
  readonly close: () => number
}

/** Characters held back before they go to the disk. */
const BUFFER = 1 << 17

/** Opens a file for writing, with its folders; an older one of that name is replaced. */
export function openFile(path: string): TextFile {
  mkdirSync(dirname(path), { recursive: true })
  const handle = openSync(path, 'w')
  let parts: string[] = []
  let [held, bytes] = [0, 0]
  const flush = (): void => {
    const buffer = Buffer.from(parts.join(''), 'utf8')
    for (let sent = 0; sent < buffer.length;) sent += writeSync(handle, buffer, sent)
    bytes += buffer.length
    parts = []
    held = 0
  }
  return {
    path,
    write: (text) => {
      parts.push(text)
      held += text.length
      if (held > BUFFER) flush()
    },
    close: () => {
      flush()
      closeSync(handle)
      return bytes
    },
  }
}
