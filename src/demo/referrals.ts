import { type Day, date, textOf, textOrNone, yearOf } from './days.ts'
import { by } from './life.ts'
import { isAlive, type Pupil } from './pupils.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { storyOf } from './story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

const THERAPIES = ['speech_language', 'occupational_therapy', 'physiotherapy'] as const
type Therapy = (typeof THERAPIES)[number]
type Service = Therapy | 'ehs_tier2' | 'camhs_tier3' | 'neurodevelopmental'

/** Referrals in six years, of a child with a plan or support, and of any other young child. */
const REFERRALS_EACH = 1.05
const REFERRALS_OF_OTHERS = 0.035
const REJECTED = 0.09

const OF_YOUNG: Mix<Service> = [
  ['speech_language', 64],
  ['occupational_therapy', 15],
  ['physiotherapy', 9],
  ['neurodevelopmental', 12],
]
const OF_PUPILS: Mix<Service> = [
  ['speech_language', 26],
  ['occupational_therapy', 15],
  ['physiotherapy', 6],
  ['ehs_tier2', 23],
  ['camhs_tier3', 11],
  ['neurodevelopmental', 19],
]
const SUSPECTED: Mix<string> = [
  ['asd', 52],
  ['adhd', 27],
  ['both', 17],
  ['other', 4],
]

/** Writes the referrals of a child to therapies, mental health services and the autism pathway. */
export function writeReferrals(world: World, pupil: Pupil): void {
  const isKnown = pupil.support !== undefined || pupil.life !== undefined
  if (!isKnown && pupil.cohort < 2015) return
  const random = chanceFor(world, 'referral', pupil.person.id)
  const isMore = random.chance(0.35)
  const mean = isKnown ? REFERRALS_EACH * (isMore ? 1.7 : 0.65) : REFERRALS_OF_OTHERS
  for (let i = random.round(mean); i > 0; i -= 1) writeReferral(world, random, pupil)
}

function writeReferral(world: World, random: Random, pupil: Pupil): void {
  const { birth } = pupil.person
  const from = Math.max(FROM - 300, birth + 500)
  const until = Math.min(UNTIL, birth + 18 * 365)
  if (from >= until) return
  const day = random.int(from, until)
  if (!isAlive(pupil, day)) return
  const isYoung = day - birth < 5 * 365
  const service = pickFrom(random, isYoung ? OF_YOUNG : OF_PUPILS)
  const accepted = !random.chance(REJECTED)
  const steps = accepted ? stepsOf(random, service, day) : { closed: day + random.int(7, 40) }
  if ((by(UNTIL, steps.closed) ?? UNTIL) < FROM) return
  world.emit('referrals', {
    referral_id: world.nextId('RF'),
    person_id: pupil.person.id,
    service,
    condition: service === 'neurodevelopmental' ? pickFrom(random, SUSPECTED) : undefined,
    referral_date: textOf(day),
    accepted: accepted ? 'Y' : 'N',
    first_contact_date: textOrNone(by(UNTIL, steps.first)),
    intervention_start_date: textOrNone(by(UNTIL, steps.treated)),
    last_contact_date: textOrNone(lastContact(steps)),
    outcome_date: textOrNone(by(UNTIL, steps.outcome)),
    closed_date: textOrNone(by(UNTIL, steps.closed)),
  })
}

type Steps = {
  readonly first?: Day
  readonly treated?: Day | undefined
  readonly last?: Day
  readonly outcome?: Day | undefined
  readonly closed: Day
}

/** The latest contact so far: for a case that is open, some weeks before the extract. */
function lastContact({ first, last }: Steps): Day | undefined {
  if (first === undefined || last === undefined || first > UNTIL) return undefined
  return last <= UNTIL ? last : Math.max(first, UNTIL - 1 - ((UNTIL - first) % 40))
}

function stepsOf(random: Random, service: Service, day: Day): Steps {
  const weeks = waitOf(service, storyOf(yearOf(day)))
  // One in twelve gives up waiting, or moves away.
  const gaveUp = random.chance(0.08)
  const wait = skewed(random, weeks)
  if (gaveUp) return { closed: day + Math.max(14, Math.round(wait * 0.7)) }
  const first = Math.max(day + wait, date(2020, 4, 1) - 200)
  const isTherapy = THERAPIES.some((one) => one === service)
  const treated = isTherapy ? first + random.int(0, 24) : undefined
  const outcome = service === 'neurodevelopmental' ? first + random.int(20, 150) : undefined
  const last = (outcome ?? treated ?? first) + random.int(20, 280)
  return { first, treated, outcome, last, closed: last + random.int(5, 60) }
}

function waitOf(service: Service, story: ReturnType<typeof storyOf>): number {
  if (service === 'neurodevelopmental') return story.autismWeeks
  if (service === 'ehs_tier2') return story.emotionalWeeks
  return service === 'camhs_tier3' ? story.emotionalWeeks * 2.6 : story.therapyWeeks
}

/** Days of a wait around a mean of weeks, the longest some three times as long. */
function skewed(random: Random, weeks: number): number {
  const urgent = random.chance(0.07) ? 0.3 : 1
  const factor =
    urgent * ((random.unit() + random.unit()) * 0.65 + 0.35 * -Math.log(1 - random.unit()))
  return Math.max(2, Math.round(weeks * 7 * factor))
}
