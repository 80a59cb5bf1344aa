import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalogue } from '../src/catalogue/index.ts'
import { DEMO_AUTHORITY } from '../src/core/index.ts'
import { openDuckDb } from '../src/database/index.ts'
import { type DemoSize, writeDemo } from '../src/demo/index.ts'
import {
  cellAsks,
  computeFigures,
  type FigureRequest,
  type FigureSource,
  headlineAsks,
  readSettings,
} from '../src/figures/index.ts'
import { asAtOf, createRecordTables, importPaths, suppliedDatasets } from '../src/records/index.ts'

/** Bytes and seconds of one piece of work. */
export type Timing = { readonly bytes: number; readonly seconds: number }

/** How long one size of authority takes. */
export type SizeResult = {
  readonly size: DemoSize
  readonly rows: number
  /** xmllint over the largest return: reads it and builds nothing. Undefined where not installed. */
  readonly xmllint: Timing | undefined
  /** The largest return into an empty database, everything included. */
  readonly sen2: Timing
  /** All files of the authority into an empty database. */
  readonly everything: Timing
  /** Latest period, whole and by every breakdown. */
  readonly headlines: Counted
  /** All that the pages show: with the trends of up to 36 steps. */
  readonly pages: Counted
}

/** Writes, imports and computes an authority of a size in a new folder. */
export async function measureSize(size: DemoSize, folder: string): Promise<SizeResult> {
  say(`${size}: writing its files`)
  const demo = join(folder, 'files')
  const { rows } = await writeDemo({ size, out: demo })
  const largest = largestReturn(demo)
  say(`${size}: reading the largest return`)
  const xmllint = timeXmllint(largest)
  const sen2 = await timeImport(largest, join(folder, 'sen2.duckdb'))
  say(`${size}: importing everything`)
  const database = join(folder, 'all.duckdb')
  const everything = await timeImport(demo, database)
  say(`${size}: computing figures`)
  return {
    size,
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    xmllint,
    sen2,
    everything,
    ...(await timeFigures(database)),
  }
}

function largestReturn(demo: string): string {
  const files = globSync('**/*.xml', { cwd: demo }).map((name) => join(demo, name))
  const [largest] = files.toSorted((a, b) => statSync(b).size - statSync(a).size)
  if (largest === undefined) throw new Error(`${demo} has no return`)
  return largest
}

function timeXmllint(file: string): Timing | undefined {
  const start = performance.now()
  const { error, status } = spawnSync('xmllint', ['--stream', '--noout', file])
  if (error || status !== 0) return undefined
  return { bytes: statSync(file).size, seconds: secondsSince(start) }
}

async function timeImport(path: string, file: string): Promise<Timing> {
  const catalogue = await readCatalogue()
  const database = await openDuckDb(file)
  const start = performance.now()
  try {
    await createRecordTables(database, catalogue)
    await importPaths({ database, catalogue, personKey: 'bench '.repeat(8) }, [path], {})
    return { bytes: bytesIn(path), seconds: secondsSince(start) }
  } finally {
    await database.close()
  }
}

function bytesIn(path: string): number {
  if (statSync(path).isFile()) return statSync(path).size
  const files = globSync('**/*.{csv,xml}', { cwd: path })
  return files.reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
}

type Counted = { readonly count: number; readonly seconds: number }

/** Every measure that a strategy uses: what the pages show, and the headlines alone. */
async function timeFigures(file: string): Promise<{ headlines: Counted; pages: Counted }> {
  const catalogue = await readCatalogue()
  const database = await openDuckDb(file)
  try {
    const authority = DEMO_AUTHORITY
    const asAt = (await asAtOf(database, authority)) ?? ''
    const supplied = await suppliedDatasets(database, authority)
    const source = { database, catalogue, authority, supplied, asAt }
    const settings = await readSettings(source)
    return {
      headlines: await timeAsks(source, headlineAsks(catalogue, asAt, settings)),
      pages: await timeAsks(source, cellAsks(source, settings)),
    }
  } finally {
    await database.close()
  }
}

async function timeAsks(source: FigureSource, asks: FigureRequest): Promise<Counted> {
  const start = performance.now()
  const { length } = await computeFigures(source, asks)
  return { count: length, seconds: secondsSince(start) }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000
}

function say(words: string): void {
  process.stderr.write(`${words} …\n`)
}
