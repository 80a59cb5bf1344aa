import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'
import { LIMITS } from './limits.ts'
import { fault, SourceFault } from './rules.ts'

const CHUNK = 256 * 1024

/** The first bytes of a file, by which its form is told; of a packed CSV file those of the file in it. */
export async function firstBytes(path: string, name: string, count: number): Promise<Buffer> {
  if (isPackedText(name)) {
    for await (const { bytes } of readPacked(path, name)) return bytes.subarray(0, count)
    return Buffer.alloc(0)
  }
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(count), position: 0 })
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw notReadable(name, error)
  }
}

function notReadable(name: string, error: unknown): SourceFault {
  if (error instanceof SourceFault) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
  const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`
  return fault('source-not-found', { file: name }, `${name} ${why}.`)
}

/** Whether a file begins as an archive does, which spreadsheets are. */
export function isZip(start: Buffer): boolean {
  return start.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
}

/** Refuses spreadsheets, archives and text in anything but UTF-8 by how a file begins. */
export function refuseByStart(start: Buffer, name: string): void {
  const place = { file: name }
  if (start.length === 0) throw fault('source-empty', place, `${name} is empty.`)
  if (isZip(start) || startsWith(start, 'd0cf11e0'))
    throw fault(
      'source-spreadsheet',
      place,
      `${name} is a spreadsheet of an old form or locked with a password, or an archive.`,
    )
  if (startsWith(start, '1f8b')) throw fault('source-packed', place, `${name} is packed with gzip.`)
  if (isUtf16(start)) throw fault('source-encoding', place, `${name} is in UTF-16, not UTF-8.`)
  if (start.includes(0))
    throw fault('source-unknown-file', place, `${name} is not text: it holds bytes of zero.`)
}

function startsWith(start: Buffer, hex: string): boolean {
  return start.subarray(0, hex.length / 2).toString('hex') === hex
}

/** With a byte order mark, or every second byte zero as in Latin text. */
function isUtf16(start: Buffer): boolean {
  if (startsWith(start, 'fffe') || startsWith(start, 'feff')) return true
  const part = start.subarray(0, 512)
  const zeros = [0, 0]
  for (const [at, byte] of part.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  return part.length >= 8 && Math.max(...zeros) > part.length * 0.3
}

/** What is told while a file is read. */
export type ByteWatch = {
  readonly name: string
  readonly limit: number
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/**
 * The text of a file in pieces, without its byte order mark, as long as it is UTF-8.
 *
 * @throws SourceFault at the line of the first byte that is not.
 */
export async function* readUtf8(path: string, watch: ByteWatch): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [bytes, lines] = [0, 1]
  const chunks = isPackedText(watch.name)
    ? readPacked(path, watch.name)
    : readChunks(path, watch.name)
  for await (const { bytes: chunk, read } of chunks) {
    if (bytes === 0) refuseByStart(chunk, watch.name)
    bytes += chunk.length
    if (bytes > watch.limit)
      throw fault('source-too-long', { file: watch.name }, `${watch.name} is too large to be real.`)
    const text = decode(decoder, chunk, watch.name, lines)
    lines += countLines(chunk)
    watch.onProgress?.(read)
    yield text
  }
  if (bytes === 0) throw fault('source-empty', { file: watch.name }, `${watch.name} is empty.`)
  decode(decoder, undefined, watch.name, lines)
}

/** Bytes of text, and how many of the file's own have been read so far. */
type Chunk = { readonly bytes: Buffer; readonly read: number }

function isPackedText(name: string): boolean {
  return /\.(?:csv|txt)\.gz$/i.test(name)
}

/** Below this many bytes unpacked a file that unpacks to very much more is let through. */
const SMALL = 10_000_000

/** The bytes that a file packed with gzip holds. */
async function* readPacked(path: string, name: string): AsyncGenerator<Chunk> {
  const packed = createReadStream(path)
  const unpacked = pipeline(packed, createGunzip(), () => undefined)
  let bytes = 0
  try {
    for await (const chunk of piecesOf(unpacked)) {
      bytes += chunk.length
      if (bytes > SMALL && bytes > packed.bytesRead * LIMITS.inflationRatio)
        throw fault(
          'source-too-long',
          { file: name },
          `${name} unpacks to more than any real file.`,
        )
      yield { bytes: chunk, read: packed.bytesRead }
    }
  } catch (error) {
    throw packingFault(name, error)
  } finally {
    unpacked.destroy()
    packed.destroy()
  }
}

/** A stream's types do not tell that it gives bytes. */
function piecesOf(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return stream
}

function packingFault(name: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_'))
    return fault('source-packed', { file: name }, `${name} is not packed with gzip, or cut off.`)
  return code === '' ? error : notReadable(name, error)
}

/** Each chunk is overwritten by the next. */
async function* readChunks(path: string, name: string): AsyncGenerator<Chunk> {
  const file = await open(path).catch((error: unknown) => {
    throw notReadable(name, error)
  })
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    let read = 0
    for (;;) {
      const { bytesRead } = await file.read({ buffer })
      if (bytesRead === 0) return
      read += bytesRead
      yield { bytes: buffer.subarray(0, bytesRead), read }
    }
  } catch (error) {
    throw notReadable(name, error)
  } finally {
    await file.close()
  }
}

function decode(
  decoder: TextDecoder,
  chunk: Buffer | undefined,
  name: string,
  lines: number,
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    if (chunk === undefined)
      throw fault(
        'source-truncated',
        { file: name, line: lines },
        'The file ends within a character.',
      )
    const line = lines + countLines(chunk.subarray(0, firstBadByte(chunk)))
    const message = `The file is not in UTF-8 (first seen on line ${String(line)}); it may be in Windows-1252.`
    throw fault('source-encoding', { file: name, line }, message)
  }
}

/** Where the first byte stands that cannot be UTF-8, found by halving. */
function firstBadByte(chunk: Buffer): number {
  let [good, bad] = [0, chunk.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decodes(chunk.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

/** A chunk may begin within a character, so its first three bytes are not judged. */
function decodes(part: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(part.subarray(continuations(part)), {
      stream: true,
    })
    return true
  } catch {
    return false
  }
}

function continuations(part: Buffer): number {
  let count = 0
  while (count < 3 && ((part[count] ?? 0) & 0xc0) === 0x80) count += 1
  return count
}

function countLines(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1
  return count
}
