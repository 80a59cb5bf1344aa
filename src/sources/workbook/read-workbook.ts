import type { Catalogue } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { type RowChecks, rowChecks } from '../csv/check-row.ts'
import { type CsvOptions } from '../csv/read-csv.ts'
import { matchHeader } from '../csv/header.ts'
import type { CsvRecord } from '../csv/records.ts'
import { makeRowGate, type RowGate } from '../csv/row-gate.ts'
import { checkLayout } from '../mapping/layout.ts'
import { type Locate, makeMappedGate } from '../mapping/mapped-gate.ts'
import type { Mapping } from '../mapping/types.ts'
import { fault, SourceFault, sourceIssue } from '../rules.ts'
import { counted, makeTally, type Tally } from '../tally.ts'
import type { Recognised, SourceItem, SourceLimits } from '../types.ts'
import { cellAddress } from './address.ts'
import { datasetsOf, mappedTable, type SheetTable, tableOf, topRows } from './find-table.ts'
import { openWorkbook } from './open-workbook.ts'
import { makeRecords, meantBy, meantByMapping } from './sheet-records.ts'
import type { Sheet, SheetRow, Workbook } from './types.ts'

/**
 * What tables the sheets of a spreadsheet hold.
 *
 * @throws SourceFault if none does, or two hold the same.
 */
export async function recogniseWorkbook(
  path: string,
  catalogue: Pick<Catalogue, 'datasets'>,
  options: CsvOptions,
): Promise<Recognised> {
  const { name, limits } = options
  const book = await openWorkbook(path, name, limits)
  try {
    const { tables } = await findTables(book, catalogue, options)
    for (const table of tables) openTable(book, catalogue, table, options)
    const mapped = tables.flatMap(({ holds }) => ('digest' in holds ? [holds.digest] : []))
    const datasets = tables.flatMap(datasetsOf)
    return { form: 'csv', datasets, ...(mapped.length > 0 && { mapping: mapped.join(' ') }) }
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
  catalogue: Pick<Catalogue, 'datasets'>,
  options: CsvOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name, limits } = options
  const book = await openWorkbook(path, name, limits)
  try {
    const { tables, skipped } = await findTables(book, catalogue, options)
    yield skipped.map((sheet) => ({ kind: 'issue', issue: skippedIssue(name, sheet) }))
    for (const table of tables) yield* readTable(book, catalogue, table, options)
  } finally {
    book.close()
  }
}

type Found = { readonly tables: readonly SheetTable[]; readonly skipped: readonly Sheet[] }

/** Persons first, since other tables speak of them; else in the order of the sheets. */
async function findTables(
  book: Workbook,
  catalogue: Pick<Catalogue, 'datasets'>,
  { name: file, mappings = [] }: CsvOptions,
): Promise<Found> {
  const filled: { sheet: Sheet; top: readonly SheetRow[] }[] = []
  for (const sheet of book.sheets) {
    const top = await topRows(sheet)
    if (top.length > 0) filled.push({ sheet, top })
  }
  const isOnly = filled.filter(({ sheet }) => !sheet.isHidden).length === 1
  const tables = filled.flatMap(({ sheet, top }) => {
    if (sheet.isHidden) return []
    const mapped = mappedTable(mappings, file, sheet, top)
    return mapped ?? tableOf(catalogue, sheet, top, isOnly ? file : undefined) ?? []
  })
  refuseTwice(tables, file)
  if (tables.length === 0) throw fault('source-sheet-none', { file }, noTable(file, filled.length))
  const isPersons = (table: SheetTable) => (datasetsOf(table).includes('persons') ? 0 : 1)
  const read = new Set(tables.map(({ sheet }) => sheet))
  return {
    tables: tables.toSorted((a, b) => isPersons(a) - isPersons(b)),
    skipped: filled.flatMap(({ sheet }) => (read.has(sheet) ? [] : [sheet])),
  }
}

function noTable(file: string, filled: number): string {
  return filled === 0
    ? `${file} has no sheet with anything in it.`
    : `None of the ${counted(filled, 'filled sheet')} of ${file} has the name or the columns of a table.`
}

