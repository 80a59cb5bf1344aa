import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCatalogue } from '../../src/catalogue/index.ts'
import type { Period } from '../../src/core/index.ts'
import { asExample, type Bench, type Case, openBench } from './agreement.ts'
import { recordSets } from './records.ts'
import { reduceCase } from './reduce.ts'

/** Sets of records tried; more by the environment, such as 1000. */
const RUNS = Number(process.env['SENDBOARD_DIFFERENTIAL_RUNS'] ?? 60)
/** Where the random numbers start; another one tries other records. */
const SEED = Number(process.env['SENDBOARD_DIFFERENTIAL_SEED'] ?? 20240229)

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

test('the formula and its SQL give the same figures on random records, in every category', async (t) => {
  const catalogue = await readCatalogue()
  const bench = await openBench(catalogue)
  const cases = fc
    .record({
      data: recordSets(catalogue),
      asAt: fc.constantFrom('2020-06-30', '2020-12-31', '2021-03-31'),
      periods: fc.shuffledSubarray([...PERIODS], { minLength: 3, maxLength: 3 }),
      absent: fc.option(fc.constantFrom(...catalogue.datasets.keys()), { freq: 2 }),
    })
    .map(({ absent, ...one }): Case => withoutTable(one, absent))
  const sets = fc.sample(cases, { numRuns: RUNS, seed: SEED })
  try {
    for (const one of sets) {
      const found = await bench.disagreements(one)
      if (found.length > 0) assert.fail(await explain(bench, one, found))
    }
    const share = `${String(bench.seen().size)} of ${String(catalogue.measures.size)}`
    t.diagnostic(`${String(RUNS)} sets of records; ${share} measures had a figure other than 0`)
  } finally {
    await bench.close()
  }
})

/** A table that was never supplied, which holds back figures and breakdowns. */
function withoutTable(one: Case, absent: string | null): Case {
  const rest = Object.entries(one.data).filter(([name]) => name !== absent)
  return { ...one, data: Object.fromEntries(rest) }
}

/** The first disagreement on as few rows as will do, as a worked example to keep, with formula and SQL. */
async function explain(bench: Bench, one: Case, found: readonly string[]): Promise<string> {
  const [first = ''] = found
  const measure = first.split(',')[0] ?? ''
  const fails = async (less: Case) => (await bench.disagreements(less, measure)).length > 0
  const least = await reduceCase(one, fails)
  const [text = ''] = await bench.disagreements(least, measure)
  const example = JSON.stringify(asExample(least), null, 1)
  return `${String(found.length)} figures differ; the first of them:\n${text}\n${example}`
}
