import { academicYearText, dayFromNumber, dayNumber, type DayText, dayOf } from '../core/index.ts'

/**
 * A day as whole days since 1970-01-01. The generator counts in these, because it counts a lot: the
 * rules are core's, done in whole numbers.
 */
export type Day = number

const MS_PER_DAY = 86_400_000
const FIRST = dayNumber('1990-01-01')
const COUNT = dayNumber('2032-12-31') - FIRST + 1
const TEXTS: readonly DayText[] = Array.from({ length: COUNT }, (_, i) => dayFromNumber(FIRST + i))
const YEARS = Int16Array.from(TEXTS, (text) => Number(text.slice(0, 4)))
const MONTHS = Int8Array.from(TEXTS, (text) => Number(text.slice(5, 7)))

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
  return YEARS[day - FIRST] ?? Number(textOf(day).slice(0, 4))
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return MONTHS[day - FIRST] ?? Number(textOf(day).slice(5, 7))
}

/** A day of the years from 1000; `month` is 1 to 12. */
export function date(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / MS_PER_DAY
}

/** First day of the month that is `months` after January of `year`. */
export function monthStart(year: number, months: number): Day {
  return date(year, months + 1, 1)
}

function dayOfMonth(day: Day): number {
  return day - date(yearOf(day), monthOf(day), 1) + 1
}

/** Core's `addMonths`: the same day, or the last of a month that has no such day. */
export function monthsAfter(day: Day, months: number): Day {
  const month = monthOf(day) - 1 + months
  const first = monthStart(yearOf(day), month)
  return Math.min(first + dayOfMonth(day) - 1, monthStart(yearOf(day), month + 1) - 1)
}

/** Last day of a twelve-month limit that runs from `day`: core's `lastDay`. */
export function yearLimit(day: Day): Day {
  const after = monthsAfter(day, 12)
  return dayOfMonth(after) === dayOfMonth(day) ? after - 1 : after
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
