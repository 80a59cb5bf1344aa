import { pence } from './charges.ts'
import { OPENING_BALANCE } from './costs.ts'
import { type Day, date, financialYearName, financialYearOf, textOf, yearOf } from './days.ts'
import type { Balance } from './funding.ts'
import {
  type Assessment,
  type Case,
  endOf,
  isHeld,
  type Life,
  type Plan,
  type Request,
} from './life.ts'
import { countReturns, type ReturnTruth } from './truth-returns.ts'
import { FROM, UNTIL, type World } from './world.ts'

/** Plans finalised in a calendar year, and those of them within 140 days of the request. */
export type Issued = {
  readonly issued: number
  readonly inTime: number
  readonly issuedWithoutException: number
  readonly inTimeWithoutException: number
}

/** How the number of plans moved in a financial year. */
export type Flows = {
  readonly opening: number
  readonly made: number
  readonly movedIn: number
  readonly resumed: number
  readonly ceased: number
  readonly movedOut: number
  readonly closing: number
}

/** What the grant looked like in a financial year, in pounds. */
export type Money = Balance & {
  readonly cumulativeBeforeSafetyValve: number
  readonly cumulativeAfterSafetyValve: number
}

/** What the demonstration meant, counted from its own lives and sums, not from its files. */
export type Truth = {
  readonly authority: string
  readonly extractedOn: string
  /** Plans held at the end of a day. */
  readonly plansHeld: Readonly<Record<string, number>>
  /** Plans first made here, by calendar year. */
  readonly newPlans: Readonly<Record<string, number>>
  readonly twentyWeeks: Readonly<Record<string, Issued>>
  readonly flows: Readonly<Record<string, Flows>>
  readonly money: Readonly<Record<string, Money>>
  /** What each SEN2 return is to say, by collection year. */
  readonly returns: Readonly<Record<string, ReturnTruth>>
}

/** Counts lives as they pass. */
export type TruthCounter = {
  readonly add: (life: Life) => void
  readonly done: (balances: ReadonlyMap<number, Balance>) => Truth
}

const YEARS = [2020, 2021, 2022, 2023, 2024, 2025] as const
const TWENTY_WEEKS = 140

export function countTruth(world: World): TruthCounter {
  const counts = new Map<string, number>()
  const count = (...parts: readonly (string | number)[]): void => {
    const key = parts.join('/')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const read = (...parts: readonly (string | number)[]): number => counts.get(parts.join('/')) ?? 0
  const returns = countReturns()
  return {
    add: (life) => {
      returns.add(life)
      countHeld(life, count)
      for (const one of life.cases) {
        countIssued(one, count)
        if (one.plan !== undefined) countFlows(one.plan, life, count)
      }
    },
    done: (balances) => ({
      authority: world.authority.code,
      extractedOn: textOf(UNTIL),
      plansHeld: byKey([2019, ...YEARS], lastOfMarch, (year) => read('held', year)),
      newPlans: byKey(YEARS.slice(1), String, (year) => read('new', year)),
      twentyWeeks: byKey(YEARS.slice(1), String, (year) => issuedIn(year, read)),
      flows: byKey(YEARS, financialYearName, (year) => flowsIn(year, read)),
      money: moneyOf(world, balances),
      returns: returns.done(),
    }),
  }
}

type Count = (...parts: readonly (string | number)[]) => void
type Read = (...parts: readonly (string | number)[]) => number

function byKey<V>(
  years: readonly number[],
  nameOf: (year: number) => string,
  valueOf: (year: number) => V,
): Readonly<Record<string, V>> {
  return Object.fromEntries(years.map((year) => [nameOf(year), valueOf(year)]))
}

/** The 31 March that ends the financial year that begins in `year`. */
function lastOfMarch(year: number): string {
  return `${String(year + 1)}-03-31`
}

function countHeld({ cases, death }: Life, count: Count): void {
  for (const year of [2019, ...YEARS]) {
    const day = date(year + 1, 3, 31)
    if (cases.some(({ plan }) => plan !== undefined && isHeld(plan, death, day)))
      count('held', year)
  }
}

function countIssued({ request, plan }: Case, count: Count): void {
  if (plan !== undefined && isMadeHere(plan) && plan.start <= UNTIL)
    count('new', yearOf(plan.start))
  if (request?.assessment?.outcome === 'Y') countAssessment(request, request.assessment, count)
}

function countAssessment({ received }: Request, assessment: Assessment, count: Count): void {
  if (assessment.ended > UNTIL) return
  const year = yearOf(assessment.ended)
  const isInTime = assessment.ended - received <= TWENTY_WEEKS
  const isPlain = assessment.week20 === undefined
  count('issued', year)
  if (isInTime) count('inTime', year)
  if (isPlain) count('issuedPlain', year)
  if (isPlain && isInTime) count('inTimePlain', year)
}

function isMadeHere(plan: Plan): boolean {
  return plan.transfer === undefined && plan.reopenedFrom === undefined
}

/** A plan that ends and is resumed in the same year has not moved at all. */
function countFlows(plan: Plan, life: Life, count: Count): void {
  const isKnown = (day: Day | undefined): day is Day =>
    day !== undefined && day >= FROM && day <= UNTIL
  if (isKnown(plan.heldFrom)) {
    const year = financialYearOf(plan.heldFrom)
    if (isMadeHere(plan)) count('made', year)
    else if (plan.reopenedFrom === undefined) count('movedIn', year)
    else if (financialYearOf(endBefore(plan, life)) < year) count('resumed', year)
  }
  const end = endOf(plan, life.death)
  if (!isKnown(end)) return
  const year = financialYearOf(end)
  if (plan.ending?.on === end && plan.ending.reason === 5) count('movedOut', year)
  else if (!isResumedIn(plan, life, year)) count('ceased', year)
}

function endBefore({ reopenedFrom, heldFrom }: Plan, life: Life): Day {
  const earlier = life.cases.find(({ plan }) => plan?.id === reopenedFrom)?.plan
  return earlier === undefined ? heldFrom : (endOf(earlier, life.death) ?? heldFrom)
}

function isResumedIn({ id }: Plan, { cases }: Life, year: number): boolean {
  return cases.some(
    ({ plan }) =>
      plan?.reopenedFrom === id &&
      plan.heldFrom <= UNTIL &&
      financialYearOf(plan.heldFrom) === year,
  )
}

function issuedIn(year: number, read: Read): Issued {
  return {
    issued: read('issued', year),
    inTime: read('inTime', year),
    issuedWithoutException: read('issuedPlain', year),
    inTimeWithoutException: read('inTimePlain', year),
  }
}

function flowsIn(year: number, read: Read): Flows {
  return {
    opening: read('held', year - 1),
    made: read('made', year),
    movedIn: read('movedIn', year),
    resumed: read('resumed', year),
    ceased: read('ceased', year),
    movedOut: read('movedOut', year),
    closing: read('held', year),
  }
}

/** The cumulative balance of the whole grant: what the general fund pays in counts, then the valve. */
function moneyOf(
  world: World,
  balances: ReadonlyMap<number, Balance>,
): Readonly<Record<string, Money>> {
  let before = OPENING_BALANCE * world.authority.scale
  let valve = 0
  const years: [string, Money][] = []
  for (const [year, balance] of balances) {
    before += balance.grantInYear + balance.generalFund
    valve += balance.safetyValve
    years.push([
      financialYearName(year),
      {
        ...balance,
        cumulativeBeforeSafetyValve: pence(before),
        cumulativeAfterSafetyValve: pence(before + valve),
      },
    ])
  }
  return Object.fromEntries(years)
}
