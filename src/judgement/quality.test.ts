import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type QualityInput, qualityMark } from './quality.ts'

const SOUND: QualityInput = {
  ageDays: 31,
  dueDays: 31,
  missing: { cells: 0, rows: 400 },
  queried: { cells: 0, rows: 400 },
  proof: 'agrees',
  identities: { tried: 40, broken: 0 },
  cases: 30,
  version: 1,
  provisional: false,
  ambiguous: false,
}

const markOf = (change: Partial<QualityInput>) => qualityMark({ ...SOUND, ...change }).mark

it('takes nothing from a figure that is sound in every part', () => {
  assert.deepEqual(
    [qualityMark(SOUND).mark, qualityMark(SOUND).level, qualityMark(SOUND).parts.length],
    [100, 'good', 7],
  )
})

it('takes points for a late import, and more for two', () => {
  assert.deepEqual(
    [31, 32, 62, 63].map((ageDays) => markOf({ ageDays })),
    [100, 90, 90, 75],
  )
  assert.equal(markOf({ ageDays: null }), 75)
  assert.equal(markOf({ ageDays: 900, dueDays: null }), 100)
})

it('takes points for each begun per cent, up to a most', () => {
  // 1 of 400 is 0.25%, 5 are 1.25%, 40 are 10%, 60 are 15%.
  const missing = (cells: number) => markOf({ missing: { cells, rows: 400 } })
  assert.deepEqual([0, 1, 4, 5, 40, 60].map(missing), [100, 98, 98, 96, 80, 80])
  const queried = (cells: number) => markOf({ queried: { cells, rows: 400 } })
  assert.deepEqual([0, 1, 4, 5, 40, 60, 80].map(queried), [100, 99, 99, 98, 90, 85, 85])
})

it('takes points for few cases', () => {
  assert.deepEqual(
    [9, 10, 29, 30, null].map((cases) => markOf({ cases })),
    [80, 90, 90, 100, 100],
  )
})

it('takes points for proof, sums and definition', () => {
  assert.equal(markOf({ proof: 'not-proved' }), 90)
  assert.equal(markOf({ identities: { tried: 40, broken: 3 } }), 80)
  assert.equal(markOf({ provisional: true, ambiguous: true }), 85)
  assert.equal(markOf({ ambiguous: true }), 95)
})

it('calls a figure weak whose proof differs, whatever its mark', () => {
  const { mark, level } = qualityMark({ ...SOUND, proof: 'differs' })
  assert.deepEqual([mark, level], [60, 'weak'])
})

it('never falls below nothing', () => {
  const { mark, level } = qualityMark({
    ...SOUND,
    ageDays: null,
    proof: 'differs',
    missing: { cells: 400, rows: 400 },
    cases: 3,
  })
  assert.deepEqual([mark, level], [0, 'weak'])
})
