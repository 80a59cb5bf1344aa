/** Steps of the continued fraction; it settles within a few dozen. */
const MOST_STEPS = 500
const SETTLED = 1e-14

/**
 * Chance that an F ratio of two spreads is at least `ratio` when there is no difference.
 *
 * @param ratio - 0 or more.
 * @param between - Degrees of freedom of the numerator: above 0.
 * @param within - Degrees of freedom of the denominator: above 0.
 * @returns 0 to 1.
 * @throws RangeError on arguments outside these ranges.
 * @see Abramowitz & Stegun (1964), 26.6.2 and 26.5.8.
 */
export function fTail(ratio: number, between: number, within: number): number {
  if (!(ratio >= 0)) throw new RangeError(`an F ratio must be 0 or more; got ${String(ratio)}`)
  if (!(between > 0 && within > 0)) throw new RangeError('degrees of freedom must be above 0')
  if (ratio === Infinity) return 0
  return betaShare(within / (within + between * ratio), within / 2, between / 2)
}

/** The regularised incomplete beta function, by its continued fraction. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  )
  return (front * betaFraction(x, a, b)) / a
}

/** Lentz's method: numerator and denominator are carried forward as ratios. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < SETTLED) break
  }
  return value
}

function away(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

/** Stirling's series, after stepping up to where it is exact to 14 digits. */
function logGamma(value: number): number {
  let [x, shift] = [value, 0]
  while (x < 10) {
    shift += Math.log(x)
    x += 1
  }
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}
