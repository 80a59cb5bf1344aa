import { GROUPS, placedIn, type PlacementGroup } from './groups.ts'
import {
  aged,
  assessmentHas,
  assessmentIs,
  both,
  budget,
  ceasedFor,
  dayOfYear,
  daysToDecision,
  daysToPlan,
  daysToRefusal,
  daysToReviewDecision,
  hasException,
  isAssessment,
  isCeased,
  isCeasedSince,
  isChallenged,
  isEndedWithoutRequest,
  isNew,
  isNewSince,
  isOpen,
  isRequest,
  isReviewDue,
  isTransferredIn,
  metInYear,
  metInYearOrLater,
  needIs,
  placementFlag,
  placementHas,
  requestHas,
  requestIs,
  type Test,
  within,
} from './tests.ts'
import type { Scope } from '../sen2-rules/rule.ts'
import { AGES, ENDS, NEEDS, OUTCOMES, REASONS } from './code-words.ts'

/** Twenty weeks, reg 13(2); six, reg 5(1); sixteen, reg 10(1); four, reg 20(10); all in days. */
const WEEKS_20 = 140
const WEEKS_52 = 364
const EVER = 1_000_000

/** A count of requests or plans; a share of them; or the mean of a number of days. */
export type Definition = {
  readonly id: string
  readonly section: string
  readonly name: string
  /** Counted of persons, one for each, instead of requests. */
  readonly ofPersons?: true
  readonly test: Test
  readonly among?: Test
  /** Instead of counting those of `test`: their mean, in days. */
  readonly mean?: (scope: Scope) => number | undefined
  readonly from?: number
}

type Rest = Omit<Definition, 'id' | 'section' | 'name' | 'test'>

function figure(
  section: string,
  id: string,
  name: string,
  test: Test,
  rest: Rest = {},
): Definition {
  return { section, id, name, test, ...rest }
}

/**
 * The figures that the Department publishes from a return, by the formulas of their words.
 *
 * @param withChallenged - Whether plans of a challenged decision count in the 20 weeks; the published
 *   denominators fit those without them, but no text says so.
 * @see Education, health and care plans, Explore Education Statistics.
 */
export function definitions(withChallenged: boolean): readonly Definition[] {
  return [
    ...flow(),
    ...rates(),
    ...twentyWeeks(withChallenged),
    ...challenges(),
    ...reviews(),
    ...placements(),
    ...breakdowns(),
  ]
}

function flow(): Definition[] {
  return [
    figure('4.1', 'plans-at-census', 'Persons with a plan on census day', isOpen, {
      ofPersons: true,
    }),
    figure('4.1', 'new-plans', 'New plans in the year', isNew),
    figure('4.1', 'new-since', 'New plans from 1 January to census day', isNewSince),
    figure('4.1', 'transferred-in', 'Plans transferred in', isTransferredIn),
    figure('4.1', 'ceased-since', 'Plans ceased from 1 January to census day', isCeasedSince),
    figure('4.1', 'ceased', 'Plans ceased in the year', isCeased),
    ...Object.entries(REASONS).map(([code, words]) =>
      figure('4.1', `ceased-${code}`, `– of those: ${words} (${code})`, ceasedFor(code)),
    ),
    figure('4.1', 'requests', 'Requests in the year', isRequest),
    ...Object.entries(OUTCOMES).map(([code, words]) =>
      figure(
        '4.1',
        `requests-${code}`,
        `– of those: ${words} (${code})`,
        both(isRequest, requestIs(code)),
      ),
    ),
    figure('4.1', 'assessments', 'Assessments in the year', isAssessment),
    figure(
      '4.1',
      'assessments-without-request',
      '– of those: ended, of a request without a day of receipt',
      both(isAssessment, isEndedWithoutRequest),
    ),
    ...Object.entries(ENDS).map(([code, words]) =>
      figure(
        '4.1',
        `assessments-${code}`,
        `– of those: ${words} (${code})`,
        both(isAssessment, assessmentIs(code)),
      ),
    ),
  ]
}

function rates(): Definition[] {
  const decided = both(isRequest, within(daysToDecision, 0, EVER))
  const refusedPlan = both(isAssessment, assessmentIs('N'), within(daysToRefusal, 0, EVER))
  return [
    figure('4.2', 'refused-to-assess', 'Requests refused, of all', requestIs('N'), {
      among: isRequest,
    }),
    figure('4.2', 'not-issued', 'Assessments that led to no plan, of all', assessmentIs('N'), {
      among: isAssessment,
    }),
    figure('4.2', 'six-weeks', 'Requests decided within six weeks', within(daysToDecision, 0, 42), {
      among: decided,
    }),
    figure(
      '4.2',
      'sixteen-weeks',
      'Told of no plan within 16 weeks',
      within(daysToRefusal, 0, 112),
      {
        among: refusedPlan,
      },
    ),
    figure(
      '4.2',
      'in-youth-accommodation',
      'Requests made in youth accommodation',
      both(isRequest, requestHas('RYA')),
    ),
  ]
}

