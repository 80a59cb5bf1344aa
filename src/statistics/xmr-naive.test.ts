import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { xmr } from './index.ts'

// A second implementation, written from the rules and nothing else: it looks at every window of
// seven and of three anew, point by point.
type Values = readonly (number | null)[]
type Lines = { centre: number; lower: number; upper: number; lowNear: number; highNear: number }

function average(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total / numbers.length
}

function naiveLines(values: Values): Lines | null {
  const known = values.filter((value) => value !== null)
  const ranges: number[] = []
  for (let i = 1; i < values.length; i += 1) {
    const [before, after] = [values[i - 1] ?? null, values[i] ?? null]
    if (before !== null && after !== null) ranges.push(Math.abs(after - before))
  }
  if (ranges.length === 0) return null
  const kept = ranges.filter((range) => range < 3.267 * average(ranges))
  if (kept.length === 0) return null
  const [centre, range] = [average(known), average(kept)]
  return {
    centre,
    lower: centre - 2.66 * range,
    upper: centre + 2.66 * range,
    lowNear: centre - ((2.66 * 2) / 3) * range,
    highNear: centre + ((2.66 * 2) / 3) * range,
  }
}

function windowsOver(index: number, size: number, length: number): number[][] {
  const windows: number[][] = []
  for (let start = index - size + 1; start <= index; start += 1) {
    if (start < 0 || start + size > length) continue
    windows.push(Array.from({ length: size }, (_, offset) => start + offset))
  }
  return windows
}

function naiveRules(values: Values, lines: Lines, index: number): string[] {
  const at = (i: number) => values[i] ?? null
  const above = (i: number) => (at(i) ?? NaN) > lines.centre
  const below = (i: number) => (at(i) ?? NaN) < lines.centre
  const outside = (i: number) => (at(i) ?? NaN) > lines.upper || (at(i) ?? NaN) < lines.lower
  const near = (i: number) =>
    !outside(i) && ((at(i) ?? NaN) > lines.highNear || (at(i) ?? NaN) < lines.lowNear)
  const rising = (w: number[]) => w.slice(1).every((i) => (at(i) ?? NaN) > (at(i - 1) ?? NaN))
  const falling = (w: number[]) => w.slice(1).every((i) => (at(i) ?? NaN) < (at(i - 1) ?? NaN))
  const sevens = windowsOver(index, 7, values.length)
  const threes = windowsOver(index, 3, values.length)
  return [
    ...(outside(index) ? ['outside_limit'] : []),
    ...(sevens.some((w) => rising(w) || falling(w)) ? ['trend_7'] : []),
    ...(near(index) &&
    threes.some((w) => (w.every(above) || w.every(below)) && w.filter(near).length >= 2)
      ? ['two_of_three']
      : []),
    ...(sevens.some((w) => w.every(above) || w.every(below)) ? ['shift_7'] : []),
  ]
}

function naive(values: Values): (readonly [number, readonly string[]])[] {
  const lines = naiveLines(values)
  if (!lines) return []
  return values.flatMap((value, index) => {
    const rules = value === null ? [] : naiveRules(values, lines, index)
    return rules.length > 0 ? [[index, rules] as const] : []
  })
}

test('ten thousand random series get the same special causes from a second implementation', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 100 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), (values) => {
      fc.pre(naiveLines(values) !== null)
      const result = xmr({ values, improvementDirection: 'increase' })
      const found = result.specialCausePoints.map((point) => [point.index, point.rules] as const)
      assert.deepEqual(found, naive(values))
    }),
    { numRuns: 10_000, seed: 20_261_124 },
  )
})

test('a series without any change has no limits but keeps its centre', () => {
  const [segment] = xmr({ values: [4, 4, 4, 4], improvementDirection: 'increase' }).segments
  assert.equal(segment?.centre, 4)
  assert.equal(segment.upperProcessLimit, null)
})
