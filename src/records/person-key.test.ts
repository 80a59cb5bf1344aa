import assert from 'node:assert/strict'
import { mkdtemp, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPersonKey } from './person-key.ts'

const newFolder = async () => await mkdtemp(join(tmpdir(), 'sendboard-key-'))

test('the key is made once, for its owner alone', async () => {
  const folder = await newFolder()
  const key = await readPersonKey(folder)
  assert.match(key, /^[0-9a-f]{64}$/)
  assert.equal(await readPersonKey(folder), key)
  assert.equal((await stat(join(folder, 'person.key'))).mode & 0o777, 0o600)
})

test('a key file that holds something else is never replaced, but told of', async () => {
  const folder = await newFolder()
  const file = join(folder, 'person.key')
  await writeFile(file, 'not a key\n')
  await assert.rejects(readPersonKey(folder), {
    name: 'PersonKeyError',
    message: `${file} must hold 64 hexadecimal digits. Bring back the right file: without it nobody is found again.`,
  })
})

test('a supplied key that is short is refused', async () => {
  await assert.rejects(readPersonKey(await newFolder(), 'too short'), {
    name: 'PersonKeyError',
    message: 'SENDBOARD_PERSON_KEY must have at least 32 characters; it has 9',
  })
})
