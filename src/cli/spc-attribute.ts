import {
  attributeChart,
  type AttributeChart,
  type AttributePoint,
  runRule,
  runsAround,
} from '../statistics/index.ts'
import { differences } from './spc-compare.ts'
import type { AttributeCase } from './spc-form.ts'

/** Where a chart of the case differs from what the case expects. */
export function attributeDifferences(one: AttributeCase, tolerance: number): string[] {
  const { input, expected } = one
  const result = chartOf(one)
  const included = result.points.filter((_, index) => !input.exclude_index?.includes(index))
  const runs = runsAround(
    included.map((point) => point.value),
    result.centre,
  )
  const rule = runs.points < 2 ? undefined : runRule(runs.points)
  const found = {
    centre: result.centre,
    mean: result.mean,
    sigma_z: result.sigmaZ,
    lower_3s: result.points.map((point) => point.lower3),
    upper_3s: result.points.map((point) => point.upper3),
    lower_2s: result.points.map((point) => point.lower2),
    upper_2s: result.points.map((point) => point.upper2),
    points_outside_index: result.points.flatMap((point, index) => (point.outside ? [index] : [])),
    longest_run: runs.longestRun,
    longest_run_max: rule?.longestRunMax,
    crossings: runs.crossings,
    crossings_min: rule?.crossingsMin,
  }
  return differences(spread(expected, result.points), found, one.tolerance ?? tolerance)
}

function chartOf({ chart, input }: AttributeCase): AttributeChart {
  const numerators = input.numerators ?? input.counts ?? input.values ?? []
  return attributeChart({
    chart,
    numerators,
    ...(input.denominators && { denominators: input.denominators }),
    multiply: input.multiply ?? 1,
    exclude: input.exclude_index ?? [],
    holdFirst: input.hold_limits_from_first_n ?? numerators.length,
    screenRanges: input.screen_ranges ?? true,
  })
}

/** A limit that the case gives as one number is that of every point. */
function spread(
  expected: AttributeCase['expected'],
  points: readonly AttributePoint[],
): Readonly<Record<string, unknown>> {
  const each = (limit: unknown) =>
    typeof limit === 'number' ? points.map(({ value }) => (value === null ? null : limit)) : limit
  return Object.fromEntries(
    Object.entries(expected).map(([name, one]) => [name, /_[23]s$/.test(name) ? each(one) : one]),
  )
}
