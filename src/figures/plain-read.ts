import { parseDecimal, rational } from '../core/index.ts'
import type { Database, SqlValue } from '../database/index.ts'
import type { Column, PlainRow, PlainTables, PlainValue, Table } from '../formula/index.ts'
import type { FigureSource } from './types.ts'

/**
 * The current records of an authority as plain rows, straight from the tables that they were loaded
 * into: nothing of the read tables is used. A dataset never supplied is left out.
 *
 * @param onTable - Told each table as it has been read, with its number of rows.
 */
export async function readPlainTables(
  { database, catalogue, authority, supplied }: FigureSource,
  onTable: (table: string, rows: number) => void = () => undefined,
): Promise<PlainTables> {
  const tables = new Map<string, readonly PlainRow[]>()
  for (const table of catalogue.schema.tables.values()) {
    if (table.derived || !supplied.has(table.name)) continue
    const rows = await readTable(database, table, authority)
    tables.set(table.name, rows)
    onTable(table.name, rows.length)
  }
  return tables
}

async function readTable(
  database: Database,
  table: Table,
  authority: string,
): Promise<readonly PlainRow[]> {
  const columns = [...table.columns.values()].filter(({ derived }) => !derived)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const sql = `select ${names} from records.${table.name} where authority = $1 and ended_by is null`
  const rows: PlainRow[] = []
  for await (const batch of database.stream(sql, [authority])) {
    for (const row of batch) {
      const cells = columns.map(
        (column) => [column.name, plainValue(row[column.name], column)] as const,
      )
      rows.push(Object.fromEntries(cells))
    }
  }
  return rows
}

function plainValue(value: SqlValue | undefined, { type }: Column): PlainValue {
  if (value === null || value === undefined) return null
  if (type === 'number' || type === 'money') return parseDecimal(String(value))
  return type === 'integer' ? rational(BigInt(String(value))) : String(value)
}
