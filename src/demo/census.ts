import { ageOn } from '../core/index.ts'
import { type Day, date, textOf, thursday } from './days.ts'
import { ageIn, isAlive, type Pupil, schoolOn, statusOn } from './pupils.ts'
import type { Random } from './random.ts'
import { schoolStoryOf, type SenStatus } from './school-story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

type Term = 'autumn' | 'spring' | 'summer'
type Census = {
  readonly day: Day
  readonly term: Term
  /** Year in which the academic year began. */
  readonly year: number
  /** Half-day sessions reported with it. */
  readonly sessions: number
}

/** The school censuses of the records: the first Thursday of October, the third of January and May. */
const CENSUSES: readonly Census[] = [2020, 2021, 2022, 2023, 2024, 2025]
  .flatMap((year): Census[] => [
    { day: thursday(year, 10, 1), term: 'autumn', year, sessions: 118 },
    { day: thursday(year + 1, 1, 3), term: 'spring', year, sessions: 140 },
    { day: thursday(year + 1, 5, 3), term: 'summer', year, sessions: 114 },
  ])
  .filter(({ day }) => day >= FROM && day <= UNTIL)

/** Share of disadvantaged two-year-olds, of three- and of four-year-olds in funded places. */
const TWO_YEAR_OLDS = 0.205
const TAKE_UP_AT_TWO: ReadonlyMap<number, number> = new Map([
  [2021, 0.6],
  [2022, 0.67],
  [2023, 0.69],
  [2024, 0.72],
  [2025, 0.7],
  [2026, 0.74],
])
const TAKE_UP_AT_THREE = 0.915
const TAKE_UP_AT_FOUR = 0.945
const FREQUENTLY = 0.1

/** Writes a pupil's rows: every term with SEN, every January in funded early education. */
export function writeCensus(world: World, pupil: Pupil): void {
  if (pupil.support === undefined && pupil.life === undefined && pupil.cohort < 2015) return
  const random = chanceFor(world, 'census', pupil.person.id)
  const habits = { habit: random.unit(), takeUp: random.unit(), worry: random.unit() }
  for (const census of CENSUSES) {
    if (!isAlive(pupil, census.day) || pupil.person.birth > census.day) continue
    writeRow(world, random, pupil, census, habits)
  }
}

/** What stays with a child, from 0 to 1: absence, use of early education, worries. */
type Habits = { readonly habit: number; readonly takeUp: number; readonly worry: number }

function writeRow(
  world: World,
  random: Random,
  pupil: Pupil,
  census: Census,
  habits: Habits,
): void {
  const funded = census.term === 'spring' ? fundedOn(pupil, census.day, habits.takeUp) : 'none'
  const status = statusOn(pupil, census.day)
  if (status === 'N' && funded === 'none') return
  const setting = schoolOn(pupil, census.day)
  if (setting === undefined) return
  const age = ageIn(pupil, census.year)
  const inSchool = age >= 4 && status !== 'N'
  world.emit('census', {
    person_id: pupil.person.id,
    census_date: textOf(census.day),
    setting_id: setting.id,
    nc_year: Math.max(-2, age - 4),
    sen_provision: status,
    primary_need: status === 'N' ? undefined : pupil.need,
    funded_entitlement: age > 4 ? undefined : funded,
    funded_hours: funded === 'none' ? undefined : 15,
    ...(inSchool ? attendanceOf(random, census, status, habits) : {}),
  })
}

/** Early education is claimed for those who are two, three or four on 31 December before. */
function fundedOn(pupil: Pupil, day: Day, takeUp: number): string {
  if (pupil.cohort < 2015) return 'none'
  const year = Number(textOf(day).slice(0, 4))
  const age = ageOn(textOf(pupil.person.birth), textOf(date(year - 1, 12, 31)))
  if (age === 2)
    return takeUp < TWO_YEAR_OLDS * (TAKE_UP_AT_TWO.get(year) ?? 0.7) ? 'two_year_old' : 'none'
  if (age === 3) return takeUp < TAKE_UP_AT_THREE ? 'three_four_universal' : 'none'
  return age === 4 && takeUp < TAKE_UP_AT_FOUR ? 'three_four_universal' : 'none'
}

/** Most miss few sessions, some miss many: a skewed share around the mean of the year. */
function attendanceOf(
  random: Random,
  { year, sessions }: Census,
  status: SenStatus,
  { habit, worry }: Habits,
): { sessions_possible: number; sessions_absent: number; absence_main_reason: string } {
  const story = schoolStoryOf(year)
  const mean = status === 'E' ? story.absence.E : story.absence.K
  const share = Math.min(0.95, mean * 0.9 * -Math.log(1 - habit * 0.995) + random.unit() * 0.02)
  const absent = Math.round(sessions * share)
  return {
    sessions_possible: sessions,
    sessions_absent: absent,
    absence_main_reason: reasonOf(random, share, worry < story.emotional),
  }
}

function reasonOf(random: Random, share: number, isWorried: boolean): string {
  if (random.chance(0.06)) return 'unknown'
  return share >= FREQUENTLY && isWorried ? 'emotional_health' : 'other'
}
