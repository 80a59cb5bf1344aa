import type { Measure } from '../catalogue/index.ts'
import { compare, type Rational, rational, subtract, toFixed } from '../core/index.ts'
import { ACHIEVED_LATE } from './milestone-late.ts'
import type { Figure, FigureStatus } from './types.ts'

/** What is written of a figure: its value and status, without its place. */
type Shown = Pick<Figure, 'numerator' | 'denominator' | 'value' | 'status' | 'reason'>

const STATUS_WORDS: Readonly<Record<FigureStatus, string>> = {
  ok: 'ok',
  'no-cases': 'no cases',
  'not-supplied': 'not supplied',
  provisional: 'provisional',
  unknown: 'unknown',
}

/**
 * A figure as shown inside the authority: rounded once, half away from zero, on the exact value.
 * Pounds as `£1,885,000` or `-£5,000`; every other number bare, with commas from 1,000; a milestone as
 * `yes`, `yes (late)` or `no`; no value as its status in words.
 */
export function displayFigure(figure: Shown, measure: Measure): string {
  const { value, status, reason } = figure
  if (value === null) return STATUS_WORDS[status]
  if (measure.kind === 'milestone') return milestoneWords(value, reason === ACHIEVED_LATE)
  const text = withCommas(toFixed(value, decimalsOf(measure)))
  if (!isMoney(measure)) return text
  return text.startsWith('-') ? `-£${text.slice(1)}` : `£${text}`
}

function milestoneWords(value: Rational, late: boolean): string {
  if (value.n === 0n) return 'no'
  return late ? 'yes (late)' : 'yes'
}

function withCommas(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function isMoney({ unit }: Measure): boolean {
  return unit === 'GBP' || unit.startsWith('GBP-')
}

/**
 * Decimals shown: rates 2 whatever their unit, scores 2, pounds none (a head 2), percentages, weeks
 * and points 1, counts none; or as the measure says.
 */
export function decimalsOf({ kind, unit, decimals }: Measure): number {
  if (decimals !== undefined) return decimals
  if (unit === 'GBP-per-head') return 2
  if (unit === 'GBP' || unit.startsWith('GBP-')) return 0
  if (kind === 'rate' || unit === 'score') return 2
  return ['percent', 'weeks', 'points'].includes(unit) ? 1 : 0
}

/** The smallest count that may be told of a figure that hides small numbers is one more. */
export const SMALL_LIMIT = 5

/**
 * A figure as the public sees it: `suppressed` where a small number of people could be told from it,
 * `not published` where it is not for publication at all.
 *
 * @param disclosure - The framework row's, else the measure's.
 * @param limit - Counts from 1 to this are withheld.
 */
export function publicDisplay(
  figure: Shown,
  measure: Measure,
  disclosure: Measure['disclosure'],
  { limit = SMALL_LIMIT }: { readonly limit?: number } = {},
): string {
  if (disclosure === 'restricted') return 'not published'
  if (disclosure === 'suppress-small' && isSmall(figure, measure, limit)) return 'suppressed'
  return displayFigure(figure, measure)
}

/** Whether a figure's own numbers are small; other figures that it is worked out from are not asked. */
export function isSmall(figure: Shown, { kind }: Measure, limit: number = SMALL_LIMIT): boolean {
  const { numerator, denominator, value } = figure
  const small = (count: Rational | null) => isFrom1To(count && magnitude(count), limit)
  switch (kind) {
    case 'count':
    case 'difference':
      return small(value)
    case 'percentage':
    case 'rate':
    case 'percent-change':
      return [numerator, denominator, rest(figure)].some(small)
    case 'mean':
    case 'median':
      return small(denominator)
    case 'sum':
    case 'reported-value':
    case 'milestone':
      return false
  }
}

function rest({ numerator, denominator }: Shown): Rational | null {
  return numerator && denominator && subtract(denominator, numerator)
}

function magnitude({ n, d }: Rational): Rational {
  return { n: n < 0n ? -n : n, d }
}

/** More than none and less than one above the limit: 5.5 full-year places are fewer than 6. */
function isFrom1To(count: Rational | null, limit: number): boolean {
  return count !== null && count.n > 0n && compare(count, rational(limit + 1)) < 0
}
