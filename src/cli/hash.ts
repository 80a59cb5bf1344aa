import { Command } from 'commander'
import { hashRecords, recordsSha256, type TableState } from '../transfer/index.ts'
import {
  asOfImportOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
} from './options.ts'
import { withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, type Row, writeRows } from './write-table.ts'

type HashOptions = DataOption &
  CatalogueOption & { readonly asOfImport?: number; readonly format: Format }

const COLUMNS = ['table', 'rows', 'sha256'] as const

/** Digits of a SHA-256 that a person compares by eye. */
const SHOWN = 16

/** `sendboard hash`: by which the records of two databases are known to be equal. */
export function hashCommand(): Command {
  return new Command('hash')
    .description('print the SHA-256 of all records, and of each table: equal where the records are')
    .addOption(asOfImportOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (options: HashOptions) => {
      const tables = await withSession(
        options,
        async ({ database }) => await hashRecords(database, options.asOfImport),
      )
      print(writeRows(options.format, COLUMNS, rowsOf(tables, options.format)))
      if (options.format === 'table') print(`\n${hashLine(tables)}`)
    })
}

/** In a table for the eye, the digits of the whole stand below. */
function rowsOf(
  tables: readonly TableState[],
  format: Format,
): readonly Row<(typeof COLUMNS)[number]>[] {
  const digits = format === 'table' ? SHOWN : 64
  const rows = tables.map(({ name, rows, sha256 }) => ({
    table: name,
    rows,
    sha256: sha256.slice(0, digits),
  }))
  const all = { table: 'all records', rows: rowCount(tables), sha256: recordsSha256(tables) }
  return format === 'table' ? rows : [...rows, all]
}

/** `SHA-256 of all records (31,204 rows): 5f0c…` */
export function hashLine(tables: readonly TableState[]): string {
  const rows = rowCount(tables).toLocaleString('en-GB')
  return `SHA-256 of all records (${rows} rows): ${recordsSha256(tables)}`
}

function rowCount(tables: readonly TableState[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}
