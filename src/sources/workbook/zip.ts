import type { Readable } from 'node:stream'
import { type Entry, open, type ZipFile } from 'yauzl'
import { fault, SourceFault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'

/** An archive whose list of contents has been checked. */
export type Zip = {
  readonly has: (name: string) => boolean
  /** The text of a part in pieces. @throws SourceFault if it is not there, damaged or not UTF-8. */
  readonly text: (name: string) => AsyncGenerator<string>
  readonly close: () => void
}

/** Below this size a high ratio is no danger: blank cells shrink well. */
const SMALL = 10_000_000
const DEFLATED = 8

/**
 * Opens the archive that a spreadsheet is, and checks all that it says of its parts before any is
 * read.
 *
 * @throws SourceFault if it is damaged, locked, or larger inside than any honest one.
 */
export async function openZip(path: string, file: string, limits: SourceLimits): Promise<Zip> {
  const zip = await opened(path, file)
  try {
    const entries = await checkedEntries(zip, file, limits)
    return {
      has: (name) => entries.has(name),
      text: (name) => partText(zip, entries.get(name), file),
      close: () => {
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

function opened(path: string, file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    }
    open(path, options, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(damaged(file))
    })
  })
}

function damaged(file: string): SourceFault {
  return fault('source-workbook-damaged', { file }, `${file} is damaged or cut off.`)
}

function checkedEntries(
  zip: ZipFile,
  file: string,
  limits: SourceLimits,
): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  let inflated = 0
  return new Promise((resolve, reject) => {
    if (zip.entryCount > limits.zipEntries) {
      reject(tooMuch(file, `it has ${String(zip.entryCount)} parts`))
      return
    }
    zip.on('error', () => {
      reject(damaged(file))
    })
    zip.on('end', () => {
      resolve(entries)
    })
    zip.on('entry', (entry: Entry) => {
      inflated += entry.uncompressedSize
      const wrong = entryFault(entry, entries, inflated, file, limits)
      if (wrong) {
        reject(wrong)
        return
      }
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function entryFault(
  entry: Entry,
  before: ReadonlyMap<string, Entry>,
  inflated: number,
  file: string,
  limits: SourceLimits,
): SourceFault | undefined {
  const { compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted())
    return fault('source-workbook-locked', { file }, `${file} is locked with a password.`)
  if (before.has(entry.fileName)) return damaged(file)
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== DEFLATED) return damaged(file)
  if (inflated > limits.inflatedBytes) return tooMuch(file, 'it is larger inside than any real one')
  if (uncompressedSize > SMALL && uncompressedSize > compressedSize * limits.inflationRatio)
    return tooMuch(file, 'a part of it is packed more tightly than any real one')
  return undefined
}

function tooMuch(file: string, why: string): SourceFault {
  return fault('source-too-much', { file }, `${file} is not read: ${why}.`)
}

async function* partText(
  zip: ZipFile,
  entry: Entry | undefined,
  file: string,
): AsyncGenerator<string> {
  if (!entry) throw damaged(file)
  const stream = await partStream(zip, entry, file)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytesOf(stream)) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    // Damage is told by the archive's own sizes or by bytes that are no text.
    throw error instanceof SourceFault ? error : damaged(file)
  } finally {
    stream.destroy()
  }
}

/** Streams of an archive give bytes, which their types do not tell. */
function bytesOf(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return stream
}

function partStream(zip: ZipFile, entry: Entry, file: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(damaged(file))
    })
  })
}
