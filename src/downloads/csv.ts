/** A value of a cell of a CSV file. */
type CsvCell = string | number | boolean | null

/** What a spreadsheet takes for the beginning of a formula, also in its wide form (OWASP ASVS 5.0 1.2.10). */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/**
 * A cell as CSV has it (RFC 4180). One that a spreadsheet would run as a formula gets an apostrophe
 * before it; a plain number, also a negative one, stays as it is.
 */
export function csvCell(value: CsvCell): string {
  const text = value === null ? '' : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV, each line ended by CR LF. */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
