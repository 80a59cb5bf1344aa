import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { type Kpi, kpisOf, readCatalogue } from '../catalogue/index.ts'
import type { Period } from '../core/index.ts'
import { createTables, insertRows, openDuckDb, refreshReadTables } from '../database/index.ts'
import { computeFigures, computeFiguresOf } from './compute-figures.ts'
import { displayFigure } from './display.ts'
import { readSettings } from './settings.ts'

const HOME = 'X00000999'
const OTHER = 'E09000021'
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})

await createTables(database, catalogue)
const speech = { person_id: 'A', service: 'speech_language', accepted: 'Y' }
for (const authority of [HOME, OTHER]) {
  await insertRows(database, catalogue, authority, 'persons', [
    { person_id: 'A', birth_date: '2021-01-01', home_la: HOME },
  ])
}
// Weeks from referral to treatment: 14 and 25 in the second quarter, 14 and 10 in the third.
await insertRows(database, catalogue, HOME, 'referrals', [
  {
    referral_id: '1',
    ...speech,
    referral_date: '2023-01-02',
    intervention_start_date: '2023-04-10',
  },
  {
    referral_id: '2',
    ...speech,
    referral_date: '2023-01-02',
    intervention_start_date: '2023-06-26',
  },
  {
    referral_id: '3',
    ...speech,
    referral_date: '2023-05-01',
    intervention_start_date: '2023-08-07',
  },
  {
    referral_id: '4',
    ...speech,
    referral_date: '2023-07-03',
    intervention_start_date: '2023-09-11',
  },
  // At the end of September this child has waited 17 weeks and 2 days.
  { referral_id: '5', ...speech, referral_date: '2023-06-01' },
])
await insertRows(database, catalogue, OTHER, 'referrals', [
  {
    referral_id: '1',
    ...speech,
    referral_date: '2023-06-01',
    intervention_start_date: '2023-08-07',
  },
])
const row61 = { framework: 'kingston-2021', ref: '61', sub: 'a' }
await insertRows(database, catalogue, HOME, 'targets', [
  { ...row61, kind: 'standard', applies_date: '2023-07-01', value: 12 },
  { ...row61, kind: 'standard', applies_date: '2023-10-01', value: 8 },
])
await insertRows(database, catalogue, HOME, 'milestones', [
  {
    kind: 'board_established',
    due_date: '2023-01-31',
    achieved_date: '2023-02-01',
    criteria_met: 'Y',
  },
  {
    kind: 'charter_agreed',
    due_date: '2023-01-31',
    achieved_date: '2023-01-31',
    criteria_met: 'Y',
  },
])
await refreshReadTables(database, catalogue.schema)

const sourceOf = (authority: string) => ({
  ...{ database, catalogue, authority, asAt: '2023-12-31' },
  supplied: new Set(['persons', 'referrals', 'milestones']),
})
const source = sourceOf(HOME)
const SECOND: Period = { start: '2023-04-01', end: '2023-06-30' }
const THIRD: Period = { start: '2023-07-01', end: '2023-09-30' }
const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))

function kpiAt(address: string): Kpi {
  const kpi = kpis.find((one) => one.address === address)
  assert.ok(kpi)
  return kpi
}

async function shown(address: string, periods: readonly Period[]): Promise<readonly string[]> {
  const kpi = kpiAt(address)
  assert.ok(kpi.measure)
  const { measure } = kpi
  const settings = (await readSettings(source))(kpi)
  const ask = { measure: measure.id, settings, periods, breakdowns: 'none' } as const
  const figures = await computeFigures(source, [ask])
  return figures.map((figure) => displayFigure(figure, measure))
}

describe('a standard set since a strategy was written', () => {
  it('stands from its day on: 18 weeks in the second quarter, 12 in the third', async () => {
    assert.deepEqual(await shown('kingston-2021/61/a', [SECOND, THIRD]), ['50.0', '50.0'])
  })

  it('gives way to a later one on its own day', async () => {
    const toOctober = { start: '2023-07-01', end: '2023-10-01' }
    assert.deepEqual(await shown('kingston-2021/61/a', [toOctober]), ['0.0'])
  })

  it('is that of the row for its supporting count too', async () => {
    const day = { start: '2023-09-30', end: '2023-09-30' }
    assert.deepEqual(await shown('kingston-2021/61/c', [day]), ['1'])
  })
})

describe('a milestone', () => {
  const year = { start: '2023-01-01', end: '2023-12-31' }
  const milestone = async (id: string) => {
    const measure = catalogue.measures.get(id)
    assert.ok(measure)
    const [figure] = await computeFigures(source, [
      { measure: id, periods: [year], breakdowns: 'none' },
    ])
    assert.ok(figure)
    return displayFigure(figure, measure)
  }

  it('reached a day late is said to be late', async () => {
    assert.equal(await milestone('send-board-established'), 'yes (late)')
  })

  it('reached on its day is not late', async () => {
    assert.equal(await milestone('charter-drafted-with-families'), 'yes')
  })
})

it('computes several authorities in one run, none of whose records mix', async () => {
  const measure = 'early-years-therapy-within-standard'
  const request = [{ measure, periods: [THIRD], breakdowns: 'none' }] as const
  const asks = [HOME, OTHER].map((authority) => ({ source: sourceOf(authority), request }))
  const found: string[] = []
  for await (const figures of computeFiguresOf(asks)) {
    found.push(
      ...figures.map(({ authority, numerator, denominator }) =>
        [authority, numerator?.n, denominator?.n].join(' '),
      ),
    )
  }
  assert.deepEqual(found, ['X00000999 2 2', 'E09000021 1 1'])
})

it('computes each of several authorities up to the day that its own records go up to', async () => {
  const measure = 'early-years-therapy-within-standard'
  const request = [{ measure, periods: [THIRD], breakdowns: 'none' }] as const
  const early = { ...sourceOf(OTHER), asAt: '2023-08-06' }
  const found: string[] = []
  for await (const figures of computeFiguresOf([
    { source, request },
    { source: early, request },
  ])) {
    found.push(
      ...figures.map(({ denominator, partial }) => `${String(denominator?.n)} ${String(partial)}`),
    )
  }
  assert.deepEqual(found, ['2 false', '0 true'])
})
