import { requireWholeNumber } from './intervals.ts'
import { quantileType7 } from './quantile.ts'
import { mean, screen } from './xmr-limits.ts'

/** Mean of the range of two standard normal draws: Montgomery (2009), appendix VI, d2. */
const D2 = 1.128

/** Makes times between rare events nearly normal: Nelson (1994), J Qual Technol 26:35-39. */
const T_POWER = 1 / 3.6

export const ATTRIBUTE_CHARTS = Object.freeze([
  ...(['i', 'i_prime', 'p', 'p_prime'] as const),
  ...(['u', 'u_prime', 'c', 'g', 't'] as const),
])
export type AttributeChartKind = (typeof ATTRIBUTE_CHARTS)[number]

export type AttributeChartInput = {
  readonly chart: AttributeChartKind
  /**
   * Events, counts between events (g), times between events (t) or values (i), oldest first; null for
   * a missing period, which has no part in centre and limits.
   */
  readonly numerators: readonly (number | null)[]
  /**
   * Cases or person-time of each point, above 0: for p, u and the primes; for i, makes ratios. Null
   * where the numerator is.
   */
  readonly denominators?: readonly (number | null)[]
  /** Multiplies every value and limit, such as 10,000 for a rate. */
  readonly multiply?: number
  /** Indices left out of the limits. */
  readonly exclude?: readonly number[]
  /** Work the limits out from the first so many points. */
  readonly holdFirst?: number
  /** Leave out ranges of 3.267 times their mean or more: true unless given. */
  readonly screenRanges?: boolean
}

/** A value and its limits, 2 and 3 sigma from the centre; null where the period is missing. */
export type AttributePoint = {
  readonly value: number | null
  readonly lower3: number | null
  readonly lower2: number | null
  readonly upper2: number | null
  readonly upper3: number | null
  /** Null for a t chart too, whose lines do not lie evenly about its centre. */
  readonly sigma: number | null
  readonly outside: boolean
}

export type AttributeChart = {
  /** The line that points lie around: the mean, or the median of a g chart. */
  readonly centre: number
  /** The mean that sigma is worked out from; of a t chart that of the transformed times, raised back. */
  readonly mean: number
  /** Spread beyond what chance alone gives: only for p_prime and u_prime. */
  readonly sigmaZ: number | null
  readonly points: readonly AttributePoint[]
}

type Points = {
  readonly values: readonly (number | null)[]
  readonly sizes: readonly number[]
  /** Indices that limits are worked out from, whose values are known or missing. */
  readonly used: readonly number[]
}

/**
 * Control chart for counts, proportions and rates.
 *
 * `i` individual values, `p` proportions, `u` rates, `c` counts, `g` counts between rare events, `t` times between
 * them. The primes allow for a spread beyond chance: Laney's P' and U', Taylor's I'.
 *
 * @returns Centre and limits in the unit of the values: proportions for p, events per unit of the
 *   denominator for u, all times `multiply`. Limits stay within what can be: 0 up, and up to 1 for p.
 * @throws RangeError on unequal lengths, no usable point, a negative count or time, a denominator
 *   missing or not above 0, or a proportion above 1.
 * @see Montgomery (2009), Introduction to Statistical Quality Control, chapters 6 and 7. Laney (2002),
 *   Qual Eng 14:531-537. Taylor (2017), Normalized I Chart. Provost & Murray (2011) for g and t.
 */
export function attributeChart(input: AttributeChartInput): AttributeChart {
  const points = pointsOf(input)
  if (input.chart === 't') return timeBetween(input, points)
  const centre = centreOf(input, points)
  const sigmas = sigmasOf(input, points, centre)
  const sigmaZ = /^[pu]_prime$/.test(input.chart) ? spreadOf(input, points, centre, sigmas) : null
  const known = knownOf(points.values, points.used)
  const line = input.chart === 'g' ? quantileType7(known, 0.5) : centre
  const drawn = points.values.map((value, index) =>
    pointAround(value, centre, (sigmas[index] ?? 0) * (sigmaZ ?? 1), input.chart),
  )
  return scaled({ centre: line, mean: centre, sigmaZ, points: drawn }, input.multiply ?? 1)
}

const NEEDS_SIZES: readonly AttributeChartKind[] = ['i_prime', 'p', 'p_prime', 'u', 'u_prime']

function pointsOf(input: AttributeChartInput): Points {
  const { denominators, numerators, chart } = input
  if (NEEDS_SIZES.includes(chart) && !denominators) {
    throw new RangeError(`a ${chart} chart needs denominators`)
  }
  if (denominators && denominators.length !== numerators.length) {
    throw new RangeError('a chart needs as many denominators as numerators')
  }
  requireCounts(input)
  const values = numerators.map((count, index) =>
    count === null || !denominators ? count : count / sizeOf(denominators[index] ?? null),
  )
  if (chart.startsWith('p') && values.some((value) => value !== null && value > 1)) {
    throw new RangeError('a numerator must not be above its denominator in a p chart')
  }
  const sizes = numerators.map((_, index) => denominators?.[index] ?? 1)
  return { values, sizes, used: usedIndices(input, values) }
}

function requireCounts({ numerators, chart }: AttributeChartInput): void {
  const wrong = numerators.find((one) => one !== null && !Number.isFinite(one))
  if (wrong !== undefined) throw new RangeError(`a numerator must be finite; got ${String(wrong)}`)
  if (chart.startsWith('i')) return
  const below = numerators.find((one) => one !== null && one < 0)
  if (below === undefined) return
  throw new RangeError(`a numerator of a ${chart} chart must be 0 or more; got ${String(below)}`)
}

function sizeOf(size: number | null): number {
  if (size !== null && Number.isFinite(size) && size > 0) return size
  throw new RangeError(`a denominator must be above 0; got ${String(size)}`)
}

