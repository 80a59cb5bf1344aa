import type { Dataset } from '../catalogue/index.ts'
import type { DayText } from '../core/index.ts'
import { quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'
import type { MergeContext } from './merge-context.ts'
import {
  contradicting,
  currentOf,
  isWhole,
  mergedColumn,
  sameColumns,
  sameKey,
} from './merge-sql.ts'
import { type Repeated, setAsideRepeated } from './repeated-rows.ts'
import { listReplaced } from './replaced-values.ts'
import type { Staged } from './staging.ts'
import type { RowCounts } from './types.ts'

/**
 * Merges the staged rows of a dataset into the records by its load rule. A record is never changed:
 * the old version is ended and a new one put in.
 *
 *     update records.plans set ended_by = 7 where … same key and other values;
 *     insert into records.plans select … from staging.merged
 *
 * @param tell - Told of each step as it begins.
 */
export async function mergeStaged(
  context: MergeContext,
  staged: Staged,
  tell: (step: 'comparing' | 'writing') => void,
): Promise<RowCounts> {
  const { dataset } = staged
  tell('comparing')
  const repeated = await setAsideRepeated(context, dataset)
  if (!(await hasRecords(context, dataset))) {
    tell('writing')
    return await loadFirst(context, staged, repeated)
  }
  await compareRows(context, staged)
  const outcomes = await countOutcomes(context)
  tell('writing')
  await endChanged(context, dataset)
  await insertRows(context, dataset, loadedRows(staged))
  const isComplete = staged.refused + repeated.refused === 0
  const removed = await endMissing(context, dataset, isComplete)
  await context.database.execute('drop table staging.merged')
  const of = (name: string) => outcomes.get(name) ?? 0
  return accounted({
    read: staged.read,
    loaded: of('new') + of('changed'),
    unchanged: of('same') + of('kept') + repeated.same,
    refused: staged.refused + repeated.refused,
    removed,
  })
}

/** Makes `staging.merged`, and tells what a return says otherwise than the records. */
export async function compareRows(context: MergeContext, staged: Staged): Promise<void> {
  const { dataset } = staged
  await compareWithRecords(context, staged)
  if (context.file.form !== 'sen2-xml') return
  await tellDifferences(context, dataset)
  await listReplaced(context, dataset, comparedRows(staged))
}

async function hasRecords(
  { database, authority }: MergeContext,
  { name }: Dataset,
): Promise<boolean> {
  const rows = await database.query(`select 1 as one from ${currentOf(name)} c limit 1`, [
    authority,
  ])
  return rows.length > 0
}

/** Where there are no records yet, every row is new as it stands, and there is nothing to compare. */
async function loadFirst(
  context: MergeContext,
  { dataset, read, refused }: Staged,
  repeated: Repeated,
): Promise<RowCounts> {
  await insertRows(context, dataset, `staging.${dataset.name} m`)
  const rows = await context.database.query(
    `select count(*) as loaded from staging.${dataset.name}`,
  )
  return accounted({
    read,
    loaded: Number(rows[0]?.['loaded']),
    unchanged: repeated.same,
    refused: refused + repeated.refused,
    removed: 0,
  })
}

function accounted(counts: RowCounts): RowCounts {
  if (counts.read !== counts.loaded + counts.unchanged + counts.refused)
    throw new Error(`every row must be loaded, unchanged or refused; got ${JSON.stringify(counts)}`)
  return counts
}

/**
 * `staging.merged`: each row with its outcome: `new`, `changed`, `same`; `kept` where the record came
 * from the case system and the row from a return. Where something of the record stays that the row
 * does not say, it has all columns as they would be loaded; otherwise the staged row is that already,
 * and the key is enough.
 */
async function compareWithRecords(context: MergeContext, staged: Staged): Promise<void> {
  const { database, authority, file } = context
  const { dataset } = staged
  const columns = dataset.fileColumns
  const isReturn = file.form === 'sen2-xml'
  const key = ['_seq', '_line', ...keptColumns(dataset)].map((name) => `m.${quoted(name)}`)
  await database.execute(
    `create table staging.merged as
     select ${isWhole(staged) ? key.join(', ') : 'm.*'},
       case when c.authority is null then 'new'
         when ${sameColumns(dataset, columns, 'm', 'c')} then 'same'
         ${isReturn ? `when f.form = 'csv' then 'kept'` : ''}
         else 'changed' end as _outcome
       ${isReturn ? `, ${differences(dataset, file.extractedOn)} as _differing` : ''}
     from ${asLoaded(staged)} m
     left join ${currentOf(dataset.name)} c on ${sameKey(dataset, 'm', 'c')}
     left join records.files f on f.id = c.source_file`,
    [authority],
  )
}

/** What the later steps ask of a merged row. */
function keptColumns({ table, periodColumn }: Dataset): readonly string[] {
  const { key } = table
  return periodColumn === undefined || key.includes(periodColumn) ? key : [...key, periodColumn]
}

/** The staged rows as they would be loaded: with what stays of the records that they meet. */
function asLoaded(staged: Staged): string {
  const { dataset } = staged
  if (isWhole(staged)) return `staging.${dataset.name}`
  const columns = dataset.fileColumns.map(
    (name) => `${mergedColumn(name, staged)} as ${quoted(name)}`,
  )
  return `(select s._seq, s._line, ${columns.join(', ')} from staging.${dataset.name} s
    left join ${currentOf(dataset.name)} c on ${sameKey(dataset, 's', 'c')})`
}

/** The names of the columns in which a row of a return differs from the case system. */
function differences(dataset: Dataset, madeOn: DayText): string {
  const columns = dataset.fileColumns
  return `case when f.form = 'csv' then ${contradicting(dataset, columns, madeOn)} else '' end`
}

/** The compared rows with all their columns and what comes of each, in `from` as `m`. */
function comparedRows(staged: Staged): string {
  if (!isWhole(staged)) return 'staging.merged m'
  return `(select s.*, o._outcome from staging.${staged.dataset.name} s
    join staging.merged o on o._seq = s._seq) m`
}

/** The rows to be loaded, in `from` as `m`. */
function loadedRows(staged: Staged): string {
  const isLoaded = (of: string) => `${of}._outcome in ('new', 'changed')`
  if (!isWhole(staged)) return `staging.merged m where ${isLoaded('m')}`
  return `staging.${staged.dataset.name} m join staging.merged o on o._seq = m._seq
    where ${isLoaded('o')}`
}

async function countOutcomes({ database }: MergeContext): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query(
    'select _outcome, count(*) as of_outcome from staging.merged group by _outcome',
  )
  return new Map(rows.map((row) => [String(row['_outcome']), Number(row['of_outcome'])]))
}

