import assert from 'node:assert/strict'
import { after, it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { lastPeriods, type Rational, toFixed } from '../core/index.ts'
import { createTables, insertRows, openDuckDb, refreshReadTables } from '../database/index.ts'
import { readCells, refreshCells } from './cells.ts'
import { computeFigures } from './compute-figures.ts'
import { recordsBehind } from './records-behind.ts'

const HOME = 'X00000999'
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})

await createTables(database, catalogue)
await insertRows(database, catalogue, HOME, 'persons', [
  { person_id: 'A', birth_date: '2014-05-01', home_la: HOME },
  { person_id: 'B', birth_date: '2011-05-01', home_la: HOME },
  { person_id: 'C', birth_date: '2006-05-01', home_la: HOME },
])
await insertRows(database, catalogue, HOME, 'plans', [
  { plan_id: '1', person_id: 'A', start_date: '2019-01-01', primary_need: 'ASD' },
  { plan_id: '2', person_id: 'B', start_date: '2020-01-01' },
  { plan_id: '3', person_id: 'B', start_date: '2020-02-01', primary_need: 'MLD' },
  { plan_id: '4', person_id: 'C', start_date: '2021-01-01' },
])
await insertRows(database, catalogue, HOME, 'settings', [
  { setting_id: 's', name: 'a school', provision: 'special_independent', la_code: HOME },
  { setting_id: 'm', name: 'a school', provision: 'mainstream_academy', la_code: HOME },
])
const main = { placement_rank: 1, entry_date: '2021-01-01' }
await insertRows(database, catalogue, HOME, 'placements', [
  { placement_id: 'x', plan_id: '1', setting_id: 's', ...main },
  { placement_id: 'y', plan_id: '2', setting_id: 'm', ...main },
])
const pupil = { person_id: 'B', setting_id: 'm', sen_provision: 'E' }
await insertRows(database, catalogue, HOME, 'census', [
  { ...pupil, census_date: '2021-01-21', primary_need: 'SEMH' },
  { ...pupil, census_date: '2022-01-20', primary_need: 'SLCN' },
  { ...pupil, census_date: '2023-01-19', primary_need: 'HI' },
])
const treated = { service: 'speech_language', accepted: 'Y', referral_date: '2020-01-01' }
await insertRows(database, catalogue, HOME, 'referrals', [
  { referral_id: '1', person_id: 'A', ...treated, intervention_start_date: '2020-12-31' },
  { referral_id: '2', person_id: 'A', ...treated, intervention_start_date: '2021-01-01' },
  { referral_id: '3', person_id: 'B', ...treated, intervention_start_date: '2021-03-01' },
  { referral_id: '4', person_id: 'B', ...treated, intervention_start_date: '2021-06-01' },
  { referral_id: '5', person_id: 'D', ...treated, intervention_start_date: '2021-06-01' },
])
await refreshReadTables(database, catalogue.schema)

const source = {
  ...{ database, catalogue, authority: HOME, asAt: '2022-03-31' },
  supplied: new Set(['persons', 'plans', 'settings', 'placements', 'census', 'referrals']),
}
const day = { start: '2022-03-31', end: '2022-03-31' }

function whole(value: Rational | null): string | null {
  return value && toFixed(value, 0)
}

async function byCategory(measure: string, breakdown: string) {
  const ask = { measure, periods: [day], breakdowns: [breakdown] }
  const figures = await computeFigures(source, [ask])
  return figures.map(({ category, numerator, denominator }) =>
    [category, whole(numerator), whole(denominator)].join(' '),
  )
}

it('counts a person with two plans once, in the seventh year of months as in the first', async () => {
  // A from January 2019, B from January 2020 and again from February, the 61st month; C from 2021.
  const periods = lastPeriods('point', '2022-03-31', 86)
  const figures = await computeFigures(source, [
    { measure: 'active-plans', periods, breakdowns: 'none' },
  ])
  const counts = new Map(figures.map(({ period, value }) => [period.end, whole(value)]))
  assert.equal(periods[60]?.end, '2020-02-29')
  assert.deepEqual(
    ['2018-12-31', '2019-01-31', '2020-01-31', '2020-02-29', '2021-01-31'].map((end) =>
      counts.get(end),
    ),
    ['0', '1', '2', '2', '3'],
  )
})

