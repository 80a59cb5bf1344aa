import { createHash } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { checkAsOf, movedTables } from './moved-tables.ts'
import { tableText } from './table-text.ts'
import { newCounter, type Tally } from './tally.ts'
import type { MovedTable, TableState } from './types.ts'

/**
 * Rows, bytes and SHA-256 of each table that holds records, by name, in the form of an export. Two
 * databases of whichever engines hold the same records exactly if these are equal.
 *
 * @param asOf - The state after this import instead, were all later ones undone.
 * @throws TransferError if that state cannot be rebuilt.
 */
export async function hashRecords(
  database: Database,
  asOf?: number,
): Promise<readonly TableState[]> {
  return await database.snapshot(async () => {
    if (asOf !== undefined) await checkAsOf(database, asOf)
    const states: TableState[] = []
    for (const table of await movedTables(database))
      states.push(await hashTable(database, table, asOf))
    return states
  })
}

export async function hashTable(
  database: Database,
  table: MovedTable,
  asOf?: number,
): Promise<TableState> {
  const counter = newCounter()
  for await (const piece of tableText(database, table, asOf)) counter.take(Buffer.from(piece))
  return stateOf(table, counter.tally())
}

/** A table with what its text came to; the first line has the columns' names. */
export function stateOf(
  { name, columns }: MovedTable,
  { lines, bytes, sha256 }: Tally,
): TableState {
  return { name, columns, rows: lines - 1, bytes, sha256 }
}

/** The file of a table in an export: `records/plans.jsonl`. */
export function fileOf(table: string): string {
  return `${table.replace('.', '/')}.jsonl`
}

/**
 * The SHA-256 of each table's file, as `sha256sum` writes and checks it.
 *
 *     0fb3…  records/plans.jsonl
 */
export function sha256Sums(tables: readonly Pick<TableState, 'name' | 'sha256'>[]): string {
  return tables.map(({ name, sha256 }) => `${sha256}  ${fileOf(name)}\n`).join('')
}

/** SHA-256 of all records: that of the list of those of the tables. */
export function recordsSha256(tables: readonly Pick<TableState, 'name' | 'sha256'>[]): string {
  return createHash('sha256').update(sha256Sums(tables)).digest('hex')
}
