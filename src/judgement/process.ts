import {
  type ImprovementDirection,
  type SpecialCausePoint,
  type SpecialCauseRule,
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
  return { ...wordOf(chart), chart }
}

function wordOf(chart: XmrResult): { readonly word: ProcessWord; readonly why: string } {
  const last = chart.specialCausePoints.find((point) => point.index === chart.latestIndex)
  const segment = chart.segments.at(-1)
  if (segment?.lowerProcessLimit === null) return { word: 'steady', why: 'it has not moved' }
  if (!last) return { word: 'steady', why: 'it stays within its usual range' }
  if (isAlone(last, chart)) {
    return { word: 'one-off', why: `the latest figure is ${sideWords(last.side)} its usual range` }
  }
  return { word: movement(last), why: ruleWords(last) }
}

/** Outside the limits by itself: no run, no trend, and the figure before it was ordinary. */
function isAlone(last: SpecialCausePoint, chart: XmrResult): boolean {
  const before = chart.specialCausePoints.some(
    (point) => point.index === last.index - 1 && point.side === last.side,
  )
  return last.rules.every((rule) => rule === 'outside_limit') && !before
}

function movement(point: SpecialCausePoint): ProcessWord {
  if (point.meaning === 'neutral') return point.side === 'high' ? 'rising' : 'falling'
  return point.meaning === 'improvement' ? 'improving' : 'worsening'
}

const RULE_WORDS: Readonly<Record<SpecialCauseRule, (side: 'high' | 'low') => string>> = {
  shift_7: (side) => `seven or more figures in a row are ${sideWords(side)} the average`,
  trend_7: (side) => `seven figures in a row ${side === 'high' ? 'rise' : 'fall'}`,
  outside_limit: (side) => `the latest figures are ${sideWords(side)} their usual range`,
  two_of_three: (side) =>
    `two of the latest three figures are near the ${side === 'high' ? 'upper' : 'lower'} limit`,
}

/** The rule that tells a reader most: a long run before a single point. */
function ruleWords({ rules, side }: SpecialCausePoint): string {
  const order: readonly SpecialCauseRule[] = ['trend_7', 'shift_7', 'outside_limit', 'two_of_three']
  const rule = order.find((candidate) => rules.includes(candidate)) ?? 'outside_limit'
  return RULE_WORDS[rule](side)
}

function sideWords(side: 'high' | 'low'): string {
  return side === 'high' ? 'above' : 'below'
}
