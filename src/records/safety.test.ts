import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readPersonKey } from './index.ts'
import { sen2Return, TEST_KEY, testFolder } from './test-folder.ts'

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
