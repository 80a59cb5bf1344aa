import {
  type ImprovementDirection,
  type SpecialCausePoint,
  xmr,
  type XmrResult,
} from '../statistics/index.ts'
import type { ProcessReading, ProcessWord } from './types.ts'

/** Fewer figures than this give limits that mean little: NHS England, Making Data Count. */
export const LEAST_POINTS = 12

/**
 * Reads what a process does from a control chart of its figures.
 *
 * @param values - One per step, oldest first, in any one unit; null for a step without a figure.
 * @param direction - Which way is better.
 * @returns A word, the reason in words, and the chart.
 * @see NHS England, Making Data Count: the rules of `xmr`.
 */
export function readProcess(
  values: readonly (number | null)[],
  direction: ImprovementDirection,
): ProcessReading {
  const known = values.filter((value) => value !== null).length
  if (known < LEAST_POINTS) {
    const count = known === 1 ? 'only 1 figure is' : `only ${String(known)} figures are`
    return {
      word: 'too-few-points',
      why: `${known === 0 ? 'no figure is' : count} known`,
      chart: null,
    }
  }
  const chart = xmr({ values, improvementDirection: direction })
  return { ...wordOf(chart, values, direction), chart }
}

type Words = Omit<ProcessReading, 'chart'>

function wordOf(
  chart: XmrResult,
  values: readonly (number | null)[],
  direction: ImprovementDirection,
): Words {
  const last = chart.specialCausePoints.find((point) => point.index === chart.latestIndex)
  const segment = chart.segments.at(-1)
  if (segment?.lowerProcessLimit === null) return { word: 'steady', why: 'it has not moved' }
  if (!last) return { word: 'steady', why: 'it stays within its usual range' }
  if (breaks(last, 'trend')) return trendWords(last, values, direction)
  if (isAlone(last, chart)) {
    return { word: 'one-off', why: `the latest figure is ${sideWords(last.side)} its usual range` }
  }
  return { word: movement(last), why: ruleWords(last) }
}

function breaks({ rules }: SpecialCausePoint, kind: 'shift' | 'trend'): boolean {
  return rules.some((rule) => rule.startsWith(kind))
}

/** Outside the limits by itself: no run, no trend, and the figure before it was ordinary. */
function isAlone(last: SpecialCausePoint, chart: XmrResult): boolean {
  const before = chart.specialCausePoints.some(
    (point) => point.index === last.index - 1 && point.side === last.side,
  )
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
  direction: ImprovementDirection,
): Words {
  const before = values.slice(0, last.index).findLast((value) => value !== null) ?? last.value
  const side = last.value > before ? 'high' : 'low'
  const wished = direction === 'neutral' ? null : (side === 'high') === (direction === 'increase')
  const meaning = wished === null ? 'neutral' : wished ? 'improvement' : 'concern'
  const why = `seven figures in a row ${side === 'high' ? 'rise' : 'fall'}`
  return { word: movement({ meaning, side }), why }
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
