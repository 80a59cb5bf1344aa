import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Entry, open, type ZipFile } from 'yauzl'
import { TransferError } from './transfer-error.ts'

/** An export being read. */
export type PackageReader = {
  /** The bytes of one of its files. @throws TransferError if it is missing or cannot be unpacked. */
  readonly read: (name: string) => AsyncGenerator<Buffer>
  readonly close: () => void
}

export const MANIFEST = 'manifest.json'

/**
 * Opens the folder or .zip file of an export.
 *
 * @throws TransferError if it is neither.
 */
export async function openPackage(path: string): Promise<PackageReader> {
  const about = await stat(path)
  return about.isDirectory() ? folderReader(path) : await zipReader(path)
}

function folderReader(path: string): PackageReader {
  return {
    read: async function* (name) {
      try {
        yield* bytesOf(createReadStream(join(path, name)))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
          throw missing(path, name)
        throw error
      }
    },
    close: () => undefined,
  }
}

function missing(path: string, name: string): TransferError {
  if (name === MANIFEST)
    return new TransferError(
      'transfer-not-an-export',
      `${path} is no export of Sendboard: it has no ${MANIFEST}. Name the folder or .zip file that bin/sendboard export wrote`,
    )
  return altered(`${name} is missing from ${path}`)
}

/** What was written is not what is read. */
export function altered(words: string): TransferError {
  return new TransferError(
    'transfer-altered',
    `${words}: it was altered or not copied whole. Copy or export it again`,
  )
}

async function zipReader(path: string): Promise<PackageReader> {
  const zip = await openZip(path)
  const entries = await entriesOf(zip, path)
  return {
    read: async function* (name) {
      const entry = entries.get(name)
      if (!entry) throw missing(path, name)
      try {
        yield* bytesOf(await streamOf(zip, entry))
      } catch {
        throw altered(`${name} in ${path} cannot be unpacked`)
      }
    },
    close: () => {
      zip.close()
    },
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(noZip(path))
    })
  })
}

function noZip(path: string): TransferError {
  return new TransferError(
    'transfer-not-an-export',
    `${path} is neither the folder nor the whole .zip file of an export. Name what bin/sendboard export wrote`,
  )
}

function entriesOf(zip: ZipFile, path: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('error', () => {
      zip.close()
      reject(noZip(path))
    })
    zip.on('end', () => {
      resolve(entries)
    })
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(error)
    })
  })
}

/** Streams of files give bytes, which their types do not tell. */
async function* bytesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* stream
}
