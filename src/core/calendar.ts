/** A day, written `YYYY-MM-DD`. Such texts compare in time order. */
export type DayText = string

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MS_PER_DAY = 86_400_000

/** Whether `text` is a real day of the calendar: 2023-02-29 is not. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const { year, month, day } = partsOf(text)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days in a month; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Year, month (1 to 12) and day of a day text. @throws RangeError if it is not a day. */
export function dayParts(day: DayText): { year: number; month: number; day: number } {
  if (!isDay(day)) throw new RangeError(`a day must be written YYYY-MM-DD; got ${day}`)
  return partsOf(day)
}

function partsOf(day: string): { year: number; month: number; day: number } {
  return {
    year: digitsOf(day, 0, 4),
    month: digitsOf(day, 5, 7),
    day: digitsOf(day, 8, 10),
  }
}

/** The number that digits make, `end` not among them. To cut them out as texts took three times as long. */
function digitsOf(text: string, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at += 1) number = number * 10 + text.charCodeAt(at) - ZERO
  return number
}

const ZERO = '0'.charCodeAt(0)

/** The day text of its parts, which must make a real day. */
export function dayOf(year: number, month: number, day: number): DayText {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Whole days since 1970-01-01, negative before. */
export function dayNumber(day: DayText): number {
  const parts = dayParts(day)
  const date = new Date(0)
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  return date.getTime() / MS_PER_DAY
}

/** The day that is `number` days after 1970-01-01. */
export function dayFromNumber(number: number): DayText {
  const date = new Date(number * MS_PER_DAY)
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** `count` days later; earlier if negative. */
export function addDays(day: DayText, count: number): DayText {
  return dayFromNumber(dayNumber(day) + count)
}

/** Same day `count` months on, or the last day of that month if it has no such day. */
export function addMonths(day: DayText, count: number): DayText {
  const parts = dayParts(day)
  const months = parts.year * 12 + (parts.month - 1) + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return dayOf(year, month, Math.min(parts.day, daysInMonth(year, month)))
}

/**
 * Last day of the period of `count` months that starts on `day`: the day before the same day
 * `count` months on, or the last day of that month if it has no such day.
 */
export function lastDay(day: DayText, count: number): DayText {
  const target = addMonths(day, count)
  return dayParts(target).day === dayParts(day).day ? addDays(target, -1) : target
}

/** Days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: DayText, to: DayText): number {
  return dayNumber(to) - dayNumber(from)
}

/** Completed years at `day` of someone born on `birth`. Born on 29 February: older on 1 March. */
export function ageOn(birth: DayText, day: DayText): number {
  const [b, d] = [dayParts(birth), dayParts(day)]
  const before = d.month * 100 + d.day < b.month * 100 + b.day
  return d.year - b.year - (before ? 1 : 0)
}

/** Age on the 31 August before the academic year (1 September) that holds `day`. */
export function academicAgeOn(birth: DayText, day: DayText): number {
  return ageOn(birth, addDays(academicYearStart(day), -1))
}

/** The 1 September on or before `day`. */
export function academicYearStart(day: DayText): DayText {
  const { year, month } = dayParts(day)
  return dayOf(month >= 9 ? year : year - 1, 9, 1)
}

/** The 1 April on or before `day`. */
export function financialYearStart(day: DayText): DayText {
  const { year, month } = dayParts(day)
  return dayOf(month >= 4 ? year : year - 1, 4, 1)
}

/**
 * The SEN2 census day of a year: the third Thursday of January, but 14 January in 2021.
 *
 * @see Department for Education, SEN2 guides 2019 to 2027.
 */
export function censusDay(year: number): DayText {
  if (year === 2021) return '2021-01-14'
  const first = dayOf(year, 1, 1)
  const weekday = new Date(dayNumber(first) * MS_PER_DAY).getUTCDay()
  return addDays(first, ((4 - weekday + 7) % 7) + 14)
}

/** The last SEN2 census day on or before `day`. */
export function censusDayBy(day: DayText): DayText {
  const { year } = dayParts(day)
  return censusDay(year) <= day ? censusDay(year) : censusDay(year - 1)
}

/** The first SEN2 census day after `day`. */
export function censusDayAfter(day: DayText): DayText {
  const { year } = dayParts(day)
  return censusDay(year) > day ? censusDay(year) : censusDay(year + 1)
}

/** The 1 September on which someone born on `birth` begins Year `schoolYear` (Year 0 is Reception). */
export function schoolYearStart(birth: DayText, schoolYear: number): DayText {
  const { year, month } = dayParts(birth)
  return dayOf((month >= 9 ? year + 1 : year) + 4 + schoolYear, 9, 1)
}

/** January first. */
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
