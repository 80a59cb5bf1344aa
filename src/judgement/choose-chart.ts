import {
  attributeChart,
  type AttributeChartKind,
  type ImprovementDirection,
  prefersPrime,
} from '../statistics/index.ts'

/** What the figures of a series count. */
export type SeriesNature =
  | 'percentage'
  | 'rate'
  /** Events of the period. */
  | 'count'
  /** What is there on a day: most of it is still there at the next. */
  | 'stock'
  /** Cases from one rare event to the next. */
  | 'cases-between'
  /** Days from one rare event to the next. */
  | 'days-between'
  | 'other'

export type SeriesInput = {
  readonly nature: SeriesNature
  /** One per step, oldest first, in any one unit; null for a step without a figure. */
  readonly values: readonly (number | null)[]
  /** Of percentages and rates, where they are known; null where there is no figure. */
  readonly numerators?: readonly (number | null)[]
  readonly denominators?: readonly (number | null)[]
  readonly direction: ImprovementDirection
  readonly target?: number | null
  /** Steps in a year, for the season: 12 or 4; none is looked for unless given. */
  readonly perYear?: number
  /** Where limits start anew, with who decided it and why. */
  readonly rebases?: readonly Rebase[]
}

/** A decision that a process has changed for good, so that old limits no longer describe it. */
export type Rebase = { readonly index: number; readonly reason: string; readonly author: string }

export type ChartChoice = {
  readonly kind: 'xmr' | AttributeChartKind
  /** As the end of a sentence. */
  readonly why: string
}

/**
 * The chart for a series, by rule: P for percentages and U for rates with their counts, in the prime form where
 * points spread more than chance (`prefersPrime`); C for counts that spread no more than chance; G and T
 * between rare events; an individuals chart for all else, and for every series with a rebase.
 */
export function chooseChart(input: SeriesInput): ChartChoice {
  const { nature } = input
  if ((input.rebases ?? []).length > 0) return { kind: 'xmr', why: 'its limits start anew' }
  if (nature === 'cases-between') return { kind: 'g', why: 'it counts cases between rare events' }
  if (nature === 'days-between') return { kind: 't', why: 'it counts days between rare events' }
  if (nature === 'count') return chooseForCounts(input)
  if (nature === 'percentage' || nature === 'rate') return chooseForShares(input, nature)
  return { kind: 'xmr', why: 'the figures are single values' }
}

function chooseForShares(input: SeriesInput, nature: 'percentage' | 'rate'): ChartChoice {
  const { numerators, denominators } = input
  if (!numerators || !denominators || !hasCounts(input)) {
    return { kind: 'xmr', why: 'the counts behind the figures are not known' }
  }
  const [plain, prime] =
    nature === 'percentage' ? (['p', 'p_prime'] as const) : (['u', 'u_prime'] as const)
  const { sigmaZ } = attributeChart({ chart: prime, numerators, denominators })
  const points = knownCount(input.values)
  const spread = sigmaZ !== null && points > 1 && prefersPrime(sigmaZ, points)
  return spread
    ? { kind: prime, why: 'the figures spread more than chance alone would make them' }
    : { kind: plain, why: 'the limits follow the number of cases' }
}

function hasCounts({ values, numerators = [], denominators = [] }: SeriesInput): boolean {
  return values.every((value, index) => {
    const [count, size] = [numerators[index] ?? null, denominators[index] ?? null]
    if (value === null) return count === null && size === null
    return count !== null && size !== null && size > 0
  })
}

function chooseForCounts(input: SeriesInput): ChartChoice {
  const points = knownCount(input.values)
  if (points < 2) return { kind: 'xmr', why: 'the figures are single values' }
  const chart = attributeChart({ chart: 'i', numerators: input.values })
  const sigma = chart.points.find((point) => point.sigma !== null)?.sigma ?? 0
  const byChance = Math.sqrt(chart.centre)
  return chart.centre > 0 && !prefersPrime(sigma / byChance, points)
    ? { kind: 'c', why: 'the counts spread no more than chance' }
    : { kind: 'xmr', why: 'the counts spread more than chance alone would make them' }
}

/** Steps with a figure. */
export function knownCount(values: SeriesInput['values']): number {
  return values.filter((value) => value !== null).length
}
