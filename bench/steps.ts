// One step of the bench in its own process: `node bench/steps.ts STEP JSON`. Writes the result as JSON.
import { createHash } from 'node:crypto'
import { readCatalogue } from '../src/catalogue/index.ts'
import type { Database } from '../src/database/index.ts'
import {
  type AuthorityAsk,
  cellAsks,
  computeFiguresOf,
  readSettings,
  refreshCells,
} from '../src/figures/index.ts'
import { z } from 'zod'
import { peakBytes } from './in-child.ts'
import { importAll, openAt, sourcesIn } from './records.ts'
import { timed } from './stopwatch.ts'

/** `file` is a DuckDB file, or the address of a PostgreSQL database. */
const Input = z.object({
  file: z.string(),
  paths: z.array(z.string()).default([]),
  memoryMegabytes: z.number().optional(),
})
type Input = z.infer<typeof Input>
type Step = (database: Database, input: Input) => Promise<object>

const STEPS: Readonly<Record<string, Step>> = {
  /** Imports paths. */
  import: async (database, { paths }) => {
    const catalogue = await readCatalogue()
    const { result, ...time } = await timed(async () => await importAll(database, catalogue, paths))
    return { ...time, rows: result }
  },
  /** Computes and keeps all that the pages show. */
  keep: async (database) => {
    const sources = await sourcesIn(database)
    const { result, ...time } = await timed(async () => {
      let cells = 0
      for (const source of sources) cells += (await refreshCells(source, new Date())).cells
      return cells
    })
    return { ...time, figures: result }
  },
  /** Computes, for all authorities in one run, all that the pages show; keeps none of it. */
  all: async (database) => {
    const asks = await asksOfAll(database)
    const { result, ...time } = await timed(async () => {
      let count = 0
      for await (const figures of computeFiguresOf(asks)) count += figures.length
      return count
    })
    return { ...time, figures: result }
  },
  /** The hash of each authority's figures, in the order of the asks. */
  hashes: async (database) => {
    const hashes: Record<string, string> = {}
    for await (const figures of computeFiguresOf(await asksOfAll(database))) {
      const hash = createHash('sha256')
      for (const figure of figures)
        hash.update(JSON.stringify({ ...figure, authority: '' }, asText))
      hashes[figures[0]?.authority ?? ''] = hash.digest('hex')
    }
    return { hashes }
  },
}

async function asksOfAll(database: Database): Promise<readonly AuthorityAsk[]> {
  const asks: AuthorityAsk[] = []
  for (const source of await sourcesIn(database))
    asks.push({ source, request: cellAsks(source, await readSettings(source)) })
  return asks
}

function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

const [name = '', json = '{}'] = process.argv.slice(2)
const step = STEPS[name]
if (!step) throw new RangeError(`there is no step ${name}`)
const input = Input.parse(JSON.parse(json))
const database = await openAt(input.file, input)
try {
  const result = await step(database, input)
  process.stdout.write(JSON.stringify({ ...result, peakBytes: peakBytes() }))
} finally {
  await database.close()
}
