import { type Day, monthOf, yearOf } from './days.ts'
import { FROM, UNTIL } from './world.ts'

/** Months of the records: April 2020 is 0. */
export const MONTHS = 72

/**
 * What the money, the projections and the registers need to know about all children once they are
 * all written: sums only, so that memory does not grow with their number.
 */
export type Tally = {
  /** Adds a stretch during which a plan is held; no `until` = still. */
  readonly addPlan: (from: Day, until: Day | undefined) => void
  /** Plans held on a day. */
  readonly plansOn: (day: Day) => number
  /** Adds to a sum of a month, under a key of the caller's. */
  readonly addToMonth: (key: string, month: number, amount: number) => void
  /** Every sum, by key: 72 months each. */
  readonly sums: ReadonlyMap<string, Float64Array>
}

export function makeTally(): Tally {
  const changes = new Int32Array(UNTIL - FROM + 2)
  const sums = new Map<string, Float64Array>()
  const slot = (day: Day): number => Math.min(Math.max(day, FROM), UNTIL + 1) - FROM
  const bump = (day: Day, by: number): void => {
    const at = slot(day)
    changes[at] = (changes[at] ?? 0) + by
  }
  return {
    sums,
    addPlan: (from, until) => {
      bump(from, 1)
      if (until !== undefined) bump(until, -1)
    },
    plansOn: (day) => changes.subarray(0, slot(day) + 1).reduce((sum, change) => sum + change, 0),
    addToMonth: (key, month, amount) => {
      const months = sums.get(key) ?? new Float64Array(MONTHS)
      months[month] = (months[month] ?? 0) + amount
      sums.set(key, months)
    },
  }
}

/** Which month of the records holds a day; negative before them. */
export function monthIndexOf(day: Day): number {
  return (yearOf(day) - 2020) * 12 + monthOf(day) - 4
}
