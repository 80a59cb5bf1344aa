import { type Day, date, textOf, textOrNone, yearOf } from './days.ts'
import { by, type Challenge, endOf, type Life, type Plan } from './life.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { storyOf } from './story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

/** How appeals end. Few are decided for the authority; most are settled before the hearing. */
const APPEAL_OUTCOMES: Mix<string> = [
  ['for_la', 6],
  ['for_parent', 26],
  ['conceded', 26],
  ['agreed_new_evidence', 13],
  ['consent_order', 13],
  ['withdrawn', 14],
  ['struck_out', 2],
]
const MEDIATION_OUTCOMES: Mix<string> = [
  ['agreed', 62],
  ['not_agreed', 26],
  ['withdrawn', 12],
]
const COMPLAINT_OUTCOMES: Mix<string> = [
  ['upheld', 30],
  ['partly_upheld', 28],
  ['not_upheld', 37],
  ['withdrawn', 5],
]

type Quarrel = {
  readonly subject: string
  readonly person: string
  readonly plan: string | undefined
  /** Day of the decision that is quarrelled with. */
  readonly decision: Day
}

/** Writes the complaints, mediations and appeals of a life. */
export function writeDisputes(world: World, life: Life): void {
  const random = chanceFor(world, 'dispute', life.person.id)
  const person = life.person.id
  for (const { request, plan } of life.cases) {
    if (request?.outcome === 'N') {
      const quarrel = {
        subject: 'refusal_to_assess',
        person,
        plan: undefined,
        decision: request.decided,
      }
      writeChallenge(world, random, quarrel, request.challenge)
    }
    if (request?.assessment?.outcome === 'N') {
      const quarrel = {
        subject: 'refusal_to_issue',
        person,
        plan: undefined,
        decision: request.assessment.ended,
      }
      writeChallenge(world, random, quarrel, request.assessment.challenge)
    }
    if (plan !== undefined) writePlanDisputes(world, random, life, plan)
  }
}

/** An appeal about a decision follows its mediation, if there was one. */
function writeChallenge(
  world: World,
  random: Random,
  quarrel: Quarrel,
  challenge: Challenge,
): void {
  const asked = quarrel.decision + random.int(15, 55)
  const { mediation, tribunal } = challenge
  const outcome = tribunal ? 'not_agreed' : pickFrom(random, MEDIATION_OUTCOMES)
  const settled = asked + random.int(18, 60)
  const first = mediation
    ? writeDispute(world, quarrel, { kind: 'mediation', received: asked, closed: settled, outcome })
    : undefined
  if (!tribunal) return
  const registered = mediation ? settled + random.int(5, 35) : asked
  const closed = registered + random.int(80, 330)
  writeDispute(world, quarrel, {
    kind: 'appeal',
    received: registered,
    closed,
    outcome: pickFrom(random, APPEAL_OUTCOMES),
    follows: first,
  })
}

function writePlanDisputes(world: World, random: Random, life: Life, plan: Plan): void {
  const finals = plan.reviews.map(({ final }) => final).filter((day) => day !== undefined)
  for (const decision of [plan.heldFrom, ...finals]) {
    const share = storyOf(yearOf(decision)).disputes / 100
    if (decision < FROM || !random.chance(share)) continue
    const subject = pickFrom(random, [
      ['contents', 45],
      ['placement', 47],
      ['cease', 8],
    ] as const)
    const mediation = random.chance(0.55)
    const tribunal = !mediation || random.chance(0.3)
    writeChallenge(
      world,
      random,
      { subject, person: life.person.id, plan: plan.id, decision },
      { mediation, tribunal },
    )
  }
  for (let year = 2020; year <= 2026; year += 1) writeComplaint(world, random, life, plan, year)
}

function writeComplaint(world: World, random: Random, life: Life, plan: Plan, year: number): void {
  const from = Math.max(plan.heldFrom, date(year, 1, 1))
  const until = Math.min(endOf(plan, life.death) ?? UNTIL, date(year, 12, 31))
  const share = (storyOf(year).complaints / 100) * Math.max(0, (until - from) / 365)
  if (!random.chance(share)) return
  const received = random.int(from, until)
  const subject = pickFrom(random, [
    ['service', 70],
    ['placement', 14],
    ['contents', 10],
    ['other', 6],
  ] as const)
  writeDispute(
    world,
    { subject, person: life.person.id, plan: plan.id, decision: received },
    {
      kind: 'complaint',
      received,
      closed: received + random.int(10, 60),
      outcome: pickFrom(random, COMPLAINT_OUTCOMES),
    },
  )
}

type Step = {
  readonly kind: 'complaint' | 'mediation' | 'appeal'
  readonly received: Day
  readonly closed: Day
  readonly outcome: string
  readonly follows?: string | undefined
}

/** Writes one step and returns its id; undefined when it lies outside the records. */
function writeDispute(world: World, quarrel: Quarrel, step: Step): string | undefined {
  if (step.received < FROM || step.received > UNTIL) return undefined
  const id = world.nextId('D')
  const closed = by(UNTIL, step.closed)
  world.emit('disputes', {
    dispute_id: id,
    kind: step.kind,
    person_id: quarrel.person,
    plan_id: quarrel.plan,
    subject: quarrel.subject,
    received_date: textOf(step.received),
    closed_date: textOrNone(closed),
    outcome: closed === undefined ? undefined : step.outcome,
    follows_dispute_id: step.follows,
  })
  return id
}
