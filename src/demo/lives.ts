import {
  academicAge,
  academicYearOf,
  type Day,
  date,
  monthsAfter,
  monthStart,
  yearLimit,
  yearOf,
} from './days.ts'
import { by, type Case, type Life, type Plan, type Request } from './life.ts'
import {
  AGES_OF_NEW_PLANS,
  AGES_OF_PLANS,
  type Stage,
  TRACKS_OF_NEW_PLANS,
  TRACKS_OF_PLANS,
  withIndependent,
} from './mixes.ts'
import { birthFor, makePerson, type Person } from './people.ts'
import { stageOf } from './placements.ts'
import { makeDeath, makePlan } from './plans.ts'
import { oneOf, pickFrom, type Random } from './random.ts'
import { makeRequest } from './requests.ts'
import { NEIGHBOURS } from './settings.ts'
import { MOVED_IN_A_YEAR, OPENING_SHARE, REQUESTS_BY_MONTH, storyOf } from './story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

/** The Act came into force. */
const FIRST_PLANS = date(2014, 9, 1)
const MONTHS_OF_REQUESTS = 79
const STAGE_STARTS: Readonly<Record<Stage, number>> = {
  early: 2,
  primary: 4,
  secondary: 11,
  sixteen: 16,
  nineteen: 19,
}

/**
 * Everyone whom the SEND service of an authority knew in the six years, one after another: those who
 * held a plan at the start, those for whom an assessment was asked, those who moved in.
 */
export function* makeLives(world: World): Generator<Life> {
  const opening = Math.round(world.authority.plans * OPENING_SHARE)
  for (let i = 0; i < opening; i += 1) yield openingLife(world, chanceFor(world, 'held', i))
  for (let month = 0; month < MONTHS_OF_REQUESTS; month += 1) {
    for (const [i, received] of requestDays(world, month).entries()) {
      const life = requestLife(world, chanceFor(world, `asked-${String(month)}`, i), received)
      if (life !== undefined) yield life
    }
    for (let i = movedInCount(world, month); i > 0; i -= 1) {
      yield movedInLife(world, chanceFor(world, `moved-${String(month)}`, i), month)
    }
  }
}

/** Days of the requests of a month; month 0 is September 2019, so that some are under way in April. */
function requestDays(world: World, month: number): Day[] {
  const start = monthStart(2019, 8 + month)
  const length = monthStart(2019, 9 + month) - start
  const share =
    (REQUESTS_BY_MONTH[(8 + month) % 12] ?? 1) / REQUESTS_BY_MONTH.reduce((a, b) => a + b, 0)
  const count = world.random.round(storyOf(yearOf(start)).requests * share * world.authority.scale)
  return Array.from({ length: count }, () => start + world.random.int(0, length - 1))
    .filter((day) => day <= UNTIL)
    .sort((a, b) => a - b)
}

function movedInCount(world: World, month: number): number {
  const start = monthStart(2019, 8 + month)
  if (start < FROM || start > UNTIL) return 0
  return world.random.round((world.tally.plansOn(start) * MOVED_IN_A_YEAR) / 12)
}

function openingLife(world: World, random: Random): Life {
  const age = pickFrom(random, AGES_OF_PLANS)
  const birth = birthFor(random, age, FROM)
  const person = makePerson(world, random, birth)
  const longest = Math.min(FROM - FIRST_PLANS, FROM - birth - 900)
  const start = FROM - 1 - Math.floor(random.unit() ** 1.3 * Math.max(longest, 60))
  const held = FROM - start
  const anchored = held > 400
  const anchor = anchored ? FROM - random.int(5, 385) : start
  const stage = stageOf(academicAge(birth, 2019))
  const entry = stageStart(birth, stage)
  const tracks = TRACKS_OF_PLANS[stage]
  const death = makeDeath(random, FROM)
  const plan = makePlan(world, random, {
    birth,
    start,
    heldFrom: start,
    tracks,
    entry,
    anchor,
    anchored,
    isNew: false,
    death,
  })
  return { person, death, cases: withResumption(world, random, person, plan, death) }
}

/** The September in which someone came to their present stage. */
function stageStart(birth: Day, stage: Stage): Day {
  const year = academicYearOf(birth) + 1 + STAGE_STARTS[stage]
  return date(year, 9, 2)
}

