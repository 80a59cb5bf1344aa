import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autocorrelation, fTail, prefersPrime, seasonalReading, xmr } from './index.ts'

// Requests fall every August: peers of ours flag that as special cause each year.
const NOISE = [3, -2, 1, -4, 2, 0, -1, 4, -3, 1, -2, 3, 0, 2, -3, 1, -1, 3, -4, 2, 1, -2, 4, -1]
const MORE_NOISE = [-1, 2, 0, -3, 4, 1, -2, 3, -1, 0, 2, -4]
const TROUGH = [...NOISE, ...MORE_NOISE].map((noise, month) =>
  month % 12 === 7 ? 20 + noise : 60 + noise,
)

test('the chance of an F ratio equals the printed tables', () => {
  // Upper 5% and 1% points as printed in tables of the F distribution.
  assert.ok(Math.abs(fTail(4.9646, 1, 10) - 0.05) < 1e-5)
  assert.ok(Math.abs(fTail(3.0946, 11, 24) - 0.01) < 1e-4)
  // With two degrees above, by hand: (1 + 2 x 3 / 8) ^ -4.
  assert.ok(Math.abs(fTail(3, 2, 8) - 1.75 ** -4) < 1e-12)
  assert.equal(fTail(0, 3, 5), 1)
})

test('an August trough is a special cause each year until the season is taken out', () => {
  const plain = xmr({ values: TROUGH, improvementDirection: 'increase' })
  const outside = plain.specialCausePoints.filter((point) => point.rules.includes('outside_limit'))
  assert.deepEqual(
    outside.map((point) => point.index),
    [7, 19, 31],
  )
  const season = seasonalReading(TROUGH, 12)
  assert.equal(season?.isSeasonal, true)
  const adjusted = xmr({ values: season.adjusted, improvementDirection: 'increase' })
  assert.deepEqual(adjusted.specialCausePoints, [])
})

test('an August worse than other Augusts still shows', () => {
  const worse = TROUGH.map((value, month) => (month === 31 ? value - 25 : value))
  const season = seasonalReading(worse, 12)
  assert.equal(season?.isSeasonal, true)
  const chart = xmr({ values: season.adjusted, improvementDirection: 'increase' })
  assert.deepEqual(
    chart.specialCausePoints.map((point) => point.index),
    [31],
  )
})

test('a straight rise, a step and one odd month are no season', () => {
  const noise = [...NOISE, ...MORE_NOISE]
  const rise = noise.map((value, month) => value + 2 * month)
  const step = noise.map((value, month) => value + (month < 18 ? 0 : 30))
  const odd = noise.map((value, month) => value + (month === 20 ? 40 : 0))
  assert.equal(seasonalReading(rise, 12)?.isSeasonal, false)
  assert.equal(seasonalReading(step, 12)?.isSeasonal, false)
  assert.equal(seasonalReading(odd, 12)?.isSeasonal, false)
})

test('a season needs three whole years without a gap', () => {
  assert.equal(seasonalReading(TROUGH.slice(1), 12), null)
  assert.equal(seasonalReading([...TROUGH.slice(0, 20), null, ...TROUGH.slice(21)], 12), null)
  assert.equal(seasonalReading([5, null, ...TROUGH], 12)?.adjusted[1], null)
})

test('a perfectly repeated year is a season of its own distances', () => {
  const season = seasonalReading([1, 2, 3, 6, 1, 2, 3, 6, 1, 2, 3, 6], 4)
  assert.equal(season?.isSeasonal, true)
  assert.deepEqual(season.effects, [-1.5, -0.5, 0.5, 3.5])
  assert.deepEqual(new Set(season.adjusted), new Set([2.5]))
})

test('a series that stays where it was is correlated with itself', () => {
  // By hand: mean 3, distances -2 -1 0 1 2; products 2 + 0 + 0 + 2 = 4, squares 10.
  assert.equal(autocorrelation([1, 2, 3, 4, 5]), 0.4)
  assert.equal(autocorrelation([4, 4, 4]), null)
  assert.equal(autocorrelation([1, null, 2]), null)
})

test('the prime form is for a spread beyond chance', () => {
  // By hand: 24 points, variance (0.8264 x 24 - 1.082) / 23^2 = 0.035447; bound 1 + 1.644854 x 0.188274.
  assert.equal(prefersPrime(1.309, 24), false)
  assert.equal(prefersPrime(1.31, 24), true)
})
