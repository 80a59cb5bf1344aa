import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAdvice } from './advice.ts'
import { writeAudits } from './audits.ts'
import { tallyLife, writeCases } from './case-rows.ts'
import { chargeLife } from './charges.ts'
import { makeOrdinary, makeSupported } from './cohorts.ts'
import { openCsvFiles } from './csv-files.ts'
import { writeDisputes } from './disputes.ts'
import { writeOtherExclusions } from './exclusions.ts'
import { type FaultCounts, makeFaults } from './faults.ts'
import { writeFunding } from './funding.ts'
import { writeLedger } from './ledger.ts'
import type { Life } from './life.ts'
import { makeLives } from './lives.ts'
import { writePupil } from './pupil-rows.ts'
import { pupilOf } from './pupils.ts'
import { randomFrom } from './random.ts'
import { extractOf } from './readme.ts'
import { writeRegisters } from './registers.ts'
import { openSen2Files } from './sen2-files.ts'
import { makeSettings } from './settings.ts'
import { makeTally } from './tally.ts'
import { countTruth, type Truth } from './truth.ts'
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
  /** Deliberate faults in tables and returns, and in the tables alone. */
  readonly faults: FaultCounts
  readonly faultsInTables: FaultCounts
  /** What truth.json says. */
  readonly truth: Truth
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
  const truth = countTruth(world)
  const steps = makeSteps(step)
  for (const life of makeLives(world)) {
    writeLife(world, life)
    truth.add(life)
    sen2.add(life)
    await steps()
  }
  for (const make of [makeSupported, makeOrdinary]) {
    for (const pupil of make(world)) {
      writePupil(world, pupil)
      await steps()
    }
  }
  writeOtherExclusions(world)
  const balances = writeFunding(world, writeLedger(world))
  writeRegisters(world)
  const bytes = csv.close() + sen2.close()
  const meant = truth.done(balances)
  writeNotes(authority, folder, meant)
  return {
    code: authority.code,
    name: authority.name,
    folder,
    activePlans: world.tally.plansOn(UNTIL),
    rows: csv.rows(),
    sen2Persons: sen2.persons(),
    faults: faults.counts(),
    faultsInTables: faults.countsInTables(),
    truth: meant,
    bytes,
  }
}

function writeLife(world: World, life: Life): void {
  writePupil(world, pupilOf(world, life))
  writeCases(world, life)
  writeAdvice(world, life)
  writeAudits(world, life)
  writeDisputes(world, life)
  chargeLife(world, life)
  tallyLife(world, life)
}

/** What the importer asks of a folder, and what the tests compare with. */
function writeNotes(authority: Authority, folder: string, truth: Truth): void {
  writeFileSync(join(folder, 'csv', 'extract.yaml'), extractOf(authority))
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
}

/** Tells the caller now and then how many children have been written. */
function makeSteps(step: Step): () => Promise<void> {
  let children = 0
  return async () => {
    children += 1
    if (children % CHILDREN_BETWEEN_STEPS === 0) await step(children)
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
