import { addDays, addMonths } from '../../core/index.ts'
import { childrenNamed, textOf } from '../sen2/reading.ts'
import { hasOtherCode, isOtherLa } from './requests.ts'
import type { RecordRule, Scope } from './rule.ts'
import { kindFaults } from './settings.ts'
import {
  codeIn,
  dayIn,
  has,
  isBefore,
  isCode,
  isPlanOpen,
  openPlacements,
  ranksFault,
} from './values.ts'

/** Four weeks from the meeting to the decision: reg 20(10). */
const FOUR_WEEKS = 28

function isOpenOnCensusDay({ plan, about }: Scope): boolean {
  return isPlanOpen(plan, about.census)
}

/** Rules 3.6 of module 5, about one plan in force: transfer, reviews, and what it must hold. */
export const ACTIVE_RULES: readonly RecordRule[] = [
  {
    id: 'S2-429',
    level: 'error',
    certainty: 'likely',
    fields: ['NamedPlan', 'ActivePlans'],
    says: 'There is an ActivePlans without a NamedPlan.',
    fix: 'Add the Assessment with its NamedPlan, or take ActivePlans out.',
    fails: ({ plan }) => plan === undefined,
  },
  {
    id: 'S2-501',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['TransferLA'],
    says: 'TransferLA is not the code of another authority.',
    fix: 'Write the three digits of the authority that the plan came from.',
    fails: (scope) => !isOtherLa(scope.node, 'TransferLA', scope),
  },
  {
    id: 'S2-502',
    level: 'query',
    certainty: 'likely',
    fields: ['TransferLA', 'RequestOutcome', 'AssessmentOutcome'],
    says: 'The plan came from another authority, so the outcomes of request and assessment should be H.',
    fix: 'Write H in both, or take TransferLA out.',
    fails: ({ node, request, assessment }) =>
      has(node, 'TransferLA') &&
      (codeIn(request, 'RequestOutcome') !== 'H' ||
        codeIn(assessment, 'AssessmentOutcome') !== 'H'),
  },
  {
    id: 'S2-503',
    level: 'error',
    certainty: 'likely',
    fields: ['ReviewMeeting', 'StartDate'],
    says: 'ReviewMeeting lies after census day, or before the plan began.',
    fix: 'Give the latest meeting on or before census day.',
    from: 2024,
    fails: ({ node, plan, about }) => {
      const met = dayIn(node, 'ReviewMeeting')
      return isBefore(about.census, met) || isBefore(met, dayIn(plan, 'StartDate'))
    },
  },
  {
    id: 'S2-504',
    level: 'error',
    certainty: 'sure',
    fields: ['ReviewOutcome', 'ReviewMeeting'],
    says: 'ReviewOutcome is not M, A or C, or is given without ReviewMeeting.',
    fix: 'Write M, A or C with the day of the meeting, or leave both out.',
    from: 2024,
    fails: (scope) =>
      hasOtherCode(scope, 'ReviewOutcome', 'reviewOutcome') ||
      (has(scope.node, 'ReviewOutcome') && !has(scope.node, 'ReviewMeeting')),
  },
  {
    id: 'S2-505',
    level: 'error',
    certainty: 'likely',
    fields: ['LastReview', 'ReviewMeeting'],
    says: 'LastReview lies after census day.',
    fix: 'Give the day on which the family was told of the decision after this meeting.',
    fails: ({ node, about }) => {
      const told = dayIn(node, 'LastReview')
      if (isBefore(about.census, told)) return true
      if (!isBefore(told, dayIn(node, 'ReviewMeeting'))) return false
      return {
        level: 'query',
        says: 'LastReview lies before ReviewMeeting: it may be of the review before, or the two days are crossed.',
      }
    },
  },
  {
    id: 'S2-506',
    level: 'query',
    certainty: 'likely',
    fields: ['ReviewOutcome', 'LastReview'],
    says: 'Of ReviewOutcome and LastReview, the day of that decision, only one is given.',
    fix: 'Give both, or neither where nothing was decided by census day.',
    from: 2024,
    fails: ({ node }) => has(node, 'ReviewOutcome') !== has(node, 'LastReview'),
  },
  {
    id: 'S2-507',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['ReviewMeeting', 'StartDate'],
    says: 'The plan has had no review meeting in the 12 months before census day.',
    fix: 'Give the latest meeting, or say why there was none.',
    from: 2024,
    fails: (scope) => {
      if (!isOpenOnCensusDay(scope)) return false
      const yearAgo = addMonths(scope.about.census, -12)
      const met = dayIn(scope.node, 'ReviewMeeting')
      return isBefore(met ?? dayIn(scope.plan, 'StartDate'), yearAgo)
    },
  },
  {
    id: 'S2-508',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['LastReview', 'ReviewMeeting'],
    says: 'The decision was told later than four weeks after the meeting.',
    fix: 'Check the two days; if they are right, say why it was late.',
    from: 2024,
    fails: ({ node }) => {
      const met = dayIn(node, 'ReviewMeeting')
      return met !== undefined && isBefore(addDays(met, FOUR_WEEKS), dayIn(node, 'LastReview'))
    },
  },
  {
    id: 'S2-509',
    level: 'query',
    certainty: 'likely',
    fields: ['ReviewDraft', 'ReviewOutcome'],
    says: 'ReviewDraft is given though the decision is not to amend (A), or lies before the meeting or after census day.',
    fix: 'Correct the day or the decision, or take ReviewDraft out.',
    from: 2025,
    fails: ({ node, about }) => {
      const draft = dayIn(node, 'ReviewDraft')
      return (
        has(node, 'ReviewDraft') &&
        (codeIn(node, 'ReviewOutcome') !== 'A' ||
          isBefore(draft, dayIn(node, 'ReviewMeeting')) ||
          isBefore(about.census, draft))
      )
    },
  },
  {
    id: 'S2-510',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PhaseTransferDueDate'],
    says: 'PhaseTransferDueDate is neither 15 February nor 31 March.',
    fix: 'Give 31 March for a move from school to a post-16 setting, 15 February for any other.',
    from: 2025,
    fails: ({ node }) =>
      has(node, 'PhaseTransferDueDate') &&
      !/-(?:02-15|03-31)$/.test(dayIn(node, 'PhaseTransferDueDate') ?? ''),
  },
  {
    id: 'S2-511',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['PhaseTransferFinalDate', 'PhaseTransferDueDate'],
    says: 'PhaseTransferFinalDate is given without the day due, or lies after it or after census day.',
    fix: 'Correct the one or the other; if the final plan was late, say why.',
    from: 2025,
    fails: ({ node, about }) => {
      const final = dayIn(node, 'PhaseTransferFinalDate')
      return (
        has(node, 'PhaseTransferFinalDate') &&
        (!has(node, 'PhaseTransferDueDate') ||
          isBefore(dayIn(node, 'PhaseTransferDueDate'), final) ||
          isBefore(about.census, final))
      )
    },
  },
  {
    id: 'S2-512',
    level: 'error',
    certainty: 'sure',
    fields: ['PlacementDetail'],
    says: 'There is no placement.',
    fix: 'Add one; for a person out of education, with SENsetting NEET, NIEC or NIEO.',
    fails: ({ node }) => childrenNamed(node, 'PlacementDetail').length === 0,
  },
  {
    id: 'S2-516',
    level: 'error',
    certainty: 'likely',
    fields: ['PlacementRank', 'LeavingDate'],
    says: 'The plan is open on census day, but no placement of rank 1 is.',
    fix: 'Give the main placement the rank 1, or correct its days.',
    fails: (scope) => {
      if (!isOpenOnCensusDay(scope)) return false
      const open = openPlacements(scope.node, scope.about.census)
      const ranks = open.map((one) => codeIn(one, 'PlacementRank'))
      if (!ranks.includes('1')) return true
      if (new Set(ranks).size === ranks.length) return false
      return { says: 'Two placements open on census day have the same rank.' }
    },
  },
  {
    id: 'S2-522',
    level: 'error',
    certainty: 'likely',
    fields: ['Res', 'WBP'],
    says: 'Res is neither A nor B, or WBP is none of the codes supposed here.',
    fix: 'Correct the code, or leave it out.',
    to: 2023,
    fails: (scope) => kindFaults(scope, scope.node),
  },
  {
    id: 'S2-523',
    level: 'error',
    certainty: 'sure',
    fields: ['SENneed'],
    says: 'There is no type of need, or there are more than two.',
    fix: 'Give one or two SENneed.',
    fails: ({ node }) => {
      const { length } = childrenNamed(node, 'SENneed')
      return length < 1 || length > 2
    },
  },
  {
    id: 'S2-525',
    level: 'error',
    certainty: 'sure',
    fields: ['SENtypeRank'],
    says: 'The needs are not ranked 1, or 1 and 2.',
    fix: 'Give the main need the rank 1 and the other the rank 2.',
    fails: ({ node }) => {
      const needs = childrenNamed(node, 'SENneed')
      const says = ranksFault(needs, 'SENtypeRank')
      return says !== undefined && { says, ...(needs[0] && { node: needs[0] }) }
    },
  },
  {
    id: 'S2-526',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['SENtype'],
    says: 'The same need is given twice.',
    fix: 'Take the second out, or correct one of them.',
    fails: ({ node }) => {
      const types = childrenNamed(node, 'SENneed').flatMap((one) => codeIn(one, 'SENtype') ?? [])
      return new Set(types).size < types.length
    },
  },
  {
    id: 'S2-527',
    level: 'query',
    certainty: 'sure',
    fields: ['PlacementDetail', 'LeavingDate'],
    says: 'The plan is open on census day, but no placement is.',
    fix: 'Add the placement; for a person out of education, with SENsetting NEET, NIEC or NIEO.',
    fails: (scope) => {
      if (!isOpenOnCensusDay(scope)) return false
      if (openPlacements(scope.node, scope.about.census).length > 0) return false
      return textOf(scope.node, 'TransferLA') === undefined
        ? true
        : { says: 'The plan was transferred in and is open on census day, but no placement is.' }
    },
  },
]

/** Rules 3.6 of module 5, about one need. */
export const NEED_RULES: readonly RecordRule[] = [
  {
    id: 'S2-524',
    level: 'error',
    certainty: 'sure',
    fields: ['SENtype'],
    says: 'SENtype is missing, or is none of the codes of this year.',
    fix: 'Write one of the codes; DS only from 2025 on, and NSA never.',
    fails: ({ node, about }) => !isCode('need', codeIn(node, 'SENtype') ?? '', about.year),
  },
]
