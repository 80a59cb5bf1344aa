import { z } from 'zod'
import { PERIOD_TYPES } from '../core/index.ts'
import { name, words } from './table-shapes.ts'

const decimal = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)], 'a plain number, such as 90 or 0.5')
  .transform(String)

const polarity = z.enum([
  'higher-better',
  'lower-better',
  'neutral',
  'close-to-value',
  'within-range',
])
const disclosure = z.enum(['public', 'suppress-small', 'restricted'])

const PARAMETER = /^-?\d+(\.\d+)?( (people|places|points|GBP|days|weeks|months|years|percent))?$/
const parameters = z
  .record(name, z.string().regex(PARAMETER, 'a number and its unit, such as 18 weeks'))
  .optional()

export const MeasureEntryFile = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, 'lower-case words joined by hyphens, at least two'),
  name: words,
  kind: z.enum([
    'count',
    'sum',
    'difference',
    'reported-value',
    'median',
    'milestone',
    'percentage',
    'rate',
    'percent-change',
    'mean',
  ]),
  unit: words,
  period: z.enum(PERIOD_TYPES),
  every: z.enum(['month', 'quarter', 'term', 'year', 'once']),
  per: z.number().positive().optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  with: parameters,
  value: words.optional(),
  denominator: words.optional(),
  numerator: words.optional(),
  breakdowns: z.array(name).optional(),
  polarity,
  /** The council does not decide how many there are. */
  demand: z.literal(true).optional(),
  /** Measures that are always shown beside it, so that harm cannot look like success. */
  guard: z.array(words).min(1).optional(),
  /** The measure of what is open and late already, for a percentage of what was finished in time. */
  backlog: words.optional(),
  disclosure: disclosure.optional(),
  law: words.optional(),
  reading: words.optional(),
  alternative: words.optional(),
  settles: z
    .string()
    .regex(/^[1-9]\d* (days|weeks)$/, 'a time such as 12 weeks')
    .optional(),
  version: z.number().int().positive().optional(),
})
export type MeasureShape = z.infer<typeof MeasureEntryFile>
export const MeasuresFile = z.strictObject({ measures: z.array(MeasureEntryFile) })

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2023-12-31')

/** What sort of stretch of time a figure stands for. */
const basis = z
  .enum([
    'at-a-date',
    'month',
    'quarter',
    'part-year',
    'year-to-date',
    'full-year',
    'rolling-12m',
    'several-years',
  ])
  .optional()

const Target = z.strictObject({
  comparator: z.enum([
    'gte',
    'gt',
    'lte',
    'lt',
    'eq',
    'within',
    'increase',
    'decrease',
    'above-benchmark',
    'at-or-above-benchmark',
    'below-benchmark',
    'achieved',
    'none',
    'unknown',
  ]),
  value: decimal.optional(),
  upper: decimal.optional(),
  date: day.optional(),
  basis,
  unit: words.optional(),
  words,
  areas: z.array(words).optional(),
})
export type TargetShape = z.infer<typeof Target>

const Baseline = z.strictObject({
  value: decimal.optional(),
  date: day.optional(),
  period: words.optional(),
  basis,
  unit: words.optional(),
  words,
  source: words.optional(),
})
export type BaselineShape = z.infer<typeof Baseline>

const Actual = z.strictObject({
  period: words,
  basis,
  unit: words.optional(),
  value: decimal.optional(),
  words: words.optional(),
  source: words,
})

/** Checks that a council may overrule with a reason; the others find what cannot be meant. */
export const MAY_ACCEPT = [
  'strategy-scale',
  'strategy-basis',
  'strategy-away',
  'strategy-direction',
  'strategy-reached',
  'strategy-demand',
  'strategy-words',
] as const

const RowMeasure = z.strictObject({
  sub: z.string().regex(/^[a-z]$/, 'one small letter'),
  measure: words.optional(),
  name: words,
  role: z.enum(['headline', 'part', 'other-reading', 'supporting']),
  polarity: polarity.optional(),
  baseline: Baseline.optional(),
  targets: z.array(Target).default([]),
  actuals: z.array(Actual).default([]),
  benchmarks: z.array(words).default([]),
  /** The least and the most that are borne, whatever the target. */
  floor: decimal.optional(),
  ceiling: decimal.optional(),
  accepted: z.array(z.strictObject({ check: z.enum(MAY_ACCEPT), why: words })).default([]),
  disclosure: disclosure.optional(),
  provisional: z.boolean().default(false),
  with: parameters,
  note: words.default(''),
  ambiguous: z.boolean().default(false),
})
export type RowMeasureShape = z.infer<typeof RowMeasure>

export const FrameworkFile = z.strictObject({
  framework: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  title: words,
  council: words,
  document: words,
  published: words,
  notes: z.array(words).optional(),
  rows: z.array(
    z.strictObject({
      ref: words,
      area: words,
      owners: z.array(words).optional(),
      words,
      oddity: words.optional(),
      measures: z.array(RowMeasure).min(1),
    }),
  ),
})
export type FrameworkShape = z.infer<typeof FrameworkFile>

/** What a council bears: how far behind still counts as on course. */
export const ToleranceFile = z.strictObject({
  tolerance: z.strictObject({
    points: z.number().min(0).max(100),
    percent: z.number().min(0).max(100),
    decided: words,
  }),
})
export type ToleranceShape = z.infer<typeof ToleranceFile>

/** Decisions that a process has changed for good, so that the limits of its chart start anew. */
export const RebasesFile = z.strictObject({
  rebases: z.array(z.strictObject({ kpi: words, from: day, reason: words, author: words })).min(1),
})
export type RebasesShape = z.infer<typeof RebasesFile>
