import { addDays, dayParts, daysBetween, dayOf, daysInMonth, type DayText } from '../core/index.ts'
import { DAYS_TO_FINAL_PLAN } from './clocks.ts'

/** An assessment without an exception to the 20 weeks: received, and finished with a plan or not yet. */
export type PlanInHand = { readonly receivedOn: DayText; readonly finishedOn: DayText | null }

/** How a month's 20-week percentage may end. Proportions are 0 to 1; null where nothing would count. */
export type MonthEnd = {
  /** The month forecast: that of the day after the records end. */
  readonly month: { readonly start: DayText; readonly end: DayText }
  readonly finished: number
  readonly finishedInTime: number
  /** Open cases whose last day falls in what is left of the month. */
  readonly due: number
  /** If every case that is due is finished in time. */
  readonly best: number | null
  /** If cases are finished as in the last three months. */
  readonly atPace: number | null
  /** Of the cases whose last day fell in the last three months, those finished in time; 0 to 1. */
  readonly pace: number | null
  /** Plans finished late in the last three months. */
  readonly finishedLate: number
}

/** Thirteen whole weeks: long enough to hold cases, short enough to be the present pace. */
const PACE_DAYS = 91

/**
 * Where the 20-week percentage of the present month will end, from the cases that are still open. Late
 * cases go on being finished at the pace of the last 13 weeks in either answer: they count against
 * the month in which they are finished. This is arithmetic on open cases, no statistical model.
 *
 * @param cases - Every assessment that is open or was finished, or fell due, in the last 13 weeks.
 * @param asAt - The last day of the records.
 */
export function forecastMonthEnd(cases: readonly PlanInHand[], asAt: DayText): MonthEnd {
  const month = monthOf(addDays(asAt, 1))
  const done = cases.filter(({ finishedOn }) => finishedOn !== null && finishedOn <= asAt)
  const finished = done.filter(({ finishedOn }) => (finishedOn ?? '') >= month.start)
  const due = cases.filter(
    (one) => !done.includes(one) && lastDayOf(one) > asAt && lastDayOf(one) <= month.end,
  ).length
  const from = addDays(asAt, 1 - PACE_DAYS)
  const fellDue = cases.filter((one) => lastDayOf(one) >= from && lastDayOf(one) <= asAt)
  const finishedLate = done.filter((one) => (one.finishedOn ?? '') >= from && !inTime(one)).length
  const pace = fellDue.length === 0 ? null : fellDue.filter(inTime).length / fellDue.length
  const lateToCome = (finishedLate / PACE_DAYS) * daysBetween(asAt, month.end)
  const ending = (share: number) => {
    const all = finished.length + due * share + lateToCome
    return all === 0 ? null : (finished.filter(inTime).length + due * share) / all
  }
  return {
    month,
    finished: finished.length,
    finishedInTime: finished.filter(inTime).length,
    due,
    best: ending(1),
    atPace: pace === null ? null : ending(pace),
    pace,
    finishedLate,
  }
}

function lastDayOf({ receivedOn }: PlanInHand): DayText {
  return addDays(receivedOn, DAYS_TO_FINAL_PLAN)
}

function inTime(one: PlanInHand): boolean {
  return one.finishedOn !== null && one.finishedOn <= lastDayOf(one)
}

function monthOf(day: DayText): { readonly start: DayText; readonly end: DayText } {
  const { year, month } = dayParts(day)
  return { start: dayOf(year, month, 1), end: dayOf(year, month, daysInMonth(year, month)) }
}
