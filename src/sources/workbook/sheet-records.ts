import type { Catalogue, Column, Dataset } from '../../catalogue/index.ts'
import { plainName } from '../../core/index.ts'
import type { Header } from '../csv/header.ts'
import type { CsvRecord } from '../csv/records.ts'
import type { Layout } from '../mapping/layout.ts'
import type { Mapping } from '../mapping/types.ts'
import { counted, type Tally } from '../tally.ts'
import type { SheetCell, SheetRow, Workbook } from './types.ts'

/** What to make of the cells of a column beyond their text. */
export type Meant = 'day' | 'yes-no' | 'number' | 'text'

/**
 * Makes of the rows of a sheet what a CSV file would hold for a dataset: a boolean in a column of yes
 * and no is `Y` or `N`, a bare number in a column of days is the day it stands for, a share keeps its
 * sign of per cent.
 */
export function makeRecords(
  book: Workbook,
  meant: readonly (Meant | undefined)[],
  headerWidth: number,
  tally: Tally,
): (row: SheetRow) => CsvRecord {
  return ({ row, cells, isHidden }) => {
    if (isHidden) noteHidden(tally, row)
    const width = Math.max(headerWidth, cells.length)
    const texts = Array.from({ length: width }, (_, at) => {
      const cell = cells[at]
      if (cell === undefined) return ''
      if (cell.isFormula) noteFormula(tally, row)
      return textOf(book, cell, meant[at], tally, row)
    })
    return { cells: texts, line: row }
  }
}

const NUMBERS = new Set(['integer', 'number', 'money'])

/** What the cells under each heading are meant to be, by the columns of a dataset. */
export function meantBy(dataset: Dataset, { columns }: Header): readonly (Meant | undefined)[] {
  const meant: Meant[] = []
  for (const { name, at } of columns) meant[at] = meantOf(dataset.table.columns.get(name))
  return meant
}

/** The same by the first column that a mapping takes from each heading. */
export function meantByMapping(
  mapping: Mapping,
  layout: Layout,
  { datasets }: Pick<Catalogue, 'datasets'>,
): readonly (Meant | undefined)[] {
  const meant: (Meant | undefined)[] = []
  for (const { table, columns } of mapping.tables) {
    for (const [name, { from }] of columns) {
      const at = from === undefined ? undefined : layout.at.get(plainName(from))
      if (at !== undefined) meant[at] ??= meantOf(datasets.get(table)?.table.columns.get(name))
    }
  }
  return meant
}

function meantOf(column: Column | undefined): Meant {
  if (column?.codes?.has('Y') === true && column.codes.has('N')) return 'yes-no'
  if (column?.type === 'date') return 'day'
  return NUMBERS.has(column?.type ?? '') ? 'number' : 'text'
}

function textOf(
  book: Workbook,
  { text, kind }: SheetCell,
  meant: Meant | undefined,
  tally: Tally,
  row: number,
): string {
  if (kind === 'boolean' && meant === 'yes-no') return text === 'TRUE' ? 'Y' : 'N'
  if (kind === 'percent' && meant === 'number') return `${text} (shown in %)`
  return kind === 'number' && meant === 'day' ? serialDay(book, text, tally, row) : text
}

function serialDay(book: Workbook, text: string, tally: Tally, row: number): string {
  const day = /^\d{3,6}$/.test(text) ? book.dayOf(Number(text)) : undefined
  if (day === undefined) return text
  tally.add(
    'source-serial-day',
    '',
    row,
    (count) => `${counted(count, 'day')} kept as bare numbers.`,
  )
  return day
}

function noteHidden(tally: Tally, row: number): void {
  tally.add('source-hidden-rows', '', row, (count) => `${counted(count, 'hidden row')} read too.`)
}

function noteFormula(tally: Tally, row: number): void {
  const say = (count: number) =>
    `${counted(count, 'cell')} with a formula; the values kept in the file were taken.`
  tally.add('source-formula', '', row, say)
}
