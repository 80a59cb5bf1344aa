import {
  academicYearText,
  addMonths,
  dayFromNumber,
  dayNumber,
  type DayText,
  dayOf,
  lastDay,
} from '../core/index.ts'

/** A day as whole days since 1970-01-01: the generator counts in these, because it counts a lot. */
export type Day = number

const FIRST = dayNumber('1990-01-01')
const COUNT = dayNumber('2032-12-31') - FIRST + 1
const TEXTS: readonly DayText[] = Array.from({ length: COUNT }, (_, i) => dayFromNumber(FIRST + i))

export function dayOn(text: DayText): Day {
  return dayNumber(text)
}

export function textOf(day: Day): DayText {
  return TEXTS[day - FIRST] ?? dayFromNumber(day)
}

/** The text of a day, or nothing for none. */
export function textOrNone(day: Day | undefined): DayText | undefined {
  return day === undefined ? undefined : textOf(day)
}

export function yearOf(day: Day): number {
  return Number(textOf(day).slice(0, 4))
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return Number(textOf(day).slice(5, 7))
}

export function date(year: number, month: number, day: number): Day {
  return dayNumber(dayOf(year, month, day))
}

/** First day of the month that is `months` after January of `year`. */
export function monthStart(year: number, months: number): Day {
  return date(year + Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1)
}

export function monthsAfter(day: Day, months: number): Day {
  return dayNumber(addMonths(textOf(day), months))
}

/** Last day of a twelve-month limit that runs from `day`: core's `lastDay`. */
export function yearLimit(day: Day): Day {
  return dayNumber(lastDay(textOf(day), 12))
}

/** The year in which the academic year that holds `day` began. */
export function academicYearOf(day: Day): number {
  return monthOf(day) >= 9 ? yearOf(day) : yearOf(day) - 1
}

/** The year in which the financial year that holds `day` began. */
export function financialYearOf(day: Day): number {
  return monthOf(day) >= 4 ? yearOf(day) : yearOf(day) - 1
}

/** Age on the 31 August before the academic year that begins in `year`. */
export function academicAge(birth: Day, year: number): number {
  return year - yearOf(birth) - (monthOf(birth) >= 9 ? 1 : 0)
}

/** `2020/21`. */
export function academicYearName(year: number): string {
  return academicYearText(dayOf(year, 9, 1))
}

/** `2020-21`. */
export function financialYearName(year: number): string {
  return academicYearName(year).replace('/', '-')
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The nearest Monday to Friday on or before `day`. */
export function workdayBy(day: Day): Day {
  const weekday = weekdayOf(day)
  if (weekday === 0) return day - 2
  return weekday === 6 ? day - 1 : day
}

/** The nearest Monday to Friday on or after `day`. */
export function workdayFrom(day: Day): Day {
  const weekday = weekdayOf(day)
  if (weekday === 0) return day + 1
  return weekday === 6 ? day + 2 : day
}

/** The `n`th Thursday of a month. */
export function thursday(year: number, month: number, n: number): Day {
  const first = date(year, month, 1)
  return first + ((4 - weekdayOf(first) + 7) % 7) + 7 * (n - 1)
}
