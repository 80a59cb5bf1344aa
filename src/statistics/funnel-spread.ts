import { type Interval, requireWholeNumber, Z_95 } from './intervals.ts'
import { quantileType7 } from './quantile.ts'

/** One area of a funnel plot. */
export type FunnelArea = {
  /** Its proportion, 0 to 1. */
  readonly value: number
  /** Its cases: a whole number from 1. */
  readonly total: number
}

/** Share of areas at each end whose distance is taken to be that of the area at its edge. */
const WINSORISED = 0.1

/**
 * How far areas differ from one another beyond chance: the standard deviation between them, on the scale of
 * the angle whose sine is the square root of the proportion, on which chance is 1 / (2 √cases) for all. The
 * farthest tenth at each end counts no more than the area at its edge, so that a few outliers do not hide themselves.
 *
 * @param around - The proportion that the funnel is drawn around, 0 to 1.
 * @returns Radians; 0 where chance explains as much, or with fewer than two areas.
 * @see Spiegelhalter (2005), Qual Saf Health Care 14:347-351, "Handling over-dispersion of performance
 *   indicators": additive random effects, winsorised z-scores.
 */
export function spreadBetween(areas: readonly FunnelArea[], around: number): number {
  if (areas.length < 2) return 0
  const scores = areas.map(
    ({ value, total }) => (angleOf(value) - angleOf(around)) * 2 * Math.sqrt(total),
  )
  const [low, high] = [WINSORISED, 1 - WINSORISED].map((share) => quantileType7(scores, share))
  const kept = scores.map((score) => Math.min(high ?? score, Math.max(low ?? score, score)))
  const squares = kept.reduce((sum, score) => sum + score * score, 0)
  const weights = areas.map(({ total }) => 4 * total)
  const sum = weights.reduce((so, weight) => so + weight, 0)
  const sumOfSquares = weights.reduce((so, weight) => so + weight * weight, 0)
  const between = (squares - (areas.length - 1)) / (sum - sumOfSquares / sum)
  return between > 0 ? Math.sqrt(between) : 0
}

/**
 * Limits of a funnel plot within which 95 of 100 areas of a size would lie, were they to differ as
 * much as they do.
 *
 * @param spread - Of `spreadBetween`, radians; 0 gives about the limits of chance alone.
 * @returns Bounds as proportions.
 * @throws RangeError if `total` is no whole number from 1.
 */
export function widenedLimits(around: number, total: number, spread: number): Interval {
  requireWholeNumber('total', total, { min: 1 })
  const reach = Z_95 * Math.sqrt(1 / (4 * total) + spread * spread)
  const at = (angle: number) => Math.sin(Math.min(Math.PI / 2, Math.max(0, angle))) ** 2
  return { lower: at(angleOf(around) - reach), upper: at(angleOf(around) + reach) }
}

function angleOf(proportion: number): number {
  return Math.asin(Math.sqrt(proportion))
}
