import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sendboard } from './sendboard.ts'

const FILE = join(import.meta.dirname, '../../../shared/reference/spc-cases.json')
const absent = existsSync(FILE) ? false : 'the reference cases are not on this machine'

test('every reference chart comes out the same', { skip: absent }, async () => {
  const { code, out } = await sendboard(['spc', FILE])
  assert.match(out, /^\d+ passed, 0 failed\n$/)
  assert.equal(code, 0)
})

test('a case that is not met, not known or not readable fails by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-spc-'))
  const file = join(folder, 'cases.json')
  const input = { values: [10, 12, 11], improvement_direction: 'increase', target: null }
  writeFileSync(
    file,
    JSON.stringify({
      xmr_cases: [
        // By hand: the mean of 10, 12 and 11 is 11, the ranges 2 and 1.
        { id: 'met', input, expected: { segments: [{ centre: 11, mean_moving_range: 1.5 }] } },
        { id: 'not-met', input, expected: { variation_icon: 'improvement_high' } },
        { id: 'unknown-field', input, expected: { mood: 'good' } },
        { id: 'unreadable', input: { ...input, values: ['ten'] }, expected: {} },
      ],
    }),
  )
  const { code, out } = await sendboard(['spc', file])
  assert.equal(code, 1)
  assert.match(
    out,
    /not-met failed:\n {2}variation_icon must be "improvement_high"; got "common_cause"/,
  )
  assert.match(out, /unknown-field failed:\n {2}mood is not known/)
  assert.match(out, /unreadable failed:/)
  assert.match(out, /1 passed, 3 failed\n$/)
  rmSync(folder, { recursive: true })
})
