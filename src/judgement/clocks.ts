import {
  academicYearStart,
  addDays,
  dayOf,
  dayParts,
  daysBetween,
  type DayText,
} from '../core/index.ts'

/** A limit of the law that an open case is running against. */
export type ClockId =
  | 'decide-to-assess'
  | 'say-no-plan'
  | 'final-plan'
  | 'review'
  | 'review-decision'
  | 'proposed-changes'
  | 'amended-plan'
  | 'phase-transfer'

/** One open case and the next limit that it has to meet. */
export type CaseClock = {
  readonly clock: ClockId
  /** Day 0, which is not counted. */
  readonly startedOn: DayText
  /** The last day in time. */
  readonly lastDay: DayText
  /** Days from the day looked at to the last day; negative when it has gone by. */
  readonly daysLeft: number
  /** Code of the exception recorded against this limit; empty without one. */
  readonly exception: string
}

/** A request that is not closed. Dates before `asAt`; a code is empty where nothing is recorded. */
export type OpenRequest = {
  readonly receivedOn: DayText
  readonly requestOutcome: string
  readonly assessmentOutcome: string
  readonly week6Exception: string
  readonly week16Exception: string
  readonly week20Exception: string
}

/** A review meeting after which something is still to be done. */
export type OpenReview = {
  readonly meetingOn: DayText
  readonly decision: string
  readonly decidedOn: DayText | null
  readonly draftOn: DayText | null
  readonly finalOn: DayText | null
}

/** Limits in days from day 0, SEND Regulations 2014. */
const DAYS_TO_DECIDE = 42 // reg. 5(1)
const DAYS_TO_SAY_NO_PLAN = 112 // reg. 10(1)
export const DAYS_TO_FINAL_PLAN = 140 // reg. 13(2)
const DAYS_TO_REVIEW_DECISION = 28 // reg. 20(10); also the proposed changes, by R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)
const DAYS_DRAFT_TO_FINAL = 56 // reg. 22(3)
const DAYS_MEETING_TO_FINAL = 84 // Devon, as above

/**
 * The next limit of a request: the decision whether to assess within 6 weeks; then, until 16 weeks
 * have gone by, telling the family that there will be no plan; then the final plan within 20 weeks.
 * An agreed plan has only the last of them left.
 */
export function requestClock(request: OpenRequest, asAt: DayText): CaseClock {
  const { receivedOn } = request
  if (request.requestOutcome !== 'Y') {
    return clock('decide-to-assess', receivedOn, DAYS_TO_DECIDE, asAt, request.week6Exception)
  }
  const sayNo = clock('say-no-plan', receivedOn, DAYS_TO_SAY_NO_PLAN, asAt, request.week16Exception)
  return request.assessmentOutcome !== 'Y' && sayNo.daysLeft >= 0
    ? sayNo
    : clock('final-plan', receivedOn, DAYS_TO_FINAL_PLAN, asAt, request.week20Exception)
}

/** A review that is due: `dueOn` is the last day of the twelve months. */
export function reviewClock(startedOn: DayText, dueOn: DayText, asAt: DayText): CaseClock {
  return until('review', startedOn, dueOn, asAt)
}

/**
 * What is still to be done after a review meeting; undefined when nothing is. The decision is due
 * in 4 weeks; where it is to amend, the proposed changes in the same 4 weeks, and the final plan 8 weeks after
 * those but never later than 12 weeks after the meeting.
 */
export function afterReviewClock(review: OpenReview, asAt: DayText): CaseClock | undefined {
  const { meetingOn, decision, decidedOn, draftOn, finalOn } = review
  if (decidedOn === null) return clock('review-decision', meetingOn, DAYS_TO_REVIEW_DECISION, asAt)
  if (decision !== 'A' || finalOn !== null) return undefined
  if (draftOn === null) return clock('proposed-changes', meetingOn, DAYS_TO_REVIEW_DECISION, asAt)
  const fromDraft = addDays(draftOn, DAYS_DRAFT_TO_FINAL)
  const fromMeeting = addDays(meetingOn, DAYS_MEETING_TO_FINAL)
  return until('amended-plan', meetingOn, fromDraft < fromMeeting ? fromDraft : fromMeeting, asAt)
}

/**
 * Whether a child changes phase at the end of this school year, by age alone: from early years to
 * school (aged 3 on 31 August), to secondary school (10), to post-16 (15). Moves between infant, junior and
 * middle schools cannot be told from age.
 */
export function changesPhase(academicAge: number): boolean {
  return academicAge === 3 || academicAge === 10 || academicAge === 15
}

/**
 * The limit for naming the next setting: 31 March for a move from secondary school to post-16,
 * 15 February for any other, in the school year of `asAt`. @see SEND Regulations 2014 reg. 18(1).
 */
export function phaseTransferClock(academicAge: number, asAt: DayText): CaseClock {
  const start = academicYearStart(asAt)
  const { year } = dayParts(start)
  const lastDay = academicAge === 15 ? dayOf(year + 1, 3, 31) : dayOf(year + 1, 2, 15)
  return until('phase-transfer', start, lastDay, asAt)
}

function clock(
  id: ClockId,
  startedOn: DayText,
  days: number,
  asAt: DayText,
  exception = '',
): CaseClock {
  return until(id, startedOn, addDays(startedOn, days), asAt, exception === 'none' ? '' : exception)
}

function until(
  id: ClockId,
  startedOn: DayText,
  lastDay: DayText,
  asAt: DayText,
  exception = '',
): CaseClock {
  return { clock: id, startedOn, lastDay, daysLeft: daysBetween(asAt, lastDay), exception }
}
