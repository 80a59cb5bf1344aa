import { csvLines } from '../downloads/index.ts'

/** How a command writes its rows. */
export const FORMATS = ['table', 'csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** A value of a cell; numbers stay numbers in JSON. */
export type Cell = string | number | boolean | null
export type Row<C extends string = string> = Readonly<Record<C, Cell>>

/** Longest text of a cell in a table for the eye. */
const WIDEST = 60

/**
 * Writes rows in a format: a table for the eye, CSV (RFC 4180) for a spreadsheet, or JSON.
 *
 * @param columns - The columns and their order; also those of CSV and JSON.
 * @param shown - For the table only: the columns worth a person's time. All if left out.
 */
export function writeRows<C extends string>(
  format: Format,
  columns: readonly C[],
  rows: readonly Row<C>[],
  shown: readonly C[] = columns,
): string {
  if (format === 'json') return JSON.stringify(rows.map(pick(columns)), null, 2)
  if (format === 'csv') return csv(columns, rows)
  return table(shown, rows)
}

function pick<C extends string>(columns: readonly C[]): (row: Row<C>) => Record<string, Cell> {
  return (row) => Object.fromEntries(columns.map((column) => [column, row[column]]))
}

function csv<C extends string>(columns: readonly C[], rows: readonly Row<C>[]): string {
  return csvLines([columns, ...rows.map((row) => columns.map((column) => row[column]))])
}

function table<C extends string>(columns: readonly C[], rows: readonly Row<C>[]): string {
  const cells = rows.map((row) => columns.map((column) => tableCell(row[column])))
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0)),
  )
  const isRight = columns.map((column) => rows.some((row) => typeof row[column] === 'number'))
  const writeLine = (line: readonly string[]): string =>
    line.map((text, index) => pad(text, widths[index] ?? 0, isRight[index] === true)).join('  ')
  const rule = widths.map((width) => '-'.repeat(width))
  return [columns, rule, ...cells].map((line) => writeLine(line).trimEnd()).join('\n')
}

function tableCell(value: Cell): string {
  const text = value === null ? '' : String(value).replaceAll(/\s+/g, ' ')
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width)
}
