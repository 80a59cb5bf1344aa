import type { Dataset } from '../catalogue/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'
import type { MergeContext } from './merge-context.ts'
import { sameColumns } from './merge-sql.ts'

/** How many rows gave way to a later one of the same key, and how. */
export type Repeated = { readonly same: number; readonly refused: number }

/** To find none, as is usual, takes a fraction of the time that it takes to set them aside. */
async function hasRepeated(database: Database, dataset: string, key: string): Promise<boolean> {
  const rows = await database.query(
    `select 1 as one from staging.${dataset} group by ${key} having count(*) > 1 limit 1`,
  )
  return rows.length > 0
}

/** Of staged rows of one key the last stands; the others are unchanged if the same, else refused. */
export async function setAsideRepeated(context: MergeContext, dataset: Dataset): Promise<Repeated> {
  const { database, file } = context
  const key = dataset.table.key.map(quoted).join(', ')
  if (!(await hasRepeated(database, dataset.name, key))) return { same: 0, refused: 0 }
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
  if (!file.isAgain) await tellRepeated(context, dataset)
  await database.execute(
    `delete from staging.${dataset.name} where _seq in (select _seq from staging.repeated)`,
  )
  await database.execute('drop table staging.repeated')
  return { same, refused: all - same }
}

async function tellRepeated(
  { database, importId, file }: MergeContext,
  dataset: Dataset,
): Promise<void> {
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
}
