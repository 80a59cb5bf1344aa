import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDuckDb, type Database } from '../database/index.ts'
import { importPaths, readPersonKey } from './index.ts'
import { CATALOGUE, sen2Return, TEST_KEY, testFolder } from './test-folder.ts'

const UPN = 'F999200013001'
const ULN = '9079110875'

describe('names and numbers of children', () => {
  it('are in no byte of the data folder, no message and no log', async () => {
    const folder = await testFolder()
    const outcome = await folder.load({
      'persons.csv': `
        person_id,upn,uln,birth_date,home_la,surname
        CASENUMBER-4711,${UPN},${ULN},2008-12-01,X00000999,Canaryname
        CASENUMBER-4712,Canaryname,${ULN},2008-12-01,X00000999,Canaryname
        CASENUMBER-4713,,,Canaryname,X00000999,Canaryname`,
      'plans.csv': `
        plan_id,person_id,start_date,primary_need
        p1,CASENUMBER-4711,2019-10-19,ASD
        p2,CASENUMBER-4714,2019-10-19,ASD
        p3,CASENUMBER-4714,2019-10-19,Canaryname`,
      'engagement.csv': `
        engagement_id,activity_date,activity,participant_id,headcount,participant_type
        e1,2024-01-01,forum,canaryname@example.org,1,parent_carer`,
      'sen2.xml': sen2Return(2024, '2024-01-18', [
        { upn: UPN, uln: ULN, birth: '2008-12-01', start: '2019-10-19' },
        { upn: 'Canaryname', birth: '2009-12-01', start: '2019-10-19' },
      ]),
    })
    const marks = [UPN, ULN, 'Canaryname', 'canaryname', 'Quillon', 'CASENUMBER']
    assert.equal(outcome.status, 'loaded')
    assert.deepEqual(found(marks, JSON.stringify(outcome, bigintText)), [])
    await folder.database.execute('checkpoint')
    assert.deepEqual(found(marks, await allBytes(folder.data)), [])
    await folder.close()
  })

  it('are hashed with a key that its owner alone may read, made once', async () => {
    const folder = await testFolder()
    const key = await readPersonKey(folder.data)
    assert.match(key, /^[0-9a-f]{64}$/)
    assert.equal(await readPersonKey(folder.data), key)
    const { mode } = await stat(join(folder.data, 'person.key'))
    assert.equal(mode & 0o777, 0o600)
    assert.equal(await readPersonKey(folder.data, TEST_KEY), TEST_KEY)
    await assert.rejects(readPersonKey(folder.data, 'short'), /at least 32 characters/)
    await folder.close()
  })
})

describe('a process killed during an import', () => {
  it('leaves the records as they were, or all of the new ones', async () => {
    const folder = await testFolder()
    await folder.load({ 'persons.csv': `person_id,birth_date,home_la\n${people(0, 2_000)}` })
    await folder.database.close()
    const extract = await folder.write({
      'persons.csv': `person_id,birth_date,home_la\n${people(1_000, 15_000)}`,
    })
    const counts: number[] = []
    for (const delay of [50, 400, 800, 1_200, 1_600]) {
      await killAfter(delay, [folder.data, extract])
      const database = await openDuckDb(join(folder.data, 'sendboard.duckdb'))
      counts.push(await personsIn(database))
      await database.close()
    }
    assert.deepEqual(
      counts.filter((count) => count !== 2_000 && count !== 16_000),
      [],
    )
    const database = await openDuckDb(join(folder.data, 'sendboard.duckdb'))
    const services = { database, catalogue: CATALOGUE, personKey: TEST_KEY }
    await importPaths(services, [extract], { authority: 'X00000999', extractedOn: '2024-04-30' })
    assert.equal(await personsIn(database), 16_000)
    await database.close()
    await folder.close()
  })
})

function people(from: number, count: number): string {
  return Array.from(
    { length: count },
    (_, row) => `c${String(from + row)},2010-05-01,X00000999`,
  ).join('\n')
}

async function personsIn(database: Database): Promise<number> {
  const rows = await database.query(
    `select (select count(*) from records.persons where ended_by is null) as records,
       (select count(*) from read.persons) as readable`,
  )
  assert.equal(rows[0]?.['records'], rows[0]?.['readable'])
  return Number(rows[0]?.['records'])
}

async function killAfter(delay: number, paths: readonly string[]): Promise<void> {
  const worker = fileURLToPath(new URL('./import-worker.ts', import.meta.url))
  const child = spawn(process.execPath, [worker, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  await Promise.race([setTimeout(delay), ended])
  child.kill('SIGKILL')
  await ended
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function found(marks: readonly string[], text: string): readonly string[] {
  return marks.filter((mark) => text.includes(mark))
}

async function allBytes(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true })
  const texts = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      return (await stat(path)).isFile() ? `${name} ${await readFile(path, 'latin1')}` : name
    }),
  )
  return texts.join('\n')
}
