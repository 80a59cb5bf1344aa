import type { Catalogue } from '../../catalogue/index.ts'
import { type RowChecks, rowChecks } from '../csv/check-row.ts'
import { type CsvOptions } from '../csv/read-csv.ts'
import { matchHeader } from '../csv/header.ts'
import { makeRowGate } from '../csv/row-gate.ts'
import { fault, SourceFault, sourceIssue } from '../rules.ts'
import { counted, makeTally } from '../tally.ts'
import type { Recognised, SourceItem, SourceLimits } from '../types.ts'
import { cellAddress } from './address.ts'
import { type SheetTable, tableOf, topRows } from './find-table.ts'
import { openWorkbook } from './open-workbook.ts'
import { makeRecords } from './sheet-records.ts'
import type { Sheet, Workbook } from './types.ts'

/**
 * What tables the sheets of a spreadsheet hold.
 *
 * @throws SourceFault if none does, or two hold the same.
 */
export async function recogniseWorkbook(
  path: string,
  catalogue: Catalogue,
  name: string,
  limits: SourceLimits,
): Promise<Recognised> {
  const book = await openWorkbook(path, name, limits)
  try {
    const { tables } = await findTables(book, catalogue, name)
    for (const { dataset, header } of tables) matchHeader(dataset, header, name)
    return { form: 'csv', datasets: tables.map(({ dataset }) => dataset.name) }
  } finally {
    book.close()
  }
}

/**
 * The rows of all tables in a spreadsheet, some at a time; a row's line is its number in the sheet.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readWorkbook(
  path: string,
  catalogue: Catalogue,
  options: CsvOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name, limits } = options
  const book = await openWorkbook(path, name, limits)
  try {
    const { tables, skipped } = await findTables(book, catalogue, name)
    yield skipped.map((sheet) => ({ kind: 'issue', issue: skippedIssue(name, sheet) }))
    for (const table of tables) yield* readTable(book, table, options)
  } finally {
    book.close()
  }
}

type Found = { readonly tables: readonly SheetTable[]; readonly skipped: readonly Sheet[] }

/** Persons first, since other tables speak of them; else in the order of the sheets. */
async function findTables(book: Workbook, catalogue: Catalogue, file: string): Promise<Found> {
  const tables: SheetTable[] = []
  const skipped: Sheet[] = []
  const filled: { sheet: Sheet; top: Awaited<ReturnType<typeof topRows>> }[] = []
  for (const sheet of book.sheets) {
    const top = await topRows(sheet)
    if (top.length > 0) filled.push({ sheet, top })
  }
  const shown = filled.filter(({ sheet }) => !sheet.isHidden)
  for (const { sheet, top } of filled) {
    const isOnly = shown.length === 1 && shown[0]?.sheet === sheet
    const table = sheet.isHidden
      ? undefined
      : tableOf(catalogue, sheet, top, isOnly ? file : undefined)
    if (table) tables.push(table)
    else skipped.push(sheet)
  }
  refuseTwice(tables, file)
  if (tables.length === 0) throw fault('source-sheet-none', { file }, noTable(file, filled.length))
  const isPersons = ({ dataset }: SheetTable) => (dataset.name === 'persons' ? 0 : 1)
  return { tables: tables.toSorted((a, b) => isPersons(a) - isPersons(b)), skipped }
}

function noTable(file: string, filled: number): string {
  return filled === 0
    ? `${file} has no sheet with anything in it.`
    : `None of the ${counted(filled, 'filled sheet')} of ${file} has the name or the columns of a table.`
}

function refuseTwice(tables: readonly SheetTable[], file: string): void {
  for (const [at, { sheet, dataset }] of tables.entries()) {
    const other = tables.slice(0, at).find((one) => one.dataset === dataset)
    if (!other) continue
    const message = `The sheets ${other.sheet.name} and ${sheet.name} both hold ${dataset.name}.`
    throw fault('source-sheet-twice', { file }, message)
  }
}

function skippedIssue(file: string, { name, isHidden }: Sheet) {
  const why = isHidden ? 'is hidden' : 'has neither the name nor the columns of a table'
  return sourceIssue('source-sheet-skipped', { file }, `The sheet ${name} was not read: it ${why}.`)
}

async function* readTable(
  book: Workbook,
  table: SheetTable,
  options: CsvOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name: file, limits } = options
  const { sheet, dataset, headerRow } = table
  try {
    const header = matchHeader(dataset, table.header, file)
    const rest = { file, tally: makeTally(), textCharacters: limits.textCharacters }
    const checks = rowChecks(dataset, header, rest)
    const gate = makeRowGate(checks)
    const records = makeRecords(book, dataset, header, checks.tally)
    yield header.notes.map((issue) => ({ kind: 'issue', issue }))
    let read = 0
    for await (const rows of sheet.rows()) {
      read += rows.length
      options.onProgress?.(read)
      const below = rows.filter(({ row }) => row > headerRow)
      yield gate.add(below.map(records)).map((item) => addressed(item, checks, sheet.name))
    }
    refuseMerged(sheet, headerRow, file)
    yield gate.end(true).map((item) => addressed(item, checks, sheet.name))
  } catch (error) {
    throw error instanceof SourceFault ? inSheet(error, sheet.name, headerRow) : error
  }
}

/** Cells merged above the header are titles. */
function refuseMerged({ name, merges }: Sheet, headerRow: number, file: string): void {
  const merge = merges().find(({ lastRow }) => lastRow >= headerRow)
  if (!merge) return
  const message = `In the sheet ${name} the cells ${merge.range} are merged.`
  throw fault('source-merged-cells', { file, line: merge.firstRow }, message)
}

/** An item whose issues say in which cell of which sheet they are. */
function addressed(item: SourceItem, checks: RowChecks, sheet: string): SourceItem {
  if (item.kind !== 'refused') return item
  const issues = item.issues.map((issue) => {
    const at = checks.columns.find(({ name }) => name === issue.place?.field)?.at
    const { line } = item
    const where = at === undefined ? `${sheet}, row ${String(line)}` : cellAddress(sheet, at, line)
    return { ...issue, message: `${where}: ${issue.message}` }
  })
  return { ...item, issues }
}

/** The header of a sheet need not be its first line. */
function inSheet({ issue }: SourceFault, sheet: string, headerRow: number): SourceFault {
  const place = issue.place && { ...issue.place, line: Math.max(issue.place.line ?? 1, headerRow) }
  const message = `In the sheet ${sheet}: ${issue.message}`
  return new SourceFault({ ...issue, message, ...(place && { place }) })
}
