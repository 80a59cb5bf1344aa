import { childrenNamed } from '../sen2/reading.ts'
import { lastDayAt25 } from './person.ts'
import { hasOtherCode } from './requests.ts'
import type { RecordRule, Scope } from './rule.ts'
import {
  codeIn,
  dayIn,
  flagIn,
  has,
  isBefore,
  isOutside,
  isSet,
  isUnder,
  ranksFault,
} from './values.ts'

/** The day on which the first plan of the Act could be made. */
const FIRST_PLANS = '2014-09-01'

function ceaseReason({ node }: Scope): string {
  return codeIn(node, 'CeaseReason') ?? ''
}

/** Whether some placement goes on after the plan ceased. */
function goesOn({ node, active }: Scope): boolean {
  const ceased = dayIn(node, 'CeaseDate') ?? ''
  return childrenNamed(active, 'PlacementDetail').some(
    (one) => !has(one, 'LeavingDate') || isBefore(ceased, dayIn(one, 'LeavingDate')),
  )
}

/** Whether the plan is held on some day from the start of the year reported to census day. */
function isInScope({ node, about }: Scope): boolean {
  const start = dayIn(node, 'StartDate')
  return (
    start !== undefined && start <= about.census && !isBefore(dayIn(node, 'CeaseDate'), about.from)
  )
}

