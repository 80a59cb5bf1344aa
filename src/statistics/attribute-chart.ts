import { requireWholeNumber } from './intervals.ts'
import { mean, movingRanges, screen } from './xmr-limits.ts'
import { quantileType7 } from './quantile.ts'

/** Mean of the range of two standard normal draws: Montgomery (2009), appendix VI, d2. */
const D2 = 1.128

/** Makes times between rare events nearly normal: Nelson (1994), J Qual Technol 26:35-39. */
const T_POWER = 1 / 3.6

export type AttributeChartKind =
  'i' | 'i_prime' | 'p' | 'p_prime' | 'u' | 'u_prime' | 'c' | 'g' | 't'

export type AttributeChartInput = {
  readonly chart: AttributeChartKind
  /** Events, counts between events (g), times between events (t) or values (i), oldest first. */
  readonly numerators: readonly number[]
  /** Cases or person-time of each point, above 0: for p, u and every prime; for i, makes ratios. */
  readonly denominators?: readonly number[]
  /** Multiplies every value and limit, such as 10,000 for a rate. */
  readonly multiply?: number
  /** Indices left out of the limits. */
  readonly exclude?: readonly number[]
  /** Work the limits out from the first so many points. */
  readonly holdFirst?: number
}

export type AttributePoint = {
  readonly value: number
  readonly lower3: number
  readonly lower2: number
  readonly upper2: number
  readonly upper3: number
  readonly outside: boolean
}

export type AttributeChart = {
  /** The line that points lie around: the mean, or the median of a g chart. */
  readonly centre: number
  /** The mean of the points used: other than the centre of a g chart; null for times. */
  readonly mean: number | null
  /** Spread beyond what chance alone gives: only for p_prime and u_prime. */
  readonly sigmaZ: number | null
  readonly points: readonly AttributePoint[]
}

/**
 * Control chart for counts, proportions and rates.
 *
 * @throws RangeError on unequal lengths, no usable point, or a denominator not above 0.
 * @see Montgomery (2009), Introduction to Statistical Quality Control, chapters 6 and 7.
 * Laney (2002), Qual Eng 14:531-537, for p_prime and u_prime. Taylor (2017), Normalized Individuals (I')
 * Control Chart, for i_prime: limits that widen where a point rests on less. Provost & Murray (2011) for g and t.
 */
export function attributeChart(input: AttributeChartInput): AttributeChart {
  const values = valuesOf(input)
  if (input.chart === 't') return timeBetween(input, values)
  const used = usedIndices(input)
  const centre = centreOf(input, values, used)
  const sigmas = sigmasOf(input, values, used, centre)
  const isSpread = input.chart === 'p_prime' || input.chart === 'u_prime'
  const sigmaZ = isSpread ? spreadOf(values, centre, sigmas, used) : null
  const line = input.chart === 'g' ? quantileType7(pick(values, used), 0.5) : centre
  const points = values.map((value, index) =>
    pointAround(value, centre, (sigmas[index] ?? 0) * (sigmaZ ?? 1), input),
  )
  return scaled({ centre: line, mean: centre, sigmaZ, points }, input.multiply ?? 1)
}

function valuesOf(input: AttributeChartInput): number[] {
  const { denominators } = input
  if (!denominators) return [...input.numerators]
  if (denominators.length !== input.numerators.length) {
    throw new RangeError('a chart needs as many denominators as numerators')
  }
  return input.numerators.map((count, index) => {
    const size = denominators[index] ?? 0
    if (!(size > 0)) throw new RangeError(`a denominator must be above 0; got ${String(size)}`)
    return count / size
  })
}

function usedIndices(input: AttributeChartInput): number[] {
  const held = input.holdFirst ?? input.numerators.length
  requireWholeNumber('holdFirst', held, { min: 1 })
  const indices = input.numerators.map((_, index) => index)
  const used = indices.filter((index) => index < held && !input.exclude?.includes(index))
  if (used.length === 0) throw new RangeError('a chart needs at least one point for its limits')
  return used
}

