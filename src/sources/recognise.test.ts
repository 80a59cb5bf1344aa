import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { recognise } from './recognise.ts'
import { builtIn, withFile } from './test-reading.ts'

const RETURN = join(import.meta.dirname, '..', '..', 'test', 'files', 'sources', 'return-2026.xml')

test('a return says whose it is, of which year and day', async () => {
  assert.deepEqual(await recognise(RETURN, await builtIn()), {
    ok: true,
    value: {
      form: 'sen2-xml',
      datasets: ['persons', 'requests', 'plans', 'placements', 'reviews'],
      authority: 'X00000999',
      extractedOn: '2026-01-15',
      year: 2026,
    },
    issues: [],
  })
})

test('a CSV file is of its table', async () => {
  const catalogue = await builtIn()
  const header = 'change_id,made_date,status,service,origin,description\n'
  const found = await withFile('changes.csv', header, (path) => recognise(path, catalogue))
  assert.deepEqual(found, { ok: true, value: { form: 'csv', datasets: ['changes'] }, issues: [] })
})

test('a file that is neither is told what it is not', async () => {
  const catalogue = await builtIn()
  const found = await withFile('page.xml', '<html/>', (path) => recognise(path, catalogue))
  assert.equal(found.ok, false)
  assert.equal(found.issues[0]?.code, 'source-not-a-return')
})
