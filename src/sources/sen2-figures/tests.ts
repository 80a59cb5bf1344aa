import { addDays, daysBetween } from '../../core/index.ts'
import { child, textOf } from '../sen2/reading.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import type { About, Scope } from '../sen2-rules/rule.ts'
import {
  ageAt,
  codeIn,
  dayIn,
  flagIn,
  isOutside,
  isPlanOpen,
  isSet,
  openPlacements,
  planOf,
} from '../sen2-rules/values.ts'

/** A question about one request of a return, with its assessment and plan. */
export type Test = (scope: Scope) => boolean

/** A request with what hangs beneath it. */
export function scopeOf(about: About, person: XmlNode, request: XmlNode): Scope {
  const assessment = child(request, 'Assessment')
  const active = child(request, 'ActivePlans')
  return { about, node: request, person, request, assessment, plan: planOf(request), active }
}

export function both(...tests: readonly Test[]): Test {
  return (scope) => tests.every((test) => test(scope))
}

/** Whether a day of some record lies in the year whose activity is reported. */
export function inYear(day: string | undefined, { from, to }: About): boolean {
  return day !== undefined && !isOutside(day, from, to)
}

export const isOpen: Test = ({ plan, about }) => isPlanOpen(plan, about.census)

/** H is the outcome of plans that came from elsewhere, too. */
export const isNew: Test = ({ plan, assessment, about }) =>
  inYear(dayIn(plan, 'StartDate'), about) && codeIn(assessment, 'AssessmentOutcome') !== 'H'

/** Made after the year and by census day: open at the census, and new in the next return. */
export const isNewSince: Test = ({ plan, assessment, about }) => {
  const start = dayIn(plan, 'StartDate')
  return (
    start !== undefined &&
    !isOutside(start, addDays(about.to, 1), about.census) &&
    codeIn(assessment, 'AssessmentOutcome') !== 'H'
  )
}

/** Ceased after the year and before census day: not open at the census, and ceased in the next return. */
export const isCeasedSince: Test = ({ plan, about }) => {
  const end = dayIn(plan, 'CeaseDate')
  return end !== undefined && end > about.to && end < about.census
}

export const isCeased: Test = ({ plan, about }) => inYear(dayIn(plan, 'CeaseDate'), about)

export function ceasedFor(reason: string): Test {
  return both(isCeased, ({ plan }) => codeIn(plan, 'CeaseReason') === reason)
}

export const isTransferredIn: Test = ({ active }) => textOf(active, 'TransferLA') !== undefined

/** Requests of the year: by the day received, without those decided before. */
export const isRequest: Test = ({ request, about }) =>
  inYear(dayIn(request, 'ReceivedDate'), about) && codeIn(request, 'RequestOutcome') !== 'H'

export function requestIs(outcome: string): Test {
  return ({ request }) => codeIn(request, 'RequestOutcome') === outcome
}

/** Assessments of the year: ended in it, or open still or withdrawn, which have no day. */
export const isAssessment: Test = ({ assessment, about }) => {
  const outcome = codeIn(assessment, 'AssessmentOutcome')
  if (outcome === undefined || outcome === 'H') return false
  const ended = dayIn(assessment, 'AssessmentOutcomeDate')
  return ended === undefined ? outcome === 'A' || outcome === 'W' : inYear(ended, about)
}

/** Its request was decided before the year and has no day: whoever loads the return knows no request. */
export const isEndedWithoutRequest: Test = ({ request, assessment }) =>
  dayIn(request, 'ReceivedDate') === undefined &&
  ['Y', 'N'].includes(codeIn(assessment, 'AssessmentOutcome') ?? '')

export function assessmentIs(outcome: string): Test {
  return ({ assessment }) => codeIn(assessment, 'AssessmentOutcome') === outcome
}

export function requestHas(...flags: readonly string[]): Test {
  return ({ request }) => flags.every((flag) => isSet(request, flag))
}

