import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import {
  importPaths,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  readPersonKey,
} from '../records/index.ts'
import type { Services } from '../services.ts'

/** Where an upload stands. A rehearsal changes nothing; `loaded` is the end of it. */
export type UploadState =
  | { readonly step: 'rehearsing' | 'loading'; readonly progress: ImportProgress | null }
  | { readonly step: 'rehearsed' | 'loaded'; readonly result: ImportResult }
  | { readonly step: 'failed'; readonly message: string }

export type Upload = {
  readonly id: string
  readonly files: readonly string[]
  readonly options: ImportOptions
  readonly state: UploadState
}

/** The uploads of this server: kept in its memory, their files in the data folder until loaded or dropped. */
export type Uploads = {
  readonly find: (id: string) => Upload | undefined
  /** Keeps files and begins to rehearse their import. */
  readonly begin: (folder: UploadFolder, options: ImportOptions) => Upload
  /** Begins to load what was rehearsed; undefined if it was not, or is under way. */
  readonly load: (id: string) => Upload | undefined
  readonly drop: (id: string) => Promise<void>
  readonly newFolder: () => Promise<UploadFolder>
}

/** A folder of an upload, readable by its owner alone. */
export type UploadFolder = {
  readonly id: string
  readonly path: string
  readonly names: string[]
}

/**
 * Uploads of one server. What an earlier run of the server left behind is removed first: files of
 * persons must not lie about.
 */
export async function createUploads(services: Services): Promise<Uploads> {
  const root = join(services.config.dataFolder, 'uploads')
  await rm(root, { recursive: true, force: true })
  const uploads = new Map<string, Upload>()
  const remove = async (id: string) => {
    await rm(join(root, id), { recursive: true, force: true })
  }
  const run = (upload: Upload, step: 'rehearsing' | 'loading'): Upload => {
    const set = (state: UploadState) => {
      uploads.set(upload.id, { ...upload, state })
    }
    const done = step === 'loading' ? 'loaded' : 'rehearsed'
    const state: UploadState = { step, progress: null }
    set(state)
    importUpload(services, join(root, upload.id), {
      ...upload.options,
      rehearse: step === 'rehearsing',
      onProgress: (progress) => {
        set({ step, progress })
      },
    })
      .then(async (result) => {
        if (done === 'loaded') await remove(upload.id)
        set({ step: done, result })
      })
      .catch((error: unknown) => {
        set({ step: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
    return { ...upload, state }
  }
  return {
    find: (id) => uploads.get(id),
    newFolder: async () => await newFolder(root),
    begin: ({ id, names }, options) =>
      run(
        { id, files: names, options, state: { step: 'rehearsing', progress: null } },
        'rehearsing',
      ),
    load: (id) => {
      const upload = uploads.get(id)
      return upload?.state.step === 'rehearsed' ? run(upload, 'loading') : undefined
    },
    drop: async (id) => {
      uploads.delete(id)
      await remove(id)
    },
  }
}

async function newFolder(root: string): Promise<UploadFolder> {
  const id = randomUUID()
  const path = join(root, id)
  await mkdir(path, { recursive: true, mode: 0o700 })
  return { id, path, names: [] }
}

/** Imports the files of a folder, and has the figures follow. */
async function importUpload(
  { config, database, catalogue, refreshFigures }: Services,
  path: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const personKey = await readPersonKey(config.dataFolder)
  const result = await importPaths({ database, catalogue, personKey }, [path], options)
  if (!options.rehearse) await refreshFigures()
  return result
}

/**
 * Writes a file of a form into the upload's folder under its own name.
 *
 * @returns Why it cannot be kept; undefined when it is.
 */
export async function keepFile(
  folder: UploadFolder,
  part: MultipartFile,
): Promise<string | undefined> {
  const name = basename(part.filename.replaceAll('\\', '/'))
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,120}$/u.test(name)) {
    part.file.resume()
    return 'Rename the file: its name may have letters, digits, spaces, dots, brackets and dashes'
  }
  if (folder.names.includes(name)) {
    part.file.resume()
    return `Select ${name} only once`
  }
  folder.names.push(name)
  await pipeline(part.file, createWriteStream(join(folder.path, name), { mode: 0o600 }))
  return part.file.truncated
    ? `${name} is larger than this page takes: import it with bin/sendboard import`
    : undefined
}
