/**
 * Quantile by linear interpolation of the order statistics, as R's default and Excel's PERCENTILE.INC.
 *
 * @param values - Finite numbers in any order, at least one.
 * @param probability - 0 to 1.
 * @returns In the unit of the values.
 * @throws RangeError on no values, a value that is not finite, or a probability outside 0 to 1.
 * @see Hyndman & Fan (1996), The American Statistician 50:361-365, definition 7.
 */
export function quantileType7(values: readonly number[], probability: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value')
  if (!values.every(Number.isFinite)) throw new RangeError('a quantile needs finite values')
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability must be from 0 to 1; got ${String(probability)}`)
  }
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * probability
  const below = sorted[Math.floor(position)] ?? 0
  const above = sorted[Math.ceil(position)] ?? below
  return below + (position - Math.floor(position)) * (above - below)
}