export function assessmentHas(...flags: readonly string[]): Test {
  return ({ assessment }) => flags.every((flag) => isSet(assessment, flag))
}

function daysTo(scope: Scope, day: string | undefined): number | undefined {
  const received = dayIn(scope.request, 'ReceivedDate')
  return received === undefined || day === undefined ? undefined : daysBetween(received, day)
}

export function daysToDecision(scope: Scope): number | undefined {
  return daysTo(scope, dayIn(scope.request, 'RequestOutcomeDate'))
}

export function daysToRefusal(scope: Scope): number | undefined {
  return daysTo(scope, dayIn(scope.assessment, 'AssessmentOutcomeDate'))
}

/** Days from the plan's own request to the plan; none where it is not usable. */
export function daysToPlan(scope: Scope): number | undefined {
  const days = daysTo(scope, dayIn(scope.plan, 'StartDate'))
  return days === undefined || days < 0 ? undefined : days
}

/** Whether a number of days is known and within two others, both included. */
export function within(
  days: (scope: Scope) => number | undefined,
  least: number,
  most: number,
): Test {
  return (scope) => {
    const found = days(scope)
    return found !== undefined && found >= least && found <= most
  }
}

export const isChallenged: Test = ({ request, assessment }) =>
  isSet(request, 'RequestMediation') ||
  isSet(request, 'RequestTribunal') ||
  ['AssessmentMediation', 'AssessmentTribunal', 'OtherMediation', 'OtherTribunal'].some((flag) =>
    isSet(assessment, flag),
  )

export const hasException: Test = ({ assessment }) => isSet(assessment, 'Week20')

/** Plans that had their review to come in the year: those begun before it. */
export const isReviewDue: Test = (scope) =>
  isOpen(scope) && (dayIn(scope.plan, 'StartDate') ?? '') < scope.about.from

export const metInYear: Test = ({ active, about }) => inYear(dayIn(active, 'ReviewMeeting'), about)

export const metInYearOrLater: Test = ({ active, about }) => {
  const met = dayIn(active, 'ReviewMeeting')
  return met !== undefined && met >= about.from && met <= about.census
}

export function daysToReviewDecision({ active }: Scope): number | undefined {
  const [met, told] = [dayIn(active, 'ReviewMeeting'), dayIn(active, 'LastReview')]
  if (met === undefined || told === undefined || told < met) return undefined
  return daysBetween(met, told)
}

export function dayOfYear(name: string, year: (about: About) => number): Test {
  return ({ active, about }) => dayIn(active, name)?.startsWith(`${String(year(about))}-`) === true
}

/** The main placement on census day. */
export function mainPlacement({ active, about }: Scope): XmlNode | undefined {
  return openPlacements(active, about.census).find((one) => codeIn(one, 'PlacementRank') === '1')
}

export function placementHas(name: string, code: string): Test {
  return (scope) => isOpen(scope) && codeIn(mainPlacement(scope), name) === code
}

export function placementFlag(name: string): Test {
  return (scope) => isOpen(scope) && isSet(mainPlacement(scope), name)
}

/** The need of rank 1; a need without a rank is of rank 1. */
export function needIs(code: string): Test {
  return (scope) => {
    const needs = scope.active?.children.filter(({ name }) => name === 'SENneed') ?? []
    const main = needs.find((need) => (codeIn(need, 'SENtypeRank') ?? '1') === '1')
    return isOpen(scope) && codeIn(main, 'SENtype') === code
  }
}

/** Age on 31 August before the census, between two ages, both included. */
export function aged(least: number, most: number): Test {
  return (scope) => {
    const age = ageAt(scope.person, `${String(scope.about.year - 1)}-08-31`)
    return isOpen(scope) && age !== undefined && age >= least && age <= most
  }
}

export function budget(name: 'PB' | 'OA'): Test {
  return (scope) => isOpen(scope) && flagIn(scope.plan, name) === true
}
