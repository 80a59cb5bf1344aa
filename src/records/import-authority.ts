import type { AuthorityEntry } from '../catalogue/index.ts'
import { type Database, refreshReadTables } from '../database/index.ts'
import { tellDangling } from './dangling.ts'
import { ImportDropped, ImportRehearsed } from './import-ends.ts'
import { importFile, type ImportWork as Work } from './import-file.ts'
import { logImport, nextId } from './import-log.ts'
import { addCounts, NO_ROWS, outcomeOf, refusedOutcome, sameOutcome } from './import-outcome.ts'
import { type IssueLog, newIssueLog } from './issue-log.ts'
import { keepNotes } from './kept-rows.ts'
import { logRefused } from './log-refused.ts'
import type { PersonHash } from './person-key.ts'
import type { PlannedImport } from './plan-import.ts'
import { progressOf } from './progress.ts'
import { asAtOf } from './read-log.ts'
import { openStager } from './stager.ts'
import { stagerInput } from './stager-input.ts'
import type { FileOutcome, ImportOptions, ImportOutcome, RecordServices } from './types.ts'

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

async function beginImport(
  run: ImportRun,
  planned: PlannedImport,
  importId: number,
): Promise<Work> {
  const log = newIssueLog(run.services.database, importId)
  log.add(...planned.issues)
  const largest = run.again ? 0 : Math.max(0, ...planned.files.map(({ bytes }) => bytes))
  const stager = await openStager(await stagerInput(run, planned), largest)
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
