import {
  academicYearStart,
  addDays,
  addMonths,
  censusDayAfter,
  censusDayBy,
  type DayText,
  financialYearStart,
} from '../core/index.ts'
import type { Expression, PeriodEnd, Shift } from '../formula/index.ts'
import type { Context } from './scan-context.ts'

/** The day that `at …` means, such as `D - 12 months`. @throws Error if it reads more than the run. */
export function dateOf(expression: Expression, context: Context): DayText {
  const { kind } = expression
  if (kind === 'literal') return expression.value
  if (kind === 'run-value' && expression.name === 'D') return context.day
  if (kind === 'period-end') return endOf(expression, context)
  if (kind === 'shift') return moved(expression, dateOf(expression.of, context))
  const [first] = kind === 'call' ? expression.arguments : []
  const censusDay = kind === 'call' ? CENSUS_DAYS.get(expression.name) : undefined
  if (first && censusDay) return censusDay(dateOf(first, context))
  throw new Error(`a date after \`at\` must be made from D, P, FY or AY; got a ${kind}`)
}

const CENSUS_DAYS: ReadonlyMap<string, (day: DayText) => DayText> = new Map([
  ['census_day_by', censusDayBy],
  ['census_day_after', censusDayAfter],
])

function moved({ count, unit }: Shift, day: DayText): DayText {
  if (unit === 'day' || unit === 'week') return addDays(day, unit === 'day' ? count : 7 * count)
  return addMonths(day, unit === 'month' ? count : 12 * count)
}

function endOf({ of, side }: PeriodEnd, { start, day }: Context): DayText {
  const name = of.kind === 'run-value' ? of.name : undefined
  if (name === 'P') return side === 'start' ? start : day
  const begins = name === 'FY' ? financialYearStart(day) : academicYearStart(day)
  return side === 'start' ? begins : addDays(addMonths(begins, 12), -1)
}

/** Whether `dateOf` can say which day an expression means. */
export function isRunDate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.type.is === 'date'
    case 'run-value':
      return expression.name === 'D'
    case 'period-end':
      return expression.of.kind === 'run-value' && ['P', 'FY', 'AY'].includes(expression.of.name)
    case 'shift':
      return isRunDate(expression.of)
    case 'call': {
      const [first] = expression.arguments
      return first !== undefined && CENSUS_DAYS.has(expression.name) && isRunDate(first)
    }
    default:
      return false
  }
}
