import type { Dataset } from '../catalogue/index.ts'
import type { AuthorityCode, DayText } from '../core/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'
import {
  contradicting,
  currentOf,
  differing,
  mergedColumn,
  sameColumns,
  sameKey,
} from './merge-sql.ts'
import type { Staged } from './staging.ts'
import type { RowCounts } from './types.ts'

/** The file whose rows are being merged, and the import it belongs to. */
export type MergeContext = {
  readonly database: Database
  readonly authority: AuthorityCode
  readonly importId: number
  readonly file: {
    readonly id: number
    readonly name: string
    readonly form: 'csv' | 'sen2-xml'
    readonly year: number | null
    readonly extractedOn: DayText
  }
}

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
  await compareWithRecords(context, staged)
  const outcomes = await countOutcomes(context)
  await tellDifferences(context, dataset)
  tell('writing')
  await endChanged(context, dataset)
  await insertRows(context, dataset, `staging.merged m where m._outcome in ('new', 'changed')`)
  const isWhole = staged.refused + repeated.refused === 0
  const removed = await endMissing(context, dataset, isWhole)
  await context.database.execute('drop table staging.merged')
  const of = (name: string) => outcomes.get(name) ?? 0
  return accounted({
    read: staged.read,
    loaded: of('new') + of('changed'),
    unchanged: of('same') + of('kept') + of('older') + repeated.same,
    refused: staged.refused + repeated.refused,
    removed,
  })
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

type Repeated = { readonly same: number; readonly refused: number }

/** Of rows of one key the last stands; the others are unchanged if the same, else refused. */
async function setAsideRepeated(
  { database, importId, file }: MergeContext,
  dataset: Dataset,
): Promise<Repeated> {
  const key = dataset.table.key.map(quoted).join(', ')
  await database.execute(
    `create table staging.repeated as
     select s._seq, s._line as line, l._line as last_line,
       ${sameColumns(dataset, dataset.fileColumns, 's', 'l')} as same
     from (select *, max(_seq) over (partition by ${key}) as _last_seq from staging.${dataset.name}) s
     join staging.${dataset.name} l on l._seq = s._last_seq
     where s._seq <> s._last_seq`,
  )
  const rows = await database.query(
    `select count(*) as rows_set_aside, coalesce(sum(case when same then 1 else 0 end), 0) as same_rows
     from staging.repeated`,
  )
  const [all, same] = [Number(rows[0]?.['rows_set_aside']), Number(rows[0]?.['same_rows'])]
  if (all > 0) {
    const keyWords = dataset.table.key.join(' and ')
    await insertIssues(database, importId, {
      code: 'records-repeated-row',
      file: file.name,
      from: 'staging.repeated r where r.same',
      line: 'r.line',
      message: `'The row stands again on line ' || cast(r.last_line as varchar) || '.'`,
    })
    await insertIssues(database, importId, {
      code: 'records-duplicate-key',
      file: file.name,
      from: 'staging.repeated r where not r.same',
      line: 'r.line',
      field: dataset.table.key[0],
      message: `'Line ' || cast(r.last_line as varchar) || ' has the same ${keyWords} and other values; it is loaded in place of this row.'`,
    })
    await database.execute(
      `delete from staging.${dataset.name} where _seq in (select _seq from staging.repeated)`,
    )
  }
  await database.execute('drop table staging.repeated')
  return { same, refused: all - same }
}

/**
 * `staging.merged`: each row as it would be loaded, with its outcome: `new`, `changed`, `same`; `kept`
 * where the record came from the case system and the row from a return; `older` where it came
 * from a later return.
 */
async function compareWithRecords(context: MergeContext, staged: Staged): Promise<void> {
  const { database, authority, file } = context
  const { dataset } = staged
  const columns = dataset.fileColumns
  const merged = columns.map((name) => `${mergedColumn(name, staged)} as ${quoted(name)}`)
  const isReturn = file.form === 'sen2-xml'
  const later = `f.form = 'sen2-xml' and f.collection_year > ${String(file.year ?? 9999)}`
  await database.execute(
    `create table staging.merged as
     select m.*,
       case when c.authority is null then 'new'
         when ${sameColumns(dataset, columns, 'm', 'c')} then 'same'
         ${isReturn ? `when f.form = 'csv' then 'kept' when ${later} then 'older'` : ''}
         else 'changed' end as _outcome,
       case when c.authority is null then ''
         ${isReturn ? `when f.form = 'csv' then ${contradicting(dataset, columns, file.extractedOn)}` : ''}
         else ${differing(columns)} end as _differing
     from (
       select s._line, ${merged.join(', ')}
       from staging.${dataset.name} s
       left join ${currentOf(dataset.name)} c on ${sameKey(dataset, 's', 'c')}
     ) m
     left join ${currentOf(dataset.name)} c on ${sameKey(dataset, 'm', 'c')}
     left join records.files f on f.id = c.source_file`,
    [authority],
  )
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
  if (file.form !== 'sen2-xml') return
  const common = { file: file.name, line: 'm._line' }
  await insertIssues(database, importId, {
    ...common,
    code: 'records-differs',
    from: `staging.merged m where m._outcome = 'kept' and m._differing <> ''`,
    message: `'The case system says otherwise about this row of ${dataset.name} in: ' || substr(m._differing, 3) || '.'`,
  })
  await insertIssues(database, importId, {
    ...common,
    code: 'records-older-return',
    from: `staging.merged m where m._outcome = 'older'`,
    message: `'A later return says otherwise about this row of ${dataset.name} in: ' || substr(m._differing, 3) || '.'`,
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
  isWhole: boolean,
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
  if (!isWhole) {
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
