import { fault, type SourceFault } from '../rules.ts'
import type { CheckedColumn, RowChecks } from './check-row.ts'
import type { CsvRecord } from './records.ts'

/** Rows that are looked at together before the first is given out. */
export const SAMPLE_ROWS = 100
/** So many filled cells, all wrong, are no accident. */
const ENOUGH = 3

/**
 * The fault of a column in which every filled cell of the first rows is of the wrong sort: what
 * stands under its name belongs elsewhere.
 */
export function wrongColumn(
  checks: RowChecks,
  sample: readonly CsvRecord[],
): SourceFault | undefined {
  const wrong = checks.columns.find((column) => isAllWrong(column, column, sample))
  if (!wrong) return undefined
  const other = checks.columns.find(
    (column) =>
      column !== wrong &&
      isAllWrong(column, column, sample) &&
      fits(wrong, column, sample) &&
      fits(column, wrong, sample),
  )
  const message = `In the first ${String(sample.length)} rows every value under ${wrong.name} is of the wrong sort.`
  const place = { file: checks.file, line: sample[0]?.line ?? 2, field: wrong.name }
  const fix =
    other && `Is ${wrong.name} swapped with ${other.name}? Each would fit the other’s name.`
  return fault('source-column-wrong', place, message, fix)
}

/** Whether the cells under `held` all fail the check of `judge`. */
function isAllWrong(
  judge: CheckedColumn,
  held: CheckedColumn,
  sample: readonly CsvRecord[],
): boolean {
  const filled = filledCells(held, sample)
  return filled.length >= ENOUGH && filled.every((text) => isWrong(judge, text))
}

function fits(judge: CheckedColumn, held: CheckedColumn, sample: readonly CsvRecord[]): boolean {
  return filledCells(held, sample).every((text) => !isWrong(judge, text))
}

function filledCells(column: CheckedColumn, sample: readonly CsvRecord[]): string[] {
  return sample.map(({ cells }) => (cells[column.at] ?? '').trim()).filter((text) => text !== '')
}

function isWrong(column: CheckedColumn, text: string): boolean {
  const checked = column.check(text)
  return checked !== null && typeof checked === 'object'
}
