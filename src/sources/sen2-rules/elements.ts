import { elementOf, holdsModule, isOfYear } from '../sen2/names.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import type { Sen2Rule, Told } from './rule.ts'
import { dayIn, flagIn } from './values.ts'

/** Rules about any element of any record. */
export type ElementRule = Sen2Rule & {
  readonly fails: (one: XmlNode, among: Among) => boolean | Told
}

/** Where an element stands: in what, of which year, and whether one of its name stands before it. */
export type Among = { readonly parent: XmlNode; readonly year: number; readonly isRepeat: boolean }

/** Days whose own rules say already that they are none. */
const JUDGED: ReadonlySet<string> = new Set(['PersonBirthDate', 'StartDate', 'EntryDate'])

/** Elements that may stand more than once in one parent, or whose rule says that they may not. */
const MANY: ReadonlySet<string> = new Set([
  ...['Requests', 'Assessment', 'PlanDetail', 'PlacementDetail', 'SENneed'],
])

/** The rules, tried on each element below a person. */
export const ELEMENT_RULES: readonly ElementRule[] = [
  {
    id: 'S2-008',
    level: 'query',
    certainty: 'sure',
    fields: ['any'],
    says: 'Returns of this year have no such element here.',
    fix: 'Take it out, or correct its name, its place or Year.',
    fails: (one, { parent, year }) => {
      if (holdsModule(parent.name, one.name)) return false
      const known = elementOf(parent.name, one.name)
      if (known && isOfYear(known, year)) return false
      return known
        ? { says: `Returns of ${String(year)} have no such element.` }
        : { says: `There is no such element in ${parent.name}.` }
    },
  },
  {
    id: 'S2-010',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['any'],
    says: 'The element is not a day of the calendar.',
    fix: 'Write the day as 2025-03-03.',
    fails: (one, { parent }) =>
      elementOf(parent.name, one.name)?.format === 'day' &&
      !JUDGED.has(one.name) &&
      one.text.trim() !== '' &&
      dayIn(parent, one.name) === undefined,
  },
  {
    id: 'S2-011',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['any'],
    says: 'The element stands twice in one record.',
    fix: 'Take one of them out.',
    fails: (one, { parent, isRepeat }) =>
      isRepeat && !MANY.has(one.name) && isElementOrGroup(parent, one),
  },
  {
    id: 'S2-012',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['OA'],
    says: 'OA is neither 0 nor 1.',
    fix: 'Write 1 if the personal budget has organised arrangements, else 0.',
    fails: (one, { parent }) => one.name === 'OA' && flagIn(parent, 'OA') === 'wrong',
  },
]

function isElementOrGroup(parent: XmlNode, one: XmlNode): boolean {
  return holdsModule(parent.name, one.name) || elementOf(parent.name, one.name) !== undefined
}
