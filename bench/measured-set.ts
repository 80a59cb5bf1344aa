import { lastPeriods, type Period, toNumber } from '../src/core/index.ts'
import { type Figure, type FigureAsk, type FigureSource } from '../src/figures/index.ts'

/**
 * The figures that every peer computes: measure ids and the breakdowns of each, whole and by
 * breakdown for each of the last 36 months: flows within the month, stocks at its end, money from the
 * start of the financial year. All are used by the built-in strategies.
 */
export const MEASURED_SET: Readonly<Record<string, readonly string[]>> = {
  'requests-declined': ['request_source', 'age_band'],
  'assessments-ending-with-no-plan': ['age_band'],
  'new-plans-within-20-weeks': ['request_source', 'age_band'],
  'new-plans-within-20-weeks-with-exceptions': ['age_band'],
  'decisions-to-assess-within-6-weeks': ['request_source'],
  'refusals-to-issue-within-16-weeks': [],
  'open-cases-beyond-20-weeks': [],
  'active-plans': ['age_band', 'provision'],
  'change-in-active-plans-over-a-year': ['age_band'],
  'new-plans': ['age_band', 'sex'],
  'plans-ceased': ['age_band', 'cease_reason'],
  'plans-transferred-in': ['age_band'],
  'plans-transferred-out': ['age_band'],
  'plans-jointly-funded': ['age_band'],
  'personal-budgets-as-share-of-plans': ['age_band'],
  'plans-per-100-residents-aged-0-to-25': [],
  'share-of-reviews-attended': ['review_type'],
  'review-decisions-within-4-weeks': ['decision', 'review_type'],
  'reviews-undecided-after-4-weeks': [],
  'drafts-within-8-weeks-of-decision': ['review_type'],
  'final-plans-within-12-weeks-of-meeting': ['review_type'],
  'amendments-not-final-after-12-weeks': [],
  'median-wait-to-diagnostic-assessment': ['condition'],
  'median-wait-from-assessment-to-outcome': ['condition'],
  'waiting-beyond-3-months-for-diagnosis': ['condition'],
  'mean-wait-for-autism-assessment': ['age_band'],
  'suspensions-of-pupils-with-send': ['primary_need'],
  'high-needs-spend': ['spend_class', 'provision'],
  'high-needs-central-spend': [],
  'spend-in-independent-sector': ['age_band'],
}

/** One figure of the set as every peer gives it: what it is of, and its value. */
export type MeasuredFigure = {
  readonly authority: string
  readonly measure: string
  /** Last day of the month. */
  readonly month: string
  /** Null for the whole, as is `category`. */
  readonly breakdown: string | null
  readonly category: string | null
  readonly value: number
}

/** The set, asked of Sendboard. */
export function measuredAsks({ catalogue, asAt }: FigureSource): readonly FigureAsk[] {
  return Object.entries(MEASURED_SET).map(([measure, breakdowns]) => {
    const isStock = catalogue.measures.get(measure)?.period === 'point'
    return { measure, periods: isStock ? monthEnds(asAt) : months(asAt), breakdowns }
  })
}

/** The last 36 months that have ended. */
export function months(asAt: string): readonly Period[] {
  return lastPeriods('month', asAt, 36)
}

function monthEnds(asAt: string): readonly Period[] {
  return lastPeriods('point', asAt, 36)
}

/** Sendboard's figures as the peers give theirs; those without a value, and counts of none, left out. */
export function measured(
  { catalogue }: FigureSource,
  figures: readonly Figure[],
): readonly MeasuredFigure[] {
  return figures.flatMap(({ authority, measure, period, breakdown, category, value }) => {
    if (value === null) return []
    const number = toNumber(value)
    const kind = catalogue.measures.get(measure)?.kind
    if (number === 0 && (kind === 'count' || kind === 'sum')) return []
    return [{ authority, measure, month: period.end, breakdown, category, value: number }]
  })
}
