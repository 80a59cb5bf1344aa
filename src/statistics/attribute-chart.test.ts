import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { attributeChart, funnelLimits, runRule } from './index.ts'

const FILE = join(import.meta.dirname, '../../../shared/reference/spc-cases.json')
const absent = existsSync(FILE) ? false : 'the reference cases are not on this machine'

const numbers = z.array(z.number())
const Cases = z.object({
  attribute_and_run_cases: z.array(
    z.object({
      id: z.string(),
      chart: z.enum(['i', 'p', 'p_prime', 'u', 'u_prime', 'c', 'g', 't']),
      tolerance: z.number(),
      input: z.object({
        numerators: numbers.optional(),
        denominators: numbers.optional(),
        counts: numbers.optional(),
        values: numbers.optional(),
        multiply: z.number().optional(),
        exclude_index: numbers.optional(),
        hold_limits_from_first_n: z.number().optional(),
      }),
      expected: z.object({
        centre: z.number(),
        lower_3s: z.union([z.number(), numbers]),
        upper_3s: z.union([z.number(), numbers]),
        points_outside_index: numbers.optional(),
      }),
    }),
  ),
  anhoej_run_rule: z.object({
    table: z.array(
      z.object({ n: z.number(), longest_run_max: z.number(), crossings_min: z.number() }),
    ),
  }),
})
const reference = absent ? undefined : Cases.parse(JSON.parse(readFileSync(FILE, 'utf8')))

function near(actual: number | null, expected: number, tolerance: number): void {
  assert.ok(
    actual !== null && Math.abs(actual - expected) <= tolerance,
    `${String(actual)} is not ${String(expected)}`,
  )
}

test('every reference attribute chart comes out the same', { skip: absent }, async (context) => {
  for (const { id, chart, input, expected, tolerance } of reference?.attribute_and_run_cases ??
    []) {
    await context.test(id, () => {
      const result = attributeChart({
        chart,
        numerators: input.numerators ?? input.counts ?? input.values ?? [],
        ...(input.denominators && { denominators: input.denominators }),
        ...(input.multiply && { multiply: input.multiply }),
        ...(input.exclude_index && { exclude: input.exclude_index }),
        ...(input.hold_limits_from_first_n && { holdFirst: input.hold_limits_from_first_n }),
      })
      near(result.centre, expected.centre, tolerance)
      result.points.forEach((point, index) => {
        const { lower_3s: lower, upper_3s: upper } = expected
        near(point.lower3, typeof lower === 'number' ? lower : (lower[index] ?? NaN), tolerance)
        near(point.upper3, typeof upper === 'number' ? upper : (upper[index] ?? NaN), tolerance)
      })
      if (expected.points_outside_index) {
        const outside = result.points.flatMap((point, index) => (point.outside ? [index] : []))
        assert.deepEqual(outside, expected.points_outside_index)
      }
    })
  }
})

test('the run rule equals the reference table', { skip: absent }, () => {
  const table = reference?.anhoej_run_rule.table ?? []
  assert.deepEqual(
    table.map(({ n }) => runRule(n)),
    table.map((row) => ({ longestRunMax: row.longest_run_max, crossingsMin: row.crossings_min })),
  )
})

test('a proportion chart has limits that follow its denominators', () => {
  // By hand: p = 30 / 300; sigma of 100 cases is sqrt(0.1 x 0.9 / 100) = 0.03.
  const chart = attributeChart({
    chart: 'p',
    numerators: [10, 5, 15],
    denominators: [100, 100, 100],
  })
  near(chart.centre, 0.1, 1e-12)
  near(chart.points[0]?.lower3 ?? NaN, 0.01, 1e-12)
  near(chart.points[0]?.upper3 ?? NaN, 0.19, 1e-12)
})

test('an individuals chart of ratios has limits that widen where a point rests on less', () => {
  // By hand: ratios 0.4, 0.6 and 0.5 of 100, 100 and 25, centre 112.5 / 225. Deviations of size 1:
  // 1.2533141 x 0.2 / sqrt(0.02) = 1.7724539 and 1.2533141 x 0.1 / sqrt(0.05) = 0.5604991, mean
  // 1.1664765; three of them over sqrt(100) and sqrt(25).
  const chart = attributeChart({
    chart: 'i_prime',
    numerators: [40, 60, 12.5],
    denominators: [100, 100, 25],
  })
  near(chart.centre, 0.5, 1e-12)
  near(chart.points[0]?.upper3 ?? NaN, 0.5 + 0.34994295, 1e-7)
  near(chart.points[2]?.upper3 ?? NaN, 0.5 + 0.6998859, 1e-7)
})

test('times between events are charted on a scale where they are near normal', () => {
  // By hand: all times equal, so no spread: every line is the time itself.
  const chart = attributeChart({ chart: 't', numerators: [8, 8, 8] })
  near(chart.centre, 8, 1e-9)
  near(chart.points[0]?.upper3 ?? NaN, 8, 1e-9)
})

test('funnel limits of ten cases around a half are worked out exactly', () => {
  // By hand: chances of 0, 1, 2 events of 10 at 0.5 add up to 1/1024, 11/1024, 56/1024. 0.025 lies
  // between 11/1024 and 56/1024: count 2 - (56/1024 - 0.025) / (45/1024) = 1.3244.
  const limits = funnelLimits(0.5, 10, 0.95)
  near(limits.lower, 0.13244444, 1e-8)
  assert.throws(() => funnelLimits(0.5, 0, 0.95), /total must be a whole number/)
})

test('a missing period has no part in the limits and no point', () => {
  const chart = attributeChart({
    chart: 'p',
    numerators: [10, null, 20],
    denominators: [100, null, 100],
  })
  near(chart.centre, 0.15, 1e-12)
  assert.equal(chart.points[1]?.value, null)
  assert.equal(chart.points[1].upper3, null)
})

test('a chart refuses counts that cannot be', () => {
  assert.throws(() => attributeChart({ chart: 'p', numerators: [1] }), /needs denominators/)
  assert.throws(
    () => attributeChart({ chart: 'p', numerators: [3], denominators: [2] }),
    /must not be above its denominator/,
  )
  assert.throws(() => attributeChart({ chart: 'c', numerators: [-1] }), /0 or more; got -1/)
  assert.throws(
    () => attributeChart({ chart: 'u', numerators: [1], denominators: [0] }),
    /a denominator must be above 0; got 0/,
  )
})
