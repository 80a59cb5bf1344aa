import { type Database, quoted, type SqlRow } from '../database/index.ts'
import { TransferError } from './transfer-error.ts'
import type { MovedColumn, MovedTable } from './types.ts'

/** What can be made again from the records, or tells what one database showed: it is not moved. */
const NOT_MOVED: readonly string[] = [
  'records.schema_version',
  'records.read_version',
  'figures.runs',
  'figures.inputs',
  'figures.cells',
  'figures.changes',
  'figures.counted_imports',
  'figures.proofs',
]

/** Whether a table is of the two schemas that hold more than what formulas read. */
export const TABLE_NAME = /^(?:records|figures)\.[a-z_][a-z0-9_]*$/
export const COLUMN_NAME = /^\w+$/
export const COLUMN_TYPE = /^(?:varchar|integer|bigint|date|numeric\(\d+,\d+\))$/

/**
 * The tables of a database that hold records: every version of every row, the log of imports with its
 * issues, and people's work. By name.
 */
export async function movedTables(database: Database): Promise<readonly MovedTable[]> {
  return (await filledTables(database)).filter(({ name }) => !NOT_MOVED.includes(name))
}

/** The tables that are empty in a database into which nothing was ever imported. By name. */
export async function filledTables(database: Database): Promise<readonly MovedTable[]> {
  const rows = await database.query(
    `select table_schema, table_name, column_name, data_type, numeric_precision, numeric_scale
     from information_schema.columns where table_schema in ('records', 'figures')`,
  )
  const byTable = Map.groupBy(
    rows,
    (row) => `${String(row['table_schema'])}.${String(row['table_name'])}`,
  )
  const names = [...byTable.keys()].filter((name) => !OF_THE_DATABASE.includes(name)).sort()
  return names.map((name) => ({ name, columns: columnsOf(name, byTable.get(name) ?? []) }))
}

/** Filled as soon as the tables are made. */
const OF_THE_DATABASE: readonly string[] = ['records.schema_version', 'records.read_version']

/** In an order that does not depend on when a column was added. */
function columnsOf(table: string, rows: readonly SqlRow[]): readonly MovedColumn[] {
  const names = rows.map((row) => String(row['column_name']))
  const types = new Map(rows.map((row, at) => [names[at], typeOf(table, row)]))
  const others = names.filter((name) => name !== 'authority').sort()
  const ordered = names.includes('authority') ? ['authority', ...others] : others
  return ordered.map((name) => ({ name, type: types.get(name) ?? '' }))
}

/** The engines call their types differently. */
function typeOf(table: string, row: SqlRow): string {
  const type = String(row['data_type']).toLowerCase()
  if (type === 'character varying') return 'varchar'
  if (type.startsWith('numeric') || type.startsWith('decimal'))
    return `numeric(${String(row['numeric_precision'])},${String(row['numeric_scale'])})`
  if (COLUMN_TYPE.test(type)) return type
  const column = `${table}.${String(row['column_name'])}`
  throw new RangeError(
    `a column that is moved must have a type that it can have; ${column} is ${type}`,
  )
}

/**
 * SQL for the rows of a table in their one order: by all columns, empties first.
 *
 * @param asOf - The state after this import instead, were all later ones undone.
 */
export function rowsInOrder({ name, columns }: MovedTable, asOf?: number): string {
  const names = columns.map((column) => quoted(column.name))
  const from = asOf === undefined ? name : `(${rowsAsOf({ name, columns }, asOf)}) state`
  const order = names.map((column) => `${column} nulls first`)
  return `select ${names.join(', ')} from ${from} order by ${order.join(', ')}`
}

function rowsAsOf({ name, columns }: MovedTable, asOf: number): string {
  const id = String(asOf)
  const names = columns.map((column) => column.name)
  const by = name === 'records.imports' ? 'id' : 'import_id'
  const values = names.map((column) =>
    column === 'ended_by'
      ? `case when ended_by > ${id} then null else ended_by end as ended_by`
      : quoted(column),
  )
  const where = names.includes(by) ? ` where ${by} <= ${id}` : ''
  return `select ${values.join(', ')} from ${name}${where}`
}

/**
 * Makes sure that the state after an import can be rebuilt.
 *
 * @throws TransferError if there is no such import, or one before it was undone after it.
 */
export async function checkAsOf(database: Database, asOf: number): Promise<void> {
  const rows = await database.query(
    `select i.id, u.id as undone
     from records.imports i
     left join records.imports u on u.id <= i.id and u.undone_at > i.imported_at
     where i.id = $1 order by u.id nulls last`,
    [asOf],
  )
  const [first] = rows
  if (!first)
    throw new TransferError(
      'transfer-no-such-import',
      `there is no import ${String(asOf)}: see bin/sendboard imports`,
    )
  if (first['undone'] === null) return
  throw new TransferError(
    'transfer-state-lost',
    `the state after import ${String(asOf)} cannot be rebuilt: import ${String(first['undone'])}, ` +
      'which was part of it, was undone later, and what it loaded is gone',
  )
}
