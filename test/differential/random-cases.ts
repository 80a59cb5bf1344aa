import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import fc from 'fast-check'
import { type Catalogue, readCatalogue } from '../../src/catalogue/index.ts'
import type { Period } from '../../src/core/index.ts'
import type { Database } from '../../src/database/index.ts'
import { asExample, type Bench, type Case, openBench } from './agreement.ts'
import { HOME, recordSets } from './records.ts'
import { reduceCase } from './reduce.ts'

/** Sets of records tried, in the two halves together. */
const RUNS = Number(process.env['SENDBOARD_DIFFERENTIAL_RUNS'] ?? 300)
/** Where the random numbers start; another one tries other records. */
const SEED = Number(process.env['SENDBOARD_DIFFERENTIAL_SEED'] ?? 20240229)
/** Sets of records that are in the database at once, as so many authorities. */
const BATCH = 50

const PERIODS: readonly Period[] = [
  { start: '2020-01-01', end: '2020-12-31' },
  { start: '2019-04-01', end: '2020-03-31' },
  { start: '2020-04-01', end: '2021-03-31' },
  { start: '2019-09-01', end: '2020-08-31' },
  { start: '2020-01-01', end: '2020-03-31' },
  { start: '2020-02-01', end: '2020-02-29' },
  { start: '2020-02-29', end: '2020-02-29' },
  { start: '2020-12-31', end: '2020-12-31' },
]

/** Of a batch: the day its records go up to, and the periods asked for. */
const askings = fc.record({
  asAt: fc.constantFrom('2020-06-30', '2020-12-31', '2021-03-31'),
  periods: fc.shuffledSubarray([...PERIODS], { minLength: 3, maxLength: 3 }),
})

/**
 * Tries one of two halves of the random sets of records, so that both processors have work: the
 * batches with an even number, or those with an odd one.
 */
export async function tryHalf(half: 0 | 1, t: TestContext): Promise<void> {
  await trySets({ runs: RUNS, first: half, step: 2 }, t)
}

/**
 * Tries batches of random sets of records: `first` and every `step`th after it.
 *
 * @param open - Opens an empty database; one in memory unless given.
 */
export async function trySets(
  sets: { readonly runs: number; readonly first: number; readonly step: number },
  t: TestContext,
  open?: () => Promise<Database>,
): Promise<void> {
  const catalogue = await readCatalogue()
  const random = casesOf(catalogue)
  const bench = await openBench(catalogue, open)
  let tried = 0
  try {
    for (let batch = sets.first; batch * BATCH < sets.runs; batch += sets.step) {
      const count = Math.min(BATCH, sets.runs - batch * BATCH)
      await tryBatch(bench, sampled(random, count, SEED + batch))
      tried += count
    }
    const share = `${String(bench.seen().size)} of ${String(catalogue.measures.size)}`
    t.diagnostic(`${String(tried)} sets of records; ${share} measures had a figure other than 0`)
  } finally {
    await bench.close()
  }
}

type Sets = fc.Arbitrary<Case['data']>

function casesOf(catalogue: Catalogue): Sets {
  const absent = fc.option(fc.constantFrom(...catalogue.datasets.keys()), { freq: 2 })
  return fc.tuple(recordSets(catalogue), absent).map(([data, name]) => withoutTable(data, name))
}

/** A table that was never supplied holds back figures and breakdowns. */
function withoutTable(data: Case['data'], absent: string | null): Case['data'] {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== absent))
}

function sampled(sets: Sets, numRuns: number, seed: number): readonly Case[] {
  const [asked] = fc.sample(askings, { numRuns: 1, seed })
  assert.ok(asked)
  return fc.sample(sets, { numRuns, seed }).map((data) => ({ data, ...asked }))
}

async function tryBatch(bench: Bench, cases: readonly Case[]): Promise<void> {
  const left = [...cases]
  for await (const found of bench.disagreementsOfAll(cases)) {
    const one = left.shift()
    if (one && found.length > 0) assert.fail(await explain(bench, one, found))
  }
}

/** The first disagreement on as few rows as will do, as a worked example to keep, with formula and SQL. */
async function explain(bench: Bench, one: Case, found: readonly string[]): Promise<string> {
  const [first = ''] = found
  const measure = first.split(',')[0] ?? ''
  const fails = async (less: Case) => (await bench.disagreements(less, measure)).length > 0
  if (!(await fails(one))) return `Only beside other authorities' records:\n${found.join('\n')}`
  const least = await reduceCase(one, fails)
  const [text = ''] = await bench.disagreements(least, measure)
  const example = JSON.stringify(asExample(least, HOME), null, 1)
  return `${String(found.length)} figures differ; the first of them:\n${text}\n${example}`
}
