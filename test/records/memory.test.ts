import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const CHILD = fileURLToPath(new URL('memory-child.ts', import.meta.url))
const HEAD =
  'line_id,financial_year,period,scenario,block,spend_class,provision,age_band,plan_id,amount\n'
const ROW = ',2024-25,1,actual,high_needs,direct,special_independent,under_16,P000010,12.50\n'
const LINES = 300_000

/**
 * Of these, 128 are the database's; Node, its libraries and the definitions take some 170; what is not yet
 * collected comes and goes by some 60: 349 and 374 were seen. The rows held as objects would add 200.
 */
const MOST_MEGABYTES = 460

const Result = z.object({ read: z.number(), megabytes: z.number() })

test('three hundred thousand lines are imported within a bound of memory that knows nothing of the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sendboard-memory-'))
  const file = join(folder, 'ledger.csv')
  await pipeline(Readable.from(ledger()), createWriteStream(file))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-semi-space-size=8', CHILD, folder, file],
    { env: { ...process.env, MALLOC_ARENA_MAX: '2' } },
  )
  const { read, megabytes } = Result.parse(JSON.parse(stdout))
  assert.equal(read, LINES)
  assert.ok(megabytes < MOST_MEGABYTES, `${String(megabytes)} MB`)
  await rm(folder, { recursive: true })
})

function* ledger(): Generator<string> {
  yield HEAD
  for (let line = 0; line < LINES; line += 1) yield `L${String(line)}${ROW}`
}
