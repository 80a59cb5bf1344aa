import { daysBetween, type Issue, parsePeriod, type PeriodType } from '../core/index.ts'
import { faultAt, type Given, givenNumbers, type Row } from './sense.ts'

/** Months that a figure stands for; 0 for one of a day, null for part of a year of unknown length. */
const MONTHS: Readonly<Record<string, number | null>> = {
  'at-a-date': 0,
  month: 1,
  quarter: 3,
  'part-year': null,
  'year-to-date': null,
  'full-year': 12,
  'rolling-12m': 12,
  'several-years': Infinity,
}

const FIGURE_MONTHS: Readonly<Record<PeriodType, number>> = {
  point: 0,
  month: 1,
  quarter: 3,
  'financial-year': 12,
  'academic-year': 12,
  'calendar-year': 12,
  'rolling-12m': 12,
}

const FIGURE_WORDS: Readonly<Record<PeriodType, string>> = {
  point: 'a day',
  month: 'a month',
  quarter: 'a quarter',
  'financial-year': 'a financial year',
  'academic-year': 'an academic year',
  'calendar-year': 'a calendar year',
  'rolling-12m': 'twelve months',
}

/** Kinds that grow with the length of their period, so that part of it is no measure of the whole. */
const GROWS = ['count', 'sum', 'rate', 'reported-value', 'difference']

/** A number of another stretch of time than the figure, by its `basis` or its `period`. */
export function basisIssues(row: Row): Issue[] {
  const { kind, period } = row.measure
  const wanted = FIGURE_MONTHS[period]
  return givenNumbers(row).flatMap((given) => {
    const stretch = stretchOf(given)
    if (!stretch || stretch.months === wanted || isLabel(stretch, wanted)) return []
    const message = `${given.name} is of ${stretch.words}, and the figure is of ${FIGURE_WORDS[period]}`
    const fix =
      'Give the number of a stretch as long as the figure’s, or name a measure of that stretch.'
    const severity = GROWS.includes(kind) ? ('error' as const) : ('warning' as const)
    const path = [...given.path, stretch.key]
    return [faultAt(row, path, { code: 'strategy-basis', severity, message, fix })]
  })
}

/** A figure of a day is often said to be of its year; only a `basis` tells. */
function isLabel({ key, months }: Stretch, wanted: number): boolean {
  return key === 'period' && (months === 0 || wanted === 0)
}

type Stretch = {
  readonly months: number | null
  readonly words: string
  readonly key: 'basis' | 'period'
}

const BASIS_WORDS: Readonly<Record<string, string>> = {
  'at-a-date': 'a day',
  month: 'a month',
  quarter: 'a quarter',
  'part-year': 'part of a year',
  'year-to-date': 'a year so far',
  'full-year': 'a whole year',
  'rolling-12m': 'twelve months',
  'several-years': 'several years together',
}

function stretchOf({ basis, period }: Given): Stretch | undefined {
  if (basis !== undefined) {
    return { months: MONTHS[basis] ?? null, words: BASIS_WORDS[basis] ?? basis, key: 'basis' }
  }
  const read = period === undefined ? undefined : parsePeriod(period)
  if (!read) return undefined
  const days = daysBetween(read.start, read.end) + 1
  const months = days === 1 ? 0 : Math.round(days / 30.4)
  const words = days === 1 ? 'a day' : `${String(months)} month${months === 1 ? '' : 's'}`
  return { months, words, key: 'period' }
}
