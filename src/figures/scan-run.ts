import { type AuthorityCode, type Rational, rational } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import type { CompiledAggregate } from '../formula/index.ts'
import { type Cell, divisorOf, readingOf, valueIn } from './scan-measures.ts'
import { type Need, needKey, planScans, type Scan, type ScanPart } from './scan-plan.ts'
import { readTable, resultColumn, scanSql, type TableSql } from './scan-sql.ts'

/** Cells by need; then by category, the empty text for the whole. */
export type Cells = ReadonlyMap<string, ReadonlyMap<string, Cell>>

/**
 * Computes what is needed in as few passes over the tables as there are ways to find rows.
 *
 * @param tableSql - Where the rows of a table are read from.
 * @throws DatabaseError if the database cannot run a statement.
 */
export async function runScans(
  database: Database,
  authority: AuthorityCode,
  needs: Iterable<Need>,
  tableSql: TableSql = readTable,
): Promise<Cells> {
  const cells = new Map<string, Map<string, Cell>>()
  for (const scan of planScans(needs)) {
    const rows = await database.query(scanSql(scan, tableSql), [authority])
    readScan(scan, rows, cells)
  }
  return cells
}

function readScan(
  scan: Scan,
  rows: readonly SqlRow[],
  cells: Map<string, Map<string, Cell>>,
): void {
  const readers = [...scan.parts.values()].map((part) => partReaders(scan, part, cells))
  for (const row of rows) {
    for (const { into, read, whole } of readers[Number(row['part'])] ?? []) {
      const cell = read(row)
      if (whole || cell.count.n > 0n) {
        into[Number(row['n'])]?.set(String(row['category'] ?? ''), cell)
      }
    }
  }
}

/** For each aggregate that a part wants: how it is read, and where it goes by context. */
function partReaders(scan: Scan, part: ScanPart, cells: Map<string, Map<string, Cell>>) {
  const contexts = [...scan.contexts.values()]
  return [...scan.aggregates].flatMap(([key, compiled], index) => {
    if (!part.aggregates.has(key)) return []
    const into = contexts.map((context) => {
      const at = needKey({ compiled, context, split: part.split })
      const known = cells.get(at) ?? new Map<string, Cell>()
      cells.set(at, known)
      return known
    })
    return [{ into, read: cellReader(compiled, index), whole: part.split === null }]
  })
}

function cellReader(compiled: CompiledAggregate, index: number): (row: SqlRow) => Cell {
  const over: Rational = divisorOf(compiled)
  const reading = readingOf(compiled)
  const names = reading.columns(undefined, 'v').map((_, column) => resultColumn(index, column))
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
