import type { DuckDBConnection } from '@duckdb/node-api'

/** A column of a table as DuckDB has it. */
type DuckDbColumn = { readonly name: string; readonly type: string }

/**
 * The columns of a table, in order.
 *
 * @param table - With its schema, such as `records.plans`.
 * @throws RangeError if one of the names wanted is not among them.
 */
export async function duckDbColumns(
  connection: DuckDBConnection,
  table: string,
  wanted: readonly string[],
): Promise<readonly DuckDbColumn[]> {
  const reader = await connection.runAndReadAll(
    `select column_name, data_type from information_schema.columns
     where table_schema = $1 and table_name = $2 order by ordinal_position`,
    table.split('.'),
  )
  const columns = reader
    .getRows()
    .map(([name, type]) => ({ name: String(name), type: String(type) }))
  const unknown = wanted.filter((name) => !columns.some((column) => column.name === name))
  if (unknown.length > 0) throw new RangeError(`${table} has no column ${unknown.join(', ')}`)
  return columns
}
