import assert from 'node:assert/strict'
import { after, it } from 'node:test'
import { type Kpi, kpisOf, readCatalogue } from '../catalogue/index.ts'
import { createTables, insertRows, openDuckDb, refreshReadTables } from '../database/index.ts'
import { refreshCells } from '../figures/index.ts'
import { figureWithUnit } from './figure-words.ts'
import { readKpiFigures } from './read-figures.ts'

const HOME = 'X00000999'
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})

await createTables(database, catalogue)
await insertRows(database, catalogue, HOME, 'persons', [
  { person_id: 'A', birth_date: '2021-01-01', home_la: HOME },
])
const speech = { person_id: 'A', service: 'speech_language', accepted: 'Y' }
await insertRows(database, catalogue, HOME, 'referrals', [
  {
    ...{ referral_id: '1', ...speech, referral_date: '2023-07-03' },
    intervention_start_date: '2023-09-11',
  },
  // 17 weeks and 2 days before the end of September.
  { referral_id: '2', ...speech, referral_date: '2023-06-01' },
])
await insertRows(database, catalogue, HOME, 'targets', [
  {
    ...{ framework: 'kingston-2021', ref: '61', sub: 'a', kind: 'standard' },
    ...{ applies_date: '2023-07-01', value: 12 },
  },
])
await insertRows(database, catalogue, HOME, 'milestones', [
  {
    ...{ kind: 'board_established', criteria_met: 'Y' },
    ...{ due_date: '2023-01-31', achieved_date: '2023-02-01' },
  },
])
await refreshReadTables(database, catalogue.schema)

const state = {
  ...{ authority: HOME, authorityName: 'Hillside', invented: true, asAt: '2023-09-30' },
  supplied: new Set(['persons', 'referrals', 'milestones', 'targets']),
}
await refreshCells({ database, catalogue, ...state }, new Date('2023-10-01T09:00:00Z'))
const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))

/** The latest figure of a KPI as its page has it. */
async function latest(which: (kpi: Kpi) => boolean) {
  const kpi = kpis.find(which)
  assert.ok(kpi?.measure)
  const figuresOf = await readKpiFigures({ database, catalogue }, state, [kpi], true)
  const { latest: figure } = figuresOf(kpi)
  assert.ok(figure)
  return { shown: figureWithUnit(figure, kpi.measure), status: figure.status }
}

it('shows the figure of a stand-in definition as provisional', async () => {
  const found = await latest(({ address }) => address === 'kingston-2021/62/a')
  assert.deepEqual(found, { shown: '100.0%', status: 'provisional' })
})

it('shows that a milestone was reached late', async () => {
  const found = await latest(({ measure }) => measure?.id === 'send-board-established')
  assert.deepEqual(found, { shown: 'yes (late)', status: 'ok' })
})

it("counts those still waiting by the standard of their row's first KPI", async () => {
  const found = await latest(({ address }) => address === 'kingston-2021/61/c')
  assert.deepEqual(found, { shown: '1 person', status: 'ok' })
})
