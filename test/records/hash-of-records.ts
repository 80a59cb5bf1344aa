import { createHash } from 'node:crypto'
import type { Database } from '../../src/database/index.ts'

/** Says when, not what. */
const INSTANTS = ['imported_at', 'undone_at']

/**
 * SHA-256 of every row of every table of some schemas, but for the time of day at which it was
 * imported: of the records and their log, and of what figures are read from, unless said.
 */
export async function hashOfRecords(
  database: Database,
  schemas: readonly string[] = ['records', 'read'],
): Promise<string> {
  const columns = await database.query(
    `select concat(table_schema, '.', table_name) as name, column_name as of_it
     from information_schema.columns where table_schema in ('${schemas.join("', '")}')
     order by 1, ordinal_position`,
  )
  const wanted = columns.filter((row) => !INSTANTS.includes(String(row['of_it'])))
  const tables = [...Map.groupBy(wanted, (row) => String(row['name']))].map(([name, members]) => {
    const row = members.map((column) => `t."${String(column['of_it'])}"`).join(', ')
    return `select '${name}' as name, string_agg(r, ';' order by r) as all_rows
      from (select cast(row(${row}) as varchar) as r from ${name} t) rows_of`
  })
  const found = await database.query(`${tables.join(' union all ')} order by name`)
  return createHash('sha256').update(JSON.stringify(found)).digest('hex')
}
