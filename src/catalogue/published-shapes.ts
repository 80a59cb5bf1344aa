import { z } from 'zod'
import { isDay } from '../core/index.ts'

const words = z.string().min(1)
const heading = z.string().regex(/^[^\sA-Z]+$/, 'a heading in small letters, with _ for spaces')
const series = z
  .string()
  .regex(/^[a-z0-9-]+\/\S+$/, 'the id of a table, a slash, and the heading of a figure')
const day = z.string().refine(isDay, 'a day, such as 2025-06-26')

/** What the figures of a year describe. */
export const PUBLISHED_YEARS = [
  'calendar',
  'january',
  'academic',
  'financial',
  'mid-year',
  'day',
] as const

/** What a cell says that is no number: the symbols of official statistics, and what stands for them. */
export const SYMBOL_CODES = ['z', 'x', 'c', 'low', 'u', 'blank', 'fault'] as const

const Figure = z.strictObject({
  name: words,
  unit: words.optional(),
  year: z.enum(PUBLISHED_YEARS).optional(),
  as: series.optional(),
  main: z.literal(true).optional(),
  signed: z.literal(true).optional(),
  code: z.literal(true).optional(),
  jump: z.number().gt(1).optional(),
})

const Table = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  title: words,
  file: words,
  unit: words,
  year: z.enum(PUBLISHED_YEARS),
  headings: z.array(heading).min(1),
  period: z.union([heading, z.strictObject({ always: day })]).default('time_period'),
  area: z
    .strictObject({ code: heading.optional(), la: heading.optional(), name: heading.optional() })
    .default({ code: 'new_la_code', la: 'old_la_code', name: 'la_name' }),
  header: z.strictObject({ begins: words, years_above: z.literal(true) }).optional(),
  whole: z.record(heading, z.array(words).min(1)).default({}),
  by: z.array(heading).default([]),
  long: z.strictObject({ series: heading, value: heading }).optional(),
  leave_out: z.array(words).default([]),
  ends: z.array(words).default([]),
  symbols: z.record(z.string(), z.enum([...SYMBOL_CODES, 'zero'])).default({}),
  numbers: z.enum(['plain', 'with-commas']).default('plain'),
  ignore: z.array(heading).default([]),
  releases: z.array(z.strictObject({ newest: words, published: day })).default([]),
  figures: z.record(
    heading,
    z.union([words.transform((text): z.infer<typeof Figure> => ({ name: text })), Figure]),
  ),
})

const Comparison = z.strictObject({
  measure: words,
  value: series.optional(),
  numerator: z.array(series).min(1).optional(),
  denominator: z.array(series).min(1).optional(),
  definition: words.optional(),
  differs: words.optional(),
})

/** Layouts of published tables. */
export const PublishedFile = z.strictObject({ published: z.array(Table) })
export type PublishedShape = z.infer<typeof PublishedFile>

/** Which published figure a measure equals. */
export const ComparisonsFile = z.strictObject({ comparisons: z.array(Comparison) })
export type ComparisonsShape = z.infer<typeof ComparisonsFile>
