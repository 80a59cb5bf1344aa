import { z } from 'zod'
import { daysBetween } from '../core/index.ts'
import type { ClockId } from '../judgement/index.ts'
import type { OpenCase } from './read-clocks.ts'

/** Each limit in a few words, and the law that sets it. */
export const CLOCK_WORDS: Readonly<
  Record<ClockId, { readonly name: string; readonly law: string }>
> = {
  'decide-to-assess': {
    name: 'Decide whether to assess',
    law: '6 weeks from the request. SEND Regulations 2014, regulation 5(1).',
  },
  'say-no-plan': {
    name: 'If no plan, tell the family',
    law: '16 weeks from the request. Regulation 10(1).',
  },
  'final-plan': {
    name: 'Final plan',
    law: '20 weeks from the request. Regulation 13(2).',
  },
  review: {
    name: 'Annual review',
    law: '12 months from the plan or the last review. Children and Families Act 2014, section 44(1).',
  },
  'review-decision': {
    name: 'Decision after a review',
    law: '4 weeks from the meeting. Regulation 20(10).',
  },
  'proposed-changes': {
    name: 'Proposed changes to a plan',
    law: '4 weeks from the meeting. Regulation 22(2), as read in R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin).',
  },
  'amended-plan': {
    name: 'Final amended plan',
    law: '8 weeks from the proposed changes, and 12 weeks from the meeting at most. Regulation 22(3).',
  },
  'phase-transfer': {
    name: 'Move to the next phase',
    law: '15 February, or 31 March for a move to post-16 education. Regulation 18(1). Found by age: early years to school, Year 6 and Year 11. A move between infant, junior and middle schools cannot be told from age.',
  },
}

/** The limits in the order of a case's life. */
export function clockIds(): ClockId[] {
  return [
    ...(['decide-to-assess', 'say-no-plan', 'final-plan', 'review'] as const),
    ...(['review-decision', 'proposed-changes', 'amended-plan', 'phase-transfer'] as const),
  ]
}

/** Stretches of days left, in the order in which they call for work. */
export const WEEKS = {
  late: { name: 'Late', from: -Infinity, to: -1 },
  'this-week': { name: 'Next 7 days', from: 0, to: 7 },
  'next-week': { name: '8 to 14 days', from: 8, to: 14 },
  month: { name: '15 to 30 days', from: 15, to: 30 },
  later: { name: 'Later', from: 31, to: Infinity },
} as const

export type WeekId = keyof typeof WEEKS

/** How cases can be put in order. */
export const SORTS = {
  'last-day': 'Earliest last day first',
  started: 'Oldest start first',
} as const

/** What a reader asked to see; an empty text is no wish. */
export type ClocksFilter = { readonly clock: string; readonly week: string; readonly sort: string }

const text = z.string().max(50).catch('').default('')
const Query = z.object({ clock: text, week: text, sort: text })

/** The wishes in a query; what is not known is no wish. */
export function parseClocksFilter(query: unknown): ClocksFilter {
  const read = Query.safeParse(query)
  const { clock, week, sort } = read.success ? read.data : { clock: '', week: '', sort: '' }
  return {
    clock: clock in CLOCK_WORDS ? clock : '',
    week: week in WEEKS ? week : '',
    sort: sort in SORTS ? sort : '',
  }
}

/** The filter as a query string that begins with `?`; empty without a wish. */
export function clocksQuery(filter: ClocksFilter): string {
  const wishes = Object.entries(filter).filter(([, value]) => value !== '')
  return wishes.length === 0 ? '' : `?${new URLSearchParams(wishes).toString()}`
}

/** Which stretch a number of days left is in. */
export function weekOf(daysLeft: number): WeekId {
  if (daysLeft < 0) return 'late'
  if (daysLeft <= WEEKS['this-week'].to) return 'this-week'
  if (daysLeft <= WEEKS['next-week'].to) return 'next-week'
  return daysLeft <= WEEKS.month.to ? 'month' : 'later'
}

/** The cases that are asked for, in the order asked for. `cases` come nearest last day first. */
export function filterCases(cases: readonly OpenCase[], filter: ClocksFilter): readonly OpenCase[] {
  const shown = cases.filter(
    (one) =>
      (filter.clock === '' || one.clock === filter.clock) &&
      (filter.week === '' || weekOf(one.daysLeft) === filter.week),
  )
  return filter.sort === 'started'
    ? shown.toSorted((a, b) => daysBetween(b.startedOn, a.startedOn))
    : shown
}