function pick(values: readonly number[], indices: readonly number[]): number[] {
  return indices.flatMap((index) => values[index] ?? [])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function centreOf(
  input: AttributeChartInput,
  values: readonly number[],
  used: readonly number[],
): number {
  if (!input.denominators || input.chart === 'i') return mean(pick(values, used)) ?? 0
  return sum(pick(input.numerators, used)) / sum(pick(input.denominators, used))
}

function sigmasOf(
  input: AttributeChartInput,
  values: readonly number[],
  used: readonly number[],
  centre: number,
): number[] {
  const size = (index: number) => input.denominators?.[index] ?? 1
  const individual = (mean(screen(movingRanges(pick(values, used)))) ?? 0) / D2
  const weighted = mean(screen(unitDeviations(input, pick(values, used), used))) ?? 0
  const sigma = {
    i: () => individual,
    i_prime: (index: number) => weighted / Math.sqrt(size(index)),
    p: (index: number) => Math.sqrt((centre * (1 - centre)) / size(index)),
    u: (index: number) => Math.sqrt(centre / size(index)),
    c: () => Math.sqrt(centre),
    g: () => Math.sqrt(centre * (centre + 1)),
  }
  const kind = input.chart === 'p_prime' ? 'p' : input.chart === 'u_prime' ? 'u' : input.chart
  return values.map((_, index) => (kind === 't' ? individual : sigma[kind](index)))
}

/** For each pair of neighbours the deviation that a point of size 1 would have: Taylor (2017). */
function unitDeviations(
  { denominators }: AttributeChartInput,
  values: readonly number[],
  used: readonly number[],
): number[] {
  const sizes = used.map((index) => denominators?.[index] ?? 1)
  return movingRanges(values).map((range, index) => {
    const [before, after] = [sizes[index] ?? 1, sizes[index + 1] ?? 1]
    return (range * Math.sqrt(Math.PI / 2)) / Math.sqrt(1 / before + 1 / after)
  })
}

function spreadOf(
  values: readonly number[],
  centre: number,
  sigmas: readonly number[],
  used: readonly number[],
): number {
  const scores = values.map((value, index) => (value - centre) / (sigmas[index] ?? 1))
  return (mean(screen(movingRanges(pick(scores, used)))) ?? 0) / D2
}

function pointAround(
  value: number,
  centre: number,
  sigma: number,
  input: AttributeChartInput,
): AttributePoint {
  const floor = input.chart.startsWith('i') ? -Infinity : 0
  const ceiling = input.chart.startsWith('p') ? 1 : Infinity
  const at = (factor: number) => Math.min(ceiling, Math.max(floor, centre + factor * sigma))
  const [lower3, upper3] = [at(-3), at(3)]
  const outside = value < lower3 || value > upper3
  return { value, lower3, lower2: at(-2), upper2: at(2), upper3, outside }
}

function scaled(chart: AttributeChart, factor: number): AttributeChart {
  const points = chart.points.map((point) => ({
    value: point.value * factor,
    lower3: point.lower3 * factor,
    lower2: point.lower2 * factor,
    upper2: point.upper2 * factor,
    upper3: point.upper3 * factor,
    outside: point.outside,
  }))
  const average = chart.mean === null ? null : chart.mean * factor
  return { ...chart, centre: chart.centre * factor, mean: average, points }
}

/** An individuals chart of the times to the power 1/3.6, its lines raised back. */
function timeBetween(input: AttributeChartInput, values: readonly number[]): AttributeChart {
  if (!values.every((value) => value >= 0))
    throw new RangeError('a time between events is 0 or more')
  const power = (value: number) => value ** T_POWER
  const back = (value: number) => Math.max(0, value) ** (1 / T_POWER)
  const inner = attributeChart({ ...input, chart: 'i', numerators: values.map(power), multiply: 1 })
  const points = inner.points.map((point, index) => ({
    value: values[index] ?? 0,
    lower3: back(point.lower3),
    lower2: back(point.lower2),
    upper2: back(point.upper2),
    upper3: back(point.upper3),
    outside: point.outside,
  }))
  return scaled(
    { centre: back(inner.centre), mean: null, sigmaZ: null, points },
    input.multiply ?? 1,
  )
}
