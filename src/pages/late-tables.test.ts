import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { freshnessOf, lateTables } from './late-tables.ts'
import type { TableHeld } from './read-tables.ts'

const catalogue = await readCatalogue()
const held = (importedAt: string) => ({ rows: 5, lastImport: { id: 1, importedAt } })

it('calls a table late once more days went by than the KPIs that read it allow', () => {
  // Plans are counted monthly: 31 days from 1 March end on 1 April.
  const tables = new Map([['plans', held('2026-03-01T09:00:00Z')]])
  const onTime = freshnessOf(catalogue, tables, new Date('2026-04-01T09:00:00Z'))
  assert.deepEqual(lateTables(onTime), [])
  const late = freshnessOf(catalogue, tables, new Date('2026-04-02T09:00:00Z'))
  assert.deepEqual(
    lateTables(late).map(({ name, due, late: words }) => ({ name, due, words })),
    [{ name: 'plans', due: 'every month', words: '1 day late' }],
  )
})

it('says nothing of a table that was never supplied, and puts the latest first', () => {
  const tables = new Map<string, TableHeld>([
    ['reviews', { rows: 0, lastImport: null }],
    ['plans', held('2026-02-01T09:00:00Z')],
    ['requests', held('2026-01-01T09:00:00Z')],
  ])
  const late = lateTables(freshnessOf(catalogue, tables, new Date('2026-12-01T09:00:00Z')))
  assert.deepEqual(
    late.map(({ name }) => name),
    ['requests', 'plans'],
  )
})
