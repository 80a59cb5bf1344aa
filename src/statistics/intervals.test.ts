import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byarInterval, quantileType7, wilsonInterval, Z_998 } from './index.ts'

const six = (value: number) => value.toFixed(6)

test('the Wilson interval equals published and hand-worked bounds', () => {
  // Newcombe (1998), table I, method 3.
  assert.equal(wilsonInterval(81, 263).lower.toFixed(4), '0.2553')
  assert.equal(wilsonInterval(81, 263).upper.toFixed(4), '0.3662')
  assert.deepEqual(Object.values(wilsonInterval(65, 100)).map(six), ['0.552544', '0.736358'])
  assert.deepEqual(Object.values(wilsonInterval(65, 100, Z_998)).map(six), ['0.495495', '0.778354'])
  assert.deepEqual(Object.values(wilsonInterval(0, 10)).map(six), ['0.000000', '0.277533'])
})

test('the Byar interval of a count equals hand-worked bounds', () => {
  assert.deepEqual(Object.values(byarInterval(5)).map(six), ['1.611348', '11.668164'])
  assert.deepEqual(Object.values(byarInterval(65)).map(six), ['50.163188', '82.849139'])
})

test('a Byar interval of no events starts at 0', () => {
  assert.equal(byarInterval(0).lower, 0)
  assert.equal(six(byarInterval(0).upper), '3.668012'.slice(0, 8))
})

test('an interval refuses counts that cannot be', () => {
  assert.throws(() => wilsonInterval(11, 10), /count must be a whole number, 0 to 10; got 11/)
  assert.throws(() => wilsonInterval(1, 0), /total must be a whole number, 1 or more; got 0/)
  assert.throws(() => byarInterval(1.5), /count must be a whole number, 0 or more; got 1.5/)
})

test('quartiles interpolate between order statistics', () => {
  assert.equal(quantileType7([4, 1, 3, 2], 0.25), 1.75)
  assert.equal(quantileType7([7], 0.9), 7)
  assert.throws(() => quantileType7([], 0.5), /at least one value/)
})
