import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sharedScale, smallMultiple } from './small-multiple.ts'

const ENDS = ['2021', '2022'] as const

it('gives the charts of a group one scale, from zero where that is near', () => {
  assert.deepEqual(sharedScale([20, null, 80]), [0, 80])
  assert.deepEqual(sharedScale([90, 98]), [90, 98])
  assert.deepEqual(sharedScale([-5, 5]), [-5, 5])
})

it('still has a scale when every figure is the same, or there is none', () => {
  assert.deepEqual(sharedScale([0, 0]), [0, 1])
  assert.deepEqual(sharedScale([7, 7]), [0, 7])
  assert.deepEqual(sharedScale([]), [0, 1])
})

it('puts the same value at the same height whatever else the category has', () => {
  // The plot is from y 64 for 0 up to y 8 for 100: 50 stands at 36 in both.
  const chart = (values: readonly number[]) =>
    smallMultiple({ values, reference: [], scale: [0, 100], ends: ENDS })
  assert.match(chart([50, 100]), /cx="6" cy="36"/)
  assert.match(chart([50, 0]), /cx="6" cy="36"/)
})

it('leaves a gap for a step without a figure, never a zero', () => {
  const svg = smallMultiple({ values: [50, null, 50], reference: [], scale: [0, 100], ends: ENDS })
  assert.equal(svg.match(/<circle/g)?.length, 2)
  assert.match(svg, /class="sb-multiple__line" d="M6,36ZM154,36Z"/)
})
