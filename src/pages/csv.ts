import { csvLines } from '../downloads/index.ts'

type Cell = string | number | boolean | null

/**
 * Rows as CSV: UTF-8 with a byte order mark so that spreadsheets read it, lines ended by CR LF. A text
 * that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${csvLines([columns, ...rows])}`
}
