import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spreadBetween, widenedLimits } from './index.ts'

/** The proportion whose angle lies so far from that of a half: by hand, sin² (45° + d) = (1 + sin 2d) / 2. */
const off = (angle: number) => (1 + Math.sin(2 * angle)) / 2

const near = (actual: number, expected: number) => {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${String(actual)} is not ${String(expected)}`)
}

test('areas that lie two standard errors off differ beyond chance', () => {
  // Each of 400 cases: chance is 1 / (2 × 20) = 0.025, so 0.05 is two of them: squares 4 × 4 = 16. Weights
  // 1,600 each: 6,400 less 1,600. (16 - 3) / 4,800 = 0.00270833, its root 0.0520416.
  const areas = [0.05, 0.05, -0.05, -0.05].map((angle) => ({ value: off(angle), total: 400 }))
  near(spreadBetween(areas, 0.5), 0.0520416)
})

test('areas that lie within chance do not', () => {
  const areas = [0.02, -0.02, 0.01, -0.01].map((angle) => ({ value: off(angle), total: 400 }))
  assert.equal(spreadBetween(areas, 0.5), 0)
  assert.equal(spreadBetween(areas.slice(1, 2), 0.5), 0)
  assert.equal(spreadBetween([], 0.5), 0)
})

test('one area far off all others does not hide itself', () => {
  const usual = Array.from({ length: 19 }, (_, at) => off((at - 9) / 1000))
  const areas = [...usual, off(0.6)].map((value) => ({ value, total: 400 }))
  // Without the farthest tenth the others lie well within chance.
  assert.equal(spreadBetween(areas, 0.5), 0)
})

test('limits are widened by what areas differ, and end at none and all', () => {
  // √(0.025² + 0.0520416²) = 0.0577350, times 1.959964 is 0.1131589; (1 ± sin 0.2263178) / 2.
  const { lower, upper } = widenedLimits(0.5, 400, 0.0520416)
  near(lower, 0.3878046)
  near(upper, 0.6121954)
  assert.deepEqual(widenedLimits(0.02, 4, 0.5).lower, 0)
  assert.deepEqual(widenedLimits(0.98, 4, 0.5).upper, 1)
  assert.throws(() => widenedLimits(0.5, 0, 0.1), RangeError)
})

test('a second reckoning of random areas agrees', () => {
  let state = 20_261_201
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  for (let round = 0; round < 300; round += 1) {
    const around = 0.1 + 0.8 * random()
    const areas = Array.from({ length: 2 + Math.floor(60 * random()) }, () => ({
      value: Math.min(1, Math.max(0, around + 0.3 * (random() - 0.5))),
      total: 1 + Math.floor(900 * random()),
    }))
    near(spreadBetween(areas, around), naiveSpread(areas, around))
  }
})

/** As the article has it, step by step: y, s, z, winsorised, phi, tau². */
function naiveSpread(areas: readonly { value: number; total: number }[], around: number): number {
  const y = areas.map(({ value }) => Math.atan2(Math.sqrt(value), Math.sqrt(1 - value)))
  const theta = Math.atan2(Math.sqrt(around), Math.sqrt(1 - around))
  const s = areas.map(({ total }) => 1 / (2 * Math.sqrt(total)))
  const z = y.map((one, i) => (one - theta) / (s[i] ?? NaN))
  const sorted = z.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const [below = NaN, above = below] = [
      sorted[Math.floor(place)],
      sorted[Math.min(sorted.length - 1, Math.floor(place) + 1)],
    ]
    return below + (above - below) * (place - Math.floor(place))
  }
  const winsorised = z.map((one) => (one < at(0.1) ? at(0.1) : one > at(0.9) ? at(0.9) : one))
  const phi = winsorised.reduce((sum, one) => sum + one ** 2, 0) / z.length
  const w = s.map((one) => 1 / one ** 2)
  const total = w.reduce((sum, one) => sum + one, 0)
  const squares = w.reduce((sum, one) => sum + one ** 2, 0)
  const tau2 = (z.length * phi - (z.length - 1)) / (total - squares / total)
  return tau2 > 0 ? Math.sqrt(tau2) : 0
}
