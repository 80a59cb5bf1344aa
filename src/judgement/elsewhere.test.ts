import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AreaFigure,
  bandOf,
  changeFromYearBefore,
  comparableWith,
  funnelOf,
  groupFigure,
  quartilesOf,
  rankOf,
} from './index.ts'

function area(name: string, value: number | null, counts?: [number, number]): AreaFigure {
  const [numerator = null, denominator = null] = counts ?? []
  return { area: name, name, value, numerator, denominator, year: '2024', definition: 'v1' }
}

const EIGHT = [10, 20, 20, 30, 40, 50, 60, 70].map((value, at) => area(`A${String(at)}`, value))

test('quartiles of eight areas fall between their figures', () => {
  // By hand, type 7: places 1.75, 3.5 and 5.25 of 0 to 7.
  assert.deepEqual(quartilesOf(EIGHT), {
    lowest: 10,
    lower: 20,
    median: 35,
    upper: 52.5,
    highest: 70,
    areas: 8,
  })
})

test('too few areas, or figures that are nearly all the same, make no quartiles', () => {
  assert.equal(quartilesOf(EIGHT.slice(1)), null)
  assert.equal(quartilesOf(EIGHT.map((one) => ({ ...one, value: 5 }))), null)
})

test('the upper edge of a quarter belongs to it, whichever way is better', () => {
  const quartiles = { lowest: 0, lower: 25, median: 50, upper: 75, highest: 100, areas: 9 }
  const bands = (polarity: 'higher-better' | 'lower-better' | 'neutral') =>
    [0, 25, 25.1, 50, 75, 75.1].map((value) => bandOf(value, quartiles, polarity))
  assert.deepEqual(bands('lower-better'), ['A', 'A', 'B', 'B', 'C', 'D'])
  assert.deepEqual(bands('higher-better'), ['D', 'D', 'C', 'C', 'B', 'A'])
  assert.deepEqual(new Set(bands('neutral')), new Set([null]))
})

test('areas with the same figure share the best place among them', () => {
  const rank = rankOf('A1', EIGHT, 'lower-better', 'none')
  assert.deepEqual(rank, { place: 2, sharedWith: 1, of: 8, between: null, tooCloseToRank: null })
  assert.equal(rankOf('A1', EIGHT, 'higher-better', 'none')?.place, 6)
  assert.equal(rankOf('A1', EIGHT, 'neutral', 'none'), null)
})

test('an area without a figure has no place and takes none', () => {
  const figures = [...EIGHT, area('none', null)]
  assert.equal(rankOf('none', figures, 'higher-better', 'none'), null)
  assert.equal(rankOf('A0', figures, 'higher-better', 'none')?.of, 8)
})

test('small areas are too close to rank, large ones apart are not', () => {
  const small = [5, 6, 4, 5].map((count, at) => area(`S${String(at)}`, count * 10, [count, 10]))
  const close = rankOf('S1', small, 'higher-better', 'proportion')
  assert.deepEqual(close?.between, { best: 1, worst: 4 })
  assert.equal(close.tooCloseToRank, true)
  const large = [10, 30, 50, 70].map((per, at) => area(`L${String(at)}`, per, [per * 100, 10_000]))
  const apart = rankOf('L3', large, 'higher-better', 'proportion')
  assert.deepEqual(apart?.between, { best: 1, worst: 1 })
  assert.equal(apart.tooCloseToRank, false)
})

test('another year or another definition is not compared, and it is said why', () => {
  const own = { year: '2024', definition: 'v1' }
  const old = { ...area('Old', 3), year: '2023' }
  const other = { ...area('Other', 3), definition: 'v2' }
  const { compared, refused } = comparableWith(own, [...EIGHT, old, other])
  assert.equal(compared.length, 8)
  assert.deepEqual(refused, [
    'Old is not compared: its figure is of 2023, not 2024',
    'Other is not compared: its figure follows another definition',
  ])
})

test('a group is the figure of all its cases, or a plain mean where counts are not known', () => {
  // By hand: 10 of 20 and 90 of 100 are 100 of 120, not the mean of 50 and 90.
  const pooled = groupFigure([area('a', 50, [10, 20]), area('b', 90, [90, 100])], 100)
  assert.equal(pooled?.how, 'pooled')
  assert.equal(pooled.value.toFixed(4), '83.3333')
  const mean = groupFigure([area('a', 50), area('b', 90), area('c', null)], 100)
  assert.deepEqual(mean, { value: 70, how: 'mean', present: 2, of: 3 })
})

test('a funnel says which areas chance does not explain', () => {
  // By hand for 10 cases around a half: 95% limits 0.132444 and 0.867556 or near.
  const points = funnelOf(
    [area('all', 100, [10, 10]), area('half', 50, [5, 10]), area('no counts', 50)],
    0.5,
  )
  assert.deepEqual(
    points.map(({ name, place, side }) => [name, place, side]),
    [
      ['all', 'far', 'high'],
      ['half', 'usual', 'on'],
    ],
  )
})

test('a change is from the very year before, or none', () => {
  const series = [
    { year: 2021, value: 40 },
    { year: 2023, value: 50 },
    { year: 2024, value: 47 },
  ]
  assert.equal(changeFromYearBefore(series, 2024), -3)
  assert.equal(changeFromYearBefore(series, 2023), null)
})
