import { addDays } from '../../core/index.ts'
import type { CodeSetName } from '../sen2/codes.ts'
import { child, childrenNamed, textOf } from '../sen2/reading.ts'
import type { RecordRule, Scope } from './rule.ts'
import {
  codeIn,
  dayIn,
  flagIn,
  has,
  isBefore,
  isOtherCode,
  isOutside,
  isOverturned,
  isSet,
} from './values.ts'

function outcomeOf({ request }: Scope): string {
  return codeIn(request, 'RequestOutcome') ?? ''
}

/** Whether an element names an authority other than one's own. */
export function isOtherLa(node: Scope['request'], name: string, { about }: Scope): boolean {
  const la = textOf(node, name)?.replace(/\.0+$/, '')
  return la === undefined || (about.isAuthority(la) && la !== about.lea)
}

/** Flags of a list that are missing or neither 0 nor 1, each told by itself. */
export function wrongFlags(
  node: Scope['request'],
  fields: readonly string[],
  needed: boolean,
): { readonly field: string; readonly says: string }[] {
  return fields.flatMap((field) => {
    const flag = flagIn(node, field)
    if (flag === 'wrong') return [{ field, says: `${field} is neither 0 nor 1.` }]
    return needed && flag === undefined ? [{ field, says: `${field} is missing.` }] : []
  })
}

const CHALLENGES = ['RequestMediation', 'RequestTribunal'] as const

