import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Dataset, type Measure, readCatalogue } from '../../src/catalogue/index.ts'
import { asksFor, changes, openAttack, randomRecords, tablesCounted } from './bench.ts'
import type { TextRow } from '../differential/records.ts'

/** What each row of a derived table stands for: a second one makes a second row there. */
const ROW_OF: Readonly<Record<string, readonly string[]>> = {
  caseload: ['plans'],
  review_cycles: ['plans', 'reviews'],
  dispute_cases: ['disputes'],
  voices: ['survey_responses', 'engagement'],
  responses: ['survey_responses'],
  families: ['persons'],
}

const PERIODS = [{ start: '2019-04-01', end: '2020-03-31' }]

const catalogue = await readCatalogue()
const records = randomRecords(catalogue, 7)
const attack = await openAttack(catalogue)
after(attack.close)
const measures = [...catalogue.measures.values()]
const one = { data: records, asAt: '2020-12-31' }
const asks = asksFor(measures, PERIODS)
const before = await attack.figures(one, asks)

for (const dataset of catalogue.datasets.values()) {
  test(`Every row of ${dataset.name} a second time changes no figure that does not count them`, async (t) => {
    const rows = records[dataset.name] ?? []
    const twins = rows.map((row) => twinOf(row, dataset))
    const data = { ...records, [dataset.name]: [...rows, ...twins] }

    const changed = changes(before, await attack.figures({ ...one, data }, asks))

    const unjust = changed.filter((text) => !counts(measureIn(text), dataset.name))
    assert.deepEqual(unjust, [])
    t.diagnostic(
      `${String(rows.length)} rows; ${String(changed.length)} figures that count them changed`,
    )
  })
}

test('A second placement beside the main one changes no figure', async () => {
  const rows = records['placements'] ?? []
  const others = rows.map((row) => ({
    ...row,
    placement_id: `${row['placement_id'] ?? ''}-other`,
    placement_rank: '2',
    setting_id: 'settings1',
    residential: 'up_to_38_weeks',
  }))

  const data = { ...records, placements: [...rows, ...others] }
  const changed = changes(before, await attack.figures({ ...one, data }, asks))

  assert.deepEqual(changed, [])
})

/** The same row under another key, which belongs to the same rows as the first. */
function twinOf(row: TextRow, { table, name }: Dataset): TextRow {
  const key = name === 'reference' ? 'area' : (table.key[0] ?? '')
  return { ...row, [key]: `${row[key] ?? ''}-twin` }
}

function measureIn(change: string): Measure {
  const id = change.split(',')[0] ?? ''
  return catalogue.measures.get(id) ?? assert.fail(`no measure in ${change}`)
}

function counts(measure: Measure, dataset: string): boolean {
  const tables = [...tablesCounted(measure, catalogue.measures)]
  return tables.some((table) => (ROW_OF[table] ?? [table]).includes(dataset))
}
