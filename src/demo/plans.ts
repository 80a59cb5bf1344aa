import { academicAge, academicYearOf, type Day, date, monthsAfter, yearOf } from './days.ts'
import type { Budget, Ending, Plan, Stretch, Transfer } from './life.ts'
import {
  DEATHS_A_YEAR,
  ENDINGS_BY_AGE,
  ENDINGS_OF_CHILDREN,
  type Need,
  NEEDS_OF_NEW_PLANS,
  NEEDS_OF_PLANS,
  REASONS_FROM_16,
  REASONS_OF_CHILDREN,
  type Track,
} from './mixes.ts'
import { makePlacements } from './placements.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { makeReviews, type ReviewClock } from './reviews.ts'
import { MOVED_OUT_A_YEAR } from './story.ts'
import { FROM, HORIZON, type World } from './world.ts'

/** What is settled about a plan before its life is made up. */
export type PlanStart = {
  readonly birth: Day
  readonly start: Day
  readonly heldFrom: Day
  readonly requestId?: string
  readonly transfer?: Transfer
  readonly reopenedFrom?: string
  readonly tracks: Mix<Track>
  /** Entry to the first setting. */
  readonly entry: Day
  /** What the review clock runs from, and its first limit where that differs. */
  readonly anchor: Day
  readonly anchored?: boolean
  readonly firstDue?: Day
  readonly isNew: boolean
  readonly need?: Need
  readonly death: Day | undefined
}

/** A plan from its first day to its last, or to the horizon. */
export function makePlan(world: World, random: Random, start: PlanStart): Plan {
  const { birth, heldFrom } = start
  const ending = makeEnding(random, birth, Math.max(heldFrom, FROM))
  const end = earliest(ending?.on, start.death)
  const need = start.need ?? pickFrom(random, start.isNew ? NEEDS_OF_NEW_PLANS : NEEDS_OF_PLANS)
  const track = pickFrom(random, start.tracks)
  const clock = { ...clockOf(start), until: end ?? HORIZON }
  return {
    id: world.nextId('P'),
    requestId: start.requestId,
    start: start.start,
    heldFrom,
    transfer: start.transfer,
    reopenedFrom: start.reopenedFrom,
    ending,
    need,
    secondNeed: secondNeed(random, need),
    budget: makeBudget(random, heldFrom, end),
    joint: makeJoint(random, heldFrom, end),
    breakdown: random.chance(Math.min(0.8, 0.08 + 0.1 * Math.max(0, yearOf(heldFrom) - 2018))),
    placements: makePlacements(world, random, { birth, entry: start.entry, end, track }),
    reviews: makeReviews(world, random, clock),
  }
}

function clockOf(start: PlanStart): Omit<ReviewClock, 'until'> {
  const { birth, anchor, anchored, firstDue } = start
  const first = firstDue === undefined ? {} : { firstDue }
  return { birth, anchor, anchored: anchored ?? false, ...first }
}

function earliest(...days: readonly (Day | undefined)[]): Day | undefined {
  const known = days.filter((day) => day !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

function secondNeed(random: Random, need: Need): Need | undefined {
  if (!random.chance(0.55)) return undefined
  const second = pickFrom(random, NEEDS_OF_PLANS)
  return second === need ? undefined : second
}

/** When and why a plan that is held on `from` ends; undefined = not before the horizon. */
function makeEnding(random: Random, birth: Day, from: Day): Ending | undefined {
  for (let year = academicYearOf(from); date(year, 9, 1) < HORIZON; year += 1) {
    const age = academicAge(birth, year)
    const ending =
      age >= 24 ? { on: date(year + 1, 8, 31), reason: 1 } : endingInYear(random, age, year)
    if (ending !== undefined && ending.on > from + 20) return ending
  }
  return undefined
}

function endingInYear(random: Random, age: number, year: number): Ending | undefined {
  if (random.chance(MOVED_OUT_A_YEAR))
    return { on: date(year, 9, 1) + random.int(0, 363), reason: 5 }
  const share = ENDINGS_BY_AGE.get(age) ?? (age < 16 ? ENDINGS_OF_CHILDREN : 0.5)
  if (!random.chance(share)) return undefined
  if (age < 15)
    return {
      on: date(year, 9, 1) + random.int(0, 363),
      reason: pickFrom(random, REASONS_OF_CHILDREN),
    }
  const reason = pickFrom(random, REASONS_FROM_16)
  const atEnd = random.chance(0.6)
  const on = atEnd ? date(year + 1, 7, random.int(15, 31)) : date(year, 9, 15) + random.int(0, 300)
  return { on, reason }
}

/** 3.1% of plans in England in January 2025 had a personal budget, most of them for social care. */
function makeBudget(random: Random, from: Day, end: Day | undefined): Budget | undefined {
  if (!random.chance(0.045)) return undefined
  const stretch = stretchWithin(random, from, end)
  if (stretch === undefined) return undefined
  const payment = pickFrom(random, [
    ['social_care', 62],
    ['education', 16],
    ['integrated', 6],
    ['health', 1],
    ['none', 15],
  ] as const)
  return { ...stretch, payment, arranged: payment === 'none' || random.chance(0.06) }
}

function makeJoint(random: Random, from: Day, end: Day | undefined): Stretch | undefined {
  return random.chance(0.06) ? stretchWithin(random, from, end) : undefined
}

function stretchWithin(random: Random, from: Day, end: Day | undefined): Stretch | undefined {
  const start = from + random.wait(420)
  if (start >= (end ?? HORIZON)) return undefined
  const until = random.chance(0.25) ? monthsAfter(start, 12 * random.int(1, 3)) : undefined
  return { from: start, until: until !== undefined && until < (end ?? HORIZON) ? until : undefined }
}

/** The day on which a holder of a plan dies; nearly always none. */
export function makeDeath(random: Random, from: Day): Day | undefined {
  const years = (HORIZON - from) / 365
  return random.chance(DEATHS_A_YEAR * years) ? from + random.int(30, HORIZON - from) : undefined
}
