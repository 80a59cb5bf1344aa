import type { Measure } from '../catalogue/index.ts'
import type { Period } from '../core/index.ts'
import { type PlainRow, rowsThatHold } from '../formula/index.ts'
import { textOf } from './plain-days.ts'
import type { PlainSource } from './plain-source.ts'

/** Whether a milestone was reached, but only after the day on which it was due. */
export function isMilestoneLate(source: PlainSource, measure: Measure, period: Period): boolean {
  const { value } = measure.formula
  if (measure.kind !== 'milestone' || value?.kind !== 'has') return false
  const rows = rowsThatHold(value.rows, {
    schema: source.catalogue.schema,
    data: source.data,
    run: { period, scenario: null, authority: source.authority, parameters: new Map() },
  })
  return rows.length > 0 && rows.every(isLate)
}

function isLate(row: PlainRow): boolean {
  const [due, achieved] = [textOf(row, 'due_date'), textOf(row, 'achieved_date')]
  return due !== null && achieved !== null && achieved > due
}
