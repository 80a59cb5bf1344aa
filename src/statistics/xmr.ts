import { segmentLimits, type XmrSegment } from './xmr-limits.ts'
import { requireWholeNumber } from './intervals.ts'
import {
  rulesBroken,
  type RunLengths,
  SHIFT_LENGTH,
  type SpecialCauseRule,
  TREND_LENGTH,
} from './xmr-rules.ts'

export type ImprovementDirection = 'increase' | 'decrease' | 'neutral'

export type XmrInput = {
  /** One value per period, oldest first, in any one unit; null for a missing period. */
  readonly values: readonly (number | null)[]
  readonly improvementDirection: ImprovementDirection
  /** In the unit of the values. */
  readonly target?: number | null
  /** Indices, counted from 0, at which limits start anew. */
  readonly rebaseAt?: readonly number[]
  /** Work the limits out from the first so many periods of each segment: 12 or more is usual. */
  readonly holdFirst?: number | null
  /** Leave out ranges of 3.267 times their mean or more: true unless given. */
  readonly screenRanges?: boolean
  /** Points on one side of the centre that make a shift: 7 unless given, 2 or more. */
  readonly shiftLength?: number
  /** Points, each above (or each below) the one before, that make a trend: 7 unless given, 3 or more. */
  readonly trendLength?: number
}

export type Variation =
  | 'common_cause'
  | 'improvement_high'
  | 'improvement_low'
  | 'concern_high'
  | 'concern_low'
  | 'neutral_high'
  | 'neutral_low'
export type Assurance = 'pass' | 'fail' | 'hit_or_miss'

export type SpecialCausePoint = {
  readonly index: number
  readonly value: number
  /** Every rule that the point breaks, the one it is labelled by first. */
  readonly rules: readonly SpecialCauseRule[]
  readonly side: 'high' | 'low'
  readonly meaning: 'improvement' | 'concern' | 'neutral'
}

export type XmrResult = {
  readonly segments: readonly XmrSegment[]
  readonly specialCausePoints: readonly SpecialCausePoint[]
  /** The latest measured point. Null when no value is known. */
  readonly variation: Variation | null
  /** What the last segment's limits say of the target; null without one, without limits, or when neutral. */
  readonly assurance: Assurance | null
  /** Index of the point that `variation` speaks of. */
  readonly latestIndex: number | null
}

/**
 * Individuals chart with moving ranges, by the rules of NHS England's Making Data Count: a point
 * outside the limits, seven on one side of the centre, seven rising or falling, two of three near a
 * limit. Limits are the mean and 2.66 mean moving ranges each way. A missing period ends every run and
 * removes the two ranges that touch it; a rebase starts limits, ranges and rules anew.
 *
 * @returns Limits and centres in the unit of the values; indices count from 0. A segment without any
 *   change has no limits when ranges are screened: its lines are null.
 * @throws RangeError if a value is not finite, a rebase index is not inside the series, `holdFirst` is
 *   below 2, or a length is below its least.
 * @see NHSRplotthedots, `R/ptd_spc.R`. Where we differ: the icon speaks of the last measured point.
 */
export function xmr(input: XmrInput): XmrResult {
  const lengths = lengthsOf(input)
  const segments = cutSegments(input)
  const broken = segments.flatMap((segment) => rulesBroken(input.values, segment, lengths))
  const specialCausePoints = broken.map((point) => ({
    ...point,
    meaning: meaningOf(point.side, input.improvementDirection),
  }))
  const latestIndex = input.values.findLastIndex((value) => value !== null)
  const last = specialCausePoints.find((point) => point.index === latestIndex)
  return {
    segments,
    specialCausePoints,
    variation: latestIndex < 0 ? null : last ? `${last.meaning}_${last.side}` : 'common_cause',
    assurance: assure(input, segments.at(-1)),
    latestIndex: latestIndex < 0 ? null : latestIndex,
  }
}

function lengthsOf({ values, shiftLength, trendLength }: XmrInput): RunLengths {
  const wild = values.find((value) => value !== null && !Number.isFinite(value))
  if (wild !== undefined) throw new RangeError(`values must be finite; got ${String(wild)}`)
  const lengths = { shift: shiftLength ?? SHIFT_LENGTH, trend: trendLength ?? TREND_LENGTH }
  requireWholeNumber('shiftLength', lengths.shift, { min: 2 })
  requireWholeNumber('trendLength', lengths.trend, { min: 3 })
  return lengths
}

function cutSegments(input: XmrInput): XmrSegment[] {
  const { values, rebaseAt = [], holdFirst = null, screenRanges = true } = input
  if (values.length === 0) return []
  requireInside(rebaseAt, values.length)
  if (holdFirst !== null && holdFirst < 2) {
    throw new RangeError(`limits are held from 2 points or more; got ${String(holdFirst)}`)
  }
  const starts = [0, ...[...new Set(rebaseAt)].sort((a, b) => a - b)]
  return starts.map((start, position) => {
    const end = (starts[position + 1] ?? values.length) - 1
    return segmentLimits(values, start, end, { screenRanges, holdFirst })
  })
}

function requireInside(indices: readonly number[], length: number): void {
  for (const index of indices) {
    if (!Number.isInteger(index) || index <= 0 || index >= length) {
      throw new RangeError(`a rebase index must be inside the series; got ${String(index)}`)
    }
  }
}

/** What a move to one side means when that direction is wanted. */
export function meaningOf(
  side: 'high' | 'low',
  direction: ImprovementDirection,
): SpecialCausePoint['meaning'] {
  if (direction === 'neutral') return 'neutral'
  return (side === 'high') === (direction === 'increase') ? 'improvement' : 'concern'
}

function assure(input: XmrInput, segment: XmrSegment | undefined): Assurance | null {
  const { target = null, improvementDirection: direction } = input
  if (!segment || target === null) return null
  const { lowerProcessLimit: lower, upperProcessLimit: upper } = segment
  return assuranceOf(target, { lower, upper }, direction)
}

/**
 * What the limits of a process say of a target, all in one unit: it is passed or failed whatever chance does, or hit and
 * missed by chance. A target on a limit is hit or missed.
 *
 * @returns Null without both limits, or where no way is better.
 */
export function assuranceOf(
  target: number,
  { lower, upper }: { readonly lower: number | null; readonly upper: number | null },
  direction: ImprovementDirection,
): Assurance | null {
  if (direction === 'neutral' || lower === null || upper === null) return null
  if (target >= lower && target <= upper) return 'hit_or_miss'
  return target > upper === (direction === 'increase') ? 'fail' : 'pass'
}
