import type { AuthorityEntry } from '../catalogue/index.ts'
import type { Issue } from '../core/index.ts'
import { type Database, refreshReadTables } from '../database/index.ts'
import { tellDangling } from './dangling.ts'
import { endedSpells } from './ended-spells.ts'
import {
  logFile,
  logImport,
  markSupplied,
  nextId,
  numberOf,
  sameFileBefore,
  shapeOf,
} from './import-log.ts'
import { type IssueLog, newIssueLog } from './issue-log.ts'
import { logRefused } from './log-refused.ts'
import { joinPersons } from './join-persons.ts'
import { keepNotes, keepRows, keptItems } from './kept-rows.ts'
import { mergeStaged } from './merge.ts'
import type { MergeContext } from './merge-context.ts'
import { isAboutPersons } from './identify-row.ts'
import { knownLinks } from './people.ts'
import { PERSON_LINKS } from './stage-rows.ts'
import { openStager, type Stager } from './stager.ts'
import type { PersonHash } from './person-key.ts'
import { datasetOrder, isUnchanged, type PlannedFile, type PlannedImport } from './plan-import.ts'
import { recordIssue } from './rules.ts'
import { adoptIds, MEANING, takeOver } from './same-meaning.ts'
import { progressOf } from './progress.ts'
import {
  type Pieces,
  type Staged,
  type StagedFile,
  stageFile,
  type StagingContext,
} from './staging.ts'
import { ImportDropped, ImportRehearsed } from './import-ends.ts'
import { addCounts, NO_ROWS, outcomeOf, refusedOutcome, sameOutcome } from './import-outcome.ts'
import { asAtOf } from './read-log.ts'
import { warnOlder } from './warn-older.ts'
import type {
  FileOutcome,
  ImportOptions,
  ImportOutcome,
  RecordServices,
  RowCounts,
} from './types.ts'

/** What is the same for every authority of one call. */
export type ImportRun = {
  readonly services: RecordServices
  readonly options: ImportOptions
  readonly hash: PersonHash
  readonly now: Date
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
  /** Given where an import is made again from what was kept of its files. */
  readonly again?: { readonly keptIn: Database; readonly catalogueVersion: string }
}

type Work = {
  readonly run: ImportRun
  readonly planned: PlannedImport
  readonly importId: number
  readonly stager: Stager
  readonly log: IssueLog
  readonly changed: Set<string>
}

/** Imports the files of one authority in one transaction. */
export async function importAuthority(
  run: ImportRun,
  planned: PlannedImport,
): Promise<ImportOutcome> {
  const { database } = run.services
  const files: FileOutcome[] = planned.unknown.map((file) => ({
    file,
    status: 'refused',
    counts: {},
  }))
  let log: IssueLog | undefined
  try {
    return await database.transaction(async () => {
      const work = await beginImport(run, planned, await nextId(database, 'imports'))
      log = work.log
      await importFiles(work, files)
      if (files.some(({ status }) => status === 'refused')) throw new ImportDropped('refused')
      if (await bringsNothing(work, files)) throw new ImportDropped('unchanged')
      const { id, ...outcome } = await finish(work, files)
      if (run.options.rehearse) throw new ImportRehearsed(outcome)
      return { ...(id !== undefined && { id }), ...outcome }
    })
  } catch (error) {
    if (error instanceof ImportRehearsed) return error.outcome
    if (!(error instanceof ImportDropped)) throw error
    const issues = log?.kept ?? []
    if (error.status === 'unchanged') return sameOutcome(planned, files, issues)
    if (run.options.rehearse) return refusedOutcome(planned, files, issues)
    return await logRefused(run, planned, files, issues)
  }
}

async function stagerFor(run: ImportRun, planned: PlannedImport): Promise<Stager> {
  const { services, options, authorities } = run
  const { authority, files } = planned
  const { datasets, schema, published } = services.catalogue
  const names = new Set(files.flatMap((file) => file.datasets))
  const hasPersons = [...names].some((name) => isAboutPersons(datasets.get(name)))
  return openStager(
    {
      catalogue: { datasets, schema, published },
      authority,
      authorities,
      mappings: options.mappings ?? [],
      personKey: services.personKey,
      links: hasPersons ? await knownLinks(services.database, authority) : [],
    },
    run.again ? 0 : Math.max(0, ...files.map(({ bytes }) => bytes)),
  )
}

async function beginImport(
  run: ImportRun,
  planned: PlannedImport,
  importId: number,
): Promise<Work> {
  const log = newIssueLog(run.services.database, importId)
  log.add(...planned.issues)
  const stager = await stagerFor(run, planned)
  return { run, planned, importId, stager, log, changed: new Set<string>() }
}

async function importFiles(work: Work, files: FileOutcome[]): Promise<void> {
  try {
    for (const file of work.planned.files) files.push(await importFile(work, file))
  } finally {
    await work.stager.close()
  }
}

/**
 * Makes an import again, under the number that it had, from what was kept of its files. The tables
 * that figures are read from are left to the caller, as is the transaction.
 */
export async function importAgain(
  run: ImportRun,
  planned: PlannedImport,
  importId: number,
): Promise<ImportOutcome> {
  const work = await beginImport(run, planned, importId)
  const files: FileOutcome[] = []
  await importFiles(work, files)
  const refused = files.find(({ status }) => status === 'refused')
  if (refused) throw new Error(`what was kept of ${refused.file} must be readable again`)
  return await finish(work, files)
}

/** The very same files, of no later day: not even the log needs to know. */
async function bringsNothing(
  { run, planned }: Work,
  files: readonly FileOutcome[],
): Promise<boolean> {
  if (files.some(({ status }) => status !== 'same')) return false
  const asAt = await asAtOf(run.services.database, planned.authority)
  return planned.files.every(({ extractedOn }) => asAt !== undefined && extractedOn <= asAt)
}

