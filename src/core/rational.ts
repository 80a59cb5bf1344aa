/**
 * An exact fraction: `n / d` in lowest terms, `d` at least 1. Every numerator, denominator and
 * value of a figure is one, so that nothing is rounded before it is shown.
 */
export type Rational = { readonly n: bigint; readonly d: bigint }

/** The fraction n/d in lowest terms. @throws RangeError if `d` is 0. */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const top = BigInt(n)
  const bottom = BigInt(d)
  if (bottom === 1n) return { n: top, d: 1n }
  if (bottom === 0n) throw new RangeError('the denominator of a fraction must not be 0')
  const sign = bottom < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom * sign)
  return { n: (top * sign) / divisor, d: (bottom * sign) / divisor }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}

/** Parses a plain decimal such as `-12.50`. @throws RangeError on anything else. */
export function parseDecimal(text: string): Rational {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match)
    throw new RangeError(`a decimal number must be digits with an optional point; got ${text}`)
  const [, sign = '', whole = '0', fraction = ''] = match
  const n = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return rational(n, 10n ** BigInt(fraction.length))
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d)
}

/** The exact quotient. @throws RangeError if `b` is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n)
}

export function negate(a: Rational): Rational {
  return { n: -a.n, d: a.d }
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function equals(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d
}

export function isZero(a: Rational): boolean {
  return a.n === 0n
}

/**
 * Rounds half away from zero and writes exactly `places` decimals: -6.25 to 1 place is `-6.3`.
 * Never writes `-0`.
 */
export function toFixed(value: Rational, places: number): string {
  const scale = 10n ** BigInt(places)
  const magnitude = value.n < 0n ? -value.n : value.n
  const rounded = (2n * magnitude * scale + value.d) / (2n * value.d)
  const digits = rounded.toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`
  return value.n < 0n && rounded !== 0n ? `-${text}` : text
}

/** The nearest binary number, for charts and statistics only; never for a figure that is shown. */
export function toNumber(value: Rational): number {
  const whole = value.n / value.d
  return Number(whole) + Number(value.n - whole * value.d) / Number(value.d)
}
