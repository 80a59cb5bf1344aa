import { academicYearOf, type Day, date } from './days.ts'
import { isHeld, type Life, mainPlacement, type Plan, type Stretch } from './life.ts'
import { type Need, NEEDS_OF_SUPPORT } from './mixes.ts'
import type { Person } from './people.ts'
import { stageOf } from './placements.ts'
import type { Provision } from './places.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import type { SenStatus } from './school-story.ts'
import type { Setting } from './settings.ts'
import { chanceFor, type World } from './world.ts'

/** A child as the schools know them: with or without a plan, on SEN support or not. */
export type Pupil = {
  readonly person: Person
  /** Year in whose September the school year of their birth begins. */
  readonly cohort: number
  /** What the SEND service did with them, if anything. */
  readonly life: Life | undefined
  readonly support: Stretch | undefined
  readonly need: Need | 'NSA' | undefined
  /** Where they go while no plan says otherwise. */
  readonly schools: Schools
}

export type Schools = Readonly<Record<'early' | 'primary' | 'secondary', Setting>>

const PRIMARY: Mix<Provision> = [
  ['mainstream_maintained', 56],
  ['mainstream_academy', 44],
]
const SECONDARY: Mix<Provision> = [
  ['mainstream_academy', 74],
  ['mainstream_maintained', 26],
]

/** A child of whom the SEND service knows, seen by the schools: on SEN support before the request. */
export function pupilOf(world: World, life: Life): Pupil {
  const random = chanceFor(world, 'pupil', life.person.id)
  const { person } = life
  const need = life.cases.find(({ plan }) => plan !== undefined)?.plan?.need
  return {
    person,
    cohort: academicYearOf(person.birth),
    life,
    support: supportBefore(random, life),
    need: need ?? pickFrom(random, NEEDS_OF_SUPPORT),
    schools: schoolsFor(world, random),
  }
}

/** Months of SEN support before a first request; refused, it goes on to the end of Year 11. */
function supportBefore(random: Random, { person, cases }: Life): Stretch | undefined {
  const request = cases.find((one) => one.request !== undefined)?.request
  if (request === undefined) return undefined
  const third = date(academicYearOf(person.birth) + 4, 9, 1)
  const from = Math.max(request.received - random.int(120, 900), third)
  const until = date(academicYearOf(person.birth) + 17, 8, 31)
  return from < until ? { from, until } : undefined
}

/** A child's nursery, primary and secondary school in the borough. */
export function schoolsFor(world: World, random: Random): Schools {
  const find = (provision: Provision): Setting =>
    world.settings.find(random, provision, 'in_borough', false)
  return {
    early: find('early_years'),
    primary: find(pickFrom(random, PRIMARY)),
    secondary: find(pickFrom(random, SECONDARY)),
  }
}

/** Academic age in the academic year that begins in `year`. */
export function ageIn({ cohort }: Pick<Pupil, 'cohort'>, year: number): number {
  return year - cohort - 1
}

/** The plan held on a day. */
export function planOn({ life }: Pupil, day: Day): Plan | undefined {
  return life?.cases.find(({ plan }) => plan !== undefined && isHeld(plan, life.death, day))?.plan
}

/** None, SEN support or a plan on a day. */
export function statusOn(pupil: Pupil, day: Day): SenStatus {
  if (planOn(pupil, day) !== undefined) return 'E'
  const { support } = pupil
  if (support === undefined || support.from > day) return 'N'
  return support.until === undefined || support.until > day ? 'K' : 'N'
}

export function isAlive({ life }: Pupil, day: Day): boolean {
  return life?.death === undefined || life.death > day
}

const AT_SCHOOL: ReadonlySet<Provision> = new Set([
  'early_years',
  'mainstream_maintained',
  'mainstream_academy',
  'resourced_provision',
  'special_maintained',
  'special_academy',
  'special_nonmaintained',
  'alternative_provision',
])

/** The borough's state-funded school or nursery on whose roll they are on a day, if they are. */
export function schoolOn(pupil: Pupil, day: Day): Setting | undefined {
  const plan = planOn(pupil, day)
  if (plan !== undefined) {
    const main = mainPlacement(plan, day)
    const isHere = main?.area === 'in_borough' && AT_SCHOOL.has(main.provision)
    return isHere ? main.setting : undefined
  }
  const stage = stageOf(ageIn(pupil, academicYearOf(day)))
  if (stage === 'early' || stage === 'primary') return pupil.schools[stage]
  return stage === 'secondary' ? pupil.schools.secondary : undefined
}
