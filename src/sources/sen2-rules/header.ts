import { censusDay, isDay } from '../../core/index.ts'
import { isOfYear } from '../sen2/names.ts'
import { ELEMENTS, type ModuleName } from '../sen2/registry.ts'
import { dayOfText } from '../sen2/values.ts'
import type { Sen2Rule, Told, Verdict } from './rule.ts'

/** All of a return that is not a person. */
export type HeaderFacts = {
  /** Texts by published name; none where the element is empty or missing. */
  readonly texts: ReadonlyMap<string, string>
  /** Names of all elements outside persons. */
  readonly seen: ReadonlySet<string>
  readonly persons: number
  readonly isAuthority: (la: string) => boolean
  /** The authority that is to send it, where that was said. */
  readonly sender?: string | undefined
  /** An instant, as in the return: `2026-01-20T09:30:00`. */
  readonly now: string
}

type HeaderRule = Sen2Rule & { readonly fails: (facts: HeaderFacts) => Verdict }

/** What the Collection of a return is supposed to hold, and the codes of officers: recalled, not read. */
export const SUPPOSED = { collection: 'SEN2', officer: /^[YNR]$/ } as const

/** The three digits of the authority. */
export function leaOf(texts: ReadonlyMap<string, string>): string {
  return (texts.get('LEA') ?? '').replace(/\.0+$/, '')
}

export function yearOf(texts: ReadonlyMap<string, string>): number | undefined {
  const text = texts.get('Year')?.replace(/\.0+$/, '') ?? ''
  return /^(?:19|20|21)\d{2}$/.test(text) ? Number(text) : undefined
}

/** Whether a text is a day and a time of it: `2026-01-20T09:30:00`, or as the export writes it. */
function instantOf(text: string): string | undefined {
  const parts = /^(\S{10,11})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(
    text,
  )
  const [, day = '', hour = '', minute = '', second = ''] = parts ?? []
  const found = dayOfText(day)
  if (found === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined
  return `${found}T${hour}:${minute}:${second}`
}

function officers(year: number): string[] {
  return year >= 2026 ? ['DMO', 'DCO', 'DSCO'] : ['DMO', 'DCO']
}

/** Rules 3.1 of the file and its header. */
export const HEADER_RULES: readonly HeaderRule[] = [
  {
    id: 'S2-001',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['Header', 'Persons'],
    says: 'Header or Persons is missing.',
    fix: 'Export the return again.',
    fails: ({ seen }) =>
      ['Header', 'Persons']
        .filter((field) => !seen.has(field))
        .map((field) => ({ field, says: `${field} is missing.` })),
  },
  {
    id: 'S2-002',
    level: 'error',
    certainty: 'sure',
    fields: ['ReferenceDate', 'Year'],
    says: 'ReferenceDate is not the census day of Year, the third Thursday of January.',
    fix: 'Correct Year or ReferenceDate.',
    fails: ({ texts }) => {
      const year = yearOf(texts)
      if (year === undefined) return { field: 'Year', says: 'Year is missing, or is no year.' }
      const day = dayOfText(texts.get('ReferenceDate') ?? '')
      if (day !== undefined && day === censusDay(year)) return false
      const given = day !== undefined && isDay(day) ? `is ${day}` : 'is missing or no day'
      return {
        says: `ReferenceDate ${given}; the census day of ${String(year)} is ${censusDay(year)}.`,
      }
    },
  },
  {
    id: 'S2-003',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['LEA'],
    says: 'LEA is not the code of an English authority.',
    fix: 'Write the three digits of your authority.',
    fails: ({ texts, isAuthority, sender }) => {
      const lea = leaOf(texts)
      if (!texts.has('LEA') || !isAuthority(lea)) return true
      return (
        sender !== undefined &&
        sender !== lea && { says: 'LEA is not the authority that was named.' }
      )
    },
  },
  {
    id: 'S2-004',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['SourceLevel'],
    says: 'SourceLevel is not L.',
    fix: 'Write L, for a local authority.',
    fails: ({ texts }) => texts.get('SourceLevel')?.toUpperCase() !== 'L',
  },
  {
    id: 'S2-005',
    level: 'warning',
    certainty: 'reconstructed',
    fields: ['Collection'],
    says: 'Collection is not SEN2, the name supposed here; the real one is not known.',
    fix: 'Check the name in the guide. One that is missing is an error.',
    fails: ({ texts }) => {
      const name = texts.get('Collection')
      if (name === undefined) return { level: 'error', says: 'Collection is missing.' }
      return name.toUpperCase() !== SUPPOSED.collection
    },
  },
  {
    id: 'S2-006',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['DateTime'],
    says: 'DateTime is missing, is no day and time such as 2026-01-20T09:30:00, or lies in the future.',
    fix: 'Export the return again, and check the clock of the machine that makes it.',
    fails: ({ texts, now }) => {
      const made = instantOf(texts.get('DateTime') ?? '')
      return made === undefined || made > now
    },
  },
  {
    id: 'S2-007',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['DMO', 'DCO', 'DSCO'],
    says: 'It is not said whether a designated officer is in post.',
    fix: 'Fill in DMO and DCO, and from 2026 on DSCO.',
    fails: ({ texts }) => {
      const year = yearOf(texts) ?? 0
      const missing = officers(year).filter((field) => !texts.has(field))
      const odd = ['DMO', 'DCO', 'DSCO'].filter(
        (field) =>
          texts.has(field) && !SUPPOSED.officer.test(texts.get(field)?.toUpperCase() ?? ''),
      )
      return [
        ...missing.map((field) => ({ field, says: `${field} is missing.` })),
        ...odd.map((field): Told => ({
          field,
          level: 'warning',
          says: `${field} is not Y, N or R, the codes supposed here; the real ones are not known.`,
        })),
      ]
    },
  },
  {
    id: 'S2-008',
    level: 'query',
    certainty: 'sure',
    fields: ['any'],
    says: 'The return has an element that returns of its year do not have.',
    fix: 'Take it out, or correct its name or Year.',
    fails: ({ texts, seen }) => {
      const year = yearOf(texts)
      return [...seen]
        .filter((name) => !isKnown(name, year))
        .map((field) => ({
          field: /^[A-Za-z][\w.-]{0,39}$/.test(field) ? field : '(odd name)',
          says: 'The header has an element that returns of its year do not have.',
        }))
    },
  },
  {
    id: 'S2-009',
    level: 'error',
    certainty: 'sure',
    fields: ['Person'],
    says: 'The return holds no Person.',
    fix: 'Export the return again, with its persons.',
    fails: ({ persons }) => persons === 0,
  },
]

const OUTSIDE: ReadonlySet<string> = new Set([
  'Message',
  'Header',
  'CollectionDetails',
  'Source',
  'Persons',
])

function isKnown(name: string, year: number | undefined): boolean {
  if (OUTSIDE.has(name)) return true
  const found = ELEMENTS.find((one) => one.name === name && isOutsidePersons(one.module))
  return found !== undefined && (year === undefined || isOfYear(found, year))
}

function isOutsidePersons(module: ModuleName): boolean {
  return OUTSIDE.has(module)
}
