import {
  academicYearStart,
  addDays,
  addMonths,
  type DayText,
  dayOf,
  dayParts,
  daysInMonth,
  financialYearStart,
  isDay,
  MONTH_NAMES,
} from './calendar.ts'

/** A reporting period: both ends are in. A point in time starts and ends on the same day. */
export type Period = { readonly start: DayText; readonly end: DayText }

/** The sorts of period a measure can be run for. */
export const PERIOD_TYPES = [
  'month',
  'quarter',
  'financial-year',
  'academic-year',
  'calendar-year',
  'rolling-12m',
  'point',
] as const
export type PeriodType = (typeof PERIOD_TYPES)[number]

const MONTHS_IN: Readonly<Record<PeriodType, number>> = {
  month: 1,
  quarter: 3,
  'financial-year': 12,
  'academic-year': 12,
  'calendar-year': 12,
  'rolling-12m': 12,
  point: 0,
}

/**
 * The whole period of a type that holds `day`; a rolling twelve months and a point end on `day`
 * itself.
 */
export function periodHolding(type: PeriodType, day: DayText): Period {
  if (type === 'point') return { start: day, end: day }
  if (type === 'rolling-12m') return { start: addMonths(addDays(day, 1), -12), end: day }
  const start = periodStart(type, day)
  return { start, end: addDays(addMonths(start, MONTHS_IN[type]), -1) }
}

function periodStart(type: PeriodType, day: DayText): DayText {
  const { year, month } = dayParts(day)
  if (type === 'financial-year') return financialYearStart(day)
  if (type === 'academic-year') return academicYearStart(day)
  if (type === 'calendar-year') return dayOf(year, 1, 1)
  if (type === 'quarter') return dayOf(year, month - ((month - 1) % 3), 1)
  return dayOf(year, month, 1)
}

/** The same period a year earlier, by the rule of add_months on both ends. */
export function yearEarlier(period: Period): Period {
  return {
    start: addMonths(period.start, -12),
    end: addDays(addMonths(addDays(period.end, 1), -12), -1),
  }
}

/** Whether a period runs past the day that the records go up to. */
export function isPartial(period: Period, asAt: DayText): boolean {
  return period.end > asAt
}

/**
 * The last `count` whole steps of a length, oldest first, that end on or before `asAt`.
 * For a point the steps are month ends; for rolling twelve months they end at month ends.
 */
export function lastPeriods(type: PeriodType, asAt: DayText, count: number): Period[] {
  const stepType = type === 'point' || type === 'rolling-12m' ? 'month' : type
  let day = asAt
  const current = periodHolding(stepType, day)
  if (current.end > asAt) day = addDays(current.start, -1)
  const periods: Period[] = []
  while (periods.length < count) {
    const step = periodHolding(stepType, day)
    periods.unshift(stepType === type ? step : periodHolding(type, step.end))
    day = addDays(step.start, -1)
  }
  return periods
}

/**
 * Reads a period as a person writes it: `2021-06` month, `2021-Q2` quarter, `2021-22` financial
 * year, `2020/21` academic year, `2021` calendar year, `2021-06-30` a day,
 * `2021-04-01..2021-06-30` any two days, `rolling-12m:2021-06-30`.
 *
 * @returns undefined if the text is none of these.
 */
export function parsePeriod(text: string): Period | undefined {
  const range = text.split(/\.\.| to /)
  if (range.length === 2) return parseRange(range[0]?.trim() ?? '', range[1]?.trim() ?? '')
  if (text.startsWith('rolling-12m:')) return parseRolling(text.slice('rolling-12m:'.length))
  if (isDay(text)) return { start: text, end: text }
  return parseNamedPeriod(text)
}

function parseRange(start: string, end: string): Period | undefined {
  return isDay(start) && isDay(end) && start <= end ? { start, end } : undefined
}

function parseRolling(day: string): Period | undefined {
  return isDay(day) ? periodHolding('rolling-12m', day) : undefined
}

function parseNamedPeriod(text: string): Period | undefined {
  const quarter = /^(\d{4})-Q([1-4])$/i.exec(text)
  if (quarter) return periodHolding('quarter', dayOf(Number(quarter[1]), Number(quarter[2]) * 3, 1))
  if (/^\d{4}$/.test(text)) return periodHolding('calendar-year', `${text}-01-01`)
  const years = /^(\d{4})([-/])(\d{2})$/.exec(text)
  if (!years) return undefined
  const [year, next] = [Number(years[1]), Number(years[3])]
  if (next === (year + 1) % 100) return yearOfTwo(year, years[2] === '/')
  const isMonth = years[2] === '-' && next >= 1 && next <= 12
  return isMonth ? periodHolding('month', dayOf(year, next, 1)) : undefined
}

function yearOfTwo(year: number, academic: boolean): Period {
  return academic
    ? periodHolding('academic-year', dayOf(year, 9, 1))
    : periodHolding('financial-year', dayOf(year, 4, 1))
}

/** `2021-22` of the financial year that starts in 2021. */
export function financialYearText(day: DayText): string {
  return yearPair(dayParts(financialYearStart(day)).year, '-')
}

/** `2020/21` of the academic year that starts in 2020. */
export function academicYearText(day: DayText): string {
  return yearPair(dayParts(academicYearStart(day)).year, '/')
}

function yearPair(year: number, separator: string): string {
  return `${String(year)}${separator}${String((year + 1) % 100).padStart(2, '0')}`
}

/** `31 March 2024`. */
export function formatDay(day: DayText): string {
  const parts = dayParts(day)
  return `${String(parts.day)} ${MONTH_NAMES[parts.month - 1] ?? ''} ${String(parts.year)}`
}

/** `January to March 2024`, `March 2024`, `2024`, `at 31 March 2024`, or both days in full. */
export function formatPeriod(period: Period): string {
  const [from, to] = [dayParts(period.start), dayParts(period.end)]
  if (period.start === period.end) return `at ${formatDay(period.end)}`
  const wholeMonths = from.day === 1 && to.day === daysInMonth(to.year, to.month)
  if (!wholeMonths) return `${formatDay(period.start)} to ${formatDay(period.end)}`
  return formatWholeMonths(from, to)
}

function formatWholeMonths(
  from: { year: number; month: number },
  to: { year: number; month: number },
): string {
  const first = MONTH_NAMES[from.month - 1] ?? ''
  const last = `${MONTH_NAMES[to.month - 1] ?? ''} ${String(to.year)}`
  if (from.year !== to.year) return `${first} ${String(from.year)} to ${last}`
  if (from.month === to.month) return last
  return from.month === 1 && to.month === 12 ? String(to.year) : `${first} to ${last}`
}
