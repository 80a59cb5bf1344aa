import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readProcess as read } from './process.ts'
import type { ProcessReading } from './types.ts'

function readProcess(
  values: readonly (number | null)[],
  direction: 'increase' | 'decrease' | 'neutral',
): ProcessReading {
  return read({ nature: 'other', values, direction })
}

/** Twenty ordinary months around 60, with a mean moving range of 2. */
const ORDINARY = [60, 62, 60, 58, 60, 62, 60, 58, 60, 62, 60, 58, 60, 62, 60, 58, 60, 62, 60, 58]

it('reads ordinary ups and downs as steady', () => {
  const { word, why } = readProcess(ORDINARY, 'increase')
  assert.equal(word, 'steady')
  assert.equal(why, 'it stays within its usual range')
})

it('reads eleven figures as too few', () => {
  const { word, why, series } = readProcess(ORDINARY.slice(0, 11), 'increase')
  assert.equal(word, 'too-few-points')
  assert.equal(why, 'only 11 figures are known')
  assert.equal(series, null)
})

it('counts only the steps that have a figure', () => {
  const values = [...ORDINARY.slice(0, 11), null, null]
  assert.equal(readProcess(values, 'increase').word, 'too-few-points')
})

it('reads one figure far outside as a one-off', () => {
  const { word, why } = readProcess([...ORDINARY, 90], 'increase')
  assert.equal(word, 'one-off')
  assert.equal(why, 'the latest figure is above its usual range')
})

it('reads seven falling figures as worsening where more is better', () => {
  const values = [...ORDINARY, 57, 56, 55, 54, 53, 52, 51]
  assert.equal(readProcess(values, 'increase').word, 'worsening')
})

it('reads the same fall as improving where less is better', () => {
  const values = [...ORDINARY, 57, 56, 55, 54, 53, 52, 51]
  assert.equal(readProcess(values, 'decrease').word, 'improving')
})

it('reads the same fall as falling where neither is better', () => {
  const values = [...ORDINARY, 57, 56, 55, 54, 53, 52, 51]
  assert.equal(readProcess(values, 'neutral').word, 'falling')
})

it('says which rule a run breaks', () => {
  const values = [...ORDINARY, 63, 64, 63, 64, 63, 64, 63]
  const { word, why } = readProcess(values, 'increase')
  assert.equal(word, 'improving')
  assert.equal(why, 'seven or more figures in a row are above the average')
})

it('reads a series that never moves as steady', () => {
  const { word, why } = readProcess(
    Array.from({ length: 15 }, () => 4),
    'increase',
  )
  assert.equal(word, 'steady')
  assert.equal(why, 'it has not moved')
})

it('speaks of the last known figure where the latest step has none', () => {
  assert.equal(readProcess([...ORDINARY, 90, null], 'increase').word, 'one-off')
})

it('reads seven rising figures as improving even where they are still below the average', () => {
  const values = [
    ...Array.from({ length: 20 }, (_, at) => 80 + (at % 2)),
    20,
    21,
    22,
    23,
    24,
    25,
    26,
  ]
  const { word, why } = readProcess(values, 'increase')
  assert.equal(word, 'improving')
  assert.equal(why, 'seven figures in a row rise')
})

it('claims of a stock that drifts only what needs no limits', () => {
  const rising = Array.from({ length: 24 }, (_, at) => 100 + 5 * at - 6 * (at % 3))
  const up = read({ nature: 'stock', values: rising, direction: 'neutral', perYear: 12 })
  assert.equal(up.word, 'rising')
  assert.equal(up.why, 'the latest figure is above every one of a year ago and before')
  assert.match(up.noIcons, /mostly the one before/)
  const back = read({
    nature: 'stock',
    values: [...rising, 104],
    direction: 'neutral',
    perYear: 12,
  })
  assert.equal(back.word, 'steady')
})
