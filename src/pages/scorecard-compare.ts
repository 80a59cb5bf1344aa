import { addMonths, type DayText, formatDay, lastPeriods } from '../core/index.ts'
import { CHANGE_WORDS, type ChangeKind } from './scorecard-change.ts'
import type { FilterRow, ScorecardFilter } from './scorecard-filter.ts'

/** Which earlier days a scorecard can be compared with. */
export type Since = {
  /** The day that the records go up to; null without records. */
  readonly asAt: DayText | null
  /** What is wrong with the day asked for, in words; empty when nothing. */
  readonly problem: string
}

/** What changed since an earlier day, in a sentence and in counts. */
export type Comparison = {
  readonly day: string
  readonly summary: string
  readonly counts: readonly {
    readonly kind: ChangeKind
    readonly words: string
    readonly count: number
    readonly href: string
    readonly current: boolean
  }[]
}

/** Trends are kept for three years; nothing earlier is compared. */
const MONTHS_BACK = 36
const MONTHS_OFFERED = 24

/** Whether the day asked for can be compared with, and if not, why. */
export function checkSince(asAt: DayText | null, since: DayText): Since {
  if (since === '' || asAt === null) return { asAt, problem: '' }
  const first = addMonths(asAt, -MONTHS_BACK)
  const fits = since >= first && since < asAt
  const problem = `The day to compare with must be from ${formatDay(first)} to the day before ${formatDay(asAt)}`
  return { asAt, problem: fits ? '' : problem }
}

/** The ends of the last months, and the day asked for where it is none of them. */
export function sinceOptions({ asAt }: Since, since: DayText): (readonly [string, string])[] {
  if (asAt === null) return []
  const ends = lastPeriods('month', asAt, MONTHS_OFFERED + 1).map(({ end }) => end)
  const days = new Set(ends.filter((end) => end < asAt))
  if (since !== '') days.add(since)
  return [...days]
    .toSorted()
    .reverse()
    .map((day) => [day, formatDay(day)] as const)
}

/** Compares all lines of a scorecard, whatever is filtered out; null where nothing is compared. */
export function comparisonOf(
  lines: FilterRow['lines'],
  { since, change }: ScorecardFilter,
  hrefOf: (kind: ChangeKind) => string,
): Comparison | null {
  if (!lines.some((line) => line.change)) return null
  const counts = kinds().map((kind) => ({
    kind,
    words: CHANGE_WORDS[kind],
    count: lines.filter((line) => line.change?.kind === kind).length,
    href: hrefOf(kind),
    current: change === kind,
  }))
  return { day: formatDay(since), summary: summaryOf(lines), counts }
}

function kinds(): ChangeKind[] {
  return [
    ...(['status-worse', 'status-better', 'figure-worse', 'figure-better'] as const),
    ...(['status-other', 'moved', 'same', 'no-newer', 'lost', 'found', 'never-shown'] as const),
  ]
}

function summaryOf(lines: FilterRow['lines']): string {
  const count = (status: string) => lines.filter((line) => line.status === status).length
  const before = (status: string) =>
    lines.filter((line) => line.change?.then.status === status).length
  const pair = (status: string, words: string) =>
    `${String(count(status))} ${words} (${String(before(status))} then)`
  return `Of ${String(lines.length)} measures ${pair('off-course', 'are off course')}, ${pair('on-course', 'on course')} and ${pair('met', 'met')}.`
}
