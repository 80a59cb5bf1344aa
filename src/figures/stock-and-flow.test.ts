import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountedReturn } from './reconcile.ts'
import { stockAndFlow } from './stock-and-flow.ts'

function returnOf(year: number, numbers: Readonly<Record<string, number>>): CountedReturn {
  const figures = Object.entries(numbers).map(([id, numerator]) => {
    const value = String(numerator)
    return [id, { section: '4.1', name: id, numerator, denominator: null, value }] as const
  })
  return { year, censusDay: `${String(year)}-01-15`, figures: new Map(figures) }
}

test('the plans of England do not close, and the rest is shown', () => {
  // Published, January 2024 to January 2025: 576,474 + 97,747 new - 44,862 ceased = 629,359;
  // 638,745 at the end, so 9,386 are left. 13,953 of the ceased were transferred to another authority.
  const flow = stockAndFlow(
    returnOf(2024, { 'plans-at-census': 576_474 }),
    returnOf(2025, {
      ...{ 'plans-at-census': 638_745, 'new-plans': 97_747, 'transferred-in': 0 },
      ...{ ceased: 44_862, 'ceased-5': 13_953 },
    }),
  )
  assert.deepEqual(
    flow?.lines.map(({ count }) => count),
    [97_747, 0, -30_909, -13_953],
  )
  assert.deepEqual(
    [flow.expected, flow.closing, flow.unexplained, flow.remainder],
    [629_359, 638_745, 9_386, 9_386],
  )
})

test('what happens between 1 January and census day is told apart from the rest', () => {
  // 10 + 5 new + 2 in - (3 - 1) ceased - 1 out = 14. At the end there are 16, 2 more. Three were made in
  // January 2026 and one ceased then (+3 - 1); one of the five new was made in January 2025 before the
  // census, so the ten have it already (-1); one of the three that ceased had gone before it (+1). 2 - 2 = 0.
  const flow = stockAndFlow(
    returnOf(2025, { 'plans-at-census': 10, 'new-since': 1, 'ceased-since': 1 }),
    returnOf(2026, {
      ...{ 'plans-at-census': 16, 'new-plans': 5, 'transferred-in': 2, ceased: 3, 'ceased-5': 1 },
      ...{ 'new-since': 3, 'ceased-since': 1 },
    }),
  )
  assert.deepEqual([flow?.expected, flow?.unexplained, flow?.remainder], [14, 2, 0])
  assert.deepEqual(
    flow?.causes.map(({ count }) => count),
    [3, -1, -1, 1],
  )
})

test('without one of its figures there is no table', () => {
  assert.equal(stockAndFlow(returnOf(2025, {}), returnOf(2026, {})), undefined)
})
