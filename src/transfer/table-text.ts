import { isDay } from '../core/index.ts'
import type { Database, SqlRow, SqlValue } from '../database/index.ts'
import { rowsInOrder } from './moved-tables.ts'
import type { MovedColumn, MovedTable } from './types.ts'

/**
 * A table in the one text form that it has, whichever engine holds it, in pieces of whole lines: JSON
 * Lines in UTF-8, the first with the columns' names, then one for each row. Text, days and decimals
 * are strings, whole numbers are numbers, empties null.
 *
 *     ["authority","birth_date","ended_by",…]
 *     ["X00000999","2012-05-01",null,…]
 */
export async function* tableText(
  database: Database,
  table: MovedTable,
  asOf?: number,
): AsyncGenerator<string> {
  const names = table.columns.map(({ name }) => name)
  yield `${JSON.stringify(names)}\n`
  for await (const rows of database.stream(rowsInOrder(table, asOf)))
    yield rows.map((row) => `${lineOf(names, row)}\n`).join('')
}

function lineOf(names: readonly string[], row: SqlRow): string {
  return JSON.stringify(names.map((name) => plain(row[name] ?? null)))
}

function plain(value: SqlValue): string | number | boolean | null {
  return typeof value === 'bigint' ? wholeNumber(value) : value
}

function wholeNumber(value: bigint): number {
  if (BigInt.asIntN(54, value) === value) return Number(value)
  throw new RangeError(`a whole number must be exact in JSON; got ${String(value)}`)
}

/** The row of a line of a table's text; undefined where the line is none. */
export function parseLine(
  columns: readonly MovedColumn[],
  line: string,
): readonly SqlValue[] | undefined {
  const cells = parsed(line)
  if (!Array.isArray(cells) || cells.length !== columns.length) return undefined
  const values = columns.map(({ type }, at) => valueOf(type, cells[at]))
  return values.includes(undefined) ? undefined : values.filter((value) => value !== undefined)
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The value of a cell; undefined where a column of that type cannot hold it. */
function valueOf(type: string, cell: unknown): SqlValue | undefined {
  if (cell === null) return null
  if (type === 'integer') return isInteger(cell, 2 ** 31 - 1) ? cell : undefined
  if (type === 'bigint') return isInteger(cell, Number.MAX_SAFE_INTEGER) ? BigInt(cell) : undefined
  return typeof cell === 'string' && isOfType(type, cell) ? cell : undefined
}

function isOfType(type: string, cell: string): boolean {
  if (type === 'date') return isDay(cell)
  return !type.startsWith('numeric') || isDecimal(type, cell)
}

function isInteger(cell: unknown, most: number): cell is number {
  return Number.isInteger(cell) && Math.abs(Number(cell)) <= most
}

/** With all its places, as the database gives it. */
function isDecimal(type: string, cell: string): boolean {
  const [precision = 0, scale = 0] = (type.match(/\d+/g) ?? []).map(Number)
  const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(cell) ?? []
  return whole !== '' && whole.length <= Math.max(precision - scale, 1) && fraction.length === scale
}
