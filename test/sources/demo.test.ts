import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Catalogue, readCatalogue } from '../../src/catalogue/index.ts'
import { type DemoSummary, writeDemo } from '../../src/demo/index.ts'
import { readSource, type SourceItem, type SourceRow } from '../../src/sources/index.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'sendboard-demo-'))
let summary: DemoSummary
let catalogue: Catalogue

before(async () => {
  summary = await writeDemo({ size: 'kingston', out: FOLDER })
  catalogue = await readCatalogue()
})

after(() => {
  rmSync(FOLDER, { recursive: true })
})

async function itemsOf(path: string): Promise<SourceItem[]> {
  const items: SourceItem[] = []
  for await (const item of readSource(join(FOLDER, path), catalogue)) items.push(item)
  return items
}

function rowsIn(items: readonly SourceItem[]): SourceRow[] {
  return items.flatMap((item) => (item.kind === 'row' ? [item.row] : []))
}

test('every row that the demonstration writes is read or refused', async () => {
  const counts: Record<string, number> = {}
  for (const table of Object.keys(summary.rows)) {
    const items = await itemsOf(`csv/${table}.csv`)
    counts[table] = items.filter(({ kind }) => kind !== 'issue').length
  }
  assert.deepEqual(counts, summary.rows)
})

test('what is read of a table is, cell by cell, what was written', async () => {
  for (const table of ['persons', 'plans', 'placements', 'reviews', 'requests']) {
    const lines = readFileSync(join(FOLDER, 'csv', `${table}.csv`), 'utf8').split('\r\n')
    const header = (lines[0] ?? '').split(',').filter((name) => name !== 'upn')
    const rows = rowsIn(await itemsOf(`csv/${table}.csv`))
    const written = rows.map(({ line }) => {
      const cells = (lines[line - 1] ?? '').split(',').map((cell) => cell.trim())
      return Object.fromEntries(
        header.map((name, at) => [name, cells[at] === '' ? null : cells[at]]),
      )
    })
    assert.deepEqual(
      rows.map(({ values }) => values),
      written,
    )
  }
})

test('every person of a return is read, and only what was spoilt is refused', async () => {
  const authority = summary.authorities[0]
  assert.ok(authority)
  for (const [year, persons] of authority.sen2Persons) {
    const items = await itemsOf(`sen2/sen2-${String(year)}.xml`)
    const datasets = rowsIn(items).map(({ dataset }) => dataset)
    assert.equal(datasets.filter((dataset) => dataset === 'persons').length, persons)
    const refusals = items.flatMap((item) => (item.kind === 'refused' ? item.issues : []))
    assert.deepEqual(
      [...new Set(refusals.map(({ code }) => code))].filter((code) => code !== 'sen2-needed-value'),
      [],
    )
  }
})

test('a return and the extract tell the same plans of the same children', async () => {
  const [persons, plans, items] = await Promise.all([
    itemsOf('csv/persons.csv'),
    itemsOf('csv/plans.csv'),
    itemsOf('sen2/sen2-2026.xml'),
  ])
  const upnOf = new Map(
    rowsIn(persons).map(({ values, identity }) => [values['person_id'], identity?.upn]),
  )
  const known = new Set(
    rowsIn(plans).map(({ values }) =>
      [upnOf.get(values['person_id'] ?? ''), values['start_date']].join(),
    ),
  )
  const sen2 = rowsIn(items).filter(({ dataset }) => dataset === 'plans')
  const strange = sen2.filter(
    ({ identity, values }) => !known.has([identity?.upn, values['start_date']].join()),
  )
  assert.ok(sen2.length > 2000)
  assert.ok(strange.length < 20, `${String(strange.length)} plans that the extract does not have`)
})
