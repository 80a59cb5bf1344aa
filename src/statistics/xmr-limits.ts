/** Limits of an individuals (XmR) chart lie this many mean moving ranges from the centre: 3 / d2, as the NHS rounds it. */
export const LIMIT_FACTOR = 2.66

/** The "near the limit" line: two thirds of the way from the centre to the limit. */
const NEAR_FACTOR = (LIMIT_FACTOR * 2) / 3

/** Moving ranges not below this many times their mean are left out once: D4 of a range of two, Montgomery (2009) appendix VI. */
const RANGE_SCREEN_FACTOR = 3.267

/** Below this many points the limits are trial limits: NHS England, Making Data Count. */
const TRIAL_BELOW = 13

/** Centre and limits of one stretch of an XmR chart, in the unit of the values. Null where no range is known. */
export type XmrSegment = {
  readonly firstIndex: number
  readonly lastIndex: number
  /** Periods in the segment, missing ones included. */
  readonly points: number
  readonly pointsUsed: number
  readonly centre: number | null
  readonly meanMovingRange: number | null
  readonly meanMovingRangeBeforeScreen: number | null
  readonly rangesScreenedOut: number
  readonly lowerProcessLimit: number | null
  readonly upperProcessLimit: number | null
  readonly lowerNearLine: number | null
  readonly upperNearLine: number | null
  readonly trialLimits: boolean
}

/** How limits are worked out: screening of wide ranges, and the first points to hold them from. */
export type LimitChoice = {
  readonly screenRanges: boolean
  readonly holdFirst: number | null
}

/**
 * Limits of the values from `firstIndex` to `lastIndex`, ends included. A series without any change has
 * no limits: screening leaves no range. A missing period removes the
 * two ranges that touch it.
 *
 * @see NHS England, Making Data Count; NHSRplotthedots, `R/ptd_spc_standard.R`.
 */
export function segmentLimits(
  values: readonly (number | null)[],
  firstIndex: number,
  lastIndex: number,
  choice: LimitChoice,
): XmrSegment {
  const all = values.slice(firstIndex, lastIndex + 1)
  const used = choice.holdFirst === null ? all : all.slice(0, choice.holdFirst)
  const present = used.filter((value) => value !== null)
  const ranges = movingRanges(used)
  const kept = choice.screenRanges ? screen(ranges) : ranges
  const centre = mean(present)
  const meanRange = mean(kept)
  const around = (factor: number) =>
    centre === null || meanRange === null ? null : centre + factor * meanRange
  return {
    firstIndex,
    lastIndex,
    points: all.length,
    pointsUsed: present.length,
    centre,
    meanMovingRange: meanRange,
    meanMovingRangeBeforeScreen: mean(ranges),
    rangesScreenedOut: ranges.length - kept.length,
    lowerProcessLimit: around(-LIMIT_FACTOR),
    upperProcessLimit: around(LIMIT_FACTOR),
    lowerNearLine: around(-NEAR_FACTOR),
    upperNearLine: around(NEAR_FACTOR),
    trialLimits: all.length < TRIAL_BELOW,
  }
}

/** Absolute differences of neighbours, both of which are known. */
export function movingRanges(values: readonly (number | null)[]): number[] {
  return values.slice(1).flatMap((value, index) => {
    const before = values[index] ?? null
    return value === null || before === null ? [] : [Math.abs(value - before)]
  })
}

/** Drops, once, the ranges that are not below 3.267 times their mean. */
export function screen(ranges: readonly number[]): number[] {
  const average = mean(ranges)
  if (average === null) return []
  return ranges.filter((range) => range < RANGE_SCREEN_FACTOR * average)
}

/** Arithmetic mean; null of no values. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return values.reduce((total, value) => total + value, 0) / values.length
}
