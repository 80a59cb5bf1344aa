import { binomialCumulative } from './binomial.ts'
import { type Interval, requireWholeNumber } from './intervals.ts'

/**
 * Limits of a funnel plot for proportions: exact binomial, interpolated between counts so that the
 * curves are smooth.
 *
 * @param target - The proportion that the funnel is drawn around, 0 to 1.
 * @param total - Cases of the area: a whole number from 1.
 * @param coverage - Share expected inside, such as 0.95 or 0.998.
 * @returns Bounds as proportions.
 * @throws RangeError if an argument is outside its range.
 * @see Spiegelhalter (2005), Stat Med 24:1185-1202, appendix A.1.1.
 */
export function funnelLimits(target: number, total: number, coverage: number): Interval {
  requireWholeNumber('total', total, { min: 1 })
  requireShare('target', target)
  requireShare('coverage', coverage)
  const cumulative = binomialCumulative(total, target)
  const tail = (1 - coverage) / 2
  const bound = (probability: number) => interpolated(cumulative, probability) / total
  return { lower: Math.max(0, bound(tail)), upper: Math.min(1, bound(1 - tail)) }
}

function interpolated(cumulative: readonly number[], probability: number): number {
  const found = cumulative.findIndex((chance) => chance >= probability)
  const count = found < 0 ? cumulative.length - 1 : found
  const [at, below] = [cumulative[count] ?? 1, cumulative[count - 1] ?? 0]
  return at === below ? count : count - (at - probability) / (at - below)
}

function requireShare(subject: string, value: number): void {
  if (value >= 0 && value <= 1) return
  throw new RangeError(`${subject} must be from 0 to 1; got ${String(value)}`)
}
