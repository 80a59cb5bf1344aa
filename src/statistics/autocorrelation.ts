import { mean } from './xmr-limits.ts'

/**
 * Correlation of a series with itself one step earlier. The limits of a control chart take it to be
 * near 0; the level of a stock, most of which is still there the month after, is near 1.
 *
 * @param values - Oldest first, in any one unit; null for a missing period, whose pairs are left out.
 * @returns -1 to 1; null with fewer than 3 values or without any change.
 * @see Box & Jenkins (1976), Time Series Analysis, chapter 2.
 */
export function autocorrelation(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  const centre = mean(known)
  if (known.length < 3 || centre === null) return null
  const whole = known.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  if (whole === 0) return null
  const pairs = values.slice(1).reduce<number>((sum, value, index) => {
    const before = values[index] ?? null
    return value === null || before === null ? sum : sum + (value - centre) * (before - centre)
  }, 0)
  return pairs / whole
}
