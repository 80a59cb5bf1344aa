import assert from 'node:assert/strict'
import { it } from 'node:test'
import { everything, testFolder } from './test-folder.ts'

it('a rehearsal says what an import would do and changes nothing, not even the log', async () => {
  const folder = await testFolder()
  const files = {
    'persons.csv': `person_id,birth_date,home_la
    A1,2012-05-01,X00000999
    A2,2012-05-01,X00000999
    A3,2012-05-01,X00000999
    A4,2012-05-32,X00000999`,
  }
  await folder.load({
    'persons.csv': `person_id,birth_date,home_la
    A0,2012-05-01,X00000999`,
  })
  const before = await everything(folder)
  const rehearsed = await folder.load(files, { rehearse: true })
  assert.equal(rehearsed.status, 'loaded')
  assert.equal(rehearsed.id, undefined)
  assert.deepEqual(rehearsed.counts, {
    read: 4,
    loaded: 3,
    unchanged: 0,
    refused: 1,
    removed: 0,
  })
  assert.deepEqual(await everything(folder), before)
  assert.deepEqual(await folder.query('select id from records.imports'), [{ id: 1 }])
  const loaded = await folder.load(files)
  assert.deepEqual({ ...loaded, id: undefined }, { ...rehearsed, id: undefined })
  await folder.close()
})
