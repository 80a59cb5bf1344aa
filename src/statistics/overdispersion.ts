import { requireWholeNumber } from './intervals.ts'

/** Standard normal quantile of a one-sided test at 5%. */
const Z_ONE_SIDED_95 = 1.6448536269514722

/**
 * Whether a P or U chart should take its prime form: the spread from point to point is more than chance
 * alone gives. The rule: sigma-z, Laney's spread of the standardised points, lies above the bound
 * that it would pass one time in twenty if all spread were chance.
 *
 * @param sigmaZ - From a `p_prime` or `u_prime` chart: 1 when chance explains the spread.
 * @param points - That it was worked out from: a whole number from 2.
 * @throws RangeError if `points` is not one.
 * @see Laney (2002), Qual Eng 14:531-537. The variance of a sigma from mean moving ranges: Cryer &
 *   Ryan (1990), J Qual Technol 22:187-192.
 */
export function prefersPrime(sigmaZ: number, points: number): boolean {
  requireWholeNumber('points', points, { min: 2 })
  const variance = (0.8264 * points - 1.082) / (points - 1) ** 2
  return sigmaZ > 1 + Z_ONE_SIDED_95 * Math.sqrt(variance)
}
