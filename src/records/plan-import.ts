import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type AuthorityEntry,
  type Catalogue,
  type Dataset,
  readAuthorities,
} from '../catalogue/index.ts'
import {
  type AuthorityCode,
  type DayText,
  isAuthorityCode,
  type Issue,
  NATION,
} from '../core/index.ts'
import {
  type ExtractNote,
  filesOfSource,
  readFolder,
  type Recognised,
  recognise,
} from '../sources/index.ts'
import { recordIssue } from './rules.ts'
import type { ImportOptions } from './types.ts'

/** A file that will be read, and all that is known of it beforehand. */
export type PlannedFile = {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly changedAt: number
  readonly sha256: string
  readonly form: Recognised['form']
  readonly datasets: readonly string[]
  readonly extractedOn: DayText
  readonly holder: string | null
  readonly year: number | null
  /** Digest of the mapping by which it is read; empty without one. */
  readonly mapping: string
  /** Where it was imported before and is read again from what was kept: its number, its shape. */
  readonly again?: { readonly id: number; readonly shape: string }
}

/** The files of one authority, in the order in which they are to be read. */
export type PlannedImport = {
  readonly authority: AuthorityCode
  readonly files: readonly PlannedFile[]
  /** Names of files that are of no known form; they refuse the import. */
  readonly unknown: readonly string[]
  readonly issues: readonly Issue[]
}

export type ImportPlan = {
  readonly imports: readonly PlannedImport[]
  /** Issues of no authority; an error among them stops everything. */
  readonly issues: readonly Issue[]
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
}

/** A file with whose records it holds, where that is known, and what it holds, where that is. */
type Sorted = {
  readonly name: string
  readonly authority?: AuthorityCode | undefined
  readonly file?: PlannedFile
  readonly issues: readonly Issue[]
}

/**
 * Finds the files under some paths and sorts them by authority: files of tables before those that
 * refer to them, returns after them by year.
 */
export async function planImport(
  paths: readonly string[],
  catalogue: Catalogue,
  options: ImportOptions & { readonly today: DayText },
): Promise<ImportPlan> {
  const authorities = await readAuthorities()
  const sorted: Sorted[] = []
  const issues: Issue[] = []
  for (const path of paths) {
    const folder = await readFolder(path)
    issues.push(...folder.issues)
    for (const { path: filePath, note } of folder.files) {
      options.signal?.throwIfAborted()
      sorted.push(await planFile(filePath, note, catalogue, authorities, options))
    }
  }
  const imports = [...Map.groupBy(sorted, ({ authority }) => authority)].flatMap(
    ([authority, members]) =>
      authority === undefined ? [] : [plannedImport(authority, members, catalogue)],
  )
  const stray = sorted.filter(({ authority }) => authority === undefined)
  return { imports, issues: [...issues, ...stray.flatMap((one) => one.issues)], authorities }
}

function plannedImport(
  authority: AuthorityCode,
  members: readonly Sorted[],
  catalogue: Catalogue,
): PlannedImport {
  return {
    authority,
    files: inOrder(
      members.flatMap(({ file }) => file ?? []),
      catalogue,
    ),
    unknown: members.filter(({ file }) => !file).map(({ name }) => name),
    issues: members.flatMap((member) => member.issues),
  }
}

async function planFile(
  path: string,
  note: ExtractNote,
  catalogue: Catalogue,
  authorities: ReadonlyMap<string, AuthorityEntry>,
  options: ImportOptions & { readonly today: DayText },
): Promise<Sorted> {
  const name = basename(path)
  const recognised = await recognise(path, catalogue, {
    authorities,
    mappings: options.mappings ?? [],
  })
  const given = { ...options, ...note }
  if (!recognised.ok) return { name, authority: given.authority, issues: recognised.issues }
  const said = recognised.value
  const fault = authorityFault(name, [said.authority, note.authority, options.authority])
  if (fault) return { name, issues: [fault] }
  const known = dayOf(said, note, options)
  const file = await plannedFile(path, said, {
    extractedOn: known ?? options.today,
    holder: said.holder ?? given.holder ?? null,
    signal: options.signal,
  })
  const issues = known === undefined ? [undated(name)] : []
  const authority = said.authority ?? given.authority
  return { name, authority, file, issues: [...recognised.issues, ...issues] }
}