async function importFile(work: Work, file: PlannedFile): Promise<FileOutcome> {
  const { run, planned, importId, log } = work
  const { database, catalogue } = run.services
  const before = await sameFileBefore(database, catalogue, planned.authority, file)
  if (before) {
    const message = `${file.name} is the same file that was imported on ${before.importedOn}.`
    log.add(recordIssue('records-same-file', { file: file.name }, message))
    const { authority } = planned
    await logFile(database, catalogue, { authority, importId, file, counts: before.counts })
    return { file: file.name, status: 'same', counts: before.counts }
  }
  const staged = await stageFile(stagingContext(work, file), file, await piecesOf(work, file))
  const isSteady = await isUnchanged(file)
  if (!isSteady) log.add(changedIssue(file))
  await log.flush()
  if (!staged || !isSteady) return { file: file.name, status: 'refused', counts: {} }
  const counts = await mergeFile(work, file, staged)
  return { file: file.name, status: 'read', counts }
}

function changedIssue({ name }: PlannedFile): Issue {
  return recordIssue('records-file-changed', { file: name }, `${name} changed while it was read.`)
}

function stagingContext({ run, planned, importId, log }: Work, file: PlannedFile): StagingContext {
  const { services, options } = run
  const { database, catalogue } = services
  const kept = { ...planned, sha256: file.sha256, shape: shapeOf(catalogue, file) }
  const tell = progressOf(run, planned, file)
  return {
    database,
    catalogue,
    log,
    signal: options.signal,
    keep: keepRows(database, importId, kept),
    onProgress: (bytes, rows) => {
      tell('reading', bytes, rows)
    },
  }
}

/** The rows of a file, with the persons of this import. */
async function piecesOf({ run, planned, stager }: Work, file: PlannedFile): Promise<Pieces> {
  const { database, catalogue } = run.services
  const { authority } = planned
  const { path, name, form, datasets, year, sha256, extractedOn } = file
  const ended = await endedSpells(database, authority, year)
  const kept = { authority, sha256, shape: shapeOf(catalogue, file) }
  const read = run.again && { again: keptItems(run.again.keptIn, kept) }
  return stager.stage({ path, name, form, datasets, extractedOn, ended, ...read })
}

async function mergeFile(
  work: Work,
  file: PlannedFile,
  staged: StagedFile,
): Promise<Readonly<Record<string, RowCounts>>> {
  const { run, planned, importId, changed } = work
  const { database, catalogue } = run.services
  const id = await numberOf(database, file)
  const { name, form, year, extractedOn } = file
  const { authority } = planned
  const context: MergeContext = {
    database,
    authority,
    importId,
    file: { id, name, form, year, extractedOn },
  }
  await warnOlder(context, file, work.log)
  const joined = await joinPersons(context, catalogue, staged)
  for (const dataset of joined) changed.add(dataset)
  const counts: Record<string, RowCounts> = {}
  await logFile(database, catalogue, { authority, importId, file, id, counts })
  for (const one of inOrder(staged.tables, datasetOrder(catalogue))) {
    run.options.signal?.throwIfAborted()
    const { dataset } = one
    if (form === 'sen2-xml') await adoptIds(context, dataset)
    const tell = progressOf(run, planned, file, dataset.name)
    const merged = await mergeStaged(context, one, (step) => {
      tell(step, file.bytes, one.read)
    })
    counts[dataset.name] = merged
    if (merged.loaded + merged.removed > 0) changed.add(dataset.name)
    if (await markSupplied(context, dataset)) changed.add(dataset.name)
    await database.execute(`drop table staging.${dataset.name}`)
  }
  await database.execute(`drop table staging.${PERSON_LINKS}`)
  if (joined.length > 0 || staged.tables.some(({ dataset }) => dataset.name in MEANING)) {
    for (const dataset of await takeOver(context, catalogue)) changed.add(dataset)
  }
  await logFile(database, catalogue, { authority, importId, id, counts })
  return counts
}

function inOrder(staged: readonly Staged[], order: readonly string[]): readonly Staged[] {
  return staged.toSorted((a, b) => order.indexOf(a.dataset.name) - order.indexOf(b.dataset.name))
}

async function finish(work: Work, files: readonly FileOutcome[]): Promise<ImportOutcome> {
  const { run, planned, importId, log, changed } = work
  const { database, catalogue } = run.services
  const { authority } = planned
  await tellDangling(database, catalogue, { authority, importId })
  await log.flush()
  tellEnd(work, 'refreshing')
  run.options.signal?.throwIfAborted()
  if (changed.size > 0 && !run.again) {
    const tables = [...changed]
    await refreshReadTables(database, catalogue.schema, { tables, authority })
  }
  await database.execute('drop schema if exists staging cascade')
  await database.execute(
    'insert into records.key_check select $1 where not exists (select 1 from records.key_check)',
    [run.hash('check')],
  )
  const counts = files.flatMap((file) => Object.values(file.counts)).reduce(addCounts, NO_ROWS)
  const status = changed.size > 0 ? 'loaded' : 'unchanged'
  if (!run.again) await keepNotes(database, importId, planned.issues)
  await logImport(run, planned, { id: importId, status, counts, changed })
  const done = { id: importId, authority, status, files, counts, changed } as const
  const outcome = await outcomeOf(database, done)
  if (!run.options.rehearse) tellEnd(work, 'committing')
  return outcome
}

function tellEnd({ run, planned }: Work, step: 'refreshing' | 'committing'): void {
  const last = planned.files.at(-1)
  if (last) progressOf(run, planned, last)(step, last.bytes, 0)
}
