import { z } from 'zod'
import {
  attributeChart,
  type AttributeChartInput,
  runRule,
  runsAround,
  xmr,
  type XmrResult,
} from '../statistics/index.ts'

/** A case of the file and in what our chart differs from it; nothing differs where it passes. */
export type SpcOutcome = { readonly id: string; readonly differences: readonly string[] }

const number = z.number()
const numbers = z.array(number)
const index = z.number().int().min(0)
const expected = z.record(z.string(), z.unknown())

const XmrCase = z.object({
  id: z.string(),
  tolerance: number.optional(),
  input: z.strictObject({
    values: z.array(number.nullable()),
    first_period: z.string().optional(),
    period: z.string().optional(),
    improvement_direction: z.enum(['increase', 'decrease', 'neutral']).default('neutral'),
    target: number.nullish(),
    rebase_at_index: z.array(index).nullish(),
    hold_limits_from_first_n: index.nullish(),
    screen_ranges: z.boolean().default(true),
  }),
  expected,
})

const AttributeCase = z.object({
  id: z.string(),
  chart: z.enum(['i', 'i_prime', 'p', 'p_prime', 'u', 'u_prime', 'c', 'g', 't']),
  tolerance: number.optional(),
  input: z.strictObject({
    numerators: numbers.optional(),
    denominators: numbers.optional(),
    counts: numbers.optional(),
    values: numbers.optional(),
    multiply: number.optional(),
    exclude_index: z.array(index).optional(),
    hold_limits_from_first_n: index.optional(),
  }),
  expected,
})

const RunRow = z.strictObject({ n: index, longest_run_max: number, crossings_min: number })

const File = z.object({
  tolerance_default: number.default(1e-8),
  xmr_cases: z.array(z.unknown()).default([]),
  attribute_and_run_cases: z.array(z.unknown()).default([]),
  anhoej_run_rule: z.object({ table: z.array(RunRow) }).optional(),
})

/**
 * Runs every case of a file of control charts. A case that is not written as it should be fails; none is
 * passed over.
 *
 * @param file - The parsed JSON.
 * @throws ZodError if it is no such file.
 */
export function runSpcCases(file: unknown): readonly SpcOutcome[] {
  const { tolerance_default: usual, ...cases } = File.parse(file)
  return [
    ...cases.xmr_cases.map((one) =>
      outcomeOf(one, XmrCase, (read) => xmrActual(read.input), usual),
    ),
    ...cases.attribute_and_run_cases.map((one) =>
      outcomeOf(one, AttributeCase, attributeActual, usual),
    ),
    ...(cases.anhoej_run_rule?.table ?? []).map(({ n, ...row }) => {
      const rule = runRule(n)
      const actual = { longest_run_max: rule.longestRunMax, crossings_min: rule.crossingsMin }
      return { id: `run rule of ${String(n)} points`, differences: differences(actual, row, 0) }
    }),
  ]
}

type Read = {
  readonly id: string
  readonly tolerance?: number | undefined
  readonly expected: Readonly<Record<string, unknown>>
}

