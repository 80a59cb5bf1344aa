import { textOf } from '../sen2/reading.ts'
import type { Scope } from '../sen2-rules/rule.ts'
import { codeIn } from '../sen2-rules/values.ts'
import { isOpen, mainPlacement, type Test } from './tests.ts'

/** Groups of placements as published. The register of schools tells the first four apart. */
export const GROUPS = {
  mainstream: 'Mainstream school',
  special: 'Special school',
  alternative: 'Alternative provision or pupil referral unit',
  further: 'Further education or other post-16',
  elsewhere: 'Educated elsewhere, or not in education',
  early: 'Non-maintained early years',
  untold: 'School or college by number, of a type not known',
  none: 'Not recorded',
} as const
export type PlacementGroup = keyof typeof GROUPS

const BY_TYPE: readonly (readonly [RegExp, PlacementGroup])[] = [
  [/pupil referral|alternative provision/i, 'alternative'],
  [/special post 16|further education|sixth form|16[ -](?:to )?19/i, 'further'],
  [/special/i, 'special'],
  [/online|welsh|secure|miscellaneous|overseas|offshore|universit|higher education/i, 'elsewhere'],
]

/** Whether the main placement of a plan open on census day is of a group. */
export function placedIn(group: PlacementGroup): Test {
  return (scope) => isOpen(scope) && groupOf(scope) === group
}

function groupOf(scope: Scope): PlacementGroup {
  const placement = mainPlacement(scope)
  const urn = textOf(placement, 'URN')?.replace(/\.0+$/, '')
  if (urn !== undefined) return groupOfType(scope.about.register?.get(urn)?.type)
  if (textOf(placement, 'UKPRN') !== undefined) return 'further'
  const setting = codeIn(placement, 'SENsetting')
  if (setting === undefined) return 'none'
  return setting === 'EYP' ? 'early' : 'elsewhere'
}

function groupOfType(type: string | undefined): PlacementGroup {
  if (type === undefined) return 'untold'
  return BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? 'mainstream'
}
