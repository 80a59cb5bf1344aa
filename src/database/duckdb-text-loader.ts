import type { DuckDBConnection } from '@duckdb/node-api'
import { duckDbColumns } from './duckdb-columns.ts'
import { quoted } from './table-columns.ts'
import { CELL_END, ROW_END, type TextLoader } from './types.ts'

/**
 * A loader by which DuckDB cuts the text itself, on threads of its own: handing over each cell takes
 * ten times as long, and holds up the thread that answers pages.
 *
 *     insert into staging.plans ("_seq", "plan_id", …)
 *     select cast(cells[1] as integer), nullif(cells[2], ''), … from (
 *       select string_split(line, '␟') as cells from (select unnest(string_split($1, '␞')) as line))
 */
export async function duckDbTextLoader(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<TextLoader> {
  const types = new Map(
    (await duckDbColumns(connection, table, columns)).map(({ name, type }) => [name, type]),
  )
  const cells = columns.map((name, index) =>
    cellAs(types.get(name), `nullif(cells[${String(index + 1)}], '')`),
  )
  const statement = await connection.prepare(
    `insert into ${table} (${columns.map(quoted).join(', ')})
     select ${cells.join(', ')} from (
       select case when len(cells) = ${String(columns.length)} then cells
         else error('a row of ${table} must have ${String(columns.length)} cells') end as cells
       from (select string_split(line, '${CELL_END}') as cells
         from (select unnest(string_split($1, '${ROW_END}')) as line) as lines) as cut) as rows_cut`,
  )
  return {
    async load(rows) {
      if (rows === '') return
      statement.bindVarchar(1, rows.endsWith(ROW_END) ? rows.slice(0, -1) : rows)
      await statement.run()
    },
    close() {
      statement.destroySync()
      return Promise.resolve()
    },
  }
}

function cellAs(type: string | undefined, cell: string): string {
  return type === undefined || type === 'VARCHAR' ? cell : `cast(${cell} as ${type})`
}
