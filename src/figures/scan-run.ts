import { add, type AuthorityCode, type Rational, rational } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import { type CompiledAggregate, withAuthorities } from '../formula/index.ts'
import { type Cell, divisorOf, readingOf, valueIn } from './scan-measures.ts'
import { type Need, needKey, planScans, type Scan } from './scan-plan.ts'
import { groupedScanSql } from './scan-grouped.ts'
import { readTable, resultColumn, type ScanSelect, scanSql, type TableSql } from './scan-sql.ts'

/** Cells by need; then by category, the empty text for the whole. */
export type Cells = ReadonlyMap<string, ReadonlyMap<string, Cell>>

/**
 * Computes what is needed in as few passes over the tables as there are ways to find rows.
 *
 * @param tableSql - Where the rows of a table are read from.
 * @returns The cells of each authority; there is an entry for each of them.
 * @throws DatabaseError if the database cannot run a statement.
 */
export async function runScans(
  database: Database,
  authorities: readonly AuthorityCode[],
  needs: Iterable<Need>,
  tableSql: TableSql = readTable,
): Promise<ReadonlyMap<AuthorityCode, Cells>> {
  const cells = new Map(authorities.map((one) => [one, new Map<string, Map<string, Cell>>()]))
  const left = [...planScans(needs)]
  const runInTurn = async () => {
    for (let scan = left.shift(); scan; scan = left.shift()) {
      const made = scan.isGrouped ? groupedScanSql : scanSql
      const { sql, selects } = made(scan, tableSql, authorities.length)
      const rows = await database.query(withAuthorities(sql, authorities), authorities)
      readScan(scan, selects, rows, cells)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, runInTurn))
  } finally {
    left.length = 0
  }
  return cells
}

/** While one statement is planned or read, which is work of one processor, another is computed. */
const AT_ONCE = 2

type MutableCells = ReadonlyMap<AuthorityCode, Map<string, Map<string, Cell>>>

function readScan(
  scan: Scan,
  selects: readonly ScanSelect[],
  rows: readonly SqlRow[],
  cells: MutableCells,
): void {
  const readers = selects.map((select) => readersOf(scan, select))
  for (const row of rows) {
    const own = cells.get(String(row['la']))
    const category = String(row['category'] ?? '')
    for (const { keys, read, whole } of readers[Number(row['part'])] ?? []) {
      const [key, cell] = [keys[Number(row['n'])] ?? '', read(row)]
      if (!own || (!whole && cell.count.n === 0n)) continue
      const known = own.get(key) ?? new Map<string, Cell>()
      own.set(key, known.set(category, together(known.get(category), cell)))
    }
  }
}

/** People of one row and people of several come apart. */
function together(known: Cell | undefined, cell: Cell): Cell {
  if (!known?.value || !cell.value) return cell
  return { value: add(known.value, cell.value), count: add(known.count, cell.count) }
}

/** For each aggregate that is wanted: how it is read, and where it is kept by context. */
function readersOf(scan: Scan, { part, aggregates }: ScanSelect) {
  const contexts = [...scan.contexts.values()]
  return [...scan.aggregates].flatMap(([key, compiled], index) => {
    if (!aggregates.has(key)) return []
    const keys = contexts.map((context) => needKey({ compiled, context, split: part.split }))
    return [{ keys, read: cellReader(compiled, index), whole: part.split === null }]
  })
}

/** The number of columns does not depend on names. */
const ANY_NAMES = { filter: undefined, value: 'v', twice: 't' } as const

function cellReader(compiled: CompiledAggregate, index: number): (row: SqlRow) => Cell {
  const over: Rational = divisorOf(compiled)
  const reading = readingOf(compiled)
  const names = reading.columns(ANY_NAMES).map((_, column) => resultColumn(index, column))
  return (row) =>
    reading.cell(
      names.map((name) => valueIn(row, name)),
      over,
    )
}

/** What an aggregate of no rows at all comes to: 0 for a number of things, else empty. */
export function emptyCell({ aggregate }: CompiledAggregate): Cell {
  const numbers = ['count', 'persons', 'distinct', 'sum', 'years']
  return { value: numbers.includes(aggregate.name) ? rational(0) : null, count: rational(0) }
}
