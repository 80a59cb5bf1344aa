import type { Database } from '../database/index.ts'
import { readRun } from './cells.ts'
import { createFigureTables } from './cells-table.ts'

/** What the proof of a measure's figures came to, on the records and definitions that hold now. */
export type ProofState = 'agrees' | 'differs'

/**
 * Keeps what a proof came to, so that pages can say it. It holds for the run of figures that is kept;
 * before the first run there is nothing to hold it for.
 *
 * @param proved - The measures whose figures were compared, and those of them that differ.
 */
export async function keepProof(
  database: Database,
  authority: string,
  proved: { readonly measures: readonly string[]; readonly differing: readonly string[] },
  now: Date,
): Promise<void> {
  await createFigureTables(database)
  const run = await readRun(database, authority)
  if (!run) return
  await database.transaction(async () => {
    for (const measure of new Set(proved.measures)) {
      const state: ProofState = proved.differing.includes(measure) ? 'differs' : 'agrees'
      await database.execute('delete from figures.proofs where authority = $1 and measure = $2', [
        authority,
        measure,
      ])
      await database.execute(
        `insert into figures.proofs (authority, measure, fingerprint, state, proved_at)
         values ($1, $2, $3, $4, $5)`,
        [authority, measure, run.fingerprint, state, now.toISOString()],
      )
    }
  })
}

/** The state of each measure's proof; without those that were proved on other records or definitions. */
export async function readProofs(
  database: Database,
  authority: string,
): Promise<ReadonlyMap<string, ProofState>> {
  const run = await readRun(database, authority)
  const rows = await database.query(
    'select measure, state from figures.proofs where authority = $1 and fingerprint = $2',
    [authority, run?.fingerprint ?? ''],
  )
  return new Map(
    rows.map((row) => [
      String(row['measure']),
      row['state'] === 'differs' ? ('differs' as const) : ('agrees' as const),
    ]),
  )
}