/** Rules 3.3 of module 2, about one request. */
export const REQUEST_RULES: readonly RecordRule[] = [
  {
    id: 'S2-201',
    level: 'error',
    certainty: 'sure',
    fields: ['RequestOutcome'],
    says: 'RequestOutcome is missing, or is not Y, N, A, W or H.',
    fix: 'Write Y, N, A, W or H.',
    fails: (scope) => !/^[YNAWH]$/.test(outcomeOf(scope)),
  },
  {
    id: 'S2-202',
    level: 'error',
    certainty: 'likely',
    fields: ['ReceivedDate'],
    says: 'ReceivedDate is missing or no day, though the outcome is not H.',
    fix: 'Give the day on which the request was received.',
    fails: (scope) => outcomeOf(scope) !== 'H' && dayIn(scope.node, 'ReceivedDate') === undefined,
  },
  {
    id: 'S2-203',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['ReceivedDate'],
    says: 'ReceivedDate lies after census day.',
    fix: 'Correct the day, or leave the request to the next return.',
    fails: ({ node, about }) => {
      const day = dayIn(node, 'ReceivedDate') ?? ''
      if (day > about.census) return true
      if (day <= about.to) return false
      return {
        level: 'query',
        says: 'ReceivedDate lies after the year whose activity is reported.',
      }
    },
  },
  {
    id: 'S2-204',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['ReceivedDate', 'PersonBirthDate'],
    says: 'ReceivedDate lies before the birth date.',
    fix: 'Correct the one or the other.',
    fails: ({ node, person }) =>
      isBefore(dayIn(node, 'ReceivedDate'), dayIn(person, 'PersonBirthDate')),
  },
  {
    id: 'S2-205',
    level: 'error',
    certainty: 'sure',
    fields: ['RequestOutcomeDate'],
    says: 'RequestOutcomeDate is missing or no day, though the outcome is Y or N.',
    fix: 'Give the day on which the family was told whether there would be an assessment.',
    fails: (scope) =>
      /^[YN]$/.test(outcomeOf(scope)) && dayIn(scope.node, 'RequestOutcomeDate') === undefined,
  },
  {
    id: 'S2-206',
    level: 'error',
    certainty: 'likely',
    fields: ['RequestOutcomeDate'],
    says: 'RequestOutcomeDate is given, though the outcome is A, W or H, which have none.',
    fix: 'Take the day out, or correct the outcome.',
    fails: (scope) => /^[AWH]$/.test(outcomeOf(scope)) && has(scope.node, 'RequestOutcomeDate'),
  },
  {
    id: 'S2-207',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['RequestOutcomeDate', 'ReceivedDate'],
    says: 'RequestOutcomeDate lies before ReceivedDate or after census day.',
    fix: 'Correct the one or the other day.',
    fails: ({ node, about }) => {
      const decided = dayIn(node, 'RequestOutcomeDate')
      return isBefore(decided, dayIn(node, 'ReceivedDate')) || isBefore(about.census, decided)
    },
  },
  {
    id: 'S2-208',
    level: 'query',
    certainty: 'likely',
    fields: ['RequestOutcomeDate', 'RequestOutcome'],
    says: 'The decision on the request does not lie in the year whose activity is reported.',
    fix: 'If it was made earlier and led to an assessment, the outcome is H and has no day; if later, it is still A.',
    fails: (scope) =>
      /^[YN]$/.test(outcomeOf(scope)) &&
      !isOverturned(scope.node) &&
      isOutside(dayIn(scope.node, 'RequestOutcomeDate'), scope.about.from, scope.about.to),
  },
  {
    id: 'S2-209',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['RequestOutcome', 'ReceivedDate'],
    says: 'The decision is still awaited more than six weeks after the request.',
    fix: 'Record the decision if there was one; if not, say why it is late.',
    fails: (scope) => {
      const received = dayIn(scope.node, 'ReceivedDate')
      return (
        outcomeOf(scope) === 'A' &&
        received !== undefined &&
        addDays(received, 42) < scope.about.census
      )
    },
  },
  {
    id: 'S2-210',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['RYA'],
    says: 'RYA is missing, or is neither 0 nor 1.',
    fix: 'Write 1 if the request came while the person was in youth accommodation, else 0.',
    fails: ({ node }) => wrongFlags(node, ['RYA'], true),
  },
  {
    id: 'S2-211',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['RequestSource'],
    says: 'RequestSource is not 1 to 5, or is missing though the outcome is not H.',
    fix: 'Write 1 family, 2 school or other setting, 3 health, 4 social care, or 5 other.',
    from: 2025,
    fails: (scope) => {
      const { node, about } = scope
      const code = codeIn(node, 'RequestSource')
      if (code === undefined && outcomeOf(scope) === 'H') return false
      if (code !== undefined)
        return /^[1-5]$/.test(code) ? false : { says: 'RequestSource is not 1 to 5.' }
      return { level: about.year < 2026 ? 'query' : 'error', says: 'RequestSource is missing.' }
    },
  },
  {
    id: 'S2-212',
    level: 'query',
    certainty: 'reconstructed',
    fields: CHALLENGES,
    says: 'Mediation or an appeal about not assessing is recorded, though the outcome is not N.',
    fix: 'Correct the outcome to what was first decided, or set the flag to 0.',
    fails: (scope) =>
      outcomeOf(scope) !== 'N' &&
      CHALLENGES.filter((field) => isSet(scope.node, field)).map((field) => ({
        field,
        says: `${field} is 1, though the outcome is not N.`,
      })),
  },
  {
    id: 'S2-213',
    level: 'error',
    certainty: 'reconstructed',
    fields: CHALLENGES,
    says: 'RequestMediation or RequestTribunal is not 0 or 1, or is missing though the outcome is N.',
    fix: 'Write 1 or 0.',
    fails: (scope) => wrongFlags(scope.node, CHALLENGES, outcomeOf(scope) === 'N'),
  },
  {
    id: 'S2-214',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['Exported'],
    says: 'Exported is not the code of another authority.',
    fix: 'Write the three digits of the authority that the person moved to.',
    fails: (scope) => !isOtherLa(scope.node, 'Exported', scope),
  },
  {
    id: 'S2-215',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['Exported'],
    says: 'Exported says that the person moved before the assessment was finished, but it was refused, or led to a plan still held here.',
    fix: 'Take Exported out, or correct the outcome or the day on which the plan ceased.',
    fails: (scope) =>
      has(scope.node, 'Exported') &&
      (outcomeOf(scope) === 'N' || (scope.plan !== undefined && !has(scope.plan, 'CeaseDate'))),
  },
  {
    id: 'S2-216',
    level: 'error',
    certainty: 'sure',
    fields: ['RequestOutcome', 'Assessment'],
    says: 'The request was not decided or was withdrawn (A or W), but an assessment or a plan follows.',
    fix: 'Correct the outcome, or take out what follows.',
    fails: (scope) =>
      /^[AW]$/.test(outcomeOf(scope)) &&
      (scope.assessment !== undefined || scope.active !== undefined),
  },
  {
    id: 'S2-217',
    level: 'error',
    certainty: 'likely',
    fields: ['RequestOutcome', 'Assessment'],
    says: 'An assessment was agreed (Y or H), but there is no Assessment.',
    fix: 'Add the Assessment; if it is not finished its outcome is A.',
    fails: (scope) => /^[YH]$/.test(outcomeOf(scope)) && scope.assessment === undefined,
  },
  {
    id: 'S2-218',
    level: 'query',
    certainty: 'likely',
    fields: ['RequestOutcome', 'RequestMediation', 'RequestTribunal'],
    says: 'An assessment was refused and yet made, without mediation or an appeal.',
    fix: 'Set the flag of what changed the decision, or say why it was changed.',
    fails: (scope) =>
      outcomeOf(scope) === 'N' &&
      child(scope.node, 'Assessment') !== undefined &&
      !CHALLENGES.some((field) => isSet(scope.node, field)),
  },
  {
    id: 'S2-315',
    level: 'error',
    certainty: 'sure',
    fields: ['Assessment'],
    says: 'The request has more than one Assessment.',
    fix: 'Give each assessment a request of its own, or take one out.',
    fails: ({ node }) =>
      childrenNamed(node, 'Assessment')
        .slice(1)
        .map((one) => ({ node: one })),
  },
]

/** Whether an element of the record is there and holds none of the codes of its set. */
export function hasOtherCode(scope: Scope, field: string, set: CodeSetName): boolean {
  return isOtherCode(scope.node, field, set, scope.about.year)
}
