import { binomialQuantile } from './binomial.ts'
import { requireWholeNumber } from './intervals.ts'

/** What a series without signal keeps to: no longer run on one side, no fewer crossings of the centre. */
export type RunRule = { readonly longestRunMax: number; readonly crossingsMin: number }

/**
 * Limits of the run chart rules for a number of points not on the centre line.
 *
 * @param points - A whole number from 2.
 * @throws RangeError if `points` is not one.
 * @see Anhøj & Olesen (2014), PLoS ONE 9:e113825.
 */
export function runRule(points: number): RunRule {
  requireWholeNumber('points', points, { min: 2 })
  return {
    longestRunMax: Math.round(Math.log2(points)) + 3,
    crossingsMin: binomialQuantile(0.05, points - 1, 0.5),
  }
}
