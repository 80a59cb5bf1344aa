import { z } from 'zod'
import { DAY_FORMATS } from './types.ts'

const words = z.string().min(1)
/** YAML reads `1` and `2024` as numbers and `true` as yes; a cell holds text. */
const cellText = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const cellTexts = z.union([cellText.transform((one) => [one]), z.array(cellText).min(1)])

const Column = z.union([
  words.transform((from) => ({ from })),
  z.strictObject({ from: words, codes: z.record(z.string(), cellText).optional() }),
  z.strictObject({ always: cellText }),
])

const Table = z.strictObject({
  table: words,
  columns: z.record(z.string(), Column),
  only_when: z.record(z.string(), cellTexts).optional(),
  when_filled: z.union([words.transform((one) => [one]), z.array(words)]).optional(),
  once: z.boolean().optional(),
})

/** A mapping file as it is written. */
export const MappingShape = z.strictObject({
  about: words.optional(),
  file: words.optional(),
  sheet: words.optional(),
  days: z.enum(DAY_FORMATS).optional(),
  drop_times: z.boolean().optional(),
  numbers: z.enum(['plain', 'with-commas']).optional(),
  empty: z.array(cellText).optional(),
  ignore: z.array(words).optional(),
  tables: z.array(Table).min(1),
})

export type MappingText = z.infer<typeof MappingShape>
