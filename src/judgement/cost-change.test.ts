import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rational, toNumber } from '../core/index.ts'
import { type CostOf, explainCostChange } from './cost-change.ts'

function cost(kind: string, pounds: number, places: number): CostOf {
  return { kind, cost: rational(pounds), places: rational(places) }
}

function parts(before: readonly CostOf[], after: readonly CostOf[]) {
  const change = explainCostChange(before, after)
  return change && [change.volume, change.mix, change.price].map((part) => toNumber(part))
}

// Then: 10 places at 2,000 and 10 at 6,000: 80,000 over 20, 4,000 each.
const THEN = [cost('mainstream', 20_000, 10), cost('special', 60_000, 10)]

it('calls more places of the same kinds volume', () => {
  const now = [cost('mainstream', 40_000, 20), cost('special', 120_000, 20)]
  assert.deepEqual(parts(THEN, now), [80_000, 0, 0])
})

it('calls a move to dearer kinds mix', () => {
  // 5 at 2,000 and 15 at 6,000: 100,000 over the same 20 places.
  const now = [cost('mainstream', 10_000, 5), cost('special', 90_000, 15)]
  assert.deepEqual(parts(THEN, now), [0, 20_000, 0])
})

it('calls the same places at higher prices price', () => {
  const now = [cost('mainstream', 25_000, 10), cost('special', 60_000, 10)]
  assert.deepEqual(parts(THEN, now), [0, 0, 5000])
})

it('splits a change of all three so that they add up', () => {
  // 12 places at 2,500 and 12 at 7,000: 114,000, a change of 34,000. Volume 4 × 4,000; at old
  // prices 24,000 + 72,000 = 96,000 = 24 × 4,000, so no mix; price 12 × 500 + 12 × 1,000.
  const now = [cost('mainstream', 30_000, 12), cost('special', 84_000, 12)]
  assert.deepEqual(parts(THEN, now), [16_000, 0, 18_000])
})

it('counts a new kind of placement as mix', () => {
  // One place moves from mainstream to a residential one at 50,000: −2,000 + 50,000.
  const now = [
    cost('mainstream', 18_000, 9),
    cost('special', 60_000, 10),
    cost('residential', 50_000, 1),
  ]
  assert.deepEqual(parts(THEN, now), [0, 48_000, 0])
})

it('explains nothing where a year has no places', () => {
  assert.equal(explainCostChange([], THEN), undefined)
  assert.equal(explainCostChange(THEN, [cost('special', 500, 0)]), undefined)
})