function refuseTwice(tables: readonly SheetTable[], file: string): void {
  const sheets = new Map<string, string>()
  for (const table of tables) {
    for (const name of datasetsOf(table)) {
      const other = sheets.get(name)
      if (other !== undefined) {
        const message = `The sheets ${other} and ${table.sheet.name} both hold ${name}.`
        throw fault('source-sheet-twice', { file }, message)
      }
      sheets.set(name, table.sheet.name)
    }
  }
}

function skippedIssue(file: string, { name, isHidden }: Sheet) {
  const why = isHidden ? 'is hidden' : 'has neither the name nor the columns of a table'
  return sourceIssue('source-sheet-skipped', { file }, `The sheet ${name} was not read: it ${why}.`)
}

/** A sheet ready to be read: how its rows become records, and the gate they go through. */
type OpenTable = {
  readonly records: (row: SheetRow) => CsvRecord
  readonly gate: RowGate
  readonly notes: readonly Issue[]
}

function openTable(
  book: Workbook,
  catalogue: Pick<Catalogue, 'datasets'>,
  table: SheetTable,
  { name: file, limits }: CsvOptions,
): OpenTable {
  const { sheet, holds, headerRow } = table
  const tally = makeTally()
  try {
    if ('tables' in holds)
      return openMapped(book, catalogue, { ...table, holds }, { file, limits, tally })
    const header = matchHeader(holds, table.header, file)
    const rest = { file, tally, textCharacters: limits.textCharacters }
    const gate = withAddresses(rowChecks(holds, header, rest), sheet.name)
    const records = makeRecords(book, meantBy(holds, header), header.width, tally)
    return { records, gate, notes: header.notes }
  } catch (error) {
    throw error instanceof SourceFault ? inSheet(error, sheet.name, headerRow) : error
  }
}

function openMapped(
  book: Workbook,
  catalogue: Pick<Catalogue, 'datasets'>,
  { sheet, holds: mapping, headerRow, header }: SheetTable & { readonly holds: Mapping },
  rest: { readonly file: string; readonly limits: SourceLimits; readonly tally: Tally },
): OpenTable {
  const { file, limits, tally } = rest
  const layout = checkLayout(mapping, { file, sheet: sheet.name, header }, headerRow)
  const locate: Locate = (at, line) =>
    at === undefined
      ? `${sheet.name}, row ${String(line)}: `
      : `${cellAddress(sheet.name, at, line)} (“${header[at] ?? ''}”): `
  const extract = { mapping, layout, catalogue, file, width: header.length, limits, locate }
  const meant = meantByMapping(mapping, layout, catalogue)
  const mapped = makeMappedGate(extract)
  const records = makeRecords(book, meant, header.length, tally)
  const gate: RowGate = {
    add: mapped.add,
    end: (isEnded) => [...mapped.end(isEnded), ...tally.issues(file).map(issueItem)],
  }
  return { records, gate, notes: layout.notes }
}

function issueItem(issue: Issue): SourceItem {
  return { kind: 'issue', issue }
}

async function* readTable(
  book: Workbook,
  catalogue: Pick<Catalogue, 'datasets'>,
  table: SheetTable,
  options: CsvOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { sheet, headerRow } = table
  const { records, gate, notes } = openTable(book, catalogue, table, options)
  try {
    yield notes.map(issueItem)
    let read = 0
    for await (const rows of sheet.rows()) {
      read += rows.length
      options.onProgress?.(read)
      yield gate.add(rows.filter(({ row }) => row > headerRow).map(records))
    }
    refuseMerged(sheet, headerRow, options.name)
    yield gate.end(true)
  } catch (error) {
    throw error instanceof SourceFault ? inSheet(error, sheet.name, headerRow) : error
  }
}

/** The gate of a table, whose refusals say the cell. */
function withAddresses(checks: RowChecks, sheet: string): RowGate {
  const gate = makeRowGate(checks)
  const located = (item: SourceItem): SourceItem => addressed(item, checks, sheet)
  return {
    add: (records) => gate.add(records).map(located),
    end: (isEnded) => gate.end(isEnded).map(located),
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
