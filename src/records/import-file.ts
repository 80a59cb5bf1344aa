import type { Issue } from '../core/index.ts'
import { endedSpells } from './ended-spells.ts'
import type { ImportRun } from './import-authority.ts'
import { logFile, numberOf, sameFileBefore, shapeOf } from './import-log.ts'
import type { IssueLog } from './issue-log.ts'
import { keepRows, keptItems } from './kept-rows.ts'
import { laterReturns } from './later-returns.ts'
import { mergeFile } from './merge-file.ts'
import { isUnchanged, type PlannedFile, type PlannedImport } from './plan-import.ts'
import { progressOf } from './progress.ts'
import { readAgain, takeBackAll } from './read-again.ts'
import { recordIssue } from './rules.ts'
import type { Stager } from './stager.ts'
import { type Pieces, type StagedFile, stageFile, type StagingContext } from './staging.ts'
import type { FileOutcome } from './types.ts'
import { warnOlder } from './warn-older.ts'

/** The import of an authority's files, under way. */
export type ImportWork = {
  readonly run: ImportRun
  readonly planned: PlannedImport
  readonly importId: number
  readonly stager: Stager
  readonly log: IssueLog
  /** Datasets whose records changed so far. */
  readonly changed: Set<string>
}

/** Imports one file. A return goes beneath those of later years, which are read again on top of it. */
export async function importFile(work: ImportWork, file: PlannedFile): Promise<FileOutcome> {
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
  const later = await laterReturns(database, planned.authority, file.year)
  if (later.length === 0) return await readIn(work, file)
  const lost = await takeBackAll(work, file, later)
  if (lost) log.add(lost)
  if (lost) return { file: file.name, status: 'refused', counts: {} }
  const outcome = await readIn({ ...work, changed: new Set() }, file)
  if (outcome.status === 'read') await readAgain(work, file, later)
  return outcome
}

async function readIn(work: ImportWork, file: PlannedFile): Promise<FileOutcome> {
  const { run, log } = work
  const staged = await stageFile(stagingContext(work, file), file, await piecesOf(work, file))
  const isSteady = await isUnchanged(file)
  if (!isSteady) log.add(changedIssue(file))
  await log.flush()
  if (!staged || !isSteady) return { file: file.name, status: 'refused', counts: {} }
  run.options.signal?.throwIfAborted()
  return { file: file.name, status: 'read', counts: await mergeStagedFile(work, file, staged) }
}

function changedIssue({ name }: PlannedFile): Issue {
  return recordIssue('records-file-changed', { file: name }, `${name} changed while it was read.`)
}

function stagingContext(
  { run, planned, importId, log }: ImportWork,
  file: PlannedFile,
): StagingContext {
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
async function piecesOf({ run, planned, stager }: ImportWork, file: PlannedFile): Promise<Pieces> {
  const { database, catalogue } = run.services
  const { authority } = planned
  const { path, name, form, datasets, year, sha256, extractedOn } = file
  const ended = await endedSpells(database, authority, year)
  const kept = { authority, sha256, shape: shapeOf(catalogue, file) }
  const read = run.again && { again: keptItems(run.again.keptIn, kept) }
  return stager.stage({ path, name, form, datasets, extractedOn, ended, ...read })
}

async function mergeStagedFile(
  work: ImportWork,
  file: PlannedFile,
  staged: StagedFile,
): Promise<FileOutcome['counts']> {
  const { run, planned, importId } = work
  const { database, catalogue } = run.services
  const id = await numberOf(database, file)
  const { name, form, year, extractedOn } = file
  const { authority } = planned
  const context = { database, authority, importId, file: { id, name, form, year, extractedOn } }
  await warnOlder(context, file, work.log)
  await logFile(database, catalogue, { authority, importId, file, id, counts: {} })
  const counts = await mergeFile(work, file, context, staged)
  await logFile(database, catalogue, { authority, importId, id, counts })
  return counts
}
