import { writeCensus } from './census.ts'
import { writeDestinations } from './destinations.ts'
import { familyOf, writeFamily, writeTwoYearReview } from './early-years.ts'
import { writeExclusions } from './exclusions.ts'
import { writeInvolvements } from './involvements.ts'
import { writePerson } from './people.ts'
import type { Pupil } from './pupils.ts'
import { writeReferrals } from './referrals.ts'
import { writeResults } from './results.ts'
import type { World } from './world.ts'

/** Writes a child, and what schools, health and social care hold about them. */
export function writePupil(world: World, pupil: Pupil): void {
  const family = familyOf(world, pupil)
  writePerson(world, pupil.person, { death: pupil.life?.death, familyId: family?.id })
  if (family !== undefined) writeFamily(world, pupil, family)
  writeCensus(world, pupil)
  writeExclusions(world, pupil)
  writeResults(world, pupil)
  writeDestinations(world, pupil)
  writeReferrals(world, pupil)
  writeInvolvements(world, pupil)
  writeTwoYearReview(world, pupil)
}
