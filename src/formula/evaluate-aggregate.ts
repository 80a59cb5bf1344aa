import {
  add,
  addDays,
  compare,
  daysBetween,
  divide,
  financialYearStart,
  financialYearText,
  type Rational,
  rational,
} from '../core/index.ts'
import { keyText, type PlainRow, type PlainValue } from './evaluate-data.ts'
import { asNumber, type Run, yearAsPeriod } from './evaluate-dates.ts'
import type { AggregateName } from './tree.ts'

const ZERO = rational(0)

/** What rows come to. `several`: there is no value because more than one row matched. */
export type Folded = { readonly value: PlainValue; readonly several: boolean }

/**
 * One value from the values of many rows, empty ones passed over.
 *
 * @param values - What is read from each row; for `count` and `years`, unused.
 */
export function foldValues(
  name: Exclude<AggregateName, 'count' | 'years'>,
  values: readonly PlainValue[],
): Folded {
  const present = values.filter((value) => value !== null)
  if (name === 'the') {
    return {
      value: present.length === 1 ? (present[0] ?? null) : null,
      several: present.length > 1,
    }
  }
  return { value: foldPresent(name, present), several: false }
}

function foldPresent(
  name: Exclude<AggregateName, 'count' | 'years' | 'the'>,
  values: readonly (string | Rational)[],
): PlainValue {
  switch (name) {
    case 'persons':
    case 'distinct':
      return rational(new Set(values.map(keyText)).size)
    case 'sum':
      return total(values)
    case 'mean':
      return values.length === 0 ? null : divide(total(values), rational(values.length))
    case 'median':
      return median(values.map(asNumber))
    case 'max':
      return inOrder(values).at(-1) ?? null
    case 'min':
      return inOrder(values).at(0) ?? null
  }
}

function total(values: readonly PlainValue[]): Rational {
  return values.map(asNumber).reduce(add, ZERO)
}

/** The middle value; of an even number of values, halfway between the middle two. */
export function median(values: readonly Rational[]): Rational | null {
  const sorted = values.toSorted(compare)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper && lower ? divide(add(upper, lower), rational(2)) : null
}

function inOrder(values: readonly (string | Rational)[]): (string | Rational)[] {
  return values.toSorted((a, b) =>
    typeof a === 'string' || typeof b === 'string'
      ? keyText(a) < keyText(b)
        ? -1
        : 1
      : compare(a, b),
  )
}

/** The columns of the spell that `years` measures. */
export type SpellColumns = { readonly from: string; readonly until: string }

/**
 * Full-year equivalents: the days on which the rows' spells run from the start of the financial
 * year to D, over the days of that year (of a budget or forecast: over the days so far).
 */
export function yearsOf(rows: readonly PlainRow[], spell: SpellColumns, run: Run): Rational {
  const start = financialYearStart(run.period.end)
  const dayAfter = addDays(run.period.end, 1)
  const days = rows.map((row) => daysWithin(row[spell.from], row[spell.until], start, dayAfter))
  const soFar = run.scenario === 'budget' || run.scenario === 'forecast'
  const yearEnd = yearAsPeriod(financialYearText(run.period.end)).end
  const over = daysBetween(start, soFar ? dayAfter : addDays(yearEnd, 1))
  return rational(
    days.reduce((a, b) => a + b, 0),
    over,
  )
}

/** Days of a spell from `start` until the day before `end`. */
function daysWithin(
  from: PlainValue | undefined,
  until: PlainValue | undefined,
  start: string,
  end: string,
): number {
  if (typeof from !== 'string') return 0
  const first = from > start ? from : start
  const last = typeof until === 'string' && until < end ? until : end
  return first < last ? daysBetween(first, last) : 0
}
