import {
  academicAge,
  academicYearOf,
  type Day,
  date,
  monthOf,
  workdayBy,
  workdayFrom,
  yearLimit,
  yearOf,
} from './days.ts'
import type { Review } from './life.ts'
import { pickFrom, type Random } from './random.ts'
import { storyOf, type YearStory } from './story.ts'
import type { World } from './world.ts'

const FOUR_WEEKS = 28
const EIGHT_WEEKS = 56
/** Academic ages in whose autumn the move to the next phase is reviewed: Years 6 and 11. */
const LAST_YEARS_OF_A_PHASE: ReadonlySet<number> = new Set([3, 10, 15])

/** What the clock of a plan's reviews starts from. */
export type ReviewClock = {
  readonly birth: Day
  /** Day the plan was made, or of the last review before the records. */
  readonly anchor: Day
  /** Whether the anchor is itself a review that the records hold. */
  readonly anchored?: boolean
  /** First limit, where it is not twelve months from the anchor. */
  readonly firstDue?: Day
  /** No meeting on or after this day. */
  readonly until: Day
}

/** The meetings of a plan and what followed them. */
export function makeReviews(world: World, random: Random, clock: ReviewClock): Review[] {
  const reviews: Review[] = []
  if (clock.anchored === true) reviews.push(makeReview(world, random, clock.anchor, 'annual'))
  let anchor = clock.anchor
  let due = clock.firstDue ?? yearLimit(anchor)
  for (;;) {
    const { meeting, type } = nextMeeting(random, clock.birth, anchor, due)
    if (meeting >= clock.until) return reviews
    reviews.push(makeReview(world, random, meeting, type))
    anchor = meeting
    due = yearLimit(meeting)
  }
}

type Meeting = { readonly meeting: Day; readonly type: Review['type'] }

function nextMeeting(random: Random, birth: Day, anchor: Day, due: Day): Meeting {
  const autumn = phaseAutumn(birth, anchor, due)
  if (autumn !== undefined) {
    return { meeting: workdayFrom(autumn + random.int(14, 85)), type: 'phase_transfer' }
  }
  if (random.chance(0.03))
    return { meeting: schoolDayBy(anchor + random.int(70, 200)), type: 'early' }
  const story = storyOf(yearOf(due))
  if (random.chance(story.reviewInTime)) {
    return { meeting: Math.max(schoolDayBy(due - random.int(0, 45)), anchor + 60), type: 'annual' }
  }
  return { meeting: schoolDayFrom(due + 1 + random.wait(story.reviewDelay)), type: 'annual' }
}

/** 1 September of a last year of a phase, if the next review should be held in its autumn. */
function phaseAutumn(birth: Day, anchor: Day, due: Day): Day | undefined {
  const first = academicYearOf(anchor)
  for (let year = first; date(year, 9, 1) <= due + 30; year += 1) {
    const start = date(year, 9, 1)
    const isLast = LAST_YEARS_OF_A_PHASE.has(academicAge(birth, year))
    if (isLast && start > anchor + 45) return start
  }
  return undefined
}

/** On or before a day, in a school term. */
function schoolDayBy(day: Day): Day {
  if (monthOf(day) === 8) return workdayBy(date(yearOf(day), 7, 22) - (day % 25))
  if (isChristmas(day)) return workdayBy(date(christmasYear(day), 12, 18) - (day % 9))
  return workdayBy(day)
}

/** On or after a day, in a school term. */
function schoolDayFrom(day: Day): Day {
  if (monthOf(day) === 8) return workdayFrom(date(yearOf(day), 9, 5) + (day % 25))
  if (isChristmas(day)) return workdayFrom(date(christmasYear(day) + 1, 1, 6) + (day % 9))
  return workdayFrom(day)
}

function isChristmas(day: Day): boolean {
  const year = christmasYear(day)
  return day >= date(year, 12, 20) && day <= date(year + 1, 1, 3)
}

function christmasYear(day: Day): number {
  return monthOf(day) === 1 ? yearOf(day) - 1 : yearOf(day)
}

function makeReview(world: World, random: Random, meeting: Day, type: Review['type']): Review {
  const story = storyOf(yearOf(meeting))
  const base = {
    id: world.nextId('RV'),
    type,
    meeting,
    attended: random.chance(story.officerAtReview),
  }
  if (random.chance(story.reviewUndecided)) {
    return { ...base, decision: undefined, decided: undefined, draft: undefined, final: undefined }
  }
  const decided = decisionDay(random, meeting, story)
  const decision = decisionOf(random, type)
  if (decision !== 'A') return { ...base, decision, decided, draft: undefined, final: undefined }
  return { ...base, decision, decided, ...amendment(random, decided, story) }
}

function decisionDay(random: Random, meeting: Day, story: YearStory): Day {
  if (random.chance(story.reviewDecided)) return workdayBy(meeting + FOUR_WEEKS - random.int(0, 16))
  return workdayFrom(meeting + FOUR_WEEKS + 1 + random.wait(story.reviewDecisionDelay))
}

/** DfE SEN2, England 2024: 219,538 amend, 135,264 maintain, 4,087 cease. */
function decisionOf(random: Random, type: Review['type']): 'M' | 'A' | 'C' {
  if (type === 'phase_transfer') return random.chance(0.94) ? 'A' : 'M'
  return pickFrom(random, [
    ['A', 54],
    ['M', 45],
    ['C', 1],
  ] as const)
}

function amendment(random: Random, decided: Day, story: YearStory): { draft: Day; final: Day } {
  const draft = random.chance(story.draftWithDecision)
    ? workdayFrom(decided + random.int(0, 3))
    : workdayFrom(decided + 7 + random.wait(38))
  const inTime = random.chance(story.finalInEightWeeks)
  const final = inTime
    ? workdayBy(draft + random.int(22, EIGHT_WEEKS))
    : workdayFrom(draft + EIGHT_WEEKS + 1 + random.wait(45))
  return { draft, final }
}
