import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import {
  createTables,
  type Database,
  insertRows,
  openDuckDb,
  refreshReadTables,
} from '../database/index.ts'
import { headlineAsks, prove } from './prove.ts'
import type { FigureRequest, FigureSource } from './types.ts'

const HOME = 'X00000999'
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})

await createTables(database, catalogue)
await insertRows(database, catalogue, HOME, 'persons', [
  { person_id: 'A', birth_date: '2010-05-01', home_la: HOME },
  { person_id: 'B', birth_date: '2012-02-29', home_la: HOME },
])
await insertRows(database, catalogue, HOME, 'plans', [
  { plan_id: 'p1', person_id: 'A', start_date: '2019-01-01', primary_need: 'ASD' },
  { plan_id: 'p2', person_id: 'B', start_date: '2024-02-29', primary_need: 'MLD' },
])
await insertRows(database, catalogue, HOME, 'reviews', [
  {
    ...{ review_id: 'r1', plan_id: 'p1', review_type: 'annual', decision: 'M' },
    ...{ meeting_date: '2024-01-10', decision_date: '2024-02-07' },
  },
])
await refreshReadTables(database, catalogue.schema)

const source: FigureSource = {
  ...{ database, catalogue, authority: HOME, asAt: '2024-03-31' },
  supplied: new Set(['persons', 'plans', 'reviews']),
}
const period = { start: '2024-01-01', end: '2024-03-31' }
const request: FigureRequest = [
  { measure: 'active-plans', periods: [period], breakdowns: 'own' },
  { measure: 'review-decisions-within-4-weeks', periods: [period], breakdowns: 'own' },
]

/** The same database, but where one text of SQL is altered on its way. */
function altering(from: string, to: string): Database {
  return {
    ...database,
    query: async (sql, parameters) => await database.query(sql.replaceAll(from, to), parameters),
  }
}

test('both ways agree on every figure of sound records', async () => {
  const result = await prove(source, [request])

  assert.deepEqual(result.differences, [])
  assert.equal(result.measures, 2)
  assert.ok(result.figures > 8)
})

test('a formula whose SQL was altered is named, with both figures and its definition', async () => {
  const altered = { ...source, database: altering('7 * 4', '7 * 3') }
  const [first, ...others] = (await prove(altered, [request])).differences.filter(
    ({ figure }) => !figure.includes(', decision ') && !figure.includes(', review_type '),
  )

  assert.deepEqual(others, [])
  assert.equal(first?.measure, 'review-decisions-within-4-weeks')
  assert.equal(first.byFormula, '1 over 1 is 100 (ok)')
  assert.equal(first.bySql, '0 over 1 is 0 (ok)')
  assert.equal(first.formula['denominator'], 'count(reviews[decision_date in P])')
  assert.match(first.sql.join(), /read\.reviews/)
})

test('a read table that no longer says what was loaded is found out', async () => {
  await database.execute(`delete from read.caseload where plan_id = 'p1'`)
  const { differences } = await prove(source, [request])
  await refreshReadTables(database, catalogue.schema)

  assert.deepEqual(
    differences.filter(({ figure }) => figure === 'active-plans, 2024-01-01 to 2024-03-31'),
    differences.slice(0, 1),
  )
  assert.equal(differences[0]?.byFormula, '2 over nothing is 2 (ok)')
  assert.equal(differences[0].bySql, '1 over nothing is 1 (ok)')
})

test('a proof tells how far it is', async () => {
  const phases: string[] = []
  await prove(source, [request], ({ phase }) => phases.push(phase))

  assert.deepEqual([...new Set(phases)], ['reading', 'computing', 'proving'])
})

test('every measure of the strategies is asked for its latest whole period', () => {
  const asks = headlineAsks(catalogue, '2024-03-31')
  const named = new Map(asks.map((ask) => [ask.measure, ask.periods]))

  assert.equal(named.size, catalogue.measures.size)
  assert.deepEqual(named.get('review-decisions-within-4-weeks'), [
    { start: '2023-01-01', end: '2023-12-31' },
  ])
  assert.deepEqual(named.get('active-plans'), [{ start: '2024-03-31', end: '2024-03-31' }])
})