function outcomeOf<Case extends Read>(
  one: unknown,
  shape: z.ZodType<Case>,
  actualOf: (read: Case) => Readonly<Record<string, unknown>>,
  usual: number,
): SpcOutcome {
  const read = shape.safeParse(one)
  if (!read.success) {
    const named = z.object({ id: z.string() }).safeParse(one)
    const id = named.success ? named.data.id : 'a case without an id'
    return {
      id,
      differences: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    }
  }
  const { id, tolerance, expected: wanted } = read.data
  try {
    return { id, differences: differences(actualOf(read.data), wanted, tolerance ?? usual) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { id, differences: [error.message] }
  }
}

function xmrActual(input: z.infer<typeof XmrCase>['input']): Readonly<Record<string, unknown>> {
  const chart = xmr({
    values: input.values,
    improvementDirection: input.improvement_direction,
    target: input.target ?? null,
    rebaseAt: input.rebase_at_index ?? [],
    holdFirst: input.hold_limits_from_first_n ?? null,
    screenRanges: input.screen_ranges,
  })
  return {
    segments: chart.segments.map((segment) => ({
      first_index: segment.firstIndex,
      last_index: segment.lastIndex,
      points_in_segment: segment.points,
      points_used_for_limits: segment.pointsUsed,
      centre: segment.centre,
      mean_moving_range: segment.meanMovingRange,
      mean_moving_range_before_screen: segment.meanMovingRangeBeforeScreen,
      ranges_screened_out: segment.rangesScreenedOut,
      lower_limit: segment.lowerProcessLimit,
      upper_limit: segment.upperProcessLimit,
      lower_near_line: segment.lowerNearLine,
      upper_near_line: segment.upperNearLine,
      trial_limits_warning: segment.trialLimits,
    })),
    special_cause_points: chart.specialCausePoints.map(
      ({ index: at, value, rules, side, meaning }) => ({
        index: at,
        value,
        label: LABELS[rules[0] ?? 'outside_limit'][side],
        point_type: `special_cause_${meaning}`,
        rules,
      }),
    ),
    common_cause_count: input.values.length - chart.specialCausePoints.length,
    variation_icon: lastRowIcon(chart, input.values.length),
    assurance_icon: chart.assurance,
  }
}

/** The words of NHSRplotthedots for the rule that a point is labelled by. */
const LABELS = {
  outside_limit: { high: 'Above UCL', low: 'Below LCL' },
  trend_7: { high: '7 Point Trend (Increasing)', low: '7 Point Trend (Decreasing)' },
  two_of_three: { high: '2 in 3 Above CL', low: '2 in 3 Below CL' },
  shift_7: { high: '7 Points Above CL', low: '7 Points Below CL' },
} as const

/**
 * The icon as the reference reads it: that of the last row, which has none where that period is
 * missing. On our pages it is that of the last measured period, with the period named.
 */
function lastRowIcon({ variation, latestIndex }: XmrResult, rows: number): string | null {
  return latestIndex === rows - 1 ? variation : 'common_cause'
}

type AttributeRead = z.infer<typeof AttributeCase>

function attributeInput(
  chart: AttributeRead['chart'],
  input: AttributeRead['input'],
): AttributeChartInput {
  return {
    chart,
    numerators: input.numerators ?? input.counts ?? input.values ?? [],
    ...(input.denominators && { denominators: input.denominators }),
    ...(input.multiply !== undefined && { multiply: input.multiply }),
    ...(input.exclude_index && { exclude: input.exclude_index }),
    ...(input.hold_limits_from_first_n !== undefined && {
      holdFirst: input.hold_limits_from_first_n,
    }),
  }
}

function attributeActual({ chart, input }: AttributeRead): Readonly<Record<string, unknown>> {
  const result = attributeChart(attributeInput(chart, input))
  const { points, centre } = result
  const runs = runsAround(
    points.map(({ value }) => value),
    centre,
  )
  const rule = runs.points >= 2 ? runRule(runs.points) : undefined
  return {
    centre,
    mean: result.mean,
    sigma_z: result.sigmaZ,
    lower_3s: points.map(({ lower3 }) => lower3),
    upper_3s: points.map(({ upper3 }) => upper3),
    lower_2s: points.map(({ lower2 }) => lower2),
    upper_2s: points.map(({ upper2 }) => upper2),
    values: points.map(({ value }) => value),
    points_outside_index: points.flatMap(({ outside }, at) => (outside ? [at] : [])),
    longest_run: runs.longestRun,
    crossings: runs.crossings,
    longest_run_max: rule?.longestRunMax ?? null,
    crossings_min: rule?.crossingsMin ?? null,
  }
}

/** In what the actual differs from every field that is expected. */
function differences(
  actual: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  tolerance: number,
): readonly string[] {
  return Object.entries(wanted).flatMap(([field, value]) => {
    if (!(field in actual)) return [`${field} is not known: Sendboard has no such value`]
    const own = sized(actual[field], value)
    return isSame(own, value, tolerance)
      ? []
      : [`${field} must be ${JSON.stringify(value)}; got ${JSON.stringify(own)}`]
  })
}

/** One number may stand for a limit that is the same at every point. */
function sized(actual: unknown, wanted: unknown): unknown {
  if (!Array.isArray(actual) || typeof wanted !== 'number') return actual
  const values: readonly unknown[] = actual
  return values.every((value) => value === values[0]) ? values[0] : actual
}

function isSame(actual: unknown, wanted: unknown, tolerance: number): boolean {
  if (typeof actual === 'number' && typeof wanted === 'number') {
    return Math.abs(actual - wanted) <= tolerance
  }
  if (Array.isArray(actual) && Array.isArray(wanted)) {
    const values: readonly unknown[] = actual
    return (
      values.length === wanted.length &&
      values.every((value, at) => isSame(value, wanted[at], tolerance))
    )
  }
  if (isRecord(actual) && isRecord(wanted)) {
    return Object.entries(wanted).every(([key, value]) => isSame(actual[key], value, tolerance))
  }
  return actual === wanted
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
