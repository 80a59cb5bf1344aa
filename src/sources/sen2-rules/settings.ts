import { wrongFlags } from './requests.ts'
import type { About, RecordRule, Scope, Told } from './rule.ts'
import { codeIn, flagIn, has, isOtherCode, isSet } from './values.ts'
import { textOf } from '../sen2/reading.ts'
import type { RegisterEntry } from './register.ts'

export const INDICATORS = ['SENunitIndicator', 'ResourcedProvisionIndicator'] as const

function urnOf({ node }: Scope): string | undefined {
  return textOf(node, 'URN')?.replace(/\.0+$/, '')
}

/** What the register says of the school of a record; nothing without a register. */
export function entryOf(scope: Scope): RegisterEntry | undefined {
  return scope.about.register?.get(urnOf(scope) ?? '')
}

export function hasNowhere({ node }: Scope): boolean {
  return !['URN', 'UKPRN', 'SENsetting'].some((field) => has(node, field))
}

/**
 * What is wrong with a URN: its form, or what the register says of it.
 *
 * @param day - The day on which the school is to be open.
 */
export function urnFault(scope: Scope, day: string | undefined): false | Told {
  const urn = urnOf(scope)
  if (urn === undefined) return false
  if (!/^\d{6}$/.test(urn)) return { says: 'URN is not six digits.' }
  if (scope.about.register === undefined) return false
  const entry = entryOf(scope)
  if (!entry) return { says: 'The URN is not in the register of schools that was given.' }
  if (entry.closedOn === undefined || day === undefined || entry.closedOn >= day) return false
  return { level: 'query', says: 'The school of the URN closed before the day given here.' }
}

/** Flags of unit and resourced provision: there for a school, 0 or 1, and hardly ever both 1. */
export function indicatorFaults({ node }: Scope): Told[] {
  const both = INDICATORS.every((field) => isSet(node, field))
  return [
    ...wrongFlags(node, INDICATORS, has(node, 'URN')),
    ...(both
      ? [{ level: 'query' as const, says: 'Both a SEN unit and resourced provision are given.' }]
      : []),
  ]
}

/** Flags that the register gainsays. */
export function indicatorsAgainstRegister(scope: Scope): Told[] {
  const entry = entryOf(scope)
  if (!entry) return []
  const gainsaid = {
    SENunitIndicator: !entry.hasUnit,
    ResourcedProvisionIndicator: !entry.hasResourced,
  }
  return INDICATORS.filter((field) => isSet(scope.node, field) && gainsaid[field]).map((field) => ({
    level: 'query',
    field,
    says: `${field} is 1, but the register of schools shows none at this URN.`,
  }))
}

/** Codes of SENsetting that a plan may name. */
const NAMEABLE: ReadonlySet<string> = new Set(['OLA', 'OPA', 'EHE', 'EYP', 'OTH'])

/** The codes that ask for words in SENSettingOther, among them one that came in 2024. */
export function asksForWords(code: string | undefined, { year }: About): boolean {
  return code === 'NIEO' || (code === 'OTH' && year >= 2024)
}

/** Rules 3.5 of module 4, about one setting that a plan names. */
export const DETAIL_RULES: readonly RecordRule[] = [
  {
    id: 'S2-421',
    level: 'error',
    certainty: 'sure',
    fields: ['URN', 'UKPRN', 'SENsetting'],
    says: 'Nothing says which setting the plan names.',
    fix: 'Give URN, UKPRN or SENsetting.',
    fails: hasNowhere,
  },
  {
    id: 'S2-422',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['SENsetting', 'URN', 'UKPRN'],
    says: 'SENsetting is given beside a URN or UKPRN; the number counts.',
    fix: 'Take SENsetting out, or the number.',
    fails: ({ node }) => has(node, 'SENsetting') && (has(node, 'URN') || has(node, 'UKPRN')),
  },
  {
    id: 'S2-423',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['SENsetting'],
    says: 'SENsetting is not OLA, OPA, EHE, EYP or OTH, the codes that a plan can name.',
    fix: 'Write one of those; being out of education belongs to a placement.',
    fails: ({ node }) => has(node, 'SENsetting') && !NAMEABLE.has(codeIn(node, 'SENsetting') ?? ''),
  },
  {
    id: 'S2-424',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['SENSettingOther', 'SENsetting'],
    says: 'SENSettingOther is missing with OTH, or is given without it.',
    fix: 'Say in SENSettingOther what is named where SENsetting is OTH, and nowhere else.',
    fails: ({ node }) => (codeIn(node, 'SENsetting') === 'OTH') !== has(node, 'SENSettingOther'),
  },
  {
    id: 'S2-425',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['URN'],
    says: 'URN is not six digits, or not in the register of schools.',
    fix: 'Correct the URN.',
    fails: (scope) => urnFault(scope, textOf(scope.plan, 'StartDate')),
  },
  {
    id: 'S2-426',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['UKPRN'],
    says: 'UKPRN is not eight digits that begin with 1.',
    fix: 'Correct the UKPRN.',
    fails: ({ node }) => isWrongUkprn(node),
  },
  {
    id: 'S2-427',
    level: 'error',
    certainty: 'sure',
    fields: INDICATORS,
    says: 'A flag of SEN unit or resourced provision is missing for a school, or is neither 0 nor 1.',
    fix: 'Write 1 or 0 in both; both are 1 only in a school that has both and counts the person in each.',
    fails: indicatorFaults,
  },
  {
    id: 'S2-428',
    level: 'query',
    certainty: 'sure',
    fields: INDICATORS,
    says: 'A SEN unit or resourced provision is given where the register of schools shows none.',
    fix: 'Check the flag, or have the school correct the register.',
    fails: indicatorsAgainstRegister,
  },
]

export function isWrongUkprn(node: Scope['node']): boolean {
  const ukprn = textOf(node, 'UKPRN')?.replace(/\.0+$/, '')
  return ukprn !== undefined && !/^1\d{7}$/.test(ukprn)
}

/** Rule 522: residence, work and the flags of a placement, as for a plan. */
export function kindFaults(scope: Scope, holder: Scope['node']): Told[] {
  const { year } = scope.about
  return [
    ...(isOtherCode(holder, 'Res', 'residential', year)
      ? [{ field: 'Res', node: holder, says: 'Res is neither A nor B.' }]
      : []),
    ...(isOtherCode(holder, 'WBP', 'work', year) && flagIn(holder, 'WBP') !== false
      ? [
          {
            level: 'query' as const,
            field: 'WBP',
            node: holder,
            says: 'WBP is not AP, TR or SI, the codes supposed here.',
          },
        ]
      : []),
  ]
}
