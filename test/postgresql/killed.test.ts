import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { serialize } from 'node:v8'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { openPostgresql } from '../../src/database/index.ts'
import { importPaths, readPersonKey } from '../../src/records/index.ts'
import { newFolder } from '../cli/sendboard.ts'
import { hashOfRecords } from '../records/hash-of-records.ts'
import { writeTwoExtracts } from '../records/two-extracts.ts'
import { killWhen, said, stepsOf } from '../records/watched-import.ts'
import { startServer } from './server.ts'

const folder = newFolder()
const catalogue = await readCatalogue()
const server = await startServer()
after(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

test('an import killed as each of its steps begins leaves PostgreSQL as it was before, or is there whole', async () => {
  const { first, second } = writeTwoExtracts(folder)
  const data = join(folder, 'data')
  mkdirSync(data)
  const definitions = join(folder, 'definitions')
  writeFileSync(definitions, serialize(catalogue))
  const personKey = await readPersonKey(data)
  const withFirst = async () => {
    const url = await server.newDatabase()
    const database = await openPostgresql(url)
    const { imports } = await importPaths({ database, catalogue, personKey }, [first])
    assert.equal(imports[0]?.status, 'loaded')
    return { url, database, before: await hashOfRecords(database) }
  }
  const watched = { data, extract: second, definitions, compiled: join(folder, 'compiled') }

  const undisturbed = await withFirst()
  const steps = await stepsOf({ ...watched, url: undisturbed.url })
  assert.ok(steps.length >= 10, steps.join(', '))
  const whole = await hashOfRecords(undisturbed.database)
  assert.notEqual(whole, undisturbed.before)
  await undisturbed.database.close()

  const killed = await withFirst()
  const states: string[] = []
  // The last step is that it is committed.
  for (const step of steps.slice(0, -1)) {
    await killWhen({ ...watched, url: killed.url }, async (child) => {
      await said(child, step)
    })
    const now = await hashOfRecords(killed.database)
    states.push(now === killed.before ? 'before' : now === whole ? 'after' : `neither: ${step}`)
    if (now === whole) break
  }
  // Only a commit that was under way when its process died may have gone through.
  assert.deepEqual(
    states.slice(0, -1),
    states.slice(0, -1).map(() => 'before'),
  )
  assert.ok(['before', 'after'].includes(states.at(-1) ?? ''), states.at(-1))
  const { imports } = await importPaths({ database: killed.database, catalogue, personKey }, [
    second,
  ])
  assert.ok(imports.every(({ status }) => status === 'loaded' || status === 'unchanged'))
  const read = await hashOfRecords(killed.database, ['read'])
  await killed.database.close()
  const fresh = await withFirst()
  await importPaths({ database: fresh.database, catalogue, personKey }, [second])
  assert.equal(read, await hashOfRecords(fresh.database, ['read']))
  await fresh.database.close()
})
