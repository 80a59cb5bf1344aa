import { SHIFT_LENGTH, TREND_LENGTH, xmr, type XmrResult } from '../statistics/index.ts'
import { differences } from './spc-compare.ts'
import type { Constants, XmrCase } from './spc-form.ts'

/** Where a chart of the case differs from what the case expects. */
export function xmrDifferences(
  { input, expected, tolerance }: XmrCase,
  file: { readonly constants: Constants; readonly tolerance: number },
): string[] {
  const { constants } = file
  const result = xmr({
    values: input.values,
    improvementDirection: input.improvement_direction,
    target: input.target ?? null,
    rebaseAt: input.rebase_at_index ?? [],
    holdFirst: input.hold_limits_from_first_n ?? null,
    screenRanges: input.screen_ranges ?? true,
    shiftLength: input.shift_length ?? constants.shift_length ?? SHIFT_LENGTH,
    trendLength: input.trend_length_points ?? constants.trend_length_points ?? TREND_LENGTH,
  })
  return differences(expected, asCase(result, input.values), tolerance ?? file.tolerance)
}

type Values = XmrCase['input']['values']

/** A chart in the words of the case. */
function asCase(result: XmrResult, values: Values): unknown {
  const { segments, specialCausePoints } = result
  return {
    segments: segments.map((one) => ({
      first_index: one.firstIndex,
      last_index: one.lastIndex,
      points_in_segment: one.points,
      points_used_for_limits: one.pointsUsed,
      centre: one.centre,
      mean_moving_range: one.meanMovingRange,
      mean_moving_range_before_screen: one.meanMovingRangeBeforeScreen,
      ranges_screened_out: one.rangesScreenedOut,
      lower_limit: one.lowerProcessLimit,
      upper_limit: one.upperProcessLimit,
      lower_near_line: one.lowerNearLine,
      upper_near_line: one.upperNearLine,
      trial_limits_warning: one.trialLimits,
    })),
    special_cause_points: specialCausePoints.map((point) => ({
      index: point.index,
      value: point.value,
      label: labelOf(point),
      point_type: `special_cause_${point.meaning}`,
      rules: point.rules,
    })),
    common_cause_count: values.length - specialCausePoints.length,
    variation_icon: iconOfLastPeriod(result, values),
    assurance_icon: result.assurance,
  }
}

/**
 * The cases read the icon from the last period, measured or not; `xmr` from the last one that was measured. The
 * two differ only where the last period is missing.
 */
function iconOfLastPeriod({ specialCausePoints }: XmrResult, values: Values): string {
  const point = specialCausePoints.find(({ index }) => index === values.length - 1)
  return point ? `${point.meaning}_${point.side}` : 'common_cause'
}

function labelOf({ rules, side }: XmrResult['specialCausePoints'][number]): string {
  const [rule = 'outside_limit'] = rules
  const place = side === 'high' ? 'Above' : 'Below'
  if (rule === 'outside_limit') return `${place} ${side === 'high' ? 'UCL' : 'LCL'}`
  if (rule === 'two_of_three') return `2 in 3 ${place} CL`
  const [kind, length = ''] = rule.split('_')
  if (kind === 'shift') return `${length} Points ${place} CL`
  return `${length} Point Trend (${side === 'high' ? 'Increasing' : 'Decreasing'})`
}
