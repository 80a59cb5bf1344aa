import { type Day, date } from './days.ts'
import type { Stretch } from './life.ts'
import { NEEDS_OF_SUPPORT } from './mixes.ts'
import { birthInSchoolYear, makePerson, type Person } from './people.ts'
import { type Pupil, schoolsFor } from './pupils.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { childrenOfAge } from './population.ts'
import { chanceFor, UNTIL, type World } from './world.ts'

type Cohorts = { readonly first: number; readonly last: number }

/** First and last school years of birth of pupils on SEN support: 19 in 2020, 2 in 2025. */
const SUPPORT_COHORTS: Cohorts = { first: 2001, last: 2023 }
/** Children whom early years and health visitors record, and young people whom the NCCIS follows. */
const EARLY_COHORTS: Cohorts = { first: 2015, last: 2023 }
const LEAVER_COHORTS: Cohorts = { first: 2002, last: 2008 }

/** Share of a school year that is ever on SEN support and never has a plan, and of all the rest. */
const EVER_SUPPORTED = 0.185
const ORDINARY = 0.78
/** SEN support has become more common (DfE, Special educational needs in England, 2021 to 2025). */
const MORE_EACH_COHORT = 0.008
/** Boys among pupils on SEN support, and among children without SEN: DfE, as above. */
const BOYS_ON_SUPPORT = 0.62
const BOYS = 0.505
const LEAVES_SUPPORT_A_YEAR = 0.085
const STAYS_AT_16 = 0.35

/** Academic age at which SEN support begins. */
const SUPPORT_BEGINS: Mix<number> = [
  [3, 5],
  [4, 17],
  [5, 18],
  [6, 14],
  [7, 11],
  [8, 9],
  [9, 8],
  [10, 6],
  [11, 6],
  [12, 3],
  [13, 2],
  [14, 1],
]

/** Pupils on SEN support who never have a plan, one after another. */
export function* makeSupported(world: World): Generator<Pupil> {
  const { first, last } = SUPPORT_COHORTS
  for (let cohort = first; cohort <= last; cohort += 1) {
    const share = EVER_SUPPORTED * (1 + MORE_EACH_COHORT * (cohort - first))
    const count = world.random.round(sizeOf(world, cohort) * share)
    for (let i = 0; i < count; i += 1) {
      const random = chanceFor(world, `support-${String(cohort)}`, i)
      const person = youngPerson(world, random, cohort, BOYS_ON_SUPPORT)
      yield {
        person,
        cohort,
        life: undefined,
        support: supportOf(random, cohort),
        need: pickFrom(random, NEEDS_OF_SUPPORT),
        schools: schoolsFor(world, random),
      }
    }
  }
}

/** Children without SEN of the ages that everybody's records are kept of. */
export function* makeOrdinary(world: World): Generator<Pupil> {
  for (const { first, last } of [LEAVER_COHORTS, EARLY_COHORTS]) {
    for (let cohort = first; cohort <= last; cohort += 1) {
      const count = world.random.round(sizeOf(world, cohort) * ORDINARY)
      for (let i = 0; i < count; i += 1)
        yield ordinaryPupil(world, `other-${String(cohort)}`, i, cohort)
    }
  }
}

/** A child without SEN, born in a school year. */
export function ordinaryPupil(world: World, kind: string, index: number, cohort: number): Pupil {
  const random = chanceFor(world, kind, index)
  return {
    person: youngPerson(world, random, cohort, BOYS),
    cohort,
    life: undefined,
    support: undefined,
    need: undefined,
    schools: schoolsFor(world, random),
  }
}

/** Children of a school year of birth: most of them were born in the year after it begins. */
function sizeOf(world: World, cohort: number): number {
  return childrenOfAge(world, 0, cohort + 1)
}

/** Those who have not been to school yet have no pupil number. */
function youngPerson(world: World, random: Random, cohort: number, boys: number): Person {
  const person = makePerson(world, random, birthInSchoolYear(random, cohort), boys)
  return cohort >= 2022 ? { ...person, upn: undefined } : person
}

/** From the autumn in which a need is seen to the summer in which it is met, or to the end of school. */
function supportOf(random: Random, cohort: number): Stretch | undefined {
  const year = cohort + 1 + pickFrom(random, SUPPORT_BEGINS)
  const from: Day = date(year, 9, 1) + random.int(10, 290)
  if (from > UNTIL) return undefined
  const leaves = cohort + 17 + (random.chance(STAYS_AT_16) ? 2 : 0)
  for (let end = year + 1; end < leaves; end += 1) {
    if (random.chance(LEAVES_SUPPORT_A_YEAR)) return { from, until: date(end, 7, 25) }
  }
  return { from, until: date(leaves, 8, 31) }
}
