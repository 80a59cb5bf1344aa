import { type Day, yearOf } from './days.ts'
import { endOf, type Life, type Plan, type Request } from './life.ts'
import { collectionOf, type Collection } from './sen2-scope.ts'
import { SEN2_YEARS } from './sen2-years.ts'

/** What the return of a year is to say when the Department's formulas are applied to it. */
export type ReturnTruth = {
  /** Persons with a plan on census day; one that ceases on it still counts. */
  readonly plansAtCensus: number
  /** Plans first made here in the calendar year before. */
  readonly newPlans: number
  readonly transferredIn: number
  /** Plans that ceased in that year, also by a transfer or a death. */
  readonly ceased: number
  readonly transferredOut: number
  readonly requests: number
  readonly refused: number
  /** New plans within 140 days of the request, exceptions and challenges included, whose request was decided in the year or later. */
  readonly inTime: number
}

type Counts = { -readonly [K in keyof ReturnTruth]: number }

/** Counts lives as they pass, by collection year. */
export type ReturnTruthCounter = {
  readonly add: (life: Life) => void
  readonly done: () => Readonly<Record<string, ReturnTruth>>
}

export function countReturns(): ReturnTruthCounter {
  const years = SEN2_YEARS.map((year) => ({ collection: collectionOf(year), counts: none() }))
  return {
    add: (life) => {
      for (const { collection, counts } of years) addLife(counts, collection, life)
    },
    done: () =>
      Object.fromEntries(
        years.map(({ collection, counts }) => [String(collection.year), { ...counts }]),
      ),
  }
}

function none(): Counts {
  return {
    ...{ plansAtCensus: 0, newPlans: 0, transferredIn: 0, ceased: 0, transferredOut: 0 },
    ...{ requests: 0, refused: 0, inTime: 0 },
  }
}

function addLife(counts: Counts, collection: Collection, life: Life): void {
  const { census } = collection
  const plans = life.cases.flatMap(({ plan }) => (plan && plan.heldFrom <= census ? [plan] : []))
  const isOpen = (plan: Plan): boolean => (endOf(plan, life.death) ?? census) >= census
  if (plans.some(isOpen)) counts.plansAtCensus += 1
  for (const plan of plans) addPlan(counts, collection, plan, life.death)
  for (const { request, plan } of life.cases) {
    if (!request) continue
    addRequest(counts, collection, request)
    if (plan) addNew(counts, collection, request, plan)
  }
}

function isActivity({ year }: Collection, day: Day): boolean {
  return yearOf(day) === year - 1
}

function addPlan(counts: Counts, collection: Collection, plan: Plan, death: Day | undefined): void {
  const { transfer, heldFrom, ending } = plan
  if (transfer !== undefined && isActivity(collection, heldFrom)) counts.transferredIn += 1
  const end = endOf(plan, death)
  if (end === undefined || !isActivity(collection, end)) return
  counts.ceased += 1
  if (ending?.on === end && ending.reason === 5) counts.transferredOut += 1
}

function addRequest(counts: Counts, collection: Collection, request: Request): void {
  if (!isActivity(collection, request.received)) return
  counts.requests += 1
  if (request.outcome === 'N' && request.decided <= collection.census) counts.refused += 1
}

function addNew(counts: Counts, collection: Collection, request: Request, plan: Plan): void {
  if (plan.reopenedFrom !== undefined || !isActivity(collection, plan.start)) return
  counts.newPlans += 1
  const isTold = request.decided >= collection.activityFrom
  if (isTold && plan.start - request.received <= 140) counts.inTime += 1
}
