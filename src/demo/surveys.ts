import { type Day, date, textOf, yearOf } from './days.ts'
import { type Participant, someoneOf } from './participants.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { storyOf } from './story.ts'
import { LEANING, type PlanStatus, type Wave, WAVES, YES_OR_NO } from './survey-waves.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

/** How many of a year's answers give a participant's id. */
const NAMED = 0.3
/** More answer each year, as families come to trust that something follows. */
const GROWTH: ReadonlyMap<number, number> = new Map([
  [2020, 0.8],
  [2021, 0.85],
  [2022, 0.72],
  [2023, 0.9],
  [2024, 1.05],
  [2025, 1.15],
  [2026, 1.2],
])

/** Writes the answers to all surveys and feedback forms of the records' years. */
export function writeSurveys(world: World): void {
  for (const [index, wave] of WAVES.entries()) {
    const random = chanceFor(world, 'survey', index)
    for (let year = 2020; year <= 2026; year += 1) {
      const mean = wave.answers * (GROWTH.get(year) ?? 1) * Math.sqrt(world.authority.scale)
      for (let i = random.round(mean); i > 0; i -= 1) {
        const on = dayOf(random, wave, year)
        if (on >= FROM && on <= UNTIL) writeResponse(world, random, wave, on)
      }
    }
  }
}

/** In the four weeks before the survey closes; the parents' survey of 2022 ran late, in May. */
function dayOf(random: Random, { month, respondent }: Wave, year: number): Day {
  if (month === undefined) return date(year, 1, 1) + random.int(0, 364)
  const isLate = year === 2022 && respondent === 'parent_carer'
  return date(year, isLate ? 5 : month, 28) - random.int(0, 26)
}

function writeResponse(world: World, random: Random, wave: Wave, on: Day): void {
  const id = world.nextId('S')
  const about = wave.about === undefined ? undefined : pickFrom(random, wave.about)
  const isCommissioned = random.chance(0.38)
  const speaker = speakerOf(world, random, wave)
  const mood = random.normal(0, 0.16)
  for (const question of questionsOf(wave, about)) {
    if (question === 'commissioned_quality' && !isCommissioned) continue
    world.emit('survey_responses', {
      response_id: id,
      survey: wave.name,
      response_date: textOf(on),
      respondent_type: wave.respondent,
      plan_status: about,
      commissioned_service: isCommissioned ? 'Y' : 'N',
      participant_id: speaker?.id,
      under_represented: wave.about === undefined ? undefined : (speaker?.group ?? groupOf(random)),
      question,
      answer: answerTo(random, question, on, mood),
    })
  }
}

function speakerOf(world: World, random: Random, wave: Wave): Participant | undefined {
  if (wave.about === undefined || !random.chance(NAMED)) return undefined
  const { respondent } = wave
  if (respondent !== 'parent_carer' && respondent !== 'child_young_person') return undefined
  return someoneOf(world, random, respondent)
}

function groupOf(random: Random): string {
  return pickFrom(random, [
    ['N', 66],
    ['Y', 20],
    ['unknown', 14],
  ] as const)
}

function questionsOf(wave: Wave, about: PlanStatus | undefined): readonly string[] {
  const hasPlan = about === 'ehcp' || about === 'ehcp_new'
  return hasPlan ? [...wave.questions, ...wave.planQuestions] : wave.questions
}

function answerTo(random: Random, question: string, on: Day, mood: number): string | undefined {
  if (random.chance(0.03)) return undefined
  if (random.chance(0.04)) return random.chance(0.5) ? 'not_applicable' : 'prefer_not_to_say'
  const content = storyOf(yearOf(on)).content + (LEANING[question] ?? 0) + mood
  const good = Math.min(0.95, Math.max(0.06, content))
  return pickFrom(random, YES_OR_NO.has(question) ? yesMix(good) : scaleMix(good))
}

function scaleMix(good: number): Mix<string> {
  const rest = 1 - good
  return [
    ['strongly_agree', good * 0.35],
    ['agree', good * 0.65],
    ['neither', rest * 0.36],
    ['disagree', rest * 0.37],
    ['strongly_disagree', rest * 0.23],
    ['dont_know', rest * 0.04],
  ]
}

function yesMix(good: number): Mix<string> {
  const rest = 1 - good
  return [
    ['yes', good],
    ['partly', rest * 0.45],
    ['no', rest * 0.48],
    ['dont_know', rest * 0.07],
  ]
}
