import assert from 'node:assert/strict'
import { it } from 'node:test'
import { runsAround } from './index.ts'

it('counts the longest run and the crossings of a line', () => {
  // Above, above, below, above, above, above: runs of 2, 1 and 3, two crossings.
  assert.deepEqual(runsAround([6, 7, 4, 6, 8, 9], 5), { longestRun: 3, crossings: 2, points: 6 })
})

it('passes over points on the line and missing periods', () => {
  assert.deepEqual(runsAround([6, 5, 7, null, 8], 5), { longestRun: 3, crossings: 0, points: 3 })
})

it('finds no run where there is no point', () => {
  assert.deepEqual(runsAround([5, null], 5), { longestRun: 0, crossings: 0, points: 0 })
})
