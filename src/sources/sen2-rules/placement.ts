import { textOf } from '../sen2/reading.ts'
import type { RecordRule } from './rule.ts'
import {
  asksForWords,
  entryOf,
  hasNowhere,
  indicatorFaults,
  indicatorsAgainstRegister,
  isWrongUkprn,
  kindFaults,
  urnFault,
} from './settings.ts'
import { ageAt, codeIn, dayIn, has, isBefore, isOtherCode, isUnder } from './values.ts'

/** Types of the register at which no child with a plan is expected. */
const UNEXPECTED =
  /universit|higher education|offshore|service children|british schools? overseas|other government department|miscellaneous/i

/** Rules 3.6 of module 5, about one placement. */
export const PLACEMENT_RULES: readonly RecordRule[] = [
  {
    id: 'S2-513',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['EntryDate'],
    says: 'EntryDate is missing or no day, or lies after census day.',
    fix: 'Give the day on which the placement began.',
    fails: ({ node, about }) => {
      const entry = dayIn(node, 'EntryDate')
      return entry === undefined || entry > about.census
    },
  },
  {
    id: 'S2-514',
    level: 'error',
    certainty: 'likely',
    fields: ['EntryDate', 'PersonBirthDate'],
    says: 'EntryDate lies before the birth date.',
    fix: 'Correct the one or the other.',
    fails: ({ node, person }) =>
      isBefore(dayIn(node, 'EntryDate'), dayIn(person, 'PersonBirthDate')),
  },
  {
    id: 'S2-515',
    level: 'error',
    certainty: 'likely',
    fields: ['LeavingDate', 'EntryDate'],
    says: 'LeavingDate lies before EntryDate, or after census day.',
    fix: 'Correct the day; a placement that is to end later has none yet.',
    fails: ({ node, about }) => {
      const left = dayIn(node, 'LeavingDate')
      if (isBefore(left, dayIn(node, 'EntryDate')) || isBefore(about.census, left)) return true
      if (!isBefore(left, about.from)) return false
      return {
        level: 'query',
        says: 'The placement ended before the year reported, so does not belong in this return.',
      }
    },
  },
  {
    id: 'S2-516',
    level: 'error',
    certainty: 'likely',
    fields: ['PlacementRank'],
    says: 'PlacementRank is neither 1 nor 2.',
    fix: 'Write 1 for the main placement and 2 for the other.',
    fails: ({ node }) => !/^[12]$/.test(codeIn(node, 'PlacementRank') ?? ''),
  },
  {
    id: 'S2-517',
    level: 'error',
    certainty: 'sure',
    fields: ['URN', 'UKPRN', 'SENsetting'],
    says: 'Nothing says where the placement is.',
    fix: 'Give URN, UKPRN or SENsetting.',
    fails: hasNowhere,
  },
  {
    id: 'S2-518',
    level: 'error',
    certainty: 'sure',
    fields: ['SENsetting'],
    says: 'SENsetting is none of the codes of this year.',
    fix: 'Write OLA, OPA, EHE, EYP, NEET, NIEC or NIEO; OTH only from 2024 on.',
    fails: ({ node, about }) => isOtherCode(node, 'SENsetting', 'setting', about.year),
  },
  {
    id: 'S2-519',
    level: 'query',
    certainty: 'sure',
    fields: ['SENsetting', 'PersonBirthDate'],
    says: 'NEET is for persons of 16 to 25, and the person was under 16 on census day.',
    fix: 'Write another code, or correct the birth date.',
    fails: ({ node, person, about }) =>
      codeIn(node, 'SENsetting') === 'NEET' && isUnder(person, 16, about.census),
  },
  {
    id: 'S2-520',
    level: 'query',
    certainty: 'likely',
    fields: ['SENSettingOther', 'SENsetting'],
    says: 'SENsetting is NIEO or OTH, and SENSettingOther does not say what that is.',
    fix: 'Describe it in SENSettingOther; the Department asks about every one.',
    fails: ({ node, about }) =>
      asksForWords(codeIn(node, 'SENsetting'), about) && !has(node, 'SENSettingOther'),
  },
  {
    id: 'S2-521',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['SENsetting', 'PersonBirthDate'],
    says: 'EYP is for early years, and the person was 6 or older on census day.',
    fix: 'Write the URN of the school, or another code; or end the placement.',
    fails: ({ node, person, about }) =>
      codeIn(node, 'SENsetting') === 'EYP' && (ageAt(person, about.census) ?? 0) > 5,
  },
  {
    id: 'S2-522',
    level: 'error',
    certainty: 'likely',
    fields: ['Res', 'WBP', 'SENunitIndicator', 'ResourcedProvisionIndicator'],
    says: 'Res, WBP or a flag of SEN unit or resourced provision does not hold what it may.',
    fix: 'Correct the element; both flags are 1 only in a school that has both and counts the person in each.',
    fails: (scope) => [
      ...(scope.about.year < 2024 ? [] : kindFaults(scope, scope.node)),
      ...indicatorFaults(scope),
      ...indicatorsAgainstRegister(scope),
    ],
  },
  {
    id: 'S2-528',
    level: 'query',
    certainty: 'sure',
    fields: ['URN'],
    says: 'The register of schools shows a type of setting that no child with a plan is expected in.',
    fix: 'Check the URN.',
    fails: (scope) => UNEXPECTED.test(entryOf(scope)?.type ?? ''),
  },
  {
    id: 'S2-425',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['URN'],
    says: 'URN is not six digits, or not in the register of schools.',
    fix: 'Correct the URN.',
    fails: (scope) => urnFault(scope, textOf(scope.node, 'EntryDate')),
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
]
