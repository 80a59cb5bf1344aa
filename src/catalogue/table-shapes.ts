import { z } from 'zod'

/** Filled text. */
export const words = z.string().min(1)
/** A name that a formula can speak. */
export const name = z
  .string()
  .regex(/^\w*[A-Za-z]\w*$/, 'letters, digits and _, at least one letter')

const unit = z.enum([
  'people',
  'rows',
  'places',
  'points',
  'GBP',
  'days',
  'weeks',
  'months',
  'years',
  'hours',
  'sessions',
  'readers',
  'percent',
])

const codes = z.record(z.string(), words)

const columnParts = {
  type: z.enum([
    'text',
    'code',
    'date',
    'integer',
    'number',
    'money',
    'financial-year',
    'academic-year',
  ]),
  label: words,
  says: words.optional(),
  required: z.boolean().optional(),
  unit: unit.optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  codes: codes.optional(),
  codes_from: z.literal('frameworks').optional(),
  refers_to: name.optional(),
  note: words.optional(),
}

const FileColumn = z.strictObject({
  ...columnParts,
  required_when: words.optional(),
  /** Other headings that it is known under. */
  also: z.array(words).min(1).optional(),
  required_words: words.optional(),
})
export type FileColumnShape = z.infer<typeof FileColumn>

const DerivedColumn = z.strictObject({ ...columnParts, made_from: z.array(name).optional() })
export type DerivedColumnShape = z.infer<typeof DerivedColumn>

const Link = z.strictObject({
  to: name,
  column: name,
  to_column: name.optional(),
  back: name.optional(),
  only: z
    .strictObject({ column: name, codes: z.array(words), not: z.literal(true).optional() })
    .optional(),
})
export type LinkShape = z.infer<typeof Link>

const Spell = z.strictObject({
  from: name,
  until: name,
  says: words,
  latest: z.boolean().optional(),
})
export type SpellShape = z.infer<typeof Spell>

const TERM_HEAD = /^\w*[A-Za-z]\w*(\(\w+(, \w+)*\))?$/
const Term = z.strictObject({ formula: words, says: words.optional() })
export type TermShape = z.infer<typeof Term>

const meaning = {
  links: z.record(name, Link).optional(),
  spells: z.record(name, Spell).optional(),
  terms: z
    .record(z.string().regex(TERM_HEAD, 'a name, with its arguments in brackets'), Term)
    .optional(),
}

/** A table that a council supplies as a file. */
export const DatasetFile = z.strictObject({
  table: name,
  singular: words,
  plural: words,
  purpose: words,
  held_in: words,
  key: z.array(name).min(1),
  load: z.enum(['replace-all', 'replace-period', 'add-and-update']),
  period_column: name.optional(),
  columns: z.record(name, FileColumn),
  derived: z.record(name, DerivedColumn).optional(),
  main_spell: name.optional(),
  ...meaning,
})
export type DatasetShape = z.infer<typeof DatasetFile>

/** A table that Sendboard makes from others. `copies` takes over another table's columns. */
export const DerivedFile = z.strictObject({
  table: name,
  derived_table: z.literal(true),
  singular: words,
  plural: words,
  purpose: words,
  key: z.array(name).min(1),
  made_from: z.array(name),
  copies: z.strictObject({ from: name, without: z.array(name) }).optional(),
  derived: z.record(name, DerivedColumn).optional(),
  main_spell: name.optional(),
  ...meaning,
})
export type DerivedShape = z.infer<typeof DerivedFile>

/** A council's own additions to a table that is there already. */
export const AdditionFile = z.strictObject({
  add_to: name,
  columns: z.record(name, FileColumn).optional(),
  codes: z.record(name, codes).optional(),
  ...meaning,
})
export type AdditionShape = z.infer<typeof AdditionFile>

/** Named sets of codes. */
export const SetsFile = z.strictObject({
  sets: z.record(
    z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'in capitals, with digits and _'),
    z.array(words).min(1),
  ),
  /** A set in words, for sentences. */
  says: z.record(z.string(), words).optional(),
})
export type SetsShape = z.infer<typeof SetsFile>

const place = {
  la: z.string().regex(/^\d{3}$/, 'three digits in quotes'),
  code: words,
  name: words,
}

export const AuthoritiesFile = z.strictObject({
  gone: z.array(z.strictObject(place)),
  areas: z.array(z.strictObject({ ...place, also: z.array(words).optional() })),
  authorities: z.array(
    z.strictObject({
      ...place,
      former: words.optional(),
      region: words.optional(),
      invented: z.literal(true).optional(),
    }),
  ),
})
