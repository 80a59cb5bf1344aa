import {
  addDays,
  addMonths,
  daysBetween,
  divide,
  financialYearStart,
  type Rational,
  rational,
} from '../core/index.ts'
import type { Context } from './scan-context.ts'

/**
 * Full-year equivalents: days over the days of the financial year, or for a budget or forecast over
 * the days from its start to D, both in.
 */
export function yearsFromDays(days: Rational, { day, scenario }: Context): Rational {
  const start = financialYearStart(day)
  const soFar = scenario === 'budget' || scenario === 'forecast'
  const end = soFar ? addDays(day, 1) : addMonths(start, 12)
  return divide(days, rational(daysBetween(start, end)))
}
