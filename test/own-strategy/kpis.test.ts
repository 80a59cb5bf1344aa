import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { BUILT_IN, readCatalogue } from '../../src/catalogue/index.ts'
import { runExamples } from '../../src/figures/index.ts'
import { judgeTarget } from '../../src/judgement/index.ts'
import { newFolder, ROOT } from '../cli/sendboard.ts'

/*
 * Further measures about the KPIs of Hillside. Each answer is that of SQL and of the evaluator: an
 * example passes only when both give it.
 */
const ofHillside = "framework = 'hillside-2026', judged_on = D"
const measure = (id: string, kind: string, value: string) =>
  [
    `  - id: ${id}\n    name: ${id}\n    kind: ${kind}\n    period: point\n    every: quarter`,
    `    unit: ${kind === 'milestone' ? 'yes-no' : 'KPIs'}\n    polarity: neutral`,
    `    value: ${JSON.stringify(value)}`,
  ].join('\n')

const own = newFolder()
writeFileSync(
  join(own, 'measures.yaml'),
  [
    'measures:',
    measure('own-met', 'count', `count(kpis[${ofHillside}, result = met])`),
    measure('own-met-change', 'difference', 'own-met - own-met at D - 12 months'),
    measure('own-any-missed', 'milestone', `has kpis[${ofHillside}, result = not_met]`),
    measure('own-of-row-10', 'count', `count(kpis[${ofHillside}, ref = '10'])`),
    measure(
      'own-better-than-england',
      'count',
      `count(kpis[${ofHillside}, ref = '3', result = met])`,
    ),
  ].join('\n'),
)
writeFileSync(
  join(own, 'strategy.yaml'),
  [
    'framework: own-2026\ntitle: T\ncouncil: C\ndocument: D\npublished: "2026"\nrows:',
    '  - ref: "1"\n    area: A\n    words: W\n    measures:',
    '      - { sub: a, measure: own-met, name: A, role: headline }',
    '      - { sub: b, measure: own-met-change, name: B, role: part }',
    '      - { sub: c, measure: own-any-missed, name: C, role: part }',
    '      - { sub: d, measure: own-of-row-10, name: D, role: part }',
    '      - { sub: e, measure: own-better-than-england, name: E, role: part }',
  ].join('\n'),
)
const catalogue = await readCatalogue([BUILT_IN, join(ROOT, 'examples/own-strategy'), own])

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>

/** What is wrong with the value of a part of the row on 30 September 2026; nothing when it is right. */
async function wrongIn(sub: string, value: number, data: Rows): Promise<readonly string[]> {
  const isDone = sub === 'c'
  const display = isDone ? (value === 1 ? 'yes' : 'no') : String(value)
  const kpi = `own-2026/1/${sub}`
  const expected = [{ kpi, numerator: value, denominator: null, value, display, status: 'ok' }]
  const period = { start: '2026-09-30', end: '2026-09-30' }
  const example = { id: 'K', title: 'K', home_la: 'X00000999', period, data, expected }
  const text = JSON.stringify({ examples: [example] })
  const { cases } = await runExamples(catalogue, text, { judge: judgeTarget })
  assert.equal(cases.length, 1)
  return cases.flatMap(({ differences }) => differences)
}

const units = (asAt: string, filled: number) => ({
  ...{ block_id: 'b1', as_at: asAt, kind: 'sen_unit', age_band: 'under_16', status: 'open' },
  ...{ is_new: 'N', places: 100, filled },
})
const relaunched = {
  ...{ milestone_id: 'm1', kind: 'local_offer_relaunched', title: 'The new website' },
  ...{ due_date: '2026-09-30', achieved_date: '2026-09-30' },
}
/** 80 of 100 places filled in 2025, 90 in 2026: 85 to 95 are wanted. The website came in 2026. */
const data: Rows = {
  places: [units('2025-09-01', 80), units('2026-09-01', 90)],
  milestones: [relaunched],
}

test('the definitions are sound', () => {
  assert.deepEqual(catalogue.issues, [])
})

test('two targets are met where none was a year earlier, so the change is two', async () => {
  assert.deepEqual(await wrongIn('a', 2, data), [])
  assert.deepEqual(await wrongIn('b', 2, data), [])
})

test('whether any target is missed is yes or no', async () => {
  assert.deepEqual(await wrongIn('c', 0, data), [])
  assert.deepEqual(await wrongIn('c', 1, { places: [units('2026-09-01', 96)] }), [])
})

test('a KPI about KPIs is not one of them', async () => {
  assert.deepEqual(await wrongIn('d', 0, data), [])
})

/** In 2025 one of two decisions is made on day 28, the other on day 29. */
const review = (id: string, decided: string) => ({
  ...{ review_id: id, plan_id: 'p', review_type: 'annual' },
  ...{ meeting_date: '2025-03-03', decision_date: decided },
})
const half = [review('r1', '2025-03-31'), review('r2', '2025-04-01')]
const england = (value: number) => ({
  ...{ series: 'benchmark', measure: 'hillside-2026/3/b', area: 'england', as_at: '2025-12-31' },
  ...{ published_date: '2026-05-01', source: 'DfE', value },
})

test('a target of others is met by more than their figure', async () => {
  assert.deepEqual(await wrongIn('e', 1, { reviews: half, reference: [england(49.9)] }), [])
})

test('a target of others is not met by the same figure, nor without one', async () => {
  assert.deepEqual(await wrongIn('e', 0, { reviews: half, reference: [england(50)] }), [])
  assert.deepEqual(await wrongIn('e', 0, { reviews: half }), [])
})