async function tellDifferences(
  { database, importId, file }: MergeContext,
  dataset: Dataset,
): Promise<void> {
  if (file.isAgain) return
  await insertIssues(database, importId, {
    code: 'records-differs',
    file: file.name,
    line: 'm._line',
    from: `staging.merged m where m._outcome = 'kept' and m._differing <> ''`,
    message: `'The case system says otherwise about this row of ${dataset.name} in: ' || substr(m._differing, 3) || '.'`,
  })
}

async function endChanged(
  { database, authority, importId }: MergeContext,
  dataset: Dataset,
): Promise<void> {
  await database.execute(
    `update records.${dataset.name} as c set ended_by = ${String(importId)}
     from staging.merged m
     where c.authority = $1 and c.ended_by is null and m._outcome = 'changed'
       and ${sameKey(dataset, 'm', 'c')}`,
    [authority],
  )
}

/** @param from - SQL that names the rows `m`. */
async function insertRows(
  { database, authority, importId, file }: MergeContext,
  dataset: Dataset,
  from: string,
): Promise<void> {
  const columns = dataset.fileColumns.map(quoted)
  await database.execute(
    `insert into records.${dataset.name}
       (authority, ${columns.join(', ')}, import_id, source_file, source_line)
     select $1, ${columns.map((name) => `m.${name}`).join(', ')}, ${String(importId)},
       ${String(file.id)}, m._line
     from ${from}`,
    [authority],
  )
}

/**
 * Ends the records that a file which replaces its table, or a period of it, no longer has. Where
 * rows of the file were refused it may be these, so they stay.
 */
async function endMissing(
  context: MergeContext,
  dataset: Dataset,
  isComplete: boolean,
): Promise<number> {
  const { database, authority, importId, file } = context
  if (dataset.load === 'add-and-update') return 0
  const period = dataset.load === 'replace-period' ? dataset.periodColumn : undefined
  const within =
    period === undefined
      ? ''
      : `and c.${quoted(period)} in (select ${quoted(period)} from staging.merged)`
  const missing = `c.authority = $1 and c.ended_by is null ${within}
    and not exists (select 1 from staging.merged m where ${sameKey(dataset, 'm', 'c')})`
  const rows = await database.query(
    `select count(*) as missing from records.${dataset.name} c where ${missing}`,
    [authority],
  )
  const removed = Number(rows[0]?.['missing'])
  if (removed === 0) return 0
  if (!isComplete) {
    await insertIssues(database, importId, {
      code: 'records-not-removed',
      file: file.name,
      from: '(select 1) one',
      message: `'${String(removed)} records of ${dataset.name} are not among the rows loaded; they stay, because rows were refused.'`,
    })
    return 0
  }
  await database.execute(
    `update records.${dataset.name} as c set ended_by = ${String(importId)} where ${missing}`,
    [authority],
  )
  await insertIssues(database, importId, {
    code: 'records-removed',
    file: file.name,
    from: '(select 1) one',
    message: `'${String(removed)} records of ${dataset.name} are no longer in the file and were ended.'`,
  })
  return removed
}
