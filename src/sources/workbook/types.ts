/** How a cell was kept: what its text means depends on it. */
export type CellKind = 'text' | 'number' | 'percent' | 'day' | 'time' | 'boolean' | 'error'

/**
 * A filled cell. Its text is what a CSV file would hold: a day is `YYYY-MM-DD` (with `THH:MM:SS`
 * where it has a time of day), a number is plain with at most 15 digits, a boolean is `TRUE` or
 * `FALSE`, an error is its name such as `#N/A`.
 */
export type SheetCell = {
  readonly text: string
  readonly kind: CellKind
  /** The text is the value that a formula last came to, as kept in the file. */
  readonly isFormula: boolean
}

/** A row with at least one filled cell. */
export type SheetRow = {
  /** Its number in the sheet, from 1. */
  readonly row: number
  /** By column from 0; undefined for an empty cell. */
  readonly cells: readonly (SheetCell | undefined)[]
  readonly isHidden: boolean
}

/** Cells shown as one, such as `A1:C1`, by row and column of its first and last cell. */
export type Merge = {
  readonly range: string
  readonly firstRow: number
  readonly lastRow: number
}

export type Sheet = {
  readonly name: string
  readonly isHidden: boolean
  /** Its filled rows in order, some at a time. Merges are known once all rows have been read. */
  readonly rows: () => AsyncGenerator<readonly SheetRow[]>
  readonly merges: () => readonly Merge[]
}

/** A spreadsheet file that is open. */
export type Workbook = {
  readonly form: 'xlsx' | 'ods'
  readonly sheets: readonly Sheet[]
  /** The day that the number of a day stands for in this file, if there is one. */
  readonly dayOf: (serial: number) => string | undefined
  readonly close: () => void
}
