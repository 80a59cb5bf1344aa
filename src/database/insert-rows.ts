import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode } from '../core/index.ts'
import type { Database, SqlValue } from './types.ts'

/** A row of a dataset by column; a column left out, or an empty text, is empty. */
export type PlainRow = Readonly<Record<string, string | number | null>>

/**
 * Puts rows in as current records, for tests and worked examples: no import, no checks, person ids
 * as they are. Marks the dataset as supplied, even without rows. `refreshReadTables` is still to
 * be given. Line numbers are those of a file with a header.
 *

 */
export async function insertRows(
  database: Database,
  catalogue: Pick<Catalogue, 'datasets'>,
  authority: AuthorityCode,
  dataset: string,
  rows: readonly PlainRow[],
): Promise<void> {
  const columns = catalogue.datasets.get(dataset)?.fileColumns
  if (!columns) throw new RangeError(`there is no dataset ${dataset}`)
  await database.execute(
    `insert into records.supplied (authority, dataset, import_id)
     select cast($1 as varchar), cast($2 as varchar), 0 where not exists (select 1 from records.supplied
       where authority = $1 and dataset = $2 and ended_by is null)`,
    [authority, dataset],
  )
  const names = ['authority', ...columns, 'import_id', 'source_line']
  const writer = await database.bulkWriter(`records.${dataset}`, names)
  for (const [index, row] of rows.entries()) {
    const unknown = Object.keys(row).filter((name) => !columns.includes(name))
    if (unknown.length > 0) throw new RangeError(`${dataset} has no column ${unknown.join(', ')}`)
    writer.write([authority, ...columns.map((name) => plain(row[name])), 0, index + 2])
  }
  await writer.close()
}

function plain(value: string | number | null | undefined): SqlValue {
  return value === undefined || value === '' ? null : value
}
