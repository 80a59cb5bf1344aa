import { createHash } from 'node:crypto'

/** What a text came to: its lines, its bytes in UTF-8, and their SHA-256 in hexadecimal digits. */
export type Tally = { readonly lines: number; readonly bytes: number; readonly sha256: string }

/** Counts and hashes a text as it goes by. */
export type Counter = {
  readonly take: (piece: Buffer) => void
  /** Lines so far. */
  readonly lines: () => number
  /** To be asked for once, at the end. */
  readonly tally: () => Tally
}

const NEWLINE = 10

export function newCounter(): Counter {
  const hash = createHash('sha256')
  let [lines, bytes] = [0, 0]
  return {
    take: (piece) => {
      hash.update(piece)
      bytes += piece.length
      for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1))
        lines += 1
    },
    lines: () => lines,
    tally: () => ({ lines, bytes, sha256: hash.digest('hex') }),
  }
}

/** The pieces of a text as bytes, each counted before it is given on. */
export async function* counted(
  pieces: AsyncIterable<string>,
  { take }: Counter,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece)
    take(bytes)
    yield bytes
  }
}
