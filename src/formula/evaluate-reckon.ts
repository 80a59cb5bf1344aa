import { add, compare, equals, multiply, negate, type Rational, subtract } from '../core/index.ts'
import type { PlainValue } from './evaluate-data.ts'
import { asNumber, moveDay } from './evaluate-dates.ts'
import type { Arithmetic } from './tree.ts'

/** A sum, difference or product; or a day moved by a number of days, weeks, months or years. */
export function reckon({ operator, right }: Arithmetic, a: PlainValue, b: PlainValue): PlainValue {
  const number = asNumber(b)
  if (typeof a !== 'string') {
    const work = { '+': add, '-': subtract, '*': multiply }[operator]
    return work(asNumber(a), number)
  }
  const unit = right.type.is === 'number' ? right.type.unit : undefined
  const moved = operator === '-' ? negate(number) : number
  return moveDay(a, moved, unitOfTime(unit))
}

function unitOfTime(unit: string | undefined): 'day' | 'week' | 'month' | 'year' {
  const units = { days: 'day', weeks: 'week', months: 'month', years: 'year' } as const
  for (const [name, one] of Object.entries(units)) if (name === unit) return one
  throw new Error(`a day can be moved by days, weeks, months or years; got ${unit ?? 'no unit'}`)
}

/** Days and years are written so that the order of their text is their order in time. */
export function compareValues(a: string | Rational, b: string | Rational): number {
  if (typeof a === 'object' && typeof b === 'object') return compare(a, b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new Error('a formula was checked to compare like with like')
}

export function isSame(a: string | Rational, b: string | Rational): boolean {
  return typeof a === 'object' && typeof b === 'object' ? equals(a, b) : a === b
}
