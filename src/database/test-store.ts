import { readCatalogue } from '../catalogue/index.ts'
import { createTables } from './create-tables.ts'
import { openDuckDb } from './duckdb.ts'
import { insertRows, type PlainRow } from './insert-rows.ts'
import { type RefreshOptions, refreshReadTables } from './refresh-read-tables.ts'
import type { SqlRow } from './types.ts'

export const TEST_AUTHORITY = 'E09000021'
const catalogue = await readCatalogue()

/**
 * For the tests of this folder: what a query says of some rows of one authority.
 *
 * @param tables - Each table's rows, one a line: `column=value column=value`.
 * @param options - How the read tables are made.
 */
export async function readOf(
  tables: Readonly<Record<string, string>>,
  sql: string,
  options: RefreshOptions = {},
): Promise<readonly SqlRow[]> {
  const database = await openDuckDb(':memory:')
  await createTables(database, catalogue)
  for (const [name, text] of Object.entries(tables))
    await insertRows(database, catalogue, TEST_AUTHORITY, name, rowsOf(text))
  await refreshReadTables(database, catalogue.schema, options)
  const rows = await database.query(sql)
  await database.close()
  return rows
}

function rowsOf(text: string): readonly PlainRow[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line) =>
    Object.fromEntries(
      line.split(/\s+/).map((cell) => {
        const [name = '', value = ''] = cell.split('=')
        return [name, value]
      }),
    ),
  )
}
