import { meaningOf, type SpecialCausePoint } from '../statistics/index.ts'
import type { SeriesInput } from './choose-chart.ts'
import { LEAST_POINTS, readSeries, type SeriesReading } from './process-series.ts'
import type { ProcessReading, ProcessWord } from './types.ts'

/**
 * Reads what a process does from the control chart that fits its figures.
 *
 * @returns A word, the reason in words, and the chart.
 * @throws The same as `readSeries`.
 * @see NHS England, Making Data Count: the rules of `xmr`.
 */
export function readProcess(input: SeriesInput): ProcessReading {
  const known = input.values.filter((value) => value !== null).length
  if (known < LEAST_POINTS) {
    const count = known === 1 ? 'only 1 figure is' : `only ${String(known)} figures are`
    const why = `${known === 0 ? 'no figure is' : count} known`
    return { word: 'too-few-points', why, series: null, noIcons: why }
  }
  const series = readSeries(input)
  return { ...wordOf(series, input), series, noIcons: series.noIcons }
}

type Words = Pick<ProcessReading, 'word' | 'why'>

function wordOf(series: SeriesReading, input: SeriesInput): Words {
  const { held, signals } = series
  const latest = held.findLastIndex((value) => value !== null)
  const last = signals.find((point) => point.index === latest)
  if (new Set(held.filter((value) => value !== null)).size === 1) {
    return { word: 'steady', why: 'it has not moved' }
  }
  if (last && breaks(last, 'trend')) return trendWords(last, held, input.direction)
  if (series.noIcons !== '') return againstEarlier(held, latest, input)
  if (!last) return { word: 'steady', why: 'it stays within its usual range' }
  if (isAlone(last, signals)) {
    return { word: 'one-off', why: `the latest figure is ${sideWords(last.side)} its usual range` }
  }
  return { word: movement(last), why: ruleWords(last) }
}

/** Without limits that mean anything: the latest figure against all that are a year old or older. */
function againstEarlier(
  held: readonly (number | null)[],
  latest: number,
  { direction, perYear = 12 }: SeriesInput,
): Words {
  const value = held[latest] ?? 0
  const earlier = held.slice(0, Math.max(1, latest + 1 - perYear)).filter((one) => one !== null)
  const side = earlier.every((one) => value > one)
    ? 'high'
    : earlier.every((one) => value < one)
      ? 'low'
      : null
  if (side === null)
    return { word: 'steady', why: 'it is within the range of a year ago and before' }
  const why = `the latest figure is ${sideWords(side)} every one of a year ago and before`
  return { word: movement({ meaning: meaningOf(side, direction), side }), why }
}

function breaks({ rules }: SpecialCausePoint, kind: 'shift' | 'trend'): boolean {
  return rules.some((rule) => rule.startsWith(kind))
}

/** Outside the limits by itself: no run, no trend, and the figure before it was ordinary. */
function isAlone(last: SpecialCausePoint, signals: readonly SpecialCausePoint[]): boolean {
  const before = signals.some((point) => point.index === last.index - 1 && point.side === last.side)
  return last.rules.every((rule) => rule === 'outside_limit') && !before
}

function movement({ meaning, side }: Pick<SpecialCausePoint, 'meaning' | 'side'>): ProcessWord {
  if (meaning === 'neutral') return side === 'high' ? 'rising' : 'falling'
  return meaning === 'improvement' ? 'improving' : 'worsening'
}

/**
 * A trend goes before all else, whichever side of the average it is on: a figure that is low may be on
 * its way up.
 */
function trendWords(
  last: SpecialCausePoint,
  values: readonly (number | null)[],
  direction: SeriesInput['direction'],
): Words {
  const before = values.slice(0, last.index).findLast((value) => value !== null) ?? last.value
  const side = last.value > before ? 'high' : 'low'
  const why = `seven figures in a row ${side === 'high' ? 'rise' : 'fall'}`
  return { word: movement({ meaning: meaningOf(side, direction), side }), why }
}

/** The rule that tells a reader most: a long run before a single point. All are on the point's side. */
function ruleWords(point: SpecialCausePoint): string {
  const { rules, side } = point
  if (breaks(point, 'shift')) {
    return `seven or more figures in a row are ${sideWords(side)} the average`
  }
  if (rules.includes('outside_limit')) {
    return `the latest figures are ${sideWords(side)} their usual range`
  }
  return `two of the latest three figures are near the ${side === 'high' ? 'upper' : 'lower'} limit`
}

function sideWords(side: 'high' | 'low'): string {
  return side === 'high' ? 'above' : 'below'
}
