import { type Day, textOf, textOrNone, yearOf } from './days.ts'
import { by, type Life, type Request, type Review } from './life.ts'
import { auditAdvice } from './audits.ts'
import { oneOf, pickFrom, type Random } from './random.ts'
import { storyOf, type YearStory } from './story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

const SIX_WEEKS = 42
const SOURCES = ['education', 'psychology', 'health', 'social_care'] as const
type Source = (typeof SOURCES)[number] | 'other'

/** Writes the advice asked for in a life's assessments and reviews. */
export function writeAdvice(world: World, life: Life): void {
  const random = chanceFor(world, 'advice', life.person.id)
  for (const { request, plan } of life.cases) {
    if (request?.assessment !== undefined)
      writeAssessmentAdvice(world, random, request, request.assessment.ended)
    for (const review of plan?.reviews ?? []) {
      if (review.meeting >= FROM && review.meeting <= UNTIL)
        writeReviewAdvice(world, random, review)
    }
  }
}

function writeAssessmentAdvice(world: World, random: Random, request: Request, ended: Day): void {
  const sources: readonly Source[] = random.chance(0.12) ? [...SOURCES, 'other'] : SOURCES
  for (const source of sources) {
    const requested = request.decided + random.int(0, 6)
    if (requested > UNTIL) continue
    const received = by(UNTIL, receivedDay(random, source, requested, ended))
    const excused = random.chance(0.035)
    const id = world.nextId('A')
    world.emit('advice', {
      advice_id: id,
      context: 'assessment',
      request_id: request.id,
      source,
      requested_date: textOf(requested),
      received_date: textOrNone(received),
      exception: excused
        ? oneOf(random, ['exceptional_circumstances', 'absent_from_area', 'missed_appointment'])
        : 'none',
      withdrawn: random.chance(0.012) ? 'Y' : 'N',
    })
    const isAudited = (source === 'health' || source === 'social_care') && random.chance(0.3)
    if (isAudited && received !== undefined) auditAdvice(world, random, id, received)
  }
}

/** In six weeks or later, but before the assessment ends. */
function receivedDay(random: Random, source: Source, requested: Day, ended: Day): Day {
  const story = storyOf(yearOf(requested + SIX_WEEKS))
  const inTime = random.chance(shareInTime(story, source))
  const day = inTime
    ? requested + SIX_WEEKS - Math.floor(25 * random.unit() ** 2)
    : requested + SIX_WEEKS + 1 + random.wait(22)
  return Math.max(Math.min(day, ended - 8), requested + 14)
}

function shareInTime(story: YearStory, source: Source): number {
  if (source === 'health') return story.healthAdvice
  return source === 'social_care' ? story.socialAdvice : story.otherAdvice
}

function writeReviewAdvice(world: World, random: Random, review: Review): void {
  const count = pickFrom(random, [
    [0, 45],
    [1, 30],
    [2, 18],
    [3, 7],
  ] as const)
  const story = storyOf(yearOf(review.meeting))
  for (let i = 0; i < count; i += 1) {
    const early = random.chance(story.reviewPapers)
    const received = review.meeting - (early ? random.int(17, 34) : random.int(3, 14))
    const circulated = early
      ? Math.min(received + random.int(0, 5), review.meeting - 14)
      : received + random.int(0, 2)
    const isSent = early || random.chance(0.85)
    world.emit('advice', {
      advice_id: world.nextId('A'),
      context: 'review',
      review_id: review.id,
      source: oneOf(random, ['education', 'education', 'health', 'psychology', 'social_care']),
      requested_date: textOf(review.meeting - random.int(45, 63)),
      received_date: textOf(received),
      circulated_date: isSent ? textOf(circulated) : undefined,
      exception: 'none',
      withdrawn: 'N',
    })
  }
}
