import type { Measure } from '../catalogue/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { byarInterval, type Interval, wilsonInterval } from '../statistics/index.ts'
import { axisNumber } from './figure-words.ts'

/**
 * Where the figure lies with 95 per cent confidence, were the cases drawn by chance: Wilson's interval
 * for a percentage of cases, Byar's for a rate.
 *
 * @returns `69.6% to 80.3% (Wilson)`; empty where the figure counts no whole cases.
 */
export function intervalWords(figure: Figure, measure: Measure): string {
  const { numerator, denominator } = figure
  if (!numerator || !denominator || !countsCases(figure, measure)) return ''
  const [count, total] = [toNumber(numerator), toNumber(denominator)]
  return measure.kind === 'percentage'
    ? `${words(wilsonInterval(count, total), measure.per, measure)} (Wilson)`
    : `${words(byarInterval(count), measure.per / total, measure)} (Byar)`
}

/** Whether a figure is a percentage of whole cases, or a rate of whole events, so that chance has laws for it. */
export function countsCases(
  { numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>,
  measure: Measure,
): boolean {
  if (!numerator || !denominator) return false
  const [count, total] = [toNumber(numerator), toNumber(denominator)]
  if (!isCount(count) || total <= 0) return false
  if (measure.kind === 'percentage') return isCount(total) && count <= total
  return measure.kind === 'rate' && !isMoney(measure)
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 0
}

function words({ lower, upper }: Interval, times: number, measure: Measure): string {
  const decimals = measure.kind === 'rate' ? 2 : 1
  const shown = (bound: number) => axisNumber(Number((bound * times).toFixed(decimals)), measure)
  return `${shown(lower)} to ${shown(upper)}`
}

/** Pounds are no cases. */
function isMoney({ formula }: Measure): boolean {
  return formula.numerator?.type.is === 'number' && formula.numerator.type.unit === 'GBP'
}
