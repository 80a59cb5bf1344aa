import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBacklog, readSeries, type SeriesInput } from './index.ts'

const UPS = [50, 54, 47, 53, 46, 54, 47, 52, 53, 46, 51, 48, 50, 53]

function percentages(parts: readonly (readonly [number, number])[]): SeriesInput {
  return {
    nature: 'percentage',
    values: parts.map(([count, size]) => (100 * count) / size),
    numerators: parts.map(([count]) => count),
    denominators: parts.map(([, size]) => size),
    direction: 'increase',
  }
}

test('percentages with their counts get limits that follow the cases, in per cent', () => {
  const reading = readSeries(percentages(UPS.map((count, at) => [count, at === 13 ? 400 : 100])))
  assert.equal(reading.choice.kind, 'p')
  // By hand: 704 of 1,700 is 41.4118%; of 400 cases sigma is sqrt(0.414118 x 0.585882 / 400) = 2.4628 points.
  assert.equal(reading.attribute?.centre.toFixed(4), '41.4118')
  assert.equal(reading.attribute.points[13]?.upper3?.toFixed(3), '48.800')
  assert.equal(reading.signals.at(-1)?.index, 13)
  assert.equal(reading.signals.at(-1)?.rules[0], 'outside_limit')
})

test('percentages that spread more than chance get the prime form', () => {
  const wide = [8000, 9000, 7600, 9100, 8100, 9300, 7900, 8800, 8000, 9200, 7700, 9000]
  const reading = readSeries(percentages(wide.map((count) => [count, 10_000])))
  assert.equal(reading.choice.kind, 'p_prime')
  assert.deepEqual(reading.signals, [])
})

test('percentages without counts, stocks and rebased series get an individuals chart', () => {
  const plain: SeriesInput = { nature: 'percentage', values: UPS, direction: 'increase' }
  assert.equal(readSeries(plain).choice.kind, 'xmr')
  assert.equal(readSeries({ ...plain, nature: 'stock' }).choice.kind, 'xmr')
  const rebased = readSeries({
    ...percentages(UPS.map((count) => [count, 100])),
    rebases: [{ index: 7, reason: 'a second panel began', author: 'SEND board' }],
  })
  assert.equal(rebased.individuals?.segments.length, 2)
  assert.deepEqual(rebased.notes, [
    'Limits start anew: a second panel began (decided by SEND board).',
  ])
})

test('counts as chance makes them get a C chart, others do not', () => {
  const count: SeriesInput = { nature: 'count', values: UPS, direction: 'neutral' }
  assert.equal(readSeries(count).choice.kind, 'c')
  const wild = UPS.map((value, at) => (at % 2 === 0 ? value * 4 : value))
  assert.equal(readSeries({ ...count, values: wild }).choice.kind, 'xmr')
})

test('rare events get the charts of what lies between them', () => {
  const gaps: SeriesInput = { nature: 'days-between', values: UPS, direction: 'increase' }
  assert.equal(readSeries(gaps).choice.kind, 't')
  assert.equal(readSeries({ ...gaps, nature: 'cases-between' }).choice.kind, 'g')
  const rare = readSeries({ nature: 'count', values: [0, 1, 0, 0, 1, 0, 0], direction: 'decrease' })
  assert.match(rare.notes[0] ?? '', /These events are rare/)
})

test('no icon stands where limits mean nothing, and it is said why', () => {
  const of = (values: readonly (number | null)[], nature: SeriesInput['nature'] = 'other') =>
    readSeries({ nature, values, direction: 'increase' }).noIcons
  assert.equal(of(UPS), '')
  assert.equal(of(UPS.slice(0, 5)), 'only 5 figures are known')
  assert.equal(of(Array.from({ length: 14 }, () => 80)), 'the figure has never changed')
  // One change in a flat series: its only range is screened out, and the limits fall onto the mean.
  assert.equal(of([...Array.from({ length: 12 }, () => 10), 11, 11]), 'the limits have no width')
  const rising = Array.from({ length: 20 }, (_, at) => 100 + 5 * at)
  assert.match(of(rising), /have moved throughout/)
  assert.match(of(rising, 'stock'), /each figure is mostly the one before/)
})

test('an August trough is held against other Augusts', () => {
  const values = Array.from({ length: 48 }, (_, month) =>
    month % 12 === 7 ? 20 + ((month * 7) % 5) : 60 + ((month * 7) % 5),
  )
  const input: SeriesInput = { nature: 'count', values, direction: 'neutral' }
  assert.ok(readSeries(input).signals.some((point) => point.index === 19))
  const seasonal = readSeries({ ...input, perYear: 12 })
  assert.deepEqual(seasonal.signals, [])
  assert.match(seasonal.notes[0] ?? '', /follow the seasons/)
})

test('the season moves the lines that a figure is drawn between', () => {
  // Four whole years of 10 in every quarter but 30 in the third: limits would lie on the figures, so the second and
  // third year are one higher. By hand: the season of the third quarter is 20 above the usual one.
  const values = Array.from(
    { length: 16 },
    (_, at) => (at % 4 === 2 ? 30 : 10) + ([0, 1, 1, 0][Math.floor(at / 4)] ?? 0),
  )
  const reading = readSeries({ nature: 'other', values, direction: 'neutral', perYear: 4 })
  const centres = reading.lines.map(({ centre }) => centre ?? NaN)
  assert.ok(centres.every((centre, at) => Math.abs(centre - (at % 4 === 2 ? 30.5 : 10.5)) < 1e-9))
  assert.deepEqual(
    reading.held,
    values.map((value, at) => (at % 4 === 2 ? value - 20 : value)),
  )
})

test('no icon stands until twelve figures are known since limits started anew', () => {
  const rebases = (index: number) => [{ index, reason: 'a second panel', author: 'board' }]
  const values = Array.from({ length: 30 }, (_, at) => (at < 14 ? 50 : 70) + ((at * 7) % 5))
  const reading = (index: number) =>
    readSeries({ nature: 'other', values, direction: 'increase', rebases: rebases(index) })
  assert.equal(reading(14).noIcons, '')
  assert.equal(reading(14).variation, 'common_cause')
  assert.equal(reading(20).noIcons, 'only 10 figures are known since its limits started anew')
  assert.equal(reading(20).variation, null)
})

test('icons hold the latest figure and the target against the limits of the chart that fits', () => {
  // By hand: 651 of 1,300 and 20 of 100 are 671 of 1,400, 47.93%; sigma of 100 cases is 4.996 points, so that the limits
  // are 32.94% and 62.92%.
  const parts = UPS.map((count, at) => [at === 13 ? 20 : count, 100] as const)
  const reading = (target: number) => readSeries({ ...percentages(parts), target })
  assert.equal(reading(40).variation, 'concern_low')
  assert.deepEqual(
    [30, 40, 70].map((target) => reading(target).assurance),
    ['pass', 'hit_or_miss', 'fail'],
  )
  const flat = readSeries({
    nature: 'other',
    values: Array.from({ length: 14 }, () => 80),
    direction: 'increase',
    target: 90,
  })
  assert.deepEqual([flat.variation, flat.assurance], [null, null])
})

test('a percentage that falls while a backlog is cleared is said to', () => {
  assert.match(readBacklog([120, 90, 57], [62, 50, 41]), /fell from 120 to 57/)
  assert.equal(readBacklog([57, 90, 120], [62, 50, 41]), '')
  assert.equal(readBacklog([120, null, 57], [41, 50, 62]), '')
  assert.equal(readBacklog([null], [41]), '')
})
