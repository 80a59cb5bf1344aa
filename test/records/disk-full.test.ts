import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDuckDb } from '../../src/database/index.ts'
import { ROOT, sendboard } from '../cli/sendboard.ts'
import { hashOfRecords } from './hash-of-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'sendboard-full-'))
const extract = join(folder, 'extract')
const done = join(folder, 'done')
let all = ''

before(async () => {
  mkdirSync(extract)
  writeFileSync(join(extract, 'extract.yaml'), 'authority: X00000999\nextracted_on: 2024-03-31\n')
  const rows = Array.from({ length: 120_000 }, (_, at) => `c${String(at)},2010-05-01,X00000999`)
  writeFileSync(join(extract, 'persons.csv'), `person_id,birth_date,home_la\n${rows.join('\n')}\n`)
  assert.equal((await sendboard(['import', extract, '--data', done])).code, 0)
  all = await hashOf(done)
})
after(() => {
  rmSync(folder, { recursive: true })
})

/** Room for a share of what the import writes: it ends in the log, in the rows or at the last step. */
for (const share of [0.02, 0.4, 0.8])
  test(`an import with room for ${String(share * 100)}% of what it writes changes nothing, and stands once there is room`, async () => {
    const data = join(folder, `room-${String(share)}`)
    mkdirSync(data)
    cpSync(join(done, 'person.key'), join(data, 'person.key'))
    const { size } = statSync(join(done, 'sendboard.duckdb'))
    const { code, said } = await importWithin(data, Math.floor((size * share) / 1024))
    assert.equal(code, 1)
    assert.match(
      said,
      /sendboard: the database .*sendboard\.duckdb(\.wal)? cannot grow \(File too large\): make room on the disk, .*\. Nothing of this was kept: the records are as they were\.\n$/s,
    )
    assert.doesNotMatch(said, /^\s+at /m)
    assert.deepEqual(await found(data), [])
    assert.equal((await sendboard(['import', extract, '--data', data])).code, 0)
    assert.equal(await hashOf(data), all)
  })

/** What is in the log of imports, and in the records. */
async function found(data: string): Promise<readonly unknown[]> {
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  try {
    return await database.query(
      `select cast(id as varchar) as found from records.imports
       union all select person_id from records.persons union all select person_id from read.persons
       union all select dataset from records.supplied`,
    )
  } finally {
    await database.close()
  }
}

/** Imports where no file may grow over a size, as on a disk that is full. */
async function importWithin(
  data: string,
  kibibytes: number,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const limited = `ulimit -f ${String(kibibytes)}; exec "$@"`
  const words = [join(ROOT, 'bin/sendboard'), 'import', extract, '--data', data]
  const child = spawn('bash', ['-c', limited, 'bash', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')))
  await once(child, 'close')
  return { code: child.exitCode, said }
}

async function hashOf(data: string): Promise<string> {
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  try {
    return await hashOfRecords(database)
  } finally {
    await database.close()
  }
}
