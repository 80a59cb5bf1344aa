import assert from 'node:assert/strict'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { z } from 'zod'
import { openDuckDb } from '../../src/database/index.ts'
import { newFolder, type Ran, sendboard } from './sendboard.ts'

const folder = newFolder()
const demo = join(folder, 'kingsmere')
const data = ['--data', join(folder, 'data')]
let imported: Ran

/** The rows of a CSV without quoted cells, by the names of the columns. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n')
  const names = head.split(',')
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])),
  )
}

before(async () => {
  await sendboard(['demo', '--size', 'kingston', '--out', demo])
  imported = await sendboard(['import', demo, ...data])
})

test('every row of the demonstration is loaded, unchanged or refused', () => {
  assert.equal(imported.code, 0, imported.err)
  const [, read = '', loaded = '', unchanged = '', refused = ''] =
    /([\d,]+) rows read: ([\d,]+) loaded, ([\d,]+) unchanged, ([\d,]+) refused/.exec(
      imported.out,
    ) ?? []
  const number = (text: string): number => Number(text.replaceAll(',', ''))
  assert.ok(number(read) > 100_000)
  assert.equal(number(read), number(loaded) + number(unchanged) + number(refused))
})

test('a fault deliberately in the files is shown with its file, its line and what to do', () => {
  assert.match(
    imported.out,
    /plans\.csv:\d+: warning records-repeated-row: The row stands again on line \d+\.\n {2}Take one of them out\./,
  )
})

test('a figure in JSON has the promised keys in their order, numerator and denominator among them', async () => {
  const { code, out } = await sendboard([
    ...['figures', '--kpi', 'kingston-2021/111/a', '--period', '2024', '--format', 'json'],
    ...data,
  ])
  assert.equal(code, 0)
  const text = out.replaceAll(/"(numerator|denominator|value)": [\d.]+/g, '"$1": 0')
  assert.deepEqual(JSON.parse(text.replace(/"display": "[\d.]+"/, '"display": "0"')), [
    {
      framework: 'kingston-2021',
      ref: '111',
      sub: 'a',
      measure: 'new-plans-within-20-weeks',
      authority: 'X00000999',
      period_start: '2024-01-01',
      period_end: '2024-12-31',
      breakdown: null,
      category: null,
      numerator: 0,
      denominator: 0,
      value: 0,
      display: '0',
      unit: 'percent',
      status: 'ok',
      reason: '',
    },
  ])
})

test('the rows behind a figure add up to its numerator and denominator', async () => {
  const asked = ['--period', '2024', '--format', 'csv', ...data]
  const figures = await sendboard(['figures', '--kpi', 'kingston-2021/111/a', ...asked])
  assert.equal(figures.code, 0, figures.err)
  const records = await sendboard(['records', 'kingston-2021/111/a', ...asked])
  assert.equal(records.code, 0, records.err)
  const [figure] = rowsOf(figures.out)
  const rows = rowsOf(records.out)
  assert.equal(String(rows.length), figure?.['denominator'])
  assert.equal(String(rows.filter((row) => row['counted'] === 'yes').length), figure?.['numerator'])
  assert.ok(rows.every((row) => row['file'] === 'requests.csv' && Number(row['line']) > 1))
})

test('every KPI of a strategy has its row, and one without a value says why', async () => {
  const { code, out } = await sendboard([
    ...['figures', '--framework', 'tower-hamlets-2018', '--format', 'json'],
    ...data,
  ])
  assert.equal(code, 0)
  const rows = z
    .array(z.object({ value: z.number().nullable(), status: z.string(), reason: z.string() }))
    .parse(JSON.parse(out))
  assert.equal(rows.length, 36)
  assert.deepEqual(
    rows.filter(({ value, status, reason }) => value === null && (status === '' || reason === '')),
    [],
  )
})

test('a breakdown adds up to the whole', async () => {
  const { out } = await sendboard([
    ...['figures', '--kpi', 'kingston-2021/1/a', '--by', 'primary_need', '--format', 'csv'],
    ...data,
  ])
  const [whole, ...parts] = rowsOf(out)
  const sum = parts.reduce((total, { numerator }) => total + Number(numerator), 0)
  assert.ok(parts.length > 5)
  assert.equal(sum, Number(whole?.['numerator']))
})

test('a KPI that does not exist is wrong use, and the nearest one is named', async () => {
  const { code, err } = await sendboard(['figures', '--kpi', 'kingston-2012/111/a', ...data])
  assert.equal(code, 2)
  assert.match(err, /no strategy called "kingston-2012"\. Did you mean "kingston-2021"\?/)
})

test('the proof computes the figures of a row both ways and finds them equal', async () => {
  const { code, out } = await sendboard(['prove', '--kpi', 'kingston-2021/111', ...data])
  assert.equal(code, 0)
  assert.match(out, /figures of \d+ measures computed both ways\. Every figure agrees\./)
})

test('the proof of a figure that was tampered with fails and names the measure', async () => {
  const kept = join(folder, 'tampered')
  await cp(join(folder, 'data'), kept, { recursive: true })
  const database = await openDuckDb(join(kept, 'sendboard.duckdb'))
  await database.execute(
    `update read.requests set assessment_outcome_date = assessment_outcome_date + 1
      where assessment_outcome_date = received_date + 140`,
  )
  await database.close()
  const { code, out } = await sendboard(['prove', '--kpi', 'kingston-2021/111', '--data', kept])
  assert.equal(code, 1)
  assert.match(out, /new-plans-within-20-weeks/)
  assert.doesNotMatch(out, /Every figure agrees/)
})

test('the same files again change nothing', async () => {
  const { code, out } = await sendboard(['import', demo, ...data])
  assert.equal(code, 0)
  assert.match(out, /^X00000999.*: nothing new\. [\d,]+ rows read: 0 loaded,/)
})

test('an import can be undone, after which nothing is there', async () => {
  const undone = await sendboard(['undo', '1', ...data])
  assert.equal(undone.code, 0, undone.out)
  assert.match(undone.out, /^Import 1 of X00000999 is undone/)
  const figures = await sendboard(['figures', ...data])
  assert.equal(figures.code, 2)
  assert.match(figures.err, /Nothing has been imported yet/)
  const again = await sendboard(['undo', '1', ...data])
  assert.equal(again.code, 1)
})
