import { type Day, monthOf, workdayBy, workdayFrom, yearOf } from './days.ts'
import type { Assessment, Challenge, Request } from './life.ts'
import { GROUNDS, SOURCES } from './mixes.ts'
import { oneOf, pickFrom, type Random } from './random.ts'
import { NEIGHBOURS } from './settings.ts'
import { storyOf, type YearStory } from './story.ts'
import type { World } from './world.ts'

const SIX_WEEKS = 42
const SIXTEEN_WEEKS = 112
const TWENTY_WEEKS = 140
const EXCEPTION_AT_6_WEEKS = 0.02
const EXCEPTION_AT_16_WEEKS = 0.04
/** 5.5% of plans issued in England in 2023 and 6.1% in 2024 had an exception (DfE SEN2). */
const EXCEPTION_AT_20_WEEKS = 0.05
const MOVED_OUT = 0.006
const NO_CHALLENGE: Challenge = { mediation: false, tribunal: false }

/** A request received on a day, decided and, if need be, assessed to its end. */
export function makeRequest(world: World, random: Random, received: Day): Request {
  const story = storyOf(yearOf(received + 30))
  const base = { id: world.nextId('R'), received, source: pickFrom(random, SOURCES) }
  if (random.chance(story.withdrawn)) {
    const decided = received + random.int(5, 45)
    return {
      ...base,
      outcome: 'W',
      decided,
      week6: undefined,
      assessment: undefined,
      exported: undefined,
      challenge: NO_CHALLENGE,
    }
  }
  const refused = random.chance(story.refused)
  const week6 = groundOf(random, EXCEPTION_AT_6_WEEKS)
  const decided = decisionDay(random, received, story, week6 !== undefined)
  const exported = !refused && random.chance(MOVED_OUT) ? oneOf(random, NEIGHBOURS) : undefined
  return {
    ...base,
    outcome: refused ? 'N' : 'Y',
    decided,
    week6,
    assessment: refused ? undefined : makeAssessment(random, received, decided, exported),
    exported,
    challenge: refused ? challengeOf(random) : NO_CHALLENGE,
  }
}

/** 27% of refusals to assess in England in 2024 went to mediation, 12% to the tribunal (DfE SEN2). */
function challengeOf(random: Random): Challenge {
  const mediation = random.chance(0.27)
  return { mediation, tribunal: random.chance(mediation ? 0.2 : 0.09) }
}

function groundOf(random: Random, share: number): string | undefined {
  return random.chance(share) ? pickFrom(random, GROUNDS) : undefined
}

function decisionDay(random: Random, received: Day, story: YearStory, excused: boolean): Day {
  const late = excused || !random.chance(story.decidedInSixWeeks)
  if (late) return workdayFrom(received + SIX_WEEKS + 1 + random.wait(18))
  return workdayBy(received + SIX_WEEKS - Math.floor(22 * random.unit() ** 2))
}

function makeAssessment(
  random: Random,
  received: Day,
  decided: Day,
  exported: string | undefined,
): Assessment {
  const story = storyOf(yearOf(received + TWENTY_WEEKS))
  const plain = { week16: undefined, week20: undefined, challenge: NO_CHALLENGE }
  if (exported !== undefined || random.chance(0.003)) {
    return { ...plain, outcome: 'W', ended: decided + random.int(10, 80) }
  }
  if (random.chance(story.noPlan)) return refusalToIssue(random, received, decided, story)
  const week20 = groundOf(random, EXCEPTION_AT_20_WEEKS)
  const ended = issueDay(random, received, story, week20 !== undefined)
  const early = afterDecision(random, decided)
  return { ...plain, outcome: 'Y', ended: ended < early ? early : ended, week20 }
}

function refusalToIssue(random: Random, received: Day, decided: Day, story: YearStory): Assessment {
  const week16 = groundOf(random, EXCEPTION_AT_16_WEEKS)
  const inTime = week16 === undefined && random.chance(story.noPlanInSixteenWeeks)
  const limit = received + SIXTEEN_WEEKS
  const day = inTime
    ? workdayBy(limit - random.int(0, 12))
    : workdayFrom(limit + 1 + random.wait(story.planDelay * 0.7))
  const mediation = random.chance(0.33)
  const challenge = { mediation, tribunal: random.chance(0.22) }
  const ended = Math.max(day, afterDecision(random, decided))
  return { outcome: 'N', ended, week16, week20: undefined, challenge }
}

/** Advice takes some weeks, however late the decision was. */
function afterDecision(random: Random, decided: Day): Day {
  return workdayFrom(decided + random.int(50, 75))
}

function issueDay(random: Random, received: Day, story: YearStory, excused: boolean): Day {
  const limit = received + TWENTY_WEEKS
  if (!excused && random.chance(story.planInTwentyWeeks)) {
    const day = workdayBy(limit - Math.floor(30 * random.unit() ** 1.6))
    return isHoliday(day) && random.chance(0.6) ? workdayBy(day - random.int(14, 28)) : day
  }
  const day = workdayFrom(limit + 1 + random.wait(story.planDelay))
  return isHoliday(day) && random.chance(0.7) ? workdayFrom(day + random.int(20, 40)) : day
}

/** Fewer decisions are made in August: panels do not meet and schools are shut. */
function isHoliday(day: Day): boolean {
  return monthOf(day) === 8
}
