import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { DEMO_AUTHORITY } from '../../src/core/index.ts'
import { openDuckDb } from '../../src/database/index.ts'
import {
  cellAsks,
  computeFigures,
  type Figure,
  readCells,
  readSettings,
  refreshCells,
} from '../../src/figures/index.ts'
import { asAtOf, importPaths, suppliedDatasets, undoImport } from '../../src/records/index.ts'

const folder = await mkdtemp(join(tmpdir(), 'sendboard-recomputed-'))
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
after(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

/** Imports one file, and refreshes the figures. */
async function load(extractedOn: string, file: string, lines: readonly string[]) {
  const path = join(folder, `${file}.csv`)
  await writeFile(path, lines.join('\n'))
  const options = { authority: DEMO_AUTHORITY, extractedOn }
  const { imports, issues } = await importPaths(services, [path], options)
  assert.equal(imports[0]?.status, 'loaded', JSON.stringify([issues, imports[0]]))
  return imports[0]
}

async function source() {
  const authority = DEMO_AUTHORITY
  const asAt = (await asAtOf(database, authority)) ?? ''
  const supplied = await suppliedDatasets(database, authority)
  return { database, catalogue, authority, asAt, supplied }
}

const NOW = new Date('2026-04-02T09:00:00Z')

async function refreshed() {
  return await refreshCells(await source(), NOW)
}

/** Figures that are kept and would not be computed now from nothing, and the other way round. */
async function differing(): Promise<readonly string[]> {
  const now = await source()
  const anew = inWords(await computeFigures(now, cellAsks(now, await readSettings(now))))
  return between(await kept(), anew)
}

function between(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set(a).symmetricDifference(new Set(b))]
}

async function kept(): Promise<readonly string[]> {
  return inWords(await readCells(await source()))
}

function inWords(figures: readonly Figure[]): readonly string[] {
  const text = (figure: Figure) =>
    JSON.stringify(figure, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  return figures.map(text).sort()
}

/** All changes that parents asked for, by the day each was made: a new file replaces the last. */
async function loadChanges(extractedOn: string, madeOn: readonly string[]) {
  await load(extractedOn, 'changes', [
    'change_id,made_date,status,service,origin,description',
    ...madeOn.map((day) => `${day},${day},made,short breaks,parent_carer,longer hours`),
  ])
}

async function loadPersons(deathOfB: string) {
  return await load('2026-03-31', 'persons', [
    'person_id,birth_date,sex,ethnicity,home_la,family_id,death_date',
    `A1,2012-05-01,F,,${DEMO_AUTHORITY},,`,
    `B2,2015-09-01,M,,${DEMO_AUTHORITY},,${deathOfB}`,
  ])
}

await loadPersons('')
await load('2026-03-31', 'referrals', [
  'referral_id,person_id,service,condition,referral_date,accepted,first_contact_date,intervention_start_date,last_contact_date,outcome_date,closed_date',
  '1,A1,ehs_tier2,,2026-01-05,Y,2026-01-19,,,,',
  '2,B2,neurodevelopmental,asd,2025-09-01,Y,,,,,',
])
await loadChanges('2026-03-31', ['2026-02-01'])
const first = await refreshed()

test('the first time every figure is computed', () => {
  assert.equal(first.computed, first.cells)
})

test('after an import only what reads the changed dataset is computed again', async () => {
  const before = await kept()
  await loadChanges('2026-03-31', ['2026-02-01', '2026-03-01'])
  const { computed, cells } = await refreshed()
  assert.ok(computed > 0 && computed * 5 < cells, `${String(computed)} of ${String(cells)}`)
  assert.notEqual(between(before, await kept()).length, 0)
  assert.deepEqual(await differing(), [])
})

test('what is made from the changed dataset follows: a wait ends with the death of the child', async () => {
  const before = await kept()
  const outcome = await loadPersons('2026-02-10')
  await refreshed()
  assert.notEqual(between(before, await kept()).length, 0)
  assert.deepEqual(await differing(), [])

  const undone = await undoImport(services, outcome.id ?? 0)
  assert.ok(undone.ok)
  await refreshed()
  assert.deepEqual(between(before, await kept()), [])
})

test('a month later the periods that were over stay as they are', async () => {
  await loadChanges('2026-04-30', ['2026-02-01', '2026-03-01', '2026-04-03'])
  const { computed, cells } = await refreshed()
  assert.ok(computed > 0 && computed * 5 < cells, `${String(computed)} of ${String(cells)}`)
  assert.deepEqual(await differing(), [])
})

test('what a month supplies for the first time is computed for every period', async () => {
  await load('2026-05-31', 'commissioning', [
    'arrangement_id,title,kind,effective_date,end_date,strategy_aligned',
    'a1,Speech therapy,new,2026-05-01,,Y',
  ])
  await refreshed()
  assert.deepEqual(await differing(), [])
})
