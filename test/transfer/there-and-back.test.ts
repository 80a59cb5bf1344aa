import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { DEMO_AUTHORITY } from '../../src/core/index.ts'
import { type Database, openDuckDb, openPostgresql } from '../../src/database/index.ts'
import { writeDemo } from '../../src/demo/index.ts'
import { cellAsks, computeFigures, readSettings } from '../../src/figures/index.ts'
import { asAtOf, importPaths, suppliedDatasets, undoImport } from '../../src/records/index.ts'
import {
  exportRecords,
  hashRecords,
  recordsSha256,
  restoreRecords,
  type TableState,
} from '../../src/transfer/index.ts'
import { newFolder } from '../cli/sendboard.ts'
import { startServer } from '../postgresql/server.ts'

/*
 * The invented authority moves from a data folder to PostgreSQL and back. It was imported, then an
 * extract a month later with other reviews and fewer changes: there are earlier versions, and imports
 * to undo.
 */
const folder = newFolder()
const personKey = 'a key for tests, of no use elsewhere'
const at = (name: string) => join(folder, name)
const catalogue = await readCatalogue()
const server = await startServer()
const original = await openDuckDb(at('original.duckdb'))
const moved = await openPostgresql(await server.newDatabase())
const returned = await openDuckDb(at('returned.duckdb'))
const ALL = [original, moved, returned]
let afterFirst: readonly TableState[] = []

before(async () => {
  await writeDemo({ size: 'kingston', out: at('demo') })
  await importInto(original, at('demo/csv'))
  await exportFrom(original, 'after-first')
  afterFirst = await hashRecords(original)
  writeLater()
  await importInto(original, at('later'))
})

after(async () => {
  for (const database of ALL) await database.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})

async function importInto(database: Database, path: string) {
  const services = { database, catalogue, personKey }
  const { imports, issues } = await importPaths(services, [path])
  const [outcome] = imports
  assert.ok(outcome && outcome.status !== 'refused', JSON.stringify(issues))
  return outcome
}

async function exportFrom(database: Database, name: string, asOf?: number) {
  return await exportRecords({ database, catalogue }, at(name), asOf === undefined ? {} : { asOf })
}

/** The reviews decided on the 15th instead, and half of the changes no longer there. */
function writeLater(): void {
  mkdirSync(at('later'))
  const text = (name: string) => readFileSync(at(`demo/csv/${name}`), 'utf8')
  const write = (name: string, words: string) => {
    writeFileSync(at(`later/${name}`), words)
  }
  write('extract.yaml', text('extract.yaml').replace('2026-03-31', '2026-04-30'))
  write('reviews.csv', text('reviews.csv').replace(/,M,(\d{4}-\d\d)-\d\d/g, ',M,$1-15'))
  write('changes.csv', `${text('changes.csv').split('\r\n').slice(0, 90).join('\r\n')}\r\n`)
}

/** Every file of an export by its path within. */
function filesOf(name: string): ReadonlyMap<string, string> {
  const names = readdirSync(at(name), { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((one) => one !== 'records')
  return new Map(files.map((one) => [one, readFileSync(at(`${name}/${one}`), 'utf8')]))
}

/** Every figure that the strategies ask for, with its parts, as exact fractions. */
async function figuresOf(database: Database): Promise<string> {
  const supplied = await suppliedDatasets(database, DEMO_AUTHORITY)
  const asAt = (await asAtOf(database, DEMO_AUTHORITY)) ?? ''
  const source = { database, catalogue, authority: DEMO_AUTHORITY, asAt, supplied }
  const figures = await computeFigures(source, cellAsks(source, await readSettings(source)))
  assert.ok(figures.length > 5000, `${String(figures.length)} figures`)
  return figures
    .map((one) => JSON.stringify(one, (_, value: unknown) => exact(value)))
    .sort()
    .join('\n')
}

function exact(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

test('the records move to PostgreSQL and back, equal by every hash and byte', async () => {
  const first = await exportFrom(original, 'first')
  assert.deepEqual(first.authorities, [DEMO_AUTHORITY])
  const restored = await restoreRecords({ database: moved, catalogue }, at('first'))
  assert.equal(restored.sha256, first.sha256)
  const there = await exportFrom(moved, 'there')
  assert.equal(there.sha256, first.sha256)
  await restoreRecords({ database: returned, catalogue }, at('there'))
  await exportFrom(returned, 'back')
  for (const name of ['there', 'back']) {
    assert.deepEqual([...filesOf(name).keys()], [...filesOf('first').keys()])
    for (const [file, text] of filesOf('first'))
      assert.ok(filesOf(name).get(file) === text, `${file} differs`)
  }
  assert.equal(filesOf('first').size, first.tables.length + 2)
})

test('every figure is the same to the last digit in all three', async () => {
  const figures = await figuresOf(original)
  assert.ok((await figuresOf(moved)) === figures, 'PostgreSQL has other figures')
  assert.ok((await figuresOf(returned)) === figures, 'the way back has other figures')
})

test('an earlier state is rebuilt, equal by every byte to what was exported then', async () => {
  assert.notDeepEqual(await hashRecords(moved), afterFirst)
  assert.deepEqual(await hashRecords(moved, 1), afterFirst)
  await exportFrom(moved, 'as-of-first', 1)
  for (const [file, text] of filesOf('after-first'))
    assert.ok(filesOf('as-of-first').get(file) === text, `${file} differs`)
})

test('a file imported before is known after the move', async () => {
  const before = recordsSha256(await hashRecords(moved))
  for (const database of [moved, returned])
    assert.equal((await importInto(database, at('later'))).status, 'unchanged')
  assert.equal(recordsSha256(await hashRecords(moved)), before)
})

test('imports are undone after the move as they would have been before', async () => {
  const records = (tables: readonly TableState[]) =>
    tables.filter(({ name }) => !LOG.includes(name))
  const logs: unknown[] = []
  for (const database of ALL) {
    const undone = await undoImport({ database, catalogue, personKey, now: () => new Date(0) }, 2)
    assert.ok(undone.ok)
    assert.deepEqual(undone.value.changed, ['changes', 'reviews'])
    const tables = await hashRecords(database)
    assert.deepEqual(records(tables), records(afterFirst))
    logs.push(tables)
  }
  assert.deepEqual(logs[1], logs[0])
  assert.deepEqual(logs[2], logs[0])
})

/** The log keeps an import that was undone, and what was read for it. */
const LOG = [
  ...[
    'imports',
    'files',
    'file_counts',
    'import_issues',
    'changed_tables',
    'kept_rows',
    'kept_notes',
  ],
  ...['kept_rows', 'kept_notes'],
].map((name) => `records.${name}`)
