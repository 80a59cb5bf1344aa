import { join } from 'node:path'
import { tallyLife, writeCases } from './case-rows.ts'
import { openCsvFiles } from './csv-files.ts'
import { type FaultCounts, makeFaults } from './faults.ts'
import { makeLives } from './lives.ts'
import { writeMilestones } from './milestones.ts'
import { writePerson } from './people.ts'
import { randomFrom } from './random.ts'
import { writeReference } from './reference-rows.ts'
import { openSen2Files } from './sen2-files.ts'
import { makeSettings } from './settings.ts'
import { makeTally } from './tally.ts'
import { type Authority, makeCounters, UNTIL, type World } from './world.ts'

/** What was written for one authority. */
export type AuthoritySummary = {
  readonly code: string
  readonly name: string
  readonly folder: string
  /** Plans held on the day of the extract. */
  readonly activePlans: number
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Persons in the SEN2 return of each year. */
  readonly sen2Persons: ReadonlyMap<number, number>
  readonly faults: FaultCounts
  readonly bytes: number
}

/** Called now and then with the number of children written so far. */
export type Step = (children: number) => Promise<void>

const CHILDREN_BETWEEN_STEPS = 500

/**
 * Writes the files of an authority under `folder`, child by child: memory holds one child and the
 * sums, whatever the size.
 */
export async function writeAuthority(
  authority: Authority,
  seed: number,
  folder: string,
  step: Step,
): Promise<AuthoritySummary> {
  const faults = makeFaults(seed, authority.code)
  const csv = openCsvFiles(join(folder, 'csv'), faults)
  const sen2 = openSen2Files(join(folder, 'sen2'), authority, faults)
  const world = makeWorld(authority, seed, csv.emit)
  let children = 0
  for (const life of makeLives(world)) {
    writePerson(world, life.person, { death: life.death })
    writeCases(world, life)
    tallyLife(world, life)
    sen2.add(life)
    children += 1
    if (children % CHILDREN_BETWEEN_STEPS === 0) await step(children)
  }
  writeReference(world)
  writeMilestones(world)
  const bytes = csv.close() + sen2.close()
  return {
    code: authority.code,
    name: authority.name,
    folder,
    activePlans: world.tally.plansOn(UNTIL),
    rows: csv.rows(),
    sen2Persons: sen2.persons(),
    faults: faults.counts(),
    bytes,
  }
}

function makeWorld(authority: Authority, seed: number, emit: World['emit']): World {
  return {
    ...makeCounters(),
    authority,
    seed,
    emit,
    settings: makeSettings(authority, emit),
    tally: makeTally(),
    random: randomFrom(seed, authority.code),
  }
}