function usedIndices(input: AttributeChartInput, values: Points['values']): number[] {
  const held = input.holdFirst ?? values.length
  requireWholeNumber('holdFirst', held, { min: values.length === 0 ? 0 : 1 })
  for (const index of input.exclude ?? []) {
    requireWholeNumber('an index to exclude', index, { min: 0, max: values.length - 1 })
  }
  const used = [...values.keys()].filter((index) => index < held && !input.exclude?.includes(index))
  if (used.some((index) => (values[index] ?? null) !== null)) return used
  throw new RangeError('a chart needs at least one point for its limits')
}

function knownOf(values: Points['values'], indices: readonly number[]): number[] {
  return indices.map((index) => values[index] ?? null).filter((value) => value !== null)
}

/** Differences of neighbours among the used points, each over `scale`; one missing leaves out two. */
function rangesOf(
  values: Points['values'],
  used: readonly number[],
  scale: (index: number, before: number) => number,
): number[] {
  return used.slice(1).flatMap((index, position) => {
    const before = used[position] ?? 0
    const [value, earlier] = [values[index] ?? null, values[before] ?? null]
    if (value === null || earlier === null) return []
    return [Math.abs(value - earlier) / scale(index, before)]
  })
}

function meanRange(
  ranges: readonly number[],
  { screenRanges = true }: AttributeChartInput,
): number {
  return mean(screenRanges ? screen(ranges) : ranges) ?? 0
}

function centreOf(input: AttributeChartInput, { values, sizes, used }: Points): number {
  const known = used.filter((index) => (values[index] ?? null) !== null)
  if (!input.denominators || input.chart === 'i') return mean(knownOf(values, known)) ?? 0
  const total = (of: (index: number) => number) => known.reduce((sum, index) => sum + of(index), 0)
  return total((index) => input.numerators[index] ?? 0) / total((index) => sizes[index] ?? 0)
}

function sigmasOf(input: AttributeChartInput, points: Points, centre: number): number[] {
  const { values, sizes, used } = points
  const size = (index: number) => sizes[index] ?? 1
  const even = () =>
    meanRange(
      rangesOf(values, used, () => 1),
      input,
    ) / D2
  // Taylor: a difference of two points, over the spread that their sizes give it, is sqrt(2 / pi) sigmas.
  const perSize = () =>
    Math.sqrt(Math.PI / 2) *
    meanRange(
      rangesOf(values, used, (one, other) => Math.sqrt(1 / size(one) + 1 / size(other))),
      input,
    )
  if (input.chart === 'i' || input.chart === 't') return values.map(constant(even()))
  if (input.chart === 'i_prime') {
    const sigma = perSize()
    return values.map((_, index) => sigma / Math.sqrt(size(index)))
  }
  const variance = { p: centre * (1 - centre), u: centre, c: centre, g: centre * (centre + 1) }
  const kind = input.chart === 'p_prime' ? 'p' : input.chart === 'u_prime' ? 'u' : input.chart
  const perPoint = kind === 'p' || kind === 'u'
  return values.map((_, index) => Math.sqrt(variance[kind] / (perPoint ? size(index) : 1)))
}

function constant(value: number): () => number {
  return () => value
}

function spreadOf(
  input: AttributeChartInput,
  { values, used }: Points,
  centre: number,
  sigmas: readonly number[],
): number {
  const scores = values.map((value, index) => {
    const sigma = sigmas[index] ?? 0
    return value === null || sigma === 0 ? null : (value - centre) / sigma
  })
  return (
    meanRange(
      rangesOf(scores, used, () => 1),
      input,
    ) / D2
  )
}

function pointAround(
  value: number | null,
  centre: number,
  sigma: number,
  chart: AttributeChartKind,
): AttributePoint {
  if (value === null) {
    const none = { lower3: null, lower2: null, upper2: null, upper3: null, sigma: null }
    return { value, ...none, outside: false }
  }
  const floor = chart.startsWith('i') ? -Infinity : 0
  const ceiling = chart.startsWith('p') ? 1 : Infinity
  const at = (factor: number) => Math.min(ceiling, Math.max(floor, centre + factor * sigma))
  const [lower3, upper3] = [at(-3), at(3)]
  const outside = value < lower3 || value > upper3
  return { value, lower3, lower2: at(-2), upper2: at(2), upper3, sigma, outside }
}

function mapped(point: AttributePoint, change: (value: number) => number): AttributePoint {
  const each = (value: number | null) => (value === null ? null : change(value))
  return {
    value: each(point.value),
    lower3: each(point.lower3),
    lower2: each(point.lower2),
    upper2: each(point.upper2),
    upper3: each(point.upper3),
    sigma: each(point.sigma),
    outside: point.outside,
  }
}

function scaled(chart: AttributeChart, factor: number): AttributeChart {
  const points = chart.points.map((point) => mapped(point, (value) => value * factor))
  return { ...chart, centre: chart.centre * factor, mean: chart.mean * factor, points }
}

/** An individuals chart of the times to the power 1/3.6, its lines raised back. */
function timeBetween(input: AttributeChartInput, { values }: Points): AttributeChart {
  const { exclude = [], holdFirst = values.length, screenRanges = true } = input
  const numerators = values.map((value) => (value === null ? null : value ** T_POWER))
  const inner = attributeChart({ chart: 'i', numerators, exclude, holdFirst, screenRanges })
  const back = (value: number) => Math.max(0, value) ** (1 / T_POWER)
  const points = inner.points.map((point, index) => ({
    ...mapped(point, back),
    value: values[index] ?? null,
    sigma: null,
  }))
  const centre = back(inner.centre)
  return scaled({ centre, mean: centre, sigmaZ: null, points }, input.multiply ?? 1)
}
