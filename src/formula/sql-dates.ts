import { isDay } from '../core/index.ts'

/**
 * Dates in the SQL that DuckDB and PostgreSQL read alike: `date + integer` for days, a clamped
 * `date + n * interval '1 month'` for months, no age(), no date_trunc().
 */

/** `date '2024-02-29'`. @throws RangeError if the text is not a day. */
export function dateLiteral(day: string): string {
  if (!isDay(day)) throw new RangeError(`a date must be a day of the calendar; got ${day}`)
  return `date '${day}'`
}

/** `count` is SQL of a whole number, `unit` what it counts. */
export function movedDate(
  date: string,
  count: string,
  unit: 'day' | 'week' | 'month' | 'year',
): string {
  switch (unit) {
    case 'day':
      return `(${date} + ${count})`
    case 'week':
      return `(${date} + 7 * ${count})`
    case 'month':
      return `cast(${date} + ${count} * interval '1 month' as date)`
    case 'year':
      return `cast(${date} + 12 * ${count} * interval '1 month' as date)`
  }
}

function part(field: 'year' | 'month' | 'day' | 'dow', date: string): string {
  return `cast(extract(${field} from ${date}) as integer)`
}

export function monthOf(date: string): string {
  return part('month', date)
}

/** Month and day as one number, 229 for 29 February. */
function monthAndDay(date: string): string {
  return `(100 * ${part('month', date)} + ${part('day', date)})`
}

/** Completed years; someone born on 29 February is older on 1 March. */
export function ageOnDate(birth: string, date: string): string {
  const before = `case when ${monthAndDay(date)} < ${monthAndDay(birth)} then 1 else 0 end`
  return `(${part('year', date)} - ${part('year', birth)} - ${before})`
}

/** Age on the 31 August before the academic year that holds the date. */
export function academicAgeOnDate(birth: string, date: string): string {
  const start = `${part('year', date)} - case when ${part('month', date)} < 9 then 1 else 0 end`
  const before = `case when ${monthAndDay(birth)} > 831 then 1 else 0 end`
  return `(${start} - ${part('year', birth)} - ${before})`
}

/** The 1 September on which someone begins Year `schoolYear`. */
export function schoolYearStartOf(birth: string, schoolYear: string): string {
  const late = `case when ${part('month', birth)} >= 9 then 1 else 0 end`
  const year = `${part('year', birth)} + ${late} + 4 + cast(${schoolYear} as integer)`
  return `make_date(cast(${year} as integer), 9, 1)`
}

/** The SEN2 census day of a year: the third Thursday of January, but 14 January in 2021. */
function censusDayOf(year: string): string {
  const fifteenth = `make_date(${year}, 1, 15)`
  const third = `${fifteenth} + (11 - ${part('dow', fifteenth)}) % 7`
  return `(case when ${year} = 2021 then date '2021-01-14' else ${third} end)`
}

/** The last SEN2 census day on or before a date. */
export function censusDayByDate(date: string): string {
  const [thisYear, lastYear] = yearsAround(date, -1)
  return `(case when ${thisYear} <= ${date} then ${thisYear} else ${lastYear} end)`
}

/** The first SEN2 census day after a date. */
export function censusDayAfterDate(date: string): string {
  const [thisYear, nextYear] = yearsAround(date, 1)
  return `(case when ${thisYear} > ${date} then ${thisYear} else ${nextYear} end)`
}

function yearsAround(date: string, other: 1 | -1): readonly [string, string] {
  const year = part('year', date)
  return [censusDayOf(year), censusDayOf(`(${year} + ${String(other)})`)]
}
