import {
  type FileHandle,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  rmdir,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Zip, ZipDeflate } from 'fflate'
import { TransferError } from './transfer-error.ts'

/** An export being written: nothing stands at its path before `finish`. */
export type PackageWriter = {
  /** Adds a file, such as `records/plans.jsonl`. */
  readonly add: (name: string, pieces: AsyncIterable<Buffer>) => Promise<void>
  readonly finish: () => Promise<void>
  /** Takes away what was written so far. */
  readonly discard: () => Promise<void>
}

/** Nobody but its owner may read an export. */
const OWNER_ONLY = 0o600
const FOLDER_OWNER_ONLY = 0o700

/** Whether an export at that path is a .zip file; a folder otherwise. */
export function isZip(path: string): boolean {
  return /\.zip$/i.test(path)
}

/**
 * Begins an export beside its path, where it is moved once it is whole.
 *
 * @throws TransferError if something is there already.
 */
export async function createPackage(path: string): Promise<PackageWriter> {
  const target = resolve(path)
  await mkdir(dirname(target), { recursive: true })
  await refuseExisting(target, path)
  const folder = await mkdtemp(join(dirname(target), `.${basename(target)}.partial-`))
  const own = isZip(path) ? await zipPackage(folder, target, path) : folderPackage(folder, target)
  return {
    add: async (name, pieces) => {
      await atPath(path, async () => {
        await own.add(name, pieces)
      })
    },
    finish: async () => {
      await atPath(path, own.finish)
    },
    discard: async () => {
      await own.discard()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** An empty folder may be there: somebody made it for this. */
async function refuseExisting(target: string, path: string): Promise<void> {
  const there = await lstat(target).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!there) return
  if (!isZip(path) && there.isDirectory() && (await readdir(target)).length === 0) {
    await rmdir(target)
    return
  }
  throw new TransferError(
    'transfer-target-exists',
    `${path} is there already: name another, so that nothing is overwritten`,
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** An error of the system about the bytes of a file does not say which file. */
async function atPath(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && !('path' in error))
      Object.assign(error, { path })
    throw error
  }
}

function folderPackage(folder: string, target: string): PackageWriter {
  return {
    add: async (name, pieces) => {
      await mkdir(dirname(join(folder, name)), { recursive: true, mode: FOLDER_OWNER_ONLY })
      const file = await open(join(folder, name), 'wx', OWNER_ONLY)
      try {
        await writeAll(file, pieces)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    finish: async () => {
      await rename(folder, target)
    },
    discard: async () => {
      await Promise.resolve()
    },
  }
}

async function writeAll(file: FileHandle, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) await file.appendFile(piece)
}

/** The largest number in a .zip file of the plain form. */
const MOST_BYTES = 0xffff_fffe
/** The same for all, so that the same records give the same bytes. */
const MADE_ON = '1980-01-01T12:00:00'
const UNIX = 3
const REGULAR_FILE = 0o100000

async function zipPackage(folder: string, target: string, path: string): Promise<PackageWriter> {
  const partial = join(folder, 'export.zip')
  const file = await open(partial, 'wx', OWNER_ONLY)
  const packed: Uint8Array[] = []
  let written = 0
  const zip = new Zip((error, piece) => {
    if (error) throw error
    packed.push(piece)
  })
  const flush = async () => {
    for (const piece of packed.splice(0)) {
      written += piece.length
      await file.appendFile(piece)
    }
    if (written > MOST_BYTES) throw tooLarge(path)
  }
  return {
    add: async (name, pieces) => {
      const entry = new ZipDeflate(name, { level: 6 })
      Object.assign(entry, {
        mtime: MADE_ON,
        os: UNIX,
        attrs: (REGULAR_FILE + OWNER_ONLY) * 2 ** 16,
      })
      zip.add(entry)
      let bytes = 0
      for await (const piece of pieces) {
        bytes += piece.length
        if (bytes > MOST_BYTES) throw tooLarge(path)
        entry.push(piece, false)
        await flush()
      }
      entry.push(new Uint8Array(), true)
      await flush()
    },
    finish: async () => {
      zip.end()
      await flush()
      await file.sync()
      await file.close()
      await rename(partial, target)
      await rmdir(folder)
    },
    discard: async () => {
      await file.close().catch(() => undefined)
    },
  }
}

function tooLarge(path: string): TransferError {
  return new TransferError(
    'transfer-too-large',
    `${path} would have more than the 4 GB that a .zip file can hold: export to a folder, ` +
      'by a name that does not end in .zip',
  )
}
