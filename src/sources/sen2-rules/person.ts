import { ageOn } from '../../core/index.ts'
import { isUln, isUpn } from '../pupil-number.ts'
import { MAIN_ETHNICITY } from '../sen2/ethnicity.ts'
import { child, childrenNamed, textOf } from '../sen2/reading.ts'
import type { RecordRule } from './rule.ts'
import { ageAt, codeIn, dayIn, has, isCode, isPlanOpen, isUnder, planOf } from './values.ts'

const UPN_SHAPE = /^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$/
const POSTCODE = /^(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/i

/**
 * Authorities that are no more but gave pupil numbers, and those of Wales (660 to 681), whose numbers
 * have the same form.
 */
const FORMER = new Set(['820', '835', '836', '837', '875', '909', '928'])

function upnOf(person: Parameters<typeof textOf>[0]): string | undefined {
  return textOf(person, 'UPN')?.toUpperCase()
}

/** Rules 3.2 of module 1. */
export const PERSON_RULES: readonly RecordRule[] = [
  {
    id: 'S2-101',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['Surname', 'Forename'],
    says: 'Surname or Forename is missing.',
    fix: 'Fill in both names.',
    fails: ({ person }) =>
      ['Surname', 'Forename']
        .filter((field) => !has(person, field))
        .map((field) => ({ field, says: `${field} is missing.` })),
  },
  {
    id: 'S2-102',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['PersonBirthDate'],
    says: 'The birth date is missing, is no day of the calendar, or lies after census day.',
    fix: 'Correct the birth date.',
    fails: ({ person, about }) => {
      const birth = dayIn(person, 'PersonBirthDate')
      return birth === undefined || birth > about.census
    },
  },
  {
    id: 'S2-103',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PersonBirthDate', 'CeaseDate'],
    says: 'The plan is open though the person was 25 on 31 August: it should have ended with the academic year of the 25th birthday.',
    fix: 'Check the birth date, or give the day and the reason for which the plan ceased.',
    fails: ({ person, about }) => {
      const age = ageAt(person, `${String(about.year - 1)}-08-31`)
      if (age === undefined || age < 25) return false
      const plans = childrenNamed(person, 'Requests').map(planOf)
      if (!plans.some((plan) => isPlanOpen(plan, about.census))) return false
      return age === 25
        ? 'query'
        : {
            level: 'error',
            says: 'The plan is open though the person was 26 or older on 31 August.',
          }
    },
  },
  {
    id: 'S2-104',
    level: 'error',
    certainty: 'likely',
    fields: ['Sex'],
    says: 'Sex is missing, or is neither M nor F.',
    fix: 'Write M or F.',
    from: 2024,
    fails: ({ person, about }) => !isCode('sex', codeIn(person, 'Sex') ?? '', about.year),
  },
  {
    id: 'S2-104',
    level: 'error',
    certainty: 'likely',
    fields: ['GenderCurrent'],
    says: 'GenderCurrent is missing, or is not 0, 1, 2 or 9.',
    fix: 'Write 0, 1, 2 or 9.',
    to: 2023,
    fails: ({ person, about }) =>
      !isCode('gender', codeIn(person, 'GenderCurrent') ?? '', about.year),
  },
  {
    id: 'S2-105',
    level: 'error',
    certainty: 'likely',
    fields: ['Ethnicity'],
    says: 'Ethnicity is missing, or is none of its codes.',
    fix: 'Write one of the codes; NOBT where it has not been obtained.',
    fails: ({ person }) => {
      const code = codeIn(person, 'Ethnicity') ?? ''
      const main = MAIN_ETHNICITY.get(code)
      if (main === undefined) return true
      if (main === code) return false
      return { level: 'query', says: `Ethnicity is an extended code of ${main}.` }
    },
  },
  {
    id: 'S2-106',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PostCode'],
    says: 'The postcode is missing, or has not the form of one.',
    fix: 'Give the home postcode, such as ZZ99 9ZZ.',
    fails: ({ person }) => !POSTCODE.test(textOf(person, 'PostCode') ?? ''),
  },
  {
    id: 'S2-107',
    level: 'error',
    certainty: 'likely',
    fields: ['UPN', 'UniqueLearnerNumber', 'UPNunknown'],
    says: 'There is no UPN, no unique learner number, and no reason why.',
    fix: 'Give the UPN or the unique learner number; else the reason in UPNunknown.',
    fails: ({ person }) => !hasNumber(person) && !has(person, 'UPNunknown'),
  },
  {
    id: 'S2-108',
    level: 'query',
    certainty: 'likely',
    fields: ['UPNunknown'],
    says: 'UPNunknown gives a reason for having no number, but there is one.',
    fix: 'Take UPNunknown out, or the number if it is not theirs.',
    fails: ({ person }) => has(person, 'UPNunknown') && hasNumber(person),
  },
  {
    id: 'S2-109',
    level: 'error',
    certainty: 'sure',
    fields: ['UPNunknown'],
    says: 'UPNunknown is none of its codes.',
    fix: 'Write UN1, UN2, UN3, UN5, UN8, UN9 or UN10.',
    fails: ({ person, about }) => {
      const code = codeIn(person, 'UPNunknown')
      return code !== undefined && !isCode('upnUnknown', code, about.year)
    },
  },
  {
    id: 'S2-110',
    level: 'query',
    certainty: 'sure',
    fields: ['UPNunknown', 'PersonBirthDate'],
    says: 'UN1 is for children under 6, and the person was 6 or older on census day.',
    fix: 'Give the UPN, or another reason.',
    fails: ({ person, about }) =>
      codeIn(person, 'UPNunknown') === 'UN1' && (ageAt(person, about.census) ?? 0) >= 6,
  },
  {
    id: 'S2-111',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['UPNunknown', 'PersonBirthDate'],
    says: 'UN9 is for young people, and the person was under 16 on census day.',
    fix: 'Give another reason.',
    fails: ({ person, about }) =>
      codeIn(person, 'UPNunknown') === 'UN9' && isUnder(person, 16, about.census),
  },
  {
    id: 'S2-112',
    level: 'query',
    certainty: 'likely',
    fields: ['UPNunknown'],
    says: 'UN10 says that the request led to nothing further, but it led to an assessment.',
    fix: 'Give the UPN, or another reason.',
    fails: ({ person }) =>
      codeIn(person, 'UPNunknown') === 'UN10' &&
      childrenNamed(person, 'Requests').some(
        (one) =>
          child(one, 'Assessment') !== undefined ||
          ['Y', 'H'].includes(codeIn(one, 'RequestOutcome') ?? ''),
      ),
  },
  {
    id: 'S2-113',
    level: 'error',
    certainty: 'likely',
    fields: ['UPN'],
    says: 'The UPN has not the form of one: a letter, eleven digits, and a digit or letter.',
    fix: 'Correct the UPN from the school’s records.',
    fails: ({ person }) => has(person, 'UPN') && !UPN_SHAPE.test(upnOf(person) ?? ''),
  },
  {
    id: 'S2-114',
    level: 'error',
    certainty: 'likely',
    fields: ['UPN'],
    says: 'The check letter of the UPN does not fit its digits.',
    fix: 'Correct the UPN from the school’s records: a digit is wrong, or two are swapped.',
    fails: ({ person }) => {
      const upn = upnOf(person) ?? ''
      return UPN_SHAPE.test(upn) && !isUpn(upn)
    },
  },
  {
    id: 'S2-115',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['UPN'],
    says: 'Characters 2 to 4 of the UPN are not the code of an authority.',
    fix: 'Check the UPN with the school that gave it.',
    fails: ({ person, about }) => {
      const upn = upnOf(person) ?? ''
      if (upn.length !== 13) return false
      const la = upn.slice(1, 4)
      if (!about.isAuthority(la) && !FORMER.has(la) && !/^6(?:6\d|7\d|80|81)$/.test(la)) return true
      if (!/^\d{8}$/.test(upn.slice(4, 12)))
        return { says: 'Characters 5 to 12 of the UPN are not all digits.' }
      if (/[0-9A-HJ-NP-RT-Z]$/.test(upn)) return false
      return {
        says: 'The 13th character of the UPN is neither a digit nor a letter of its alphabet.',
      }
    },
  },
  {
    id: 'S2-117',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['UniqueLearnerNumber'],
    says: 'The unique learner number is not ten digits, or its check digit does not fit.',
    fix: 'Correct it from the college’s or the Learning Records Service’s records.',
    fails: ({ person }) => {
      const uln = textOf(person, 'UniqueLearnerNumber')?.replace(/\.0$/, '')
      return uln !== undefined && !isUln(uln)
    },
  },
  {
    id: 'S2-120',
    level: 'error',
    certainty: 'sure',
    fields: ['Requests'],
    says: 'The person has no request.',
    fix: 'Add the request; of an older plan, one with the outcome H.',
    fails: ({ person }) => childrenNamed(person, 'Requests').length === 0,
  },
  {
    id: 'S2-219',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['ReceivedDate'],
    says: 'Two requests of the person were received on the same day.',
    fix: 'Take one out, or correct its day.',
    fails: ({ person }) => {
      const seen = new Set<string>()
      return childrenNamed(person, 'Requests').flatMap((node) => {
        const day = dayIn(node, 'ReceivedDate')
        if (day === undefined) return []
        if (seen.has(day)) return [{ node }]
        seen.add(day)
        return []
      })
    },
  },
  {
    id: 'S2-220',
    level: 'query',
    certainty: 'sure',
    fields: ['Requests'],
    says: 'Two plans of the person are open on census day.',
    fix: 'End the one that no longer holds, or say why there are two.',
    fails: ({ person, about }) => {
      const [, ...others] = childrenNamed(person, 'Requests').filter((one) =>
        isPlanOpen(planOf(one), about.census),
      )
      return others.map((node) => ({ node }))
    },
  },
]

function hasNumber(person: Parameters<typeof has>[0]): boolean {
  return has(person, 'UPN') || has(person, 'UniqueLearnerNumber')
}

/** The 31 July that ends the academic year of the 25th birthday, the earliest end that one has. */
export function lastDayAt25(birth: string): string {
  const year = Number(birth.slice(0, 4)) + 25
  const isAutumn = ageOn(birth, `${String(year)}-08-31`) < 25
  return `${String(isAutumn ? year + 1 : year)}-07-31`
}
