import { writeBenchmarks } from './benchmarks.ts'
import { writeChanges } from './changes.ts'
import { writeCharter } from './charter.ts'
import { writeCommissioning } from './commissioning.ts'
import { writeEngagement } from './engagement.ts'
import { writeMilestones } from './milestones.ts'
import { writePlaces } from './place-register.ts'
import { writeReference } from './reference-rows.ts'
import { writeSavings } from './savings.ts'
import { writeSurveys } from './surveys.ts'
import { writeTargets } from './targets.ts'
import type { World } from './world.ts'

/** Writes what belongs to no child: surveys, meetings, registers, places, figures taken as given. */
export function writeRegisters(world: World): void {
  writeSurveys(world)
  writeEngagement(world)
  writeChanges(world)
  writeSavings(world)
  writePlaces(world)
  writeCharter(world)
  writeCommissioning(world)
  writeMilestones(world)
  writeReference(world)
  writeBenchmarks(world)
  writeTargets(world)
}