/** Undefined when the case was closed before the records begin. */
function requestLife(world: World, random: Random, received: Day): Life | undefined {
  const age = pickFrom(random, AGES_OF_NEW_PLANS)
  const birth = birthFor(random, age, received + 140)
  const person = makePerson(world, random, birth)
  const first = requestCase(world, random, person, received)
  if (first.closed < FROM) return undefined
  const again = first.request.outcome === 'N' && random.chance(0.14)
  const second = again ? first.request.decided + random.int(120, 400) : undefined
  const more = by(UNTIL, second)
  const rest = more === undefined ? [] : requestCase(world, random, person, more).cases
  const known = knownPerson(random, person, received, [...first.cases, ...rest])
  return { person: known, death: undefined, cases: [...first.cases, ...rest] }
}

/** Some young children who never got a plan have no pupil number yet. */
function knownPerson(random: Random, person: Person, on: Day, cases: readonly Case[]): Person {
  const isYoung = on - person.birth < 4.5 * 365
  const numberless = isYoung && cases.every(({ plan }) => plan === undefined) && random.chance(0.25)
  return numberless ? { ...person, upn: undefined } : person
}

type RequestCase = {
  readonly request: Request
  readonly cases: readonly Case[]
  readonly closed: Day
}

function requestCase(world: World, random: Random, person: Person, received: Day): RequestCase {
  const request = makeRequest(world, random, received)
  const closed = request.assessment?.ended ?? request.decided
  if (request.assessment?.outcome !== 'Y') {
    return { request, closed, cases: [{ request, plan: undefined }] }
  }
  const plan = newPlan(world, random, person, request, request.assessment.ended)
  const [first, ...resumed] = withResumption(world, random, person, plan, undefined)
  return { request, closed, cases: [{ request, plan: first?.plan }, ...resumed] }
}

function newPlan(world: World, random: Random, person: Person, request: Request, start: Day): Plan {
  const { birth } = person
  const stage = stageOf(academicAge(birth, academicYearOf(start)))
  const settled = Math.min(Math.max(stageStart(birth, stage), birth + 700), start)
  const waits = random.chance(0.06) ? random.int(5, 110) : 0
  return makePlan(world, random, {
    birth,
    start,
    heldFrom: start,
    requestId: request.id,
    tracks: withIndependent(TRACKS_OF_NEW_PLANS, storyOf(yearOf(start)).independent),
    entry: waits > 0 ? start + waits : settled,
    anchor: start,
    isNew: true,
    death: undefined,
  })
}

/** A plan, and the plan that takes its place when the young person comes back to education. */
function withResumption(
  world: World,
  random: Random,
  person: Person,
  plan: Plan,
  death: Day | undefined,
): Case[] {
  const first = { request: undefined, plan }
  const ending = plan.ending
  if (ending === undefined || ![2, 4, 6].includes(ending.reason) || !random.chance(0.07))
    return [first]
  const heldFrom = ending.on + random.int(35, 260)
  if (heldFrom > UNTIL || academicAge(person.birth, academicYearOf(heldFrom)) > 22) return [first]
  const stage = stageOf(academicAge(person.birth, academicYearOf(heldFrom)))
  const again = makePlan(world, random, {
    birth: person.birth,
    start: plan.start,
    heldFrom,
    reopenedFrom: plan.id,
    tracks: TRACKS_OF_PLANS[stage],
    entry: heldFrom,
    anchor: plan.reviews.at(-1)?.meeting ?? plan.start,
    firstDue: heldFrom + 180,
    isNew: false,
    need: plan.need,
    death,
  })
  return [first, { request: undefined, plan: again }]
}

function movedInLife(world: World, random: Random, month: number): Life {
  const heldFrom = monthStart(2019, 8 + month) + random.int(0, 27)
  const age = pickFrom(random, AGES_OF_PLANS)
  const birth = birthFor(random, Math.min(age, 21), heldFrom)
  const person = makePerson(world, random, birth)
  const oldest = Math.max(birth + 900, FIRST_PLANS)
  const start = Math.min(
    heldFrom - 30,
    oldest + random.int(0, Math.max(30, heldFrom - oldest - 30)),
  )
  const priorReview = Math.max(start, heldFrom - random.int(20, 400))
  const stage = stageOf(academicAge(birth, academicYearOf(heldFrom)))
  const limit = monthsAfter(heldFrom, 3) - 1
  const plan = makePlan(world, random, {
    birth,
    start,
    heldFrom,
    transfer: { from: oneOf(random, NEIGHBOURS), priorReview },
    tracks: TRACKS_OF_PLANS[stage],
    entry: heldFrom + (random.chance(0.7) ? 0 : random.int(3, 60)),
    anchor: priorReview,
    firstDue: Math.max(yearLimit(priorReview), limit),
    isNew: false,
    death: undefined,
  })
  return { person, death: undefined, cases: withResumption(world, random, person, plan, undefined) }
}
