import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { runExamples } from './examples.ts'

const SHARED = new URL('../../../shared/reference/kpi-worked-examples.json', import.meta.url)
const catalogue = await readCatalogue()

/** Targets are judged by another folder; here every target asked for is told as met. */
const judge = () => ({ status: 'met' })

const late = (numerator: number, display: string) =>
  JSON.stringify({
    examples: [
      {
        id: 'E1',
        title: 'A decision on day 28 is in time, on day 29 late',
        home_la: 'X00000999',
        period: { start: '2024-01-01', end: '2024-03-31' },
        data: {
          reviews: [
            {
              review_id: 'r1',
              plan_id: 'p1',
              meeting_date: '2024-01-03',
              decision_date: '2024-01-31',
            },
            {
              review_id: 'r2',
              plan_id: 'p1',
              meeting_date: '2024-02-01',
              decision_date: '2024-03-01',
            },
          ],
        },
        expected: [
          {
            ...{ kpi: 'kingston-2021/117/a', numerator, denominator: 2, value: 50 },
            ...{ display, status: 'ok', target: 'met' },
          },
        ],
      },
    ],
  })

test('an example that is right passes both ways', async () => {
  const results = await runExamples(catalogue, late(1, '50.0'), { judge })

  assert.deepEqual([results.passed, results.failed], [1, 0])
})

test('an example that is wrong says what each way gives', async () => {
  const results = await runExamples(catalogue, late(2, '50'), { judge })

  assert.deepEqual(results.cases[0]?.differences, [
    'formula: numerator is 1, expected 2',
    'formula: display is 50.0, expected 50',
    'SQL: numerator is 1, expected 2',
    'SQL: display is 50.0, expected 50',
  ])
})

test('only the examples of the measures named are run', async () => {
  const results = await runExamples(catalogue, late(1, '50.0'), { judge, only: ['active-plans'] })

  assert.deepEqual(results.cases, [])
})

test('a file of another shape is refused', async () => {
  await assert.rejects(runExamples(catalogue, '{"cases": []}', { judge }))
})

test('a table that an example does not give holds back the figures that need it', async () => {
  const text = late(1, '50.0').replace('kingston-2021/117/a', 'kingston-2021/1/a')
  const results = await runExamples(catalogue, text, { judge })

  assert.ok(results.cases[0]?.differences.includes('SQL: status is not-supplied, expected ok'))
})

test(
  'every worked example of the reference passes both ways',
  { skip: existsSync(SHARED) ? false : 'the reference examples are not beside the project' },
  async () => {
    const text = readFileSync(SHARED, 'utf8')
    const results = await runExamples(catalogue, text, { judge })
    const failures = results.cases.flatMap(({ kpi, differences }) =>
      differences.filter((one) => !one.includes('target status')).map((one) => `${kpi} ${one}`),
    )

    assert.deepEqual(failures, [])
    assert.equal(results.cases.length, 147)
  },
)
