import { markSupplied } from './import-log.ts'
import type { ImportWork } from './import-file.ts'
import { joinPersons } from './join-persons.ts'
import type { MergeContext } from './merge-context.ts'
import { mergeStaged } from './merge.ts'
import { datasetOrder, type PlannedFile } from './plan-import.ts'
import { progressOf } from './progress.ts'
import { tellReplaced } from './replaced-values.ts'
import { keepFigures } from './return-figures.ts'
import { adoptIds, MEANING, takeOver } from './same-meaning.ts'
import { PERSON_LINKS } from './stage-rows.ts'
import type { Staged, StagedFile } from './staging.ts'
import type { RowCounts } from './types.ts'

/**
 * Merges the staged tables of a file into the records, each after those that it refers to.
 *
 * @param planned - The file for which progress is told.
 * @param context - The file that was staged: that one, or a return read again.
 */
export async function mergeFile(
  work: ImportWork,
  file: PlannedFile,
  context: MergeContext,
  staged: StagedFile,
): Promise<Readonly<Record<string, RowCounts>>> {
  const { run, changed } = work
  const { database, catalogue } = run.services
  const joined = await joinPersons(context, catalogue, staged)
  for (const dataset of joined) changed.add(dataset)
  const counts: Record<string, RowCounts> = {}
  for (const one of inOrder(staged.tables, datasetOrder(catalogue))) {
    run.options.signal?.throwIfAborted()
    counts[one.dataset.name] = await mergeTable(work, file, context, one)
  }
  await database.execute(`drop table staging.${PERSON_LINKS}`)
  const isMeant = staged.tables.some(({ dataset }) => dataset.name in MEANING)
  const taken = joined.length > 0 || isMeant ? await takeOver(context, catalogue) : []
  for (const dataset of taken) changed.add(dataset)
  await tellReplaced(context)
  if (!context.file.isAgain) await keepFigures(context, staged.figures)
  return counts
}

async function mergeTable(
  { run, planned, changed }: ImportWork,
  file: PlannedFile,
  context: MergeContext,
  staged: Staged,
): Promise<RowCounts> {
  const { dataset } = staged
  if (context.file.form === 'sen2-xml') await adoptIds(context, dataset)
  const tell = progressOf(run, planned, file, dataset.name)
  const merged = await mergeStaged(context, staged, (step) => {
    tell(step, file.bytes, staged.read)
  })
  const isFirst = await markSupplied(context, dataset)
  if (merged.loaded + merged.removed > 0 || isFirst) changed.add(dataset.name)
  await run.services.database.execute(`drop table staging.${dataset.name}`)
  return merged
}

function inOrder(staged: readonly Staged[], order: readonly string[]): readonly Staged[] {
  return staged.toSorted((a, b) => order.indexOf(a.dataset.name) - order.indexOf(b.dataset.name))
}
