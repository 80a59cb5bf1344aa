import { type Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { isAuthorityCode, isDay, type Issue, type Result } from '../core/index.ts'
import { SourceFault, fault, sourceIssue } from './rules.ts'
import { exportTable } from './sen2/export-files.ts'
import type { ExtractNote } from './types.ts'

const NOTE = 'extract.yaml'
const DEEPEST = 4

const Note = z.strictObject({
  authority: z.string().refine(isAuthorityCode).optional(),
  extracted_on: z.string().refine(isDay).optional(),
  holder: z.string().max(200).optional(),
})

/** The files of a folder that may be sources, each with the note that holds for it. */
export type ExtractFolder = {
  readonly files: readonly { readonly path: string; readonly note: ExtractNote }[]
  /** Files not read, and notes at fault. */
  readonly issues: readonly Issue[]
}

/**
 * The CSV, spreadsheet and XML files under a path, in order of their names; a file stands for itself. The note
 * of a folder holds for the folders in it too, unless they have their own.
 */
export async function readFolder(path: string): Promise<ExtractFolder> {
  const found: Found = { files: [], issues: [] }
  try {
    const { isDirectory } = await kindOf(path)
    if (isDirectory) await walkAll(path, found)
    else found.files.push({ path, note: {} })
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    found.issues.push(error.issue)
  }
  return found
}

type Found = { readonly files: { path: string; note: ExtractNote }[]; readonly issues: Issue[] }

async function kindOf(path: string): Promise<{ isDirectory: boolean }> {
  const about = await stat(path).catch(() => {
    throw fault('source-not-found', { file: basename(path) }, `${basename(path)} is not there.`)
  })
  return { isDirectory: about.isDirectory() }
}

async function walkAll(path: string, found: Found): Promise<void> {
  await walk(path, {}, 0, found)
  if (found.files.length > 0) return
  const message = `The folder ${basename(path)} holds no file that ends in .csv, .xlsx, .ods or .xml.`
  found.issues.push(sourceIssue('source-nothing', { file: basename(path) }, message))
}

async function walk(
  folder: string,
  above: ExtractNote,
  depth: number,
  found: Found,
): Promise<void> {
  const own = await readExtractNote(folder)
  found.issues.push(...own.issues)
  const note = own.ok ? { ...above, ...own.value } : above
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (isPartOfExport(entry.name, entries)) continue
    if (entry.isDirectory() && depth < DEEPEST) await walk(path, note, depth + 1, found)
    else if (isSource(entry)) found.files.push({ path, note })
    else if (entry.name !== NOTE) found.issues.push(skipped(entry))
  }
}

/** The nine files of an exported return are one source, known by the file of its header. */
function isPartOfExport(name: string, entries: readonly Dirent[]): boolean {
  const part = exportTable(name)
  if (!part || part.table === 'sen2') return false
  return entries.some((one) => {
    const found = exportTable(one.name)
    return found?.table === 'sen2' && found.prefix === part.prefix
  })
}

function isSource(entry: Dirent): boolean {
  return (
    entry.isFile() &&
    !entry.name.startsWith('~$') &&
    /\.(?:csv|csv\.gz|xlsx|ods|xml)$/i.test(entry.name) &&
    !entry.name.startsWith('.')
  )
}

function skipped(entry: Dirent): Issue {
  const why = entry.isFile() ? 'is neither CSV, spreadsheet nor XML' : 'is not an ordinary file'
  return sourceIssue('source-skipped-file', { file: entry.name }, `${entry.name} ${why}.`)
}

/**
 * What the `extract.yaml` of a folder says: authority, extracted_on, holder. Without one, nothing.
 */
export async function readExtractNote(folder: string): Promise<Result<ExtractNote>> {
  const path = join(folder, NOTE)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return { ok: true, value: {}, issues: [] }
  const parsed = Note.safeParse(parsedYaml(text))
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.')
    const place = { file: NOTE, ...(field !== undefined && field !== '' && { field }) }
    const message = 'The note has a key that it may not have, or a value of the wrong form.'
    return { ok: false, issues: [sourceIssue('source-note', place, message)] }
  }
  const { authority, extracted_on: extractedOn, holder } = parsed.data
  const value = {
    ...(authority !== undefined && { authority }),
    ...(extractedOn !== undefined && { extractedOn }),
    ...(holder !== undefined && { holder }),
  }
  return { ok: true, value, issues: [] }
}

/** The failsafe schema would keep days as text; the core schema of YAML 1.2 does so too. */
function parsedYaml(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
