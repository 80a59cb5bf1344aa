import { z } from 'zod'
import { ATTRIBUTE_CHARTS } from '../statistics/index.ts'

// The form of a file of control chart cases. Strict: a field that is not known here could ask for
// something that would not be done.

const value = z.number().nullable()
const index = z.int().min(0)
const words = z.string()
const HEADINGS = { id: words, title: words, basis: words, source: words, note: words }
const headings = z.strictObject(HEADINGS).partial().required({ id: true }).shape

const segment = z
  .strictObject({
    first_index: index,
    last_index: index,
    points_in_segment: index,
    points_used_for_limits: index,
    centre: value,
    mean_moving_range: value,
    mean_moving_range_before_screen: value,
    ranges_screened_out: index,
    lower_limit: value,
    upper_limit: value,
    lower_near_line: value,
    upper_near_line: value,
    trial_limits_warning: z.boolean(),
  })
  .partial()

const specialCause = z
  .strictObject({
    index,
    value: z.number(),
    label: words,
    point_type: words,
    rules: z.array(words),
  })
  .partial()
  .required({ index: true })

export const XmrCase = z.strictObject({
  ...headings,
  tolerance: z.number().min(0).optional(),
  input: z.strictObject({
    values: z.array(value).min(1),
    first_period: words.optional(),
    period: words.optional(),
    improvement_direction: z.enum(['increase', 'decrease', 'neutral']),
    target: value.optional(),
    rebase_at_index: z.array(index).optional(),
    hold_limits_from_first_n: z.int().nullable().optional(),
    screen_ranges: z.boolean().optional(),
    shift_length: z.int().optional(),
    trend_length_points: z.int().optional(),
  }),
  expected: z
    .strictObject({
      segments: z.array(segment),
      special_cause_points: z.array(specialCause),
      common_cause_count: index,
      variation_icon: words.nullable(),
      assurance_icon: words.nullable(),
    })
    .partial(),
})
export type XmrCase = z.infer<typeof XmrCase>

const lines = z.union([value, z.array(value)])

export const AttributeCase = z.strictObject({
  ...headings,
  chart: z.enum(ATTRIBUTE_CHARTS),
  tolerance: z.number().min(0).optional(),
  input: z
    .strictObject({
      numerators: z.array(value),
      counts: z.array(value),
      values: z.array(value),
      denominators: z.array(value),
      multiply: z.number(),
      exclude_index: z.array(index),
      hold_limits_from_first_n: z.int().nullable(),
      screen_ranges: z.boolean(),
    })
    .partial()
    .refine(({ numerators, counts, values }) => {
      return [numerators, counts, values].filter((one) => one !== undefined).length === 1
    }, 'give one of numerators, counts and values'),
  expected: z
    .strictObject({
      centre: z.number(),
      mean: z.number(),
      sigma_z: z.number(),
      lower_3s: lines,
      upper_3s: lines,
      lower_2s: lines,
      upper_2s: lines,
      points_outside_index: z.array(index),
      longest_run: index,
      longest_run_max: index,
      crossings: index,
      crossings_min: index,
    })
    .partial(),
})
export type AttributeCase = z.infer<typeof AttributeCase>

export const RunRow = z.strictObject({
  n: z.int(),
  longest_run_max: z.int(),
  crossings_min: z.int(),
})

/** What the file says that its cases were worked out with; each is checked against ours. */
const Constants = z
  .strictObject({
    limit_factor: z.number(),
    near_factor: z.union([z.number(), words]),
    range_screen_factor: z.number(),
    shift_length: z.int(),
    trend_length_points: z.int(),
    trend_rises_needed: z.int(),
    window_two_of_three: z.int(),
    trial_limits_below_points: z.int(),
    hold_minimum_points: z.int(),
  })
  .partial()
export type Constants = z.infer<typeof Constants>

/** Fields of a file that tell of it and hold no cases. */
const DESCRIPTIONS = ['about', 'made', 'basis_words', 'rules', 'known_disagreements']

/** The file; its cases are read one by one, so that one that cannot be read fails alone. */
export const SpcFile = z.looseObject({
  constants: Constants.default({}),
  tolerance_default: z.number().min(0).default(1e-8),
  xmr_cases: z.array(z.unknown()).default([]),
  attribute_and_run_cases: z.array(z.unknown()).default([]),
  anhoej_run_rule: z
    .strictObject({ rule: z.unknown().optional(), table: z.array(z.unknown()) })
    .default({ table: [] }),
})
export type SpcFile = z.infer<typeof SpcFile>

/** Fields that may hold cases but are not known; a text or number alone describes. */
export function unknownParts(file: SpcFile): string[] {
  const known = [...Object.keys(SpcFile.shape), ...DESCRIPTIONS]
  return Object.entries(file).flatMap(([name, value]) =>
    known.includes(name) || typeof value !== 'object' || value === null ? [] : [name],
  )
}
