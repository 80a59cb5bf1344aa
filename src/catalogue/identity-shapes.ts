import { z } from 'zod'
import { PERIOD_TYPES } from '../core/index.ts'
import { words } from './table-shapes.ts'

const Part = z
  .strictObject({ plus: words.optional(), less: words.optional(), words })
  .refine(({ plus, less }) => plus === undefined || less === undefined, {
    path: ['less'],
    message: 'left out where there is `plus:`',
  })
  .refine(({ plus, less }) => plus !== undefined || less !== undefined, { path: ['plus'] })

export const IdentitiesFile = z.strictObject({
  identities: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
      name: words,
      unit: words,
      periods: z.array(z.enum(PERIOD_TYPES)).min(1),
      whole: z.strictObject({ formula: words, words }),
      parts: z.array(Part).min(1),
      causes: z.array(z.strictObject({ words, formula: words.optional() })).optional(),
    }),
  ),
})
export type IdentitiesShape = z.infer<typeof IdentitiesFile>
