import type { Measure } from '../catalogue/index.ts'
import {
  formatPeriod,
  isZero,
  type Period,
  type Rational,
  toFixed,
  toNumber,
} from '../core/index.ts'
import { displayFigure, type Figure } from '../figures/index.ts'

/** Below this many cases one child can move a percentage by ten points or more. */
const FEW_CASES = 10

/** How a unit is written after its number: one, more than one. */
const UNIT_WORDS: Readonly<Record<string, readonly [one: string, more: string]>> = {
  percent: ['%', '%'],
  points: [' point', ' points'],
  weeks: [' week', ' weeks'],
  people: [' person', ' people'],
  plans: [' plan', ' plans'],
  places: [' place', ' places'],
  reviews: [' review', ' reviews'],
  changes: [' change', ' changes'],
  arrangements: [' arrangement', ' arrangements'],
  organisations: [' organisation', ' organisations'],
  readers: [' reader', ' readers'],
  reports: [' report', ' reports'],
  services: [' service', ' services'],
  'per-100-pupils': [' per 100 pupils', ' per 100 pupils'],
  'GBP-per-head': [' a head', ' a head'],
  'GBP-per-place-year': [' a place a year', ' a place a year'],
  'GBP-per-plan-year': [' a plan a year', ' a plan a year'],
}

/** A figure with its unit, such as `41.3%`, `1,934 plans`, `£1,885,000`; null when there is no value. */
export function figureWithUnit(figure: Figure, measure: Measure): string | null {
  if (figure.value === null) return null
  const shown = displayFigure(figure, measure)
  if (measure.kind === 'milestone') return shown
  const [one, more] = UNIT_WORDS[measure.unit] ?? ['', '']
  return `${shown}${shown === '1' ? one : more}`
}

/** A figure where its unit is said elsewhere: only `%` and `£` stay. */
export function figureOnChart(figure: Figure, measure: Measure): string {
  const shown = figure.value === null ? '' : displayFigure(figure, measure)
  return measure.unit === 'percent' && shown !== '' ? `${shown}%` : shown
}

/** What a chart or a table's head says of the unit: `%`, `£`, `weeks`. */
export function unitHead({ unit, kind }: Measure): string {
  if (kind === 'milestone') return 'yes or no'
  if (unit === 'GBP') return '£'
  const words = UNIT_WORDS[unit]?.[1].trim() ?? unit
  return unit.startsWith('GBP-') ? `£ ${words}` : words
}

/** A plain number in the measure's unit, such as an axis has it: `40%`, `£1.2m`, `1,934`. */
export function axisNumber(value: number, { unit }: Measure): string {
  const money = unit.startsWith('GBP')
  const size = Math.abs(value)
  const digits = { maximumFractionDigits: 2 }
  const text =
    money && size >= 1_000_000
      ? `${(size / 1_000_000).toLocaleString('en-GB', digits)}m`
      : money && size >= 10_000
        ? `${(size / 1000).toLocaleString('en-GB', digits)}k`
        : size.toLocaleString('en-GB', digits)
  return `${value < 0 ? '-' : ''}${money ? '£' : ''}${text}${unit === 'percent' ? '%' : ''}`
}

/**
 * What a figure is worked out from: `33 of 80`, `£7,969,036 over 469`, `of 45 cases`; null where a
 * figure is its own size.
 */
export function sizeWords(figure: Figure, measure: Measure): string | null {
  const { numerator, denominator } = figure
  if (denominator === null || figure.value === null) return null
  const below = partNumber(denominator, isMoney(measure.formula.denominator))
  if (numerator === null || measure.kind === 'median') return `of ${below} cases`
  const above = partNumber(numerator, isMoney(measure.formula.numerator))
  if (measure.kind === 'percentage') return `${above} of ${below}`
  return measure.kind === 'percent-change' ? `${above} on ${below}` : `${above} over ${below}`
}

type Parts = { readonly numerator: string; readonly denominator: string }

/** Numerator and denominator as a table shows them; empty where there is none. */
export function partsWords({ numerator, denominator }: Figure, { formula }: Measure): Parts {
  return {
    numerator: numerator ? partNumber(numerator, isMoney(formula.numerator)) : '',
    denominator: denominator ? partNumber(denominator, isMoney(formula.denominator)) : '',
  }
}

/** Whether a part of a measure is an amount of pounds. */
function isMoney(part: Measure['formula']['numerator']): boolean {
  return part?.type.is === 'number' && part.type.unit === 'GBP'
}

/** A numerator or denominator: whole where it is whole or pounds, else to one decimal; commas from 1,000. */
export function partNumber(part: Rational, money = false): string {
  const text = toFixed(part, part.d === 1n || money ? 0 : 1)
  const [whole = '', fraction] = text.replace('-', '').split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const sign = text.startsWith('-') ? '-' : ''
  return `${sign}${money ? '£' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Whether a figure rests on fewer than ten cases, so that it jumps by chance. */
export function hasFewCases({ denominator }: Figure, { kind }: Measure): boolean {
  const counts = ['percentage', 'mean', 'median'].includes(kind)
  return counts && denominator !== null && !isZero(denominator) && toNumber(denominator) < FEW_CASES
}

/** `January to March 2024`, with `so far` where the records end before the period does. */
export function periodWords(period: Period, partial: boolean): string {
  return `${formatPeriod(period)}${partial ? ' so far' : ''}`
}

/** The period as a sentence takes it: `in March 2024`, `at 31 March 2024`. */
export function inPeriod(period: Period, partial: boolean): string {
  const words = periodWords(period, partial)
  return words.startsWith('at ') ? words : `in ${words}`
}

const SHORT_MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
]

/** The end of a period for an axis: `Mar 24`. */
export function shortPeriod({ end }: Period): string {
  return `${SHORT_MONTHS[Number(end.slice(5, 7)) - 1] ?? ''} ${end.slice(2, 4)}`
}
