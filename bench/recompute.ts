import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { readCatalogue } from '../src/catalogue/index.ts'
import { openDuckDb } from '../src/database/index.ts'
import { readCells } from '../src/figures/index.ts'
import { inChild } from './in-child.ts'
import { importAll, sourcesIn } from './records.ts'
import { say } from './stopwatch.ts'

/** Seconds to compute and keep everything, and to do so again after one dataset has changed. */
export type Recompute = {
  readonly full: number
  readonly figures: number
  readonly peakBytes: number
  readonly after: Readonly<Record<string, number>>
}

const Kept = z.object({ seconds: z.number(), figures: z.number(), peakBytes: z.number() })

/** How many rows of a file a typical month changes. */
const CHANGED = 200

/** Which column of a file is given its other value, so that the rows count as changed. */
const CHANGES: Readonly<Record<string, readonly [string, string]>> = {
  reviews: [',Y,', ',N,'],
  requests: [',none,', ',,'],
}

/**
 * Keeps all figures, imports a changed file of one dataset, keeps them again, and checks that what is
 * then kept is what a computation from nothing gives.
 *
 * @param folder - The CSV files that the database was imported from.
 * @throws Error if the figures after an import are not those of a full computation.
 */
export async function measureRecompute(
  file: string,
  folder: string,
  work: string,
): Promise<Recompute> {
  const copy = join(work, 'recompute.duckdb')
  copyFileSync(file, copy)
  say('computing and keeping all figures')
  const { seconds: full, figures, peakBytes } = inChild('keep', { file: copy }, Kept)
  const after: Record<string, number> = {}
  for (const dataset of Object.keys(CHANGES)) {
    say(`the same after an import of ${dataset}`)
    const changed = join(work, `${dataset}.csv`)
    writeFileSync(
      changed,
      changedFile(dataset, readFileSync(join(folder, `${dataset}.csv`), 'utf8')),
    )
    await importInto(copy, changed)
    after[dataset] = inChild('keep', { file: copy }, Kept).seconds
  }
  await requireSameAsFull(copy)
  return { full, figures, peakBytes, after }
}

/** The head and the last rows of a file, each with another value in one column. */
function changedFile(dataset: string, text: string): string {
  const [head = '', ...rows] = text.trimEnd().split('\r\n')
  const [from, to] = CHANGES[dataset] ?? ['', '']
  const changed = rows.filter((row) => row.includes(from)).slice(-CHANGED)
  return [head, ...changed.map((row) => row.replace(from, to)), ''].join('\r\n')
}

async function importInto(file: string, path: string): Promise<void> {
  const database = await openDuckDb(file)
  try {
    await importAll(database, await readCatalogue(), [path])
  } finally {
    await database.close()
  }
}

async function requireSameAsFull(file: string): Promise<void> {
  const kept = await cellsIn(file)
  const database = await openDuckDb(file)
  await database.execute('delete from figures.cells; delete from figures.runs')
  await database.close()
  inChild('keep', { file }, Kept)
  if (!isDeepStrictEqual(kept, await cellsIn(file)))
    throw new Error('the figures kept after an import are not those of a full computation')
}

async function cellsIn(file: string) {
  const database = await openDuckDb(file)
  try {
    const cells = []
    for (const source of await sourcesIn(database)) cells.push(...(await readCells(source)))
    return cells
  } finally {
    await database.close()
  }
}
