import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Measure, readCatalogue } from '../../src/catalogue/index.ts'
import { everyPart } from '../../src/formula/index.ts'
import { createTables, openDuckDb, refreshReadTables } from '../../src/database/index.ts'
import { computeFigures, datasetsRead, type Figure } from '../../src/figures/index.ts'
import { asksFor, openAttack, partsOf, randomRecords } from './bench.ts'

const PERIOD = { start: '2019-04-01', end: '2020-03-31' }
const HOME = 'X00000999'

const catalogue = await readCatalogue()
const measures = [...catalogue.measures.values()]
const datasets = [...catalogue.datasets.keys()]
const database = await openDuckDb(':memory:')
await createTables(database, catalogue)
await refreshReadTables(database, catalogue.schema)
after(async () => {
  await database.close()
})

/** The whole figure of every measure over empty tables, of which some were supplied. */
async function figuresOver(supplied: readonly string[]): Promise<ReadonlyMap<string, Figure>> {
  const source = { database, catalogue, authority: HOME, asAt: '2020-12-31' }
  const figures = await computeFigures(
    { ...source, supplied: new Set(supplied) },
    asksFor(measures, [PERIOD], 'none'),
  )
  return new Map(figures.map((figure) => [figure.measure, figure]))
}

function outcome(figure: Figure | undefined): string {
  const value = figure?.value
  return `${figure?.status ?? 'none'} ${value ? `${String(value.n)}/${String(value.d)}` : 'no value'}`
}

/** Whether a measure's value is, or rests on, one figure taken as given. */
function takesAsGiven(measure: Measure): boolean {
  return partsOf(measure, catalogue.measures).some(
    (part) => part.kind === 'aggregate' && part.name === 'the',
  )
}

/** Whether every quotient of it is over a number of rows: a fixed number, such as a goal, is never 0. */
function isOverRows({ formula }: Measure): boolean {
  const parts = formula.denominator ? everyPart(formula.denominator) : []
  return (
    formula.denominator === undefined ||
    parts.some(({ kind }) => kind === 'aggregate' || kind === 'measure')
  )
}

const QUOTIENTS = ['percentage', 'rate', 'percent-change', 'mean', 'median']

/** Progress from a fixed start to a fixed goal: no places at all are fewer than at the start. */
const FIXED: Readonly<Record<string, string>> = {
  'progress-to-special-school-places': 'ok -27400/61',
  'progress-to-fe-places': 'ok -625/2',
}

/** What a measure comes to where every table is there and none has a row. */
function overNothing(measure: Measure): string {
  if (takesAsGiven(measure)) return 'unknown no value'
  const isQuotient = QUOTIENTS.includes(measure.kind) && isOverRows(measure)
  return isQuotient ? 'no-cases no value' : (FIXED[measure.id] ?? 'ok 0/1')
}

test('Over empty tables counts and sums are 0, quotients have no cases, given figures are unknown', async () => {
  const found = await figuresOver(datasets)

  const odd = measures.flatMap((measure) => {
    const [is, must] = [outcome(found.get(measure.id)), overNothing(measure)]
    return is === must ? [] : [`${measure.id} (${measure.kind}): ${is}, not ${must}`]
  })
  assert.deepEqual(odd, [])
})

for (const missing of datasets) {
  test(`Without ${missing} whatever reads it is not supplied and says so; all else stands`, async () => {
    const [all, without] = [
      await figuresOver(datasets),
      await figuresOver(datasets.filter((name) => name !== missing)),
    ]

    const odd = measures.flatMap((measure) => {
      const figure = without.get(measure.id)
      const reads = datasetsRead(measure, catalogue.measures).includes(missing)
      const is = `${outcome(figure)} ${figure?.reason ?? ''}`
      const must = reads
        ? `not-supplied no value ${missing} was not supplied`
        : `${outcome(all.get(measure.id))} ${all.get(measure.id)?.reason ?? ''}`
      return is === must ? [] : [`${measure.id}: ${is}, not ${must}`]
    })
    assert.deepEqual(odd, [])
  })
}

test('A figure that is not supplied has neither numerator nor denominator', async () => {
  const found = await figuresOver([])

  const odd = [...found.values()].filter(
    ({ status, value, numerator, denominator }) =>
      status !== 'not-supplied' || value !== null || numerator !== null || denominator !== null,
  )
  assert.deepEqual(odd, [])
})

test('Where records are of other years a quotient has no cases, never a value of 0', async () => {
  const attack = await openAttack(catalogue)
  after(attack.close)
  const quotients = measures.filter((one) => QUOTIENTS.includes(one.kind) && isOverRows(one))
  const before = { start: '1980-04-01', end: '1981-03-31' }
  const one = { data: randomRecords(catalogue, 7), asAt: '2020-12-31' }

  const found = await attack.figures(one, asksFor(quotients, [before], 'none'))

  const odd = [...found].filter(
    ([, { figure }]) => figure.value !== null || !['no-cases', 'unknown'].includes(figure.status),
  )
  assert.deepEqual(
    odd.map(([place, { words }]) => `${place}: ${words}`),
    [],
  )
})
