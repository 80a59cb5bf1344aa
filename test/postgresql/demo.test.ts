import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sendboard } from '../cli/sendboard.ts'
import { startServer, type TestServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'sendboard-postgresql-demo-'))
const FIGURES = ['figures', '--framework', 'kingston-2021', '--format', 'csv']
let server: TestServer
let SENDBOARD_DATABASE_URL: string

/** Runs a command over the records in the server's database, or in the folder's own file. */
async function onServer(...words: string[]) {
  return await sendboard([...words, '--data', join(folder, 'server')], { SENDBOARD_DATABASE_URL })
}

async function onFile(...words: string[]) {
  return await sendboard([...words, '--data', join(folder, 'file')])
}

before(async () => {
  server = await startServer()
  SENDBOARD_DATABASE_URL = await server.newDatabase()
  await sendboard(['demo', '--size', 'kingston', '--out', join(folder, 'demo')])
})

after(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

test('the same files give the same figures on both engines, to the last digit', async () => {
  const [server, file] = [
    await onServer('import', join(folder, 'demo')),
    await onFile('import', join(folder, 'demo')),
  ]
  assert.equal(server.code, 0)
  assert.equal(server.out, file.out)
  const figures = await onServer(...FIGURES)
  assert.equal(figures.out.split('\n').length, 215)
  assert.equal(figures.out, (await onFile(...FIGURES)).out)
})

test('the records behind a figure add up on PostgreSQL as well', async () => {
  const words = ['records', 'kingston-2021/111/a', '--period', '2025', '--format', 'csv']
  const records = await onServer(...words)
  assert.equal(records.code, 0)
  assert.equal(records.out, (await onFile(...words)).out)
})

test('every figure on PostgreSQL is proved', async () => {
  const { code, out } = await onServer('prove')
  assert.match(out, /Every figure agrees/)
  assert.equal(code, 0)
})

test('an import on PostgreSQL can be undone, and the same files imported again', async () => {
  const before = await onServer(...FIGURES)
  assert.equal((await onServer('undo', '1')).code, 0)
  assert.match((await onServer(...FIGURES)).err, /Nothing has been imported yet|no records/i)
  assert.equal((await onServer('import', join(folder, 'demo'))).code, 0)
  assert.equal((await onServer(...FIGURES)).out, before.out)
})
