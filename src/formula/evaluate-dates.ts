import {
  academicAgeOn,
  academicYearText,
  addDays,
  addMonths,
  ageOn,
  censusDayAfter,
  censusDayBy,
  compare,
  type DayText,
  dayParts,
  daysBetween,
  financialYearText,
  type Period,
  parsePeriod,
  type Rational,
  rational,
  schoolYearStart,
} from '../core/index.ts'
import type { PlainValue } from './evaluate-data.ts'
import type { Call, RunValue, Shift, SpanBetween } from './tree.ts'

/** What is known only when a measure is run. */
export type Run = {
  readonly period: Period
  readonly scenario: string | null
  readonly authority: string
  readonly parameters: ReadonlyMap<string, Rational>
}

/** `D`, `FY` and so on. `P` is no single value: see `yearOrPeriod`. */
export function runValue({ name }: RunValue, run: Run): PlainValue {
  const day = run.period.end
  switch (name) {
    case 'D':
      return day
    case 'FY':
      return financialYearText(day)
    case 'AY':
      return academicYearText(day)
    case 'S':
      return run.scenario
    case 'LA':
      return run.authority
    case 'P':
      throw new Error('a period must be asked for its start or its end')
  }
}

/** The first and last day of a year written `2021-22` or `2020/21`. */
export function yearAsPeriod(year: string): Period {
  const period = parsePeriod(year)
  if (!period) throw new Error(`a year must be written 2021-22 or 2020/21; got ${year}`)
  return period
}

/** A day moved by days, weeks, months or years. A part of a day is left off. */
export function moveDay(day: DayText, count: Rational, unit: Shift['unit']): DayText {
  const months = unit === 'month' || unit === 'year'
  const each = { day: 1n, week: 7n, month: 1n, year: 12n }[unit]
  const whole = Number(floor({ n: count.n * each, d: count.d }))
  return months ? addMonths(day, whole) : addDays(day, whole)
}

function floor({ n, d }: Rational): bigint {
  return n >= 0n || n % d === 0n ? n / d : n / d - 1n
}

/** Days or weeks between two days: an exact fraction. */
export function timeBetween(from: DayText, to: DayText, unit: SpanBetween['unit']): Rational {
  return rational(daysBetween(from, to), unit === 'weeks' ? 7 : 1)
}

/** A function of values none of which is empty. */
export function callFunction(
  name: Call['name'],
  values: readonly (string | Rational)[],
): PlainValue {
  const day = (at: number) => asText(values[at])
  switch (name) {
    case 'least':
    case 'greatest':
      return chosen(name, asNumber(values[0]), asNumber(values[1]))
    case 'month':
      return rational(dayParts(day(0)).month)
    case 'age_on':
      return rational(ageOn(day(0), day(1)))
    case 'academic_age_on':
      return rational(academicAgeOn(day(0), day(1)))
    case 'school_year_start':
      return schoolYearStart(day(0), Number(asNumber(values[1]).n))
    case 'census_day_by':
      return censusDayBy(day(0))
    case 'census_day_after':
      return censusDayAfter(day(0))
  }
}

function chosen(name: 'least' | 'greatest', a: Rational, b: Rational): Rational {
  const aIsLess = compare(a, b) < 0
  return aIsLess === (name === 'least') ? a : b
}

export function asText(value: PlainValue | undefined): string {
  if (typeof value === 'string') return value
  throw new Error('a formula was checked to have text or a day here')
}

export function asNumber(value: PlainValue | undefined): Rational {
  if (value !== null && typeof value === 'object') return value
  throw new Error('a formula was checked to have a number here')
}
