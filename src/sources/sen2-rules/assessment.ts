import { addDays, daysBetween } from '../../core/index.ts'
import type { RecordRule, Scope } from './rule.ts'
import { wrongFlags } from './requests.ts'
import { child } from '../sen2/reading.ts'
import { codeIn, dayIn, flagIn, has, isBefore, isOutside, isSet } from './values.ts'

/** Twenty weeks from request to plan, reg 13(2), and sixteen to say that there will be none, reg 10(1). */
const TWENTY_WEEKS = 140
const SIXTEEN_WEEKS = 112

const CHALLENGES = ['AssessmentMediation', 'AssessmentTribunal'] as const
const FLAGS = [...CHALLENGES, 'OtherMediation', 'OtherTribunal'] as const

function outcomeOf({ node }: Scope): string {
  return codeIn(node, 'AssessmentOutcome') ?? ''
}

function daysTo(scope: Scope, day: string | undefined): number | undefined {
  const received = dayIn(scope.request, 'ReceivedDate')
  return received === undefined || day === undefined ? undefined : daysBetween(received, day)
}

/** The plan of this assessment. */
function planHere({ node }: Scope): Scope['plan'] {
  return child(node, 'NamedPlan')
}

/** Rules 3.4 of module 3, about one assessment. */
export const ASSESSMENT_RULES: readonly RecordRule[] = [
  {
    id: 'S2-301',
    level: 'error',
    certainty: 'sure',
    fields: ['AssessmentOutcome'],
    says: 'AssessmentOutcome is missing, or is not Y, N, A, W or H.',
    fix: 'Write Y, N, A, W or H.',
    fails: (scope) => !/^[YNAWH]$/.test(outcomeOf(scope)),
  },
  {
    id: 'S2-302',
    level: 'error',
    certainty: 'sure',
    fields: ['AssessmentOutcomeDate'],
    says: 'AssessmentOutcomeDate is missing or no day, though no plan is to be issued (N).',
    fix: 'Give the day on which the family was told.',
    fails: (scope) =>
      outcomeOf(scope) === 'N' && dayIn(scope.node, 'AssessmentOutcomeDate') === undefined,
  },
  {
    id: 'S2-303',
    level: 'error',
    certainty: 'likely',
    fields: ['AssessmentOutcomeDate'],
    says: 'AssessmentOutcomeDate is missing or no day, though the plan has been issued.',
    fix: 'Give the day on which the plan was issued.',
    fails: (scope) =>
      outcomeOf(scope) === 'Y' &&
      planHere(scope) !== undefined &&
      dayIn(scope.node, 'AssessmentOutcomeDate') === undefined,
  },
  {
    id: 'S2-304',
    level: 'error',
    certainty: 'likely',
    fields: ['AssessmentOutcomeDate'],
    says: 'AssessmentOutcomeDate is given, though the outcome is A, W or H, which have none.',
    fix: 'Take the day out, or correct the outcome.',
    fails: (scope) => /^[AWH]$/.test(outcomeOf(scope)) && has(scope.node, 'AssessmentOutcomeDate'),
  },
  {
    id: 'S2-305',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['AssessmentOutcomeDate', 'RequestOutcomeDate', 'ReceivedDate'],
    says: 'AssessmentOutcomeDate lies before ReceivedDate or RequestOutcomeDate, or after census day.',
    fix: 'Correct the day that is wrong.',
    fails: ({ node, request, about }) => {
      const day = dayIn(node, 'AssessmentOutcomeDate')
      return (
        isBefore(day, dayIn(request, 'RequestOutcomeDate')) ||
        isBefore(day, dayIn(request, 'ReceivedDate')) ||
        isBefore(about.census, day)
      )
    },
  },
  {
    id: 'S2-306',
    level: 'query',
    certainty: 'likely',
    fields: ['AssessmentOutcomeDate'],
    says: 'AssessmentOutcomeDate does not lie in the year whose activity is reported.',
    fix: 'If a plan was issued earlier, the outcome is H and has no day; if later, leave it to the next return.',
    fails: ({ node, about }) =>
      isOutside(dayIn(node, 'AssessmentOutcomeDate'), about.from, about.to),
  },
  {
    id: 'S2-307',
    level: 'error',
    certainty: 'sure',
    fields: ['AssessmentOutcome', 'NamedPlan'],
    says: 'The assessment is not decided or was withdrawn (A or W), but a plan follows.',
    fix: 'Correct the outcome, or take out the plan.',
    fails: (scope) =>
      /^[AW]$/.test(outcomeOf(scope)) &&
      (planHere(scope) !== undefined || scope.active !== undefined),
  },
  {
    id: 'S2-308',
    level: 'error',
    certainty: 'sure',
    fields: ['AssessmentOutcome', 'NamedPlan'],
    says: 'A plan was decided earlier (H), but there is no NamedPlan.',
    fix: 'Add the NamedPlan, or correct the outcome.',
    fails: (scope) => outcomeOf(scope) === 'H' && planHere(scope) === undefined,
  },
  {
    id: 'S2-309',
    level: 'query',
    certainty: 'likely',
    fields: ['AssessmentOutcome', 'NamedPlan'],
    says: 'A plan was issued (Y, with its day), but there is no NamedPlan.',
    fix: 'Add the NamedPlan; if it is not issued yet, leave the day out.',
    fails: (scope) =>
      outcomeOf(scope) === 'Y' &&
      has(scope.node, 'AssessmentOutcomeDate') &&
      planHere(scope) === undefined,
  },
  {
    id: 'S2-310',
    level: 'query',
    certainty: 'likely',
    fields: ['AssessmentOutcome', 'AssessmentMediation', 'AssessmentTribunal'],
    says: 'A plan was refused and yet issued, without mediation or an appeal.',
    fix: 'Set the flag of what changed the decision, or say why it was changed.',
    fails: (scope) =>
      outcomeOf(scope) === 'N' &&
      planHere(scope) !== undefined &&
      !CHALLENGES.some((field) => isSet(scope.node, field)),
  },
  {
    id: 'S2-311',
    level: 'query',
    certainty: 'reconstructed',
    fields: CHALLENGES,
    says: 'Mediation or an appeal about not issuing is recorded, though the outcome is not N.',
    fix: 'Correct the outcome to what was first decided, or use OtherMediation or OtherTribunal.',
    fails: (scope) =>
      outcomeOf(scope) !== 'N' &&
      CHALLENGES.filter((field) => isSet(scope.node, field)).map((field) => ({
        field,
        says: `${field} is 1, though the outcome is not N.`,
      })),
  },
  {
    id: 'S2-312',
    level: 'error',
    certainty: 'likely',
    fields: ['Week20'],
    says: 'Week20 is missing, though the plan was issued in the year reported.',
    fix: 'Write 1 if an exception to the 20 weeks applied, else 0.',
    fails: (scope) => {
      const flag = flagIn(scope.node, 'Week20')
      if (flag === 'wrong') return { says: 'Week20 is neither 0 nor 1.' }
      const start = dayIn(planHere(scope), 'StartDate')
      const isNew = start !== undefined && !isOutside(start, scope.about.from, scope.about.to)
      return flag === undefined && isNew && outcomeOf(scope) !== 'H'
    },
  },
  {
    id: 'S2-313',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['Week20'],
    says: 'An exception to the 20 weeks is recorded, but the plan was issued within them.',
    fix: 'Set Week20 to 0, or check ReceivedDate and the day of issue.',
    fails: (scope) => {
      const issued =
        dayIn(planHere(scope), 'StartDate') ?? dayIn(scope.node, 'AssessmentOutcomeDate')
      const days = daysTo(scope, issued)
      const wasIssued = outcomeOf(scope) === 'Y' || planHere(scope) !== undefined
      return isSet(scope.node, 'Week20') && wasIssued && days !== undefined && days <= TWENTY_WEEKS
    },
  },
  {
    id: 'S2-314',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['AssessmentOutcomeDate', 'ReceivedDate'],
    says: 'The family was told later than 16 weeks after the request that there would be no plan.',
    fix: 'Check the two days; if they are right, say why it was late.',
    fails: (scope) => {
      const received = dayIn(scope.request, 'ReceivedDate')
      return (
        outcomeOf(scope) === 'N' &&
        received !== undefined &&
        isBefore(addDays(received, SIXTEEN_WEEKS), dayIn(scope.node, 'AssessmentOutcomeDate'))
      )
    },
  },
  {
    id: 'S2-316',
    level: 'error',
    certainty: 'reconstructed',
    fields: FLAGS,
    says: 'A flag of mediation or appeal is neither 0 nor 1.',
    fix: 'Write 1 or 0.',
    fails: ({ node }) => wrongFlags(node, FLAGS, false),
  },
]