/** Rules 3.5 of module 4, about one plan. */
export const PLAN_RULES: readonly RecordRule[] = [
  {
    id: 'S2-401',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['StartDate', 'PersonBirthDate'],
    says: 'StartDate is missing or no day, lies after census day, or before the birth date.',
    fix: 'Give the day on which the plan was first issued.',
    fails: ({ node, person, about }) => {
      const start = dayIn(node, 'StartDate')
      return (
        start === undefined ||
        start > about.census ||
        isBefore(start, dayIn(person, 'PersonBirthDate'))
      )
    },
  },
  {
    id: 'S2-402',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['StartDate'],
    says: 'StartDate lies before 1 September 2014, when there were no plans yet.',
    fix: 'Give the day of the plan, not of the statement before it; a pathfinder’s plan may stand.',
    fails: ({ node }) => isBefore(dayIn(node, 'StartDate'), FIRST_PLANS),
  },
  {
    id: 'S2-403',
    level: 'query',
    certainty: 'likely',
    fields: ['StartDate', 'AssessmentOutcomeDate'],
    says: 'StartDate is not the day on which the assessment says that the plan was issued.',
    fix: 'Make the two days the same.',
    fails: ({ node, assessment }) => {
      const [start, issued] = [dayIn(node, 'StartDate'), dayIn(assessment, 'AssessmentOutcomeDate')]
      return (
        codeIn(assessment, 'AssessmentOutcome') === 'Y' &&
        start !== undefined &&
        issued !== undefined &&
        start !== issued
      )
    },
  },
  {
    id: 'S2-404',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['StartDate', 'ReceivedDate'],
    says: 'The plan began before the request was received.',
    fix: 'Correct the one or the other day; of a plan begun before, the request’s outcome is H.',
    fails: ({ node, request }) =>
      codeIn(request, 'RequestOutcome') !== 'H' &&
      isBefore(dayIn(node, 'StartDate'), dayIn(request, 'ReceivedDate')),
  },
  {
    id: 'S2-405',
    level: 'query',
    certainty: 'likely',
    fields: ['StartDate', 'AssessmentOutcome'],
    says: 'The plan began in the year reported, yet its assessment is said to be earlier (H), and it did not come from another authority.',
    fix: 'Write the outcome Y with its day, or give TransferLA.',
    fails: ({ node, assessment, active, about }) => {
      const start = dayIn(node, 'StartDate')
      return (
        codeIn(assessment, 'AssessmentOutcome') === 'H' &&
        start !== undefined &&
        !isOutside(start, about.from, about.to) &&
        !has(active, 'TransferLA')
      )
    },
  },
  {
    id: 'S2-406',
    level: 'error',
    certainty: 'sure',
    fields: ['CeaseDate', 'CeaseReason'],
    says: 'Of CeaseDate and CeaseReason only one is given.',
    fix: 'Give both, or neither where the plan goes on.',
    fails: ({ node }) => has(node, 'CeaseDate') !== has(node, 'CeaseReason'),
  },
  {
    id: 'S2-407',
    level: 'error',
    certainty: 'sure',
    fields: ['CeaseReason'],
    says: 'CeaseReason is not 1 to 9.',
    fix: 'Write one of the codes 1 to 9.',
    fails: (scope) => has(scope.node, 'CeaseReason') && !/^[1-9]$/.test(ceaseReason(scope)),
  },
  {
    id: 'S2-408',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['CeaseDate', 'StartDate'],
    says: 'CeaseDate lies before StartDate, or after census day.',
    fix: 'Correct the day; a plan that is to cease later has none yet.',
    fails: ({ node, about }) => {
      const ceased = dayIn(node, 'CeaseDate')
      return isBefore(ceased, dayIn(node, 'StartDate')) || isBefore(about.census, ceased)
    },
  },
  {
    id: 'S2-409',
    level: 'query',
    certainty: 'likely',
    fields: ['CeaseDate'],
    says: 'The plan ceased before the year reported, so does not belong in this return.',
    fix: 'Take the record out, or correct the day.',
    fails: ({ node, about }) => isBefore(dayIn(node, 'CeaseDate'), about.from),
  },
  {
    id: 'S2-410',
    level: 'query',
    certainty: 'likely',
    fields: ['CeaseReason', 'CeaseDate'],
    says: 'The plan is said to have ceased at the maximum age (1), but the person had not reached it.',
    fix: 'Give another reason; from 19 on, reason 1 stands only on going into the adult secure estate.',
    fails: (scope) => {
      const birth = dayIn(scope.person, 'PersonBirthDate')
      const ceased = dayIn(scope.node, 'CeaseDate')
      if (ceaseReason(scope) !== '1' || birth === undefined || ceased === undefined) return false
      return isUnder(scope.person, 19, ceased) || ceased < lastDayAt25(birth)
    },
  },
  {
    id: 'S2-411',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['CeaseReason', 'CeaseDate'],
    says: 'The reason for which the plan ceased is not one for a person under 16.',
    fix: 'Check the reason, the birth date, and whether a placement went on.',
    fails: (scope) => {
      if (!isUnder(scope.person, 16, dayIn(scope.node, 'CeaseDate'))) return false
      const reason = ceaseReason(scope)
      return /^[346]$/.test(reason) || (reason === '2' && !goesOn(scope))
    },
  },
  {
    id: 'S2-413',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['PB'],
    says: 'PB is missing, or is neither 0 nor 1.',
    fix: 'Write 1 if a personal budget was taken up, else 0.',
    fails: ({ node }) => typeof flagIn(node, 'PB') !== 'boolean',
  },
  {
    id: 'S2-414',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['PB', 'OA', 'DP'],
    says: 'There is no personal budget (PB 0), yet OA or DP says how it is arranged or paid.',
    fix: 'Set PB to 1, or take OA and DP out.',
    fails: ({ node }) => flagIn(node, 'PB') === false && (isSet(node, 'OA') || hasPayment(node)),
  },
  {
    id: 'S2-415',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PB', 'OA', 'DP'],
    says: 'There is a personal budget, but neither OA nor DP says how it is arranged or paid.',
    fix: 'Set OA to 1, or give DP.',
    fails: ({ node }) => isSet(node, 'PB') && !isSet(node, 'OA') && !hasPayment(node),
  },
  {
    id: 'S2-416',
    level: 'error',
    certainty: 'sure',
    fields: ['PlanRes'],
    says: 'PlanRes is neither A nor B.',
    fix: 'Write A for 38 to 51 weeks, B for 52, or leave it out.',
    fails: (scope) => hasOtherCode(scope, 'PlanRes', 'residential'),
  },
  {
    id: 'S2-417',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PlanWBP', 'DP'],
    says: 'PlanWBP or DP holds none of the codes that are supposed here; the real list is not known.',
    fix: 'Check the code against the guide.',
    fails: (scope) => [
      ...(hasOtherCode(scope, 'PlanWBP', 'work')
        ? [{ field: 'PlanWBP', says: 'PlanWBP is not AP, TR or SI, the codes supposed here.' }]
        : []),
      ...(hasPayment(scope.node) && hasOtherCode(scope, 'DP', 'directPayment')
        ? [{ field: 'DP', says: 'DP is not E, H, S or I, the codes supposed here.' }]
        : []),
    ],
  },
  {
    id: 'S2-418',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PlanWBP', 'PersonBirthDate'],
    says: 'The plan names work-based learning for a person under 16.',
    fix: 'Check PlanWBP and the birth date.',
    fails: ({ node, person, about }) => has(node, 'PlanWBP') && isUnder(person, 16, about.census),
  },
  {
    id: 'S2-419',
    level: 'error',
    certainty: 'sure',
    fields: ['PlanDetail'],
    says: 'The plan names no setting, or more than two.',
    fix: 'Give one or two PlanDetail.',
    fails: ({ node }) => {
      const { length } = childrenNamed(node, 'PlanDetail')
      return length < 1 || length > 2
    },
  },
  {
    id: 'S2-420',
    level: 'error',
    certainty: 'likely',
    fields: ['PlacementRank'],
    says: 'The settings named are not ranked 1, or 1 and 2.',
    fix: 'Give the main one the rank 1 and the other the rank 2.',
    fails: ({ node }) => {
      const details = childrenNamed(node, 'PlanDetail')
      const says = ranksFault(details, 'PlacementRank')
      return says !== undefined && { says, ...(details[0] && { node: details[0] }) }
    },
  },
  {
    id: 'S2-429',
    level: 'error',
    certainty: 'likely',
    fields: ['ActivePlans', 'NamedPlan'],
    says: 'The plan was open in the year reported or on census day, but there is no ActivePlans.',
    fix: 'Add ActivePlans with the placements and needs.',
    fails: (scope) => isInScope(scope) && scope.active === undefined,
  },
]

/** The export and the template write a flag of 0 where the code of a payment would stand. */
function hasPayment(node: Scope['node']): boolean {
  return has(node, 'DP') && flagIn(node, 'DP') !== false
}
