import { censusDay } from '../core/index.ts'
import { type Day, date, dayOn } from './days.ts'
import { by, type Case, endOf, type Life, type Plan, type Request } from './life.ts'

/** The days that decide what a SEN2 return of a year holds. */
export type Collection = {
  readonly year: number
  /** Census day: plans and placements are given as on this day. */
  readonly census: Day
  /** First day of the calendar year whose activity is reported. */
  readonly activityFrom: Day
}

export function collectionOf(year: number): Collection {
  return { year, census: dayOn(censusDay(year)), activityFrom: date(year - 1, 1, 1) }
}

/** Outcome codes of the return; `H` is a decision from before the activity year. */
export type OutcomeCode = 'Y' | 'N' | 'A' | 'W' | 'H'

/** A case as the return of a year tells it. */
export type CaseInScope = {
  readonly request: Request | undefined
  readonly requestOutcome: OutcomeCode
  /** Undefined where there was no assessment. */
  readonly assessmentOutcome: OutcomeCode | undefined
  readonly plan: Plan | undefined
}

/**
 * The cases of a life that belong in the return: plans held at any time from the first day of the
 * activity year to census day, and requests decided in that time or still open.
 *
 * @see Department for Education, SEN2 guide, scope of persons.
 */
export function casesInScope(life: Life, collection: Collection): readonly CaseInScope[] {
  return life.cases
    .map((one) => inScope(one, life.death, collection))
    .filter((one) => one !== undefined)
}

function inScope(
  one: Case,
  death: Day | undefined,
  collection: Collection,
): CaseInScope | undefined {
  const plan = planInScope(one.plan, death, collection)
  const request = one.request
  if (plan !== undefined) return withPlan(request, plan, collection)
  if (request === undefined || request.received > collection.census) return undefined
  if (one.plan !== undefined && one.plan.heldFrom <= collection.census) return undefined
  return withoutPlan(request, collection)
}

function planInScope(
  plan: Plan | undefined,
  death: Day | undefined,
  { census, activityFrom }: Collection,
): Plan | undefined {
  if (plan === undefined || plan.heldFrom > census) return undefined
  const end = endOf(plan, death)
  return end !== undefined && end < activityFrom ? undefined : plan
}

function withPlan(request: Request | undefined, plan: Plan, collection: Collection): CaseInScope {
  const { activityFrom } = collection
  const isOld = request === undefined || plan.heldFrom < activityFrom
  const isHistory = request === undefined || request.decided < activityFrom
  return {
    request,
    requestOutcome: isHistory ? 'H' : 'Y',
    assessmentOutcome: isOld ? 'H' : 'Y',
    plan,
  }
}

function withoutPlan(request: Request, collection: Collection): CaseInScope | undefined {
  const { census, activityFrom } = collection
  const none = { request, plan: undefined, assessmentOutcome: undefined }
  if (by(census, request.decided) === undefined) return { ...none, requestOutcome: 'A' }
  const isRecent = request.decided >= activityFrom
  const { assessment } = request
  if (assessment === undefined)
    return isRecent ? { ...none, requestOutcome: request.outcome } : undefined
  const requestOutcome = isRecent ? 'Y' : 'H'
  if (by(census, assessment.ended) === undefined)
    return { ...none, requestOutcome, assessmentOutcome: 'A' }
  if (assessment.ended < activityFrom) return undefined
  return { ...none, requestOutcome, assessmentOutcome: assessment.outcome }
}
