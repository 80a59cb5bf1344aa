import { lastDay, rational } from '../core/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { byText, groupBy, latest, textOf } from './plain-days.ts'

/**
 * The review cycles of every plan: the first from the day it is held, each further one from the
 * meeting that ended the one before. A review is due by the last day of the twelve months.
 *
 * @param plans - With their spells.
 */
export function makeReviewCycles(
  plans: readonly PlainRow[],
  reviews: readonly PlainRow[],
): PlainRow[] {
  const byPlan = groupBy(reviews, (row) => textOf(row, 'plan_id'))
  return plans.flatMap((plan) => {
    const start = textOf(plan, 'held_from')
    const due = firstDue(plan, byPlan.get(textOf(plan, 'reopened_from_plan_id') ?? '') ?? [])
    if (start === null || due === null) return []
    return cyclesOf(
      plan,
      { start, due },
      meetingsOf(byPlan.get(textOf(plan, 'plan_id') ?? '') ?? []),
    )
  })
}

function firstDue(plan: PlainRow, earlierReviews: readonly PlainRow[]): string | null {
  const lastMeeting = latest(...earlierReviews.map((row) => textOf(row, 'meeting_date')))
  const anchor = lastMeeting ?? textOf(plan, 'prior_review_date') ?? textOf(plan, 'start_date')
  const transfer = textOf(plan, 'transfer_in_date')
  if (anchor === null) return null
  return latest(lastDay(anchor, 12), transfer && lastDay(transfer, 3))
}

type Meeting = { readonly day: string; readonly review: PlainRow }

/** One meeting a day, in order; of two reviews on one day, the one with the lower id. */
function meetingsOf(reviews: readonly PlainRow[]): Meeting[] {
  const byDay = groupBy(reviews, (row) => textOf(row, 'meeting_date'))
  const id = (row: PlainRow) => textOf(row, 'review_id') ?? ''
  return [...byDay]
    .map(([day, rows]) => ({ day, rows: rows.toSorted((a, b) => byText(id(a), id(b))) }))
    .flatMap(({ day, rows: [review] }) => (review ? [{ day, review }] : []))
    .toSorted((a, b) => byText(a.day, b.day))
}

function cyclesOf(
  plan: PlainRow,
  first: { readonly start: string; readonly due: string },
  meetings: readonly Meeting[],
): PlainRow[] {
  const starts = [first, ...meetings.map(({ day }) => ({ start: day, due: lastDay(day, 12) }))]
  return starts.map(({ start, due }, position) => ({
    plan_id: plan['plan_id'] ?? null,
    person_id: plan['person_id'] ?? null,
    cycle: rational(position + 1),
    start_date: start,
    due_date: due,
    meeting_date: meetings[position]?.day ?? null,
    decision_date: textOf(meetings[position]?.review, 'decision_date'),
    review_id: textOf(meetings[position]?.review, 'review_id'),
  }))
}
