import type { Measure, Polarity } from '../catalogue/index.ts'
import { axisNumber } from './figure-words.ts'

/** Of one figure against another: `4.1 points higher, which is worse`. */
export function differenceWords(
  own: number,
  other: number,
  measure: Measure,
  polarity: Polarity,
): string {
  const difference = own - other
  const size = Math.abs(Math.round(difference * 10) / 10)
  if (size === 0) return 'the same'
  const side = difference > 0 ? 'higher' : 'lower'
  const amount =
    measure.kind === 'percentage' ? `${size.toFixed(1)} points` : axisNumber(size, measure)
  return `${amount} ${side}${wishWords(difference > 0, polarity)}`
}

function wishWords(isHigher: boolean, polarity: Polarity): string {
  if (polarity !== 'higher-better' && polarity !== 'lower-better') return ''
  return isHigher === (polarity === 'higher-better') ? ', which is better' : ', which is worse'
}
