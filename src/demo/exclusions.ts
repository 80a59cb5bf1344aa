import { ordinaryPupil } from './cohorts.ts'
import { type Day, date, textOf, textOrNone, workdayBy } from './days.ts'
import { writePerson } from './people.ts'
import { childrenOfAge } from './population.ts'
import { ageIn, isAlive, type Pupil, schoolOn, statusOn } from './pupils.ts'
import type { Random } from './random.ts'
import { schoolStoryOf, type SenStatus } from './school-story.ts'
import { chanceFor, UNTIL, type World } from './world.ts'

const YEARS = [2020, 2021, 2022, 2023, 2024, 2025] as const
/** Share of pupils of a status who are ever suspended; most are suspended again. */
const SUSPENDED = 0.14
const SUSPENSIONS_EACH = 1.8
/** Secondary schools suspend five times as often as primary schools. */
const SECONDARY = 1.75
const PRIMARY = 0.38
const OVERTURNED = 0.012
const PERMANENT_OVERTURNED = 0.06
/** Years of schooling and share of pupils without SEN. */
const SCHOOL_YEARS = 12
const WITHOUT_SEN = 0.81

/** Writes the suspensions and permanent exclusions of a pupil with SEN. */
export function writeExclusions(world: World, pupil: Pupil): void {
  if (pupil.support === undefined && pupil.life === undefined) return
  const random = chanceFor(world, 'exclusion', pupil.person.id)
  const isTroubled = random.chance(SUSPENDED)
  for (const year of YEARS) {
    const age = ageIn(pupil, year)
    if (age < 5 || age > 15) continue
    const level = age >= 11 ? SECONDARY : PRIMARY
    const { suspensions, exclusions } = schoolStoryOf(year)
    const status = statusOn(pupil, date(year + 1, 1, 15))
    const mean = isTroubled ? (suspensions[status] * level) / 100 / SUSPENDED : 0
    for (let i = random.round(mean); i > 0; i -= 1) {
      writeExclusion(world, random, pupil, schoolDay(random, year), 'suspension')
    }
    if (random.chance((exclusions[status] * level) / 100)) {
      writeExclusion(world, random, pupil, schoolDay(random, year), 'permanent')
    }
  }
}

/** Writes those of pupils without SEN, and the pupils themselves: nothing else is known of them. */
export function writeOtherExclusions(world: World): void {
  for (const year of YEARS) {
    const pupils = childrenOfAge(world, 10, year) * SCHOOL_YEARS * WITHOUT_SEN
    const { suspensions, exclusions } = schoolStoryOf(year)
    const suspended = world.random.round((pupils * suspensions.N) / 100 / SUSPENSIONS_EACH)
    const excluded = world.random.round((pupils * exclusions.N) / 100)
    for (let i = 0; i < suspended + excluded; i += 1) {
      const random = chanceFor(world, `out-${String(year)}`, i)
      const age = random.chance(0.85) ? random.int(11, 15) : random.int(6, 10)
      const pupil = ordinaryPupil(world, `outed-${String(year)}`, i, year - age - 1)
      const isPermanent = i >= suspended
      const times = isPermanent ? 1 : random.round(SUSPENSIONS_EACH)
      const days = Array.from({ length: times }, () => schoolDay(random, year)).filter(
        (day) => day <= UNTIL,
      )
      if (days.length > 0) writePerson(world, pupil.person)
      for (const day of days) {
        writeExclusion(world, random, pupil, day, isPermanent ? 'permanent' : 'suspension')
      }
    }
  }
}

/** A day of an academic year, not in the long holidays. */
function schoolDay(random: Random, year: number): Day {
  const day = date(year, 9, 6) + random.int(0, 318)
  const christmas = date(year, 12, 19)
  return workdayBy(day >= christmas && day < christmas + 16 ? christmas - 12 + (day % 9) : day)
}

function writeExclusion(
  world: World,
  random: Random,
  pupil: Pupil,
  day: Day,
  category: 'suspension' | 'permanent',
): void {
  if (day > UNTIL || !isAlive(pupil, day)) return
  const setting = schoolOn(pupil, day)
  if (setting === undefined || setting.provision === 'early_years') return
  const status: SenStatus = statusOn(pupil, day)
  const isUndone = random.chance(category === 'permanent' ? PERMANENT_OVERTURNED : OVERTURNED)
  const undone = isUndone ? Math.min(day + random.int(10, 40), UNTIL) : undefined
  world.emit('exclusions', {
    exclusion_id: world.nextId('X'),
    person_id: pupil.person.id,
    setting_id: setting.id,
    category,
    start_date: textOf(day),
    sen_provision: status,
    primary_need: status === 'N' ? undefined : pupil.need,
    overturned_date: textOrNone(undone),
  })
}
