import type { Measure, RebaseDecision } from '../catalogue/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { Rebase, SeriesInput, SeriesNature } from '../judgement/index.ts'
import { countsCases } from './interval-words.ts'

/** Steps in a year, by how often a measure is counted; too few for a season otherwise. */
const PER_YEAR: Partial<Readonly<Record<Measure['every'], number>>> = {
  month: 12,
  quarter: 4,
  term: 3,
}

/** The steps of a trend, as the control charts take them: in the unit of the figure. */
export function seriesOf(
  measure: Measure | undefined,
  steps: readonly Figure[],
  decisions: readonly RebaseDecision[] = [],
): Omit<SeriesInput, 'direction'> {
  const values = steps.map(({ value }) => value && toNumber(value))
  if (!measure) return { nature: 'other', values }
  const perYear = PER_YEAR[measure.every]
  const rebases = rebasesIn(steps, decisions)
  const season = {
    ...(perYear !== undefined && { perYear }),
    ...(rebases.length > 0 && { rebases }),
  }
  const nature = natureOf(measure, steps)
  if (nature !== 'percentage' && nature !== 'rate') return { nature, values, ...season }
  const part = (of: 'numerator' | 'denominator') =>
    steps.map((step) => (step.value === null ? null : step[of] && toNumber(step[of])))
  return {
    ...{ nature, values, ...season },
    ...{ numerators: part('numerator'), denominators: part('denominator') },
  }
}

/** Each decision at the first step that begins on or after its day; one before the first step or after the last has none. */
function rebasesIn(steps: readonly Figure[], decisions: readonly RebaseDecision[]): Rebase[] {
  return decisions.flatMap(({ from, reason, author }) => {
    const index = steps.findIndex(({ period }) => period.start >= from)
    return index > 0 ? [{ index, reason, author }] : []
  })
}

/** A figure of a day, or of a year that most of the last step was in too, is mostly the one before. */
function natureOf(measure: Measure, steps: readonly Figure[]): SeriesNature {
  if (measure.period === 'point' || overlap(steps)) return 'stock'
  if (measure.kind === 'count') return 'count'
  const known = steps.filter((step) => step.value !== null)
  const isCounted = known.every((step) => countsCases(step, measure))
  if (!isCounted || (measure.kind !== 'percentage' && measure.kind !== 'rate')) return 'other'
  return measure.kind
}

function overlap(steps: readonly Figure[]): boolean {
  return steps.some(({ period }, index) => {
    const before = steps[index - 1]?.period
    return before !== undefined && period.start <= before.end
  })
}
