/** A lower and an upper bound, in the unit of what they bound. */
export type Interval = { readonly lower: number; readonly upper: number }

/** Standard normal quantiles for two-sided intervals. */
export const Z_95 = 1.959963984540054
export const Z_998 = 3.090232306167813

/** @throws RangeError unless `value` is a whole number from `min` to `max`. */
export function requireWholeNumber(
  subject: string,
  value: number,
  bounds: { readonly min: number; readonly max?: number },
): void {
  const max = bounds.max ?? Number.MAX_SAFE_INTEGER
  if (Number.isInteger(value) && value >= bounds.min && value <= max) return
  const range =
    bounds.max === undefined
      ? `${String(bounds.min)} or more`
      : `${String(bounds.min)} to ${String(max)}`
  throw new RangeError(`${subject} must be a whole number, ${range}; got ${String(value)}`)
}

/**
 * Wilson score interval for a proportion, no continuity correction.
 *
 * @param count - Events: a whole number from 0 to `total`.
 * @param total - Trials: a whole number from 1.
 * @param z - Standard normal quantile: 95% unless given.
 * @returns Bounds as proportions, always within 0 to 1.
 * @throws RangeError if either number is not whole and in its range.
 * @see Wilson (1927), JASA 22:209-212. Newcombe (1998), Stat Med 17:857-872, method 3.
 */
export function wilsonInterval(count: number, total: number, z = Z_95): Interval {
  requireWholeNumber('total', total, { min: 1 })
  requireWholeNumber('count', count, { min: 0, max: total })
  const p = count / total
  const z2 = z ** 2
  const scale = 1 + z2 / total
  const centre = (p + z2 / (2 * total)) / scale
  const halfWidth = (z * Math.sqrt((p * (1 - p)) / total + z2 / (4 * total ** 2))) / scale
  return {
    lower: count === 0 ? 0 : Math.max(0, centre - halfWidth),
    upper: count === total ? 1 : Math.min(1, centre + halfWidth),
  }
}

/**
 * Byar's approximation to the exact Poisson interval of a count.
 *
 * @param count - Events: a whole number from 0.
 * @param z - Standard normal quantile: 95% unless given.
 * @returns Bounds as counts; of 0 events from 0 up. Divide by the person-time for a rate.
 * @throws RangeError if `count` is not a whole number from 0.
 * @see Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.
 */
export function byarInterval(count: number, z = Z_95): Interval {
  requireWholeNumber('count', count, { min: 0 })
  const bound = (events: number, sign: -1 | 1) =>
    events * (1 - 1 / (9 * events) + (sign * z) / (3 * Math.sqrt(events))) ** 3
  return { lower: count === 0 ? 0 : bound(count, -1), upper: bound(count + 1, 1) }
}
