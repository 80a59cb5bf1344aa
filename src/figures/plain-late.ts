import { type PlainRow, rowsThatHold } from '../formula/index.ts'
import { textOf } from './plain-days.ts'
import type { MeasureRun } from './plain-run.ts'

/** Whether a milestone was reached, but only after the day on which it was due. */
export function isMilestoneLate({ measure, at }: MeasureRun): boolean {
  const { value } = measure.formula
  if (measure.kind !== 'milestone' || value?.kind !== 'has') return false
  const rows = rowsThatHold(value.rows, at)
  return rows.length > 0 && rows.every(isLate)
}

function isLate(row: PlainRow): boolean {
  const [due, achieved] = [textOf(row, 'due_date'), textOf(row, 'achieved_date')]
  return due !== null && achieved !== null && achieved > due
}