/** The day of a file: what a return says of itself goes before what is said of it, but not of a publication. */
function dayOf(
  said: Recognised,
  note: ExtractNote,
  options: Pick<ImportOptions, 'extractedOn'>,
): DayText | undefined {
  if (said.authority !== NATION) return said.extractedOn ?? note.extractedOn ?? options.extractedOn
  return options.extractedOn ?? publicationNoted(note) ?? said.extractedOn
}

/** The note beside published files says their day; one that names an authority is of extracts. */
function publicationNoted({ authority, extractedOn }: ExtractNote): DayText | undefined {
  return authority === undefined ? extractedOn : undefined
}

async function plannedFile(
  path: string,
  { form, datasets, year, mapping }: Recognised,
  given: {
    readonly extractedOn: DayText
    readonly holder: string | null
    readonly signal: AbortSignal | undefined
  },
): Promise<PlannedFile> {
  const { size, mtimeMs } = await stat(path)
  const { extractedOn, holder } = given
  const sha256 = await fileHash(path, given.signal)
  const name = basename(path)
  const about = { path, name, bytes: size, changedAt: mtimeMs, sha256 }
  return {
    ...about,
    form,
    datasets,
    extractedOn,
    holder,
    year: year ?? null,
    mapping: mapping ?? '',
  }
}

/** Whether a file is still the one that was planned. */
export async function isUnchanged(file: PlannedFile): Promise<boolean> {
  if (file.again) return true
  const { size, mtimeMs } = await stat(file.path)
  return size === file.bytes && mtimeMs === file.changedAt
}

function undated(file: string): Issue {
  const message = `Nothing says when ${file} was made; the day of import is taken.`
  return recordIssue('records-extract-date', { file }, message)
}

function unknownAuthority(file: string): Issue {
  const message = `Nothing says whose records ${file} holds.`
  return recordIssue('records-authority-unknown', { file }, message)
}

function authorityFault(
  file: string,
  said: readonly (AuthorityCode | undefined)[],
): Issue | undefined {
  // What is published belongs to no authority, whoever imports it.
  if (said.includes(NATION)) return undefined
  const codes = new Set(said.filter((code) => code !== undefined))
  const areCodes = [...codes].every((code) => isAuthorityCode(code))
  if (codes.size === 0 || !areCodes) return unknownAuthority(file)
  if (codes.size === 1) return undefined
  const message = `${file} is said to belong to ${[...codes].join(' and to ')}.`
  return recordIssue('records-authority-conflict', { file }, message)
}

const HASHED_AT_ONCE = 256 * 1024

/** SHA-256 of a file, in hexadecimal digits; of a return in nine files, of all one after the other. */
async function fileHash(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  // One buffer for all: a stream makes one for each piece, some 35 MB before they are cleared away.
  const buffer = Buffer.allocUnsafe(HASHED_AT_ONCE)
  for (const part of filesOfSource(path)) {
    const file = await open(part)
    try {
      for (;;) {
        signal?.throwIfAborted()
        const { bytesRead } = await file.read({ buffer })
        if (bytesRead === 0) break
        hash.update(buffer.subarray(0, bytesRead))
      }
    } finally {
      await file.close()
    }
  }
  return hash.digest('hex')
}

/** CSV files first, each table after those it refers to; then returns, the oldest first. */
function inOrder(files: readonly PlannedFile[], catalogue: Catalogue): readonly PlannedFile[] {
  const order = datasetOrder(catalogue)
  const place = ({ form, datasets }: PlannedFile) =>
    form === 'csv' ? order.indexOf(datasets[0] ?? '') : order.length
  return files.toSorted(
    (a, b) =>
      place(a) - place(b) ||
      (a.year ?? 0) - (b.year ?? 0) ||
      (a.extractedOn < b.extractedOn ? -1 : a.extractedOn > b.extractedOn ? 1 : 0),
  )
}

/** Datasets, each after those that it refers to. */
export function datasetOrder(catalogue: Pick<Catalogue, 'datasets'>): readonly string[] {
  const order: string[] = []
  const visit = (name: string, above: readonly string[]) => {
    const dataset = catalogue.datasets.get(name)
    if (!dataset || order.includes(name) || above.includes(name)) return
    for (const target of referredBy(dataset)) visit(target, [...above, name])
    order.push(name)
  }
  for (const name of catalogue.datasets.keys()) visit(name, [])
  return order
}

function referredBy(dataset: Dataset): readonly string[] {
  return dataset.fileColumns.flatMap((name) => dataset.table.columns.get(name)?.refersTo ?? [])
}