function twentyWeeks(withChallenged: boolean): Definition[] {
  const counts: Test = withChallenged ? () => true : (scope) => !isChallenged(scope)
  const all = both(isNew, within(daysToPlan, 0, EVER), counts)
  const usual = both(all, (scope) => !hasException(scope))
  const part = (name: string, id: string, among: Test): Definition[] => [
    figure(
      '4.3',
      `twenty-weeks-${id}`,
      `Plans issued within 20 weeks, ${name}`,
      within(daysToPlan, 0, WEEKS_20),
      { among },
    ),
    figure(
      '4.3',
      `to-52-weeks-${id}`,
      `– in more than 20 and up to 52 weeks, ${name}`,
      within(daysToPlan, WEEKS_20 + 1, WEEKS_52),
      { among },
    ),
    figure(
      '4.3',
      `over-52-weeks-${id}`,
      `– in more than 52 weeks, ${name}`,
      within(daysToPlan, WEEKS_52 + 1, EVER),
      { among },
    ),
    figure('4.3', `mean-days-${id}`, `– mean days to issue a plan, ${name}`, among, {
      mean: daysToPlan,
    }),
  ]
  const challenged = both(isNew, within(daysToPlan, 0, EVER), isChallenged)
  return [
    figure('4.3', 'challenged-including', 'New plans of a challenged decision', challenged),
    figure(
      '4.3',
      'challenged-excluding',
      '– of those: without an exception',
      both(challenged, (scope) => !hasException(scope)),
    ),
    ...part('exceptions included', 'including', all),
    ...part('exceptions left out', 'excluding', usual),
  ]
}

function challenges(): Definition[] {
  const request = (flags: readonly string[]): Test => both(isRequest, requestHas(...flags))
  const noPlan = (flags: readonly string[]): Test =>
    both(isAssessment, assessmentIs('N'), assessmentHas(...flags))
  const other = (flags: readonly string[]): Test => both(isAssessment, assessmentHas(...flags))
  const three = (
    id: string,
    name: string,
    flags: readonly [string, string],
    of: (flags: readonly string[]) => Test,
  ): Definition[] => [
    figure('4.4', `${id}-mediation`, `Mediation: ${name}`, of([flags[0]])),
    figure('4.4', `${id}-tribunal`, `Appeals: ${name}`, of([flags[1]])),
    figure('4.4', `${id}-both`, `Appeals after mediation: ${name}`, of(flags)),
  ]
  return [
    ...three('request', 'not assessing', ['RequestMediation', 'RequestTribunal'], request),
    ...three('no-plan', 'not issuing', ['AssessmentMediation', 'AssessmentTribunal'], noPlan),
    ...three('other', 'other matters', ['OtherMediation', 'OtherTribunal'], other),
  ]
}

function reviews(): Definition[] {
  const since = { from: 2024 }
  return [
    figure('4.5', 'reviews-due', 'Plans due a review in the year', isReviewDue, since),
    figure('4.5', 'reviewed', 'Reviewed in the year', metInYear, { among: isReviewDue, ...since }),
    figure('4.5', 'reviewed-to-census', 'Reviewed in the year or by census day', metInYearOrLater, {
      among: isReviewDue,
      ...since,
    }),
    figure(
      '4.5',
      'review-decided',
      'Decision within four weeks of the meeting',
      within(daysToReviewDecision, 0, 28),
      {
        among: both(isOpen, within(daysToReviewDecision, 0, EVER)),
        ...since,
      },
    ),
    ...(['PhaseTransferDueDate', 'PhaseTransferFinalDate'] as const).flatMap((name) =>
      [1, 0].map((earlier) =>
        figure(
          '4.5',
          `${name === 'PhaseTransferDueDate' ? 'phase-due' : 'phase-final'}-${earlier === 1 ? 'last' : 'this'}`,
          `Phase transfers ${name === 'PhaseTransferDueDate' ? 'due' : 'final'} in ${earlier === 1 ? 'the year' : 'the year of the census'}`,
          dayOfYear(name, ({ year }) => year - earlier),
          { from: 2025 },
        ),
      ),
    ),
  ]
}

function placements(): Definition[] {
  const groups: readonly PlacementGroup[] = [
    ...(['mainstream', 'special', 'alternative', 'further'] as const),
    ...(['elsewhere', 'early', 'untold', 'none'] as const),
  ]
  return [
    ...groups.map((group) =>
      figure('4.6', `placed-${group}`, `Placed: ${GROUPS[group]}`, placedIn(group)),
    ),
    figure('4.6', 'in-unit', 'In a SEN unit', placementFlag('SENunitIndicator')),
    figure(
      '4.6',
      'in-resourced',
      'In resourced provision',
      placementFlag('ResourcedProvisionIndicator'),
    ),
    figure('4.6', 'residential-A', 'Residential, 38 to 51 weeks', placementHas('Res', 'A'), {
      from: 2024,
    }),
    figure('4.6', 'residential-B', 'Residential, 52 weeks', placementHas('Res', 'B'), {
      from: 2024,
    }),
  ]
}

function breakdowns(): Definition[] {
  return [
    ...AGES.map(([least, most, words]) =>
      figure('4.7', `aged-${String(least)}`, `Plans on census day: ${words}`, aged(least, most)),
    ),
    ...NEEDS.map((code) => figure('4.7', `need-${code}`, `Main need: ${code}`, needIs(code))),
    figure('4.7', 'personal-budgets', 'Personal budgets', budget('PB')),
    figure('4.7', 'organised-arrangements', 'Organised arrangements', budget('OA')),
  ]
}
