import { academicYearName, date } from './days.ts'
import { ageIn, isAlive, type Pupil, statusOn } from './pupils.ts'
import type { Random } from './random.ts'
import { schoolStoryOf, type SenStatus } from './school-story.ts'
import { chanceFor, type World } from './world.ts'

/** Academic years whose results are out. The tests of 2020/21 were not held. */
const YEARS = [2020, 2021, 2022, 2023, 2024] as const
const FIRST_TESTS = 2021
const GOALS = 17

type Chances = Readonly<Record<SenStatus, number>>

/** Levels of Kingston and its like: DfE early years, key stage and level-by-19 statistics. */
const GOOD_LEVEL: Chances = { N: 0.79, K: 0.31, E: 0.05 }
const READING_AT_7: Chances = { N: 0.8, K: 0.39, E: 0.14 }
const WRITING_AT_7: Chances = { N: 0.73, K: 0.28, E: 0.09 }
const MATHS_AT_7: Chances = { N: 0.82, K: 0.42, E: 0.15 }
const COMBINED_AT_11: Chances = { N: 0.76, K: 0.34, E: 0.1 }
const LEVEL_2: Chances = { N: 0.92, K: 0.69, E: 0.4 }
const LEVEL_3: Chances = { N: 0.73, K: 0.4, E: 0.18 }
const ATTAINMENT_8: Chances = { N: 55, K: 39, E: 16 }
const PROGRESS_8: Chances = { N: 0.5, K: -0.12, E: -1 }

/** Writes a child's results: of everyone at the end of Reception, of pupils with SEN after that. */
export function writeResults(world: World, pupil: Pupil): void {
  const random = chanceFor(world, 'result', pupil.person.id)
  for (const year of YEARS) {
    const summer = date(year + 1, 6, 20)
    if (!isAlive(pupil, summer)) continue
    const age = ageIn(pupil, year)
    const status = statusOn(pupil, summer)
    const result = { world, random, pupil, year, status }
    if (age === 4 && year >= FIRST_TESTS) writeProfile(result)
    if (age === 18) writeLevels({ ...result, status: statusOn(pupil, date(year - 2, 5, 20)) })
    if (status !== 'N') writeStage(result, age)
  }
}

/** The tests of an age, if there are any. */
function writeStage(sitting: Sitting, age: number): void {
  if (age === 15) writeAt16(sitting)
  if (sitting.year < FIRST_TESTS) return
  if (age === 6) writeAt7(sitting)
  if (age === 10) writeAt11(sitting)
}

type Sitting = {
  readonly world: World
  readonly random: Random
  readonly pupil: Pupil
  readonly year: number
  readonly status: SenStatus
}

/** A good level needs twelve goals of seventeen; few reach it and miss another goal. */
function writeProfile(sitting: Sitting): void {
  const { random, status } = sitting
  const isGood = random.chance(likely(sitting, GOOD_LEVEL))
  const isAll = isGood && random.chance(0.965)
  const spread = status === 'N' ? 9 : 13
  const points = isAll ? GOALS : isGood ? 16 : Math.max(0, 15 - random.int(0, spread))
  write(sitting, 'eyfs_gld', isGood ? 1 : 0)
  write(sitting, 'eyfs_all_expected', isAll ? 1 : 0)
  write(sitting, 'eyfs_points', points)
}

function writeAt7(sitting: Sitting): void {
  threshold(sitting, 'ks1_reading', READING_AT_7)
  threshold(sitting, 'ks1_writing', WRITING_AT_7)
  threshold(sitting, 'ks1_maths', MATHS_AT_7)
}

function writeAt11(sitting: Sitting): void {
  const { random, status, year } = sitting
  threshold(sitting, 'ks2_rwm', COMBINED_AT_11)
  const mean = (status === 'E' ? -3.2 : -0.6) + schoolStoryOf(year).attainment * 20
  for (const subject of ['reading', 'writing', 'maths']) {
    write(sitting, `ks2_progress_${subject}`, rounded(random.normal(mean, 5.2), 1))
  }
}

function writeAt16(sitting: Sitting): void {
  const { random, status, year } = sitting
  const lift = schoolStoryOf(year).attainment
  const points = random.normal(ATTAINMENT_8[status] + lift * 60, 14)
  write(sitting, 'ks4_attainment8', rounded(Math.min(90, Math.max(0, points)), 2))
  write(sitting, 'ks4_progress8', rounded(random.normal(PROGRESS_8[status] + lift * 4, 1.1), 2))
}

/** By 19, of those with SEN in Year 11. */
function writeLevels(sitting: Sitting): void {
  if (sitting.status === 'N') return
  const { random } = sitting
  const isSecond = random.chance(likely(sitting, LEVEL_2))
  const isThird = isSecond && random.chance(LEVEL_3[sitting.status] / LEVEL_2[sitting.status])
  write(sitting, 'level2_by_19', isSecond ? 1 : 0)
  write(sitting, 'level3_by_19', isThird ? 1 : 0)
}

function likely({ status, year }: Sitting, chances: Chances): number {
  return chances[status] + schoolStoryOf(year).attainment
}

function threshold(sitting: Sitting, measure: string, chances: Chances): void {
  write(sitting, measure, sitting.random.chance(likely(sitting, chances)) ? 1 : 0)
}

function rounded(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places
}

function write({ world, pupil, year, status }: Sitting, measure: string, value: number): void {
  world.emit('results', {
    person_id: pupil.person.id,
    academic_year: academicYearName(year),
    measure,
    value,
    sen_provision: status,
  })
}
