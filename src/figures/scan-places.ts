import { addDays, dayParts, type DayText, daysInMonth } from '../core/index.ts'
import { type OrderOperator, quoted } from '../formula/index.ts'

/** Whole numbers in the order of some values: a row's is greater than a value's where the row is above it. */
export type Places = {
  /** SQL of a row's number. An empty row is above all values or below, so that the test says no. */
  readonly sql: string
  /** The numbers of the values, in the order given. */
  readonly places: readonly number[]
}

/**
 * Numbers for the years, as text, that `row operator year` is asked with. Above is `>` for `<=` and `>`,
 * at or above for `<` and `>=`.
 *
 * @param row - SQL.
 */
export function placesOfYears(
  row: string,
  operator: OrderOperator,
  years: readonly string[],
): Places {
  const sorted = inOrder(years)
  const compare = isAfter(operator) ? '<=' : '<'
  const sql = halves(`${row} ${compare} `, sorted.map(quoted))
  return {
    sql: nullsAway(row, operator, sql),
    places: years.map((year) => sorted.indexOf(year)),
  }
}

/**
 * The same for days.
 *
 * @param shift - Days by which the days asked with lie before those of periods: 140 for `D - 20 weeks`.
 */
export function placesOfDays(
  row: string,
  operator: OrderOperator,
  days: readonly DayText[],
  shift: number,
): Places {
  // A row is above a day where it is after this end.
  const ends = isAfter(operator) ? days : days.map((day) => addDays(day, -1))
  const { sql, places } = byMonth(row, ends, shift) ?? byDay(row, ends)
  return { sql: nullsAway(row, operator, sql), places }
}

function isAfter(operator: OrderOperator): boolean {
  return operator === '<=' || operator === '>'
}

function nullsAway(row: string, operator: OrderOperator, sql: string): string {
  return operator.startsWith('<') ? sql : `case when ${row} is null then -1 else ${sql} end`
}

function byDay(row: string, ends: readonly DayText[]): Places {
  const sorted = inOrder(ends)
  const sql = halves(`${row} <= `, sorted.map(dateSql))
  return { sql, places: ends.map((end) => sorted.indexOf(end)) }
}

/** Fewer are found as fast by halving. */
const MANY_DAYS = 8
/** More than this many days that end no month are found faster by halving. */
const FEW_ODD_DAYS = 3

/**
 * The number of a day is that of its month, and one more for each odd day, one that ends no month, that
 * it is after: much cheaper to find for each row than the place among dozens of days.
 *
 *     case when x <= date '2023-04-30' then 24280 when x <= date '2026-03-31'
 *       then cast(extract(year from x) as integer) * 12 + cast(extract(month from x) as integer) else 24316 end
 */
function byMonth(row: string, ends: readonly DayText[], shift: number): Places | undefined {
  const sorted = inOrder(ends)
  const [first, last] = [sorted[0] ?? '', sorted.at(-1) ?? '']
  const moved = (end: DayText) => addDays(end, shift)
  const odd = sorted.map(moved).filter((end) => !isMonthEnd(end))
  if (sorted.length < MANY_DAYS || odd.length > FEW_ODD_DAYS) return undefined
  const place = (end: DayText) => {
    const { year, month } = dayParts(moved(end))
    return year * 12 + month + odd.filter((day) => day < moved(end)).length
  }
  const day = shift === 0 ? row : `(${row} + ${String(shift)})`
  const own = [
    `cast(extract(year from ${day}) as integer) * 12 + cast(extract(month from ${day}) as integer)`,
    ...odd.map((end) => `case when ${day} > ${dateSql(end)} then 1 else 0 end`),
  ].join(' + ')
  const sql =
    `case when ${row} <= ${dateSql(first)} then ${String(place(first))} ` +
    `when ${row} <= ${dateSql(last)} then ${own} else ${String(place(last) + 1)} end`
  return { sql, places: ends.map(place) }
}

function isMonthEnd(day: DayText): boolean {
  const parts = dayParts(day)
  return parts.day === daysInMonth(parts.year, parts.month)
}

function dateSql(day: DayText): string {
  return `date ${quoted(day)}`
}

/**
 * How many of some values, in order, a row is above, found by halving.
 *
 *     case when x <= date '2024-04-30' then case when … end else 3 end
 *
 * @param test - SQL up to the value.
 */
function halves(test: string, values: readonly string[], low = 0, high = values.length): string {
  if (low === high) return String(low)
  const middle = Math.floor((low + high) / 2)
  const below = halves(test, values, low, middle)
  const above = halves(test, values, middle + 1, high)
  return `case when ${test}${values[middle] ?? 'null'} then ${below} else ${above} end`
}

function inOrder(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}