it('splits people by the band of their academic age', async () => {
  // On 31 August 2021 A was 7, B 10 and C 15.
  assert.deepEqual(await byCategory('active-plans', 'age_band'), [' 3 ', '5-10 2 ', '11-15 1 '])
})

it("takes the plan's need, else that of the newest census row on or before the day", async () => {
  assert.deepEqual(await byCategory('active-plans', 'primary_need'), [
    ' 3 ',
    'ASD 1 ',
    'MLD 1 ',
    'SLCN 1 ',
    'not-recorded 1 ',
  ])
})

it("takes a person's provision from the stretch begun last of those on the row's own day", async () => {
  // A's school began on the day of the second treatment. B has two plans: on 1 March 2021 the one with
  // the school has the stretch begun last, from 1 January; on 1 June both stretches began on B's
  // birthday, and the plan with the greater id, which has no school, counts. D has no plan.
  const periods = [{ start: '2020-01-01', end: '2021-12-31' }]
  const ask = { measure: 'speech-and-language-within-standard', periods, breakdowns: ['provision'] }
  const figures = await computeFigures(source, [ask])
  assert.deepEqual(
    figures.map(({ category, denominator }) => [category, whole(denominator)].join(' ')),
    [' 5', 'mainstream_academy 1', 'special_independent 1', 'not-recorded 3'],
  )
})

it('puts each category over its own denominator', async () => {
  assert.deepEqual(await byCategory('plans-in-mainstream', 'age_band'), [
    ' 1 3',
    '5-10 1 2',
    '11-15 0 1',
  ])
})

it('puts each category over the whole where the numerator says which of them count', async () => {
  assert.deepEqual(await byCategory('plans-in-mainstream', 'provision'), [
    ' 1 3',
    'mainstream_academy 1 3',
  ])
})

it('names the table that was not supplied', async () => {
  const ask = { measure: 'complaints-per-100-plans', periods: [day], breakdowns: 'own' } as const
  const [figure] = await computeFigures(source, [ask])
  assert.equal(figure?.status, 'not-supplied')
  assert.equal(figure.reason, 'disputes was not supplied')
})

it('counts a running period so far', async () => {
  const ask = { measure: 'new-plans', breakdowns: 'none' } as const
  const year = { start: '2021-01-01', end: '2022-12-31' }
  const [figure] = await computeFigures(source, [{ ...ask, periods: [year] }])
  assert.equal(whole(figure?.value ?? null), '1')
  assert.equal(figure?.partial, true)
})

it('shows the rows behind a figure, which add up to it in every category', async () => {
  const ask = { measure: 'active-plans', period: day, breakdown: 'age_band', category: '5-10' }
  const { figures, parts } = await recordsBehind(source, ask)
  assert.equal(whole(figures[0]?.value ?? null), '2')
  assert.deepEqual(
    parts.map(({ name, formula, addsUp, total }) => [name, formula, addsUp, whole(total)]),
    [['value', 'persons(caseload[active(D)])', true, '2']],
  )
  assert.deepEqual(
    parts[0]?.rows.map(({ values, adds, line }) => [values['plan_id'], whole(adds), line]),
    [
      ['1', '1', 2],
      ['2', '1', 3],
      ['3', '0', 4],
    ],
  )
})

it('marks the rows of the numerator among those of the denominator', async () => {
  const { parts } = await recordsBehind(source, { measure: 'plans-in-mainstream', period: day })
  assert.equal(whole(parts[0]?.total ?? null), '3')
  assert.equal(whole(parts[0]?.countedTotal ?? null), '1')
  assert.deepEqual(
    parts[0]?.rows.filter(({ counted }) => counted).map(({ values }) => values['plan_id']),
    ['2'],
  )
})

it('keeps figures until an import, the catalogue or the day changes', async () => {
  const now = new Date('2022-04-01T09:00:00Z')
  const first = await refreshCells(source, now)
  assert.equal(first.computed, first.cells)
  assert.equal((await refreshCells(source, now)).computed, 0)
  const kept = await readCells(source, { measures: ['active-plans'], wholeOnly: true })
  const [latest] = kept.filter(({ period }) => period.end === '2022-03-31')
  assert.deepEqual(latest?.value, { n: 3n, d: 1n })
  const later = await refreshCells({ ...source, asAt: '2022-04-30' }, now)
  assert.equal(later.computed, later.cells)
  assert.equal(later.id, 2)
})
