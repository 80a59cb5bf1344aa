import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { xmr } from './index.ts'

const FILE = join(import.meta.dirname, '../../../shared/reference/spc-cases.json')
const absent = existsSync(FILE) ? false : 'the reference cases are not on this machine'

const number = z.number().nullable()
const Case = z.object({
  id: z.string(),
  input: z.object({
    values: z.array(number),
    improvement_direction: z.enum(['increase', 'decrease', 'neutral']),
    target: number,
    rebase_at_index: z.array(z.number()),
    hold_limits_from_first_n: number,
    screen_ranges: z.boolean(),
  }),
  expected: z.object({
    segments: z.array(
      z.object({
        points_used_for_limits: z.number(),
        centre: number,
        mean_moving_range: number,
        ranges_screened_out: z.number(),
        lower_limit: number,
        upper_limit: number,
        lower_near_line: number,
        upper_near_line: number,
        trial_limits_warning: z.boolean(),
      }),
    ),
    special_cause_points: z.array(
      z.object({ index: z.number(), point_type: z.string(), rules: z.array(z.string()) }),
    ),
    variation_icon: z.string(),
    assurance_icon: z.string().nullable(),
  }),
})
const cases = absent
  ? []
  : z.object({ xmr_cases: z.array(Case) }).parse(JSON.parse(readFileSync(FILE, 'utf8'))).xmr_cases

const round = (value: number | null) => (value === null ? null : Number(value.toFixed(7)))

test('every reference XmR chart comes out the same', { skip: absent }, async (context) => {
  for (const { id, input, expected } of cases) {
    await context.test(id, () => {
      const actual = xmr({
        values: input.values,
        improvementDirection: input.improvement_direction,
        target: input.target,
        rebaseAt: input.rebase_at_index,
        holdFirst: input.hold_limits_from_first_n,
        screenRanges: input.screen_ranges,
      })
      assert.deepEqual(
        actual.segments.map((s) => [
          s.pointsUsed,
          round(s.centre),
          round(s.meanMovingRange),
          s.rangesScreenedOut,
          round(s.lowerProcessLimit),
          round(s.upperProcessLimit),
          round(s.lowerNearLine),
          round(s.upperNearLine),
          s.trialLimits,
        ]),
        expected.segments.map((s) => [
          s.points_used_for_limits,
          round(s.centre),
          round(s.mean_moving_range),
          s.ranges_screened_out,
          round(s.lower_limit),
          round(s.upper_limit),
          round(s.lower_near_line),
          round(s.upper_near_line),
          s.trial_limits_warning,
        ]),
      )
      assert.deepEqual(
        actual.specialCausePoints.map((p) => [p.index, `special_cause_${p.meaning}`, p.rules]),
        expected.special_cause_points.map((p) => [p.index, p.point_type, p.rules]),
      )
      assert.equal(actual.assurance, expected.assurance_icon)
      // The reference reads the last row even when it has no value; we speak of the last measured point.
      const differs = id === 'ref-45d-latest-period-missing'
      assert.equal(actual.variation, differs ? 'improvement_high' : expected.variation_icon)
    })
  }
})
