import { type Day, monthsAfter, yearOf } from './days.ts'
import { writeInvolvement } from './involvements.ts'
import type { Stretch } from './life.ts'
import { makePerson, writePerson } from './people.ts'
import { isAlive, type Pupil } from './pupils.ts'
import type { Random } from './random.ts'
import { schoolStoryOf } from './school-story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

/** The youngest school years, whose families and health checks are recorded. */
const FIRST_COHORT = 2015
const WITH_SOCIAL_WORKER = 0.065
const CENTRE_ALONE = 0.055
const WITH_SIBLING = 0.4
const NEVER_REVIEWED = 0.035
const USES_ASQ = 0.94
/** Of those reviewed with ASQ-3, at the expected level in all five domains (England, near 80%). */
const AS_EXPECTED = 0.81

/** A household as children's social care and the children's centres know it. */
export type Family = {
  readonly id: string
  readonly social: Stretch | undefined
  readonly centre: Stretch | undefined
  readonly hasSibling: boolean
}

/** The recorded family of a young child, if they have one. */
export function familyOf(world: World, pupil: Pupil): Family | undefined {
  if (pupil.cohort < FIRST_COHORT) return undefined
  const random = chanceFor(world, 'family', pupil.person.id)
  const hasWorker = random.chance(WITH_SOCIAL_WORKER)
  if (!hasWorker && !random.chance(CENTRE_ALONE)) return undefined
  const from = pupil.person.birth + random.int(20, 1500)
  const social = hasWorker ? { from, until: from + 90 + random.wait(330) } : undefined
  const { childrensCentre } = schoolStoryOf(yearOf(from))
  const goes = !hasWorker || random.chance(childrensCentre)
  const start = from + random.int(-60, 90)
  return {
    id: world.nextId('F'),
    social,
    centre: goes ? { from: start, until: start + random.int(150, 700) } : undefined,
    hasSibling: hasWorker && random.chance(WITH_SIBLING),
  }
}

/** Writes the spells of a family, and the elder brother or sister who has the same social worker. */
export function writeFamily(world: World, pupil: Pupil, family: Family): void {
  const random = chanceFor(world, 'household', pupil.person.id)
  if (family.social !== undefined) writeSpell(world, pupil, 'social_care', family.social)
  if (family.centre !== undefined) writeSpell(world, pupil, 'childrens_centre', family.centre)
  if (!family.hasSibling || family.social === undefined) return
  const person = makePerson(world, random, pupil.person.birth - random.int(500, 3000), 0.5)
  writePerson(world, person, { familyId: family.id })
  writeSpell(world, { ...pupil, person, life: undefined }, 'social_care', family.social)
}

function writeSpell(world: World, pupil: Pupil, service: string, spell: Stretch): void {
  if (spell.until !== undefined && spell.until < FROM) return
  writeInvolvement(world, pupil, { service, from: spell.from, until: spell.until })
}

/** Writes the health visitor's review of a child who is two and a half in the records' years. */
export function writeTwoYearReview(world: World, pupil: Pupil): void {
  if (pupil.cohort < FIRST_COHORT + 2) return
  const due = monthsAfter(pupil.person.birth, 30)
  if (due < FROM || due > UNTIL || !isAlive(pupil, due)) return
  const random = chanceFor(world, 'two', pupil.person.id)
  const done = reviewDay(random, due)
  writeInvolvement(world, pupil, {
    service: 'two_year_review',
    due,
    from: done,
    until: done,
    outcome: done === undefined ? undefined : outcomeOf(random),
  })
}

function reviewDay(random: Random, due: Day): Day | undefined {
  const { twoYearReview } = schoolStoryOf(yearOf(due))
  if (random.chance(twoYearReview)) return due - random.int(0, 110)
  return random.chance(NEVER_REVIEWED / (1 - twoYearReview)) ? undefined : due + 1 + random.wait(45)
}

function outcomeOf(random: Random): string {
  if (!random.chance(USES_ASQ)) return 'no_asq3'
  return random.chance(AS_EXPECTED) ? 'asq3_at_expected' : 'asq3_below'
}
