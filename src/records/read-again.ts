import type { Dataset } from '../catalogue/index.ts'
import type { Issue } from '../core/index.ts'
import { endedSpells } from './ended-spells.ts'
import type { ImportWork } from './import-file.ts'
import type { IssueLog } from './issue-log.ts'
import { isKept, keptItems } from './kept-rows.ts'
import { hasChanged, type LaterReturn, settle, takeBack } from './later-returns.ts'
import { mergeFile } from './merge-file.ts'
import type { PlannedFile } from './plan-import.ts'
import { recordIssue } from './rules.ts'
import { stagerHere } from './stager.ts'
import { stagerInput } from './stager-input.ts'
import { stageFile } from './staging.ts'

/**
 * Takes back what returns of later years loaded, so that an earlier one can come first.
 *
 * @returns An issue if what one of them held was not kept, so that it could not be read again.
 */
export async function takeBackAll(
  work: ImportWork,
  file: PlannedFile,
  later: readonly LaterReturn[],
): Promise<Issue | undefined> {
  const { run, planned, importId } = work
  const { database } = run.services
  const { authority } = planned
  for (const one of later) {
    if (await isKept(keptIn(work), { authority, ...one })) continue
    const message = `${one.name}, of a later year, was imported by an older Sendboard that did not keep what it held.`
    return recordIssue('records-return-not-kept', { file: file.name }, message)
  }
  for (const dataset of datasetsOf(work, file))
    await takeBack({ database, authority, importId }, dataset, later)
  return undefined
}

/** Reads returns of later years again, from what was kept of them, in the order of their years. */
export async function readAgain(
  work: ImportWork,
  file: PlannedFile,
  later: readonly LaterReturn[],
): Promise<void> {
  const { run, planned, importId } = work
  const { database } = run.services
  const { authority } = planned
  const touched = new Set(file.datasets)
  for (const one of later) await readOne({ ...work, changed: touched }, file, one)
  const about = { database, authority, importId }
  for (const dataset of datasetsOf(work, file)) await settle(about, dataset)
  for (const name of touched) if (await hasChanged(about, name)) work.changed.add(name)
}

async function readOne(work: ImportWork, file: PlannedFile, one: LaterReturn): Promise<void> {
  const { run, planned, importId } = work
  const { database, catalogue } = run.services
  const { authority } = planned
  const { id, name, year, extractedOn } = one
  const form = 'sen2-xml'
  const stager = stagerHere(await stagerInput(run, planned))
  const pieces = stager.stage({
    path: name,
    name,
    form,
    datasets: file.datasets,
    extractedOn,
    ended: await endedSpells(database, authority, year),
    again: keptItems(keptIn(work), { authority, ...one }),
  })
  const context = {
    ...{ database, catalogue, log: SAID_ALREADY, signal: run.options.signal },
    keep: () => Promise.resolve(),
    onProgress: () => undefined,
  }
  const staged = await stageFile(context, file, pieces)
  if (!staged) throw new Error(`what was kept of ${name} must be readable again`)
  const about = { id, name, form, year, extractedOn, isAgain: true } as const
  await mergeFile(work, file, { database, authority, importId, file: about }, staged)
}

/** What is wrong with a return was said when it was imported. */
const SAID_ALREADY: IssueLog = {
  kept: [],
  add: () => undefined,
  flush: () => Promise.resolve(),
}

function keptIn({ run }: ImportWork): ImportWork['run']['services']['database'] {
  return run.again?.keptIn ?? run.services.database
}

function datasetsOf({ run }: ImportWork, { datasets }: PlannedFile): readonly Dataset[] {
  return datasets.flatMap((name) => run.services.catalogue.datasets.get(name) ?? [])
}
