import { join } from 'node:path'
import { type Cell, COLUMNS, type Emit, TABLE_NAMES, type TableName } from './columns.ts'
import type { FaultMaker } from './faults.ts'
import { openFile, type TextFile } from './files.ts'

/** The 27 CSV files of an authority, being written. */
export type CsvFiles = {
  readonly emit: Emit
  readonly rows: () => Readonly<Record<string, number>>
  /** Closes all of them; returns their size in bytes. */
  readonly close: () => number
}

const NEEDS_QUOTES = /[",\r\n]/

/** One cell by RFC 4180: quoted only where it has to be. */
export function csvCell(cell: Cell): string {
  if (cell === undefined) return ''
  const text = String(cell)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Opens a file for every table, with its header, under `folder`. */
export function openCsvFiles(folder: string, faults: FaultMaker): CsvFiles {
  const files = new Map<TableName, TextFile>()
  const counts = new Map<TableName, number>()
  for (const table of TABLE_NAMES) {
    const file = openFile(join(folder, `${table}.csv`))
    file.write(`${COLUMNS[table].join(',')}\r\n`)
    files.set(table, file)
  }
  const write = (table: TableName, row: Readonly<Record<string, Cell>>): void => {
    const columns: readonly string[] = COLUMNS[table]
    files.get(table)?.write(`${columns.map((column) => csvCell(row[column])).join(',')}\r\n`)
    counts.set(table, (counts.get(table) ?? 0) + 1)
  }
  const writeAll = (table: TableName, row: Readonly<Record<string, Cell>>): void => {
    for (const faulty of faults.spoil(table, row)) write(table, faulty)
  }
  return {
    emit: writeAll,
    rows: () => rowsByTable(counts),
    close: () => [...files.values()].reduce((sum, file) => sum + file.close(), 0),
  }
}

/** Rows of every table, zero where there are none. */
function rowsByTable(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, counts.get(table) ?? 0]))
}
