import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeCourse } from './course.ts'
import { targetInForce } from './targets.ts'
import { toleranceOf } from './trajectory.ts'
import type { CourseInput } from './types.ts'

const HALFWAY: CourseInput = {
  reached: 'not-met',
  reason: '',
  latest: { value: 60, on: '2024-12-31' },
  target: 90,
  wished: 1,
  due: '2026-12-31',
  baseline: null,
  milestones: [{ value: 90, on: '2026-12-31' }],
  earlier: null,
  tolerance: 0,
  floor: null,
  ceiling: null,
  usual: null,
}

it('judges nothing where the strategy sets no target', () => {
  const course = judgeCourse({ ...HALFWAY, reached: 'none', reason: 'the strategy sets no target' })
  assert.deepEqual(course, {
    status: null,
    why: 'the strategy sets no target',
    expected: null,
  })
})

it('cannot tell without a figure, and says why', () => {
  const course = judgeCourse({ ...HALFWAY, latest: null, reason: 'plans were not supplied' })
  assert.equal(course.status, 'cannot-tell')
  assert.equal(course.why, 'plans were not supplied')
})

it('cannot tell where the benchmark is unknown', () => {
  const course = judgeCourse({ ...HALFWAY, reached: 'unknown', reason: 'no figure for England' })
  assert.equal(course.status, 'cannot-tell')
})

it('calls a target met when it is', () => {
  assert.equal(judgeCourse({ ...HALFWAY, reached: 'met' }).status, 'met')
})

it('calls a missed target off course on its last day', () => {
  const course = judgeCourse({ ...HALFWAY, due: '2024-12-31' })
  assert.deepEqual(course, {
    status: 'off-course',
    why: 'the target was not met by 31 December 2024',
    expected: null,
  })
})

it('calls a target without a date off course until it is met', () => {
  assert.equal(judgeCourse({ ...HALFWAY, due: null }).status, 'off-course')
})

it('is on course when at least on the line from the baseline', () => {
  // 30 at the end of 2022, 90 wished at the end of 2026: a little under 60 at the end of 2024.
  const baseline = { value: 30, on: '2022-12-31' }
  assert.equal(judgeCourse({ ...HALFWAY, baseline }).status, 'off-course')
  const better = { ...HALFWAY, baseline, latest: { value: 61, on: '2024-12-31' } }
  assert.equal(judgeCourse(better).status, 'on-course')
})

it('goes by the pace of the last year where there is no baseline', () => {
  // 15 a year for two years reaches 90 from 60; 14 a year does not.
  const enough = { ...HALFWAY, earlier: { value: 45, on: '2024-01-01' } }
  assert.equal(judgeCourse(enough).status, 'on-course')
  const short = { ...HALFWAY, earlier: { value: 46, on: '2023-12-31' } }
  assert.equal(judgeCourse(short).status, 'off-course')
})

it('works downwards as well', () => {
  const down = {
    ...HALFWAY,
    target: 10,
    wished: -1 as const,
    milestones: [{ value: 10, on: '2026-12-31' }],
    latest: { value: 20, on: '2024-12-31' },
    earlier: { value: 26, on: '2023-12-31' },
  }
  assert.equal(judgeCourse(down).status, 'on-course')
})

it('cannot tell a pace from one figure', () => {
  const course = judgeCourse(HALFWAY)
  assert.equal(course.status, 'cannot-tell')
  assert.equal(course.why, 'there is time until 31 December 2026 and no earlier figure')
})

it('judges by the next target that is due, then by the last one', () => {
  const targets = [{ date: '2023-12-31' }, { date: '2021-12-31' }]
  assert.equal(targetInForce(targets, '2021-06-30')?.date, '2021-12-31')
  assert.equal(targetInForce(targets, '2022-06-30')?.date, '2023-12-31')
  assert.equal(targetInForce(targets, '2025-06-30')?.date, '2023-12-31')
  const none: { readonly date?: string }[] = []
  assert.equal(targetInForce(none, '2025-06-30'), undefined)
})

it('follows the line from one milestone to the next', () => {
  // 50 at the end of 2023, 80 at the end of 2025: 731 days, of which 366 have gone by at the end of 2024.
  // 50 + 30 * 366 / 731 = 65.02.
  const milestones = [
    { value: 50, on: '2023-12-31' },
    { value: 80, on: '2025-12-31' },
    { value: 90, on: '2026-12-31' },
  ]
  const input = { ...HALFWAY, target: 80, due: '2025-12-31', milestones }
  const at = (value: number) => judgeCourse({ ...input, latest: { value, on: '2024-12-31' } })
  assert.equal(at(65).status, 'off-course')
  assert.equal(at(65).why, 'it is behind the way between the milestones to 31 December 2025')
  assert.equal(at(65.03).status, 'on-course')
})

it('bears what the council bears, to the edge and no further', () => {
  // Behind the line by 0.02, 1.02 and 1.03: 65.02052 - 1 = 64.02052.
  const milestones = [
    { value: 50, on: '2023-12-31' },
    { value: 80, on: '2025-12-31' },
  ]
  const input = { ...HALFWAY, target: 80, due: '2025-12-31', milestones, tolerance: 1 }
  const at = (value: number) =>
    judgeCourse({ ...input, latest: { value, on: '2024-12-31' } }).status
  assert.equal(at(65), 'on-course')
  assert.equal(at(64.03), 'on-course')
  assert.equal(at(64.02), 'off-course')
})

it('never calls a missed target met by its tolerance, nor on course after its day', () => {
  const near = { ...HALFWAY, latest: { value: 89.5, on: '2024-12-31' }, tolerance: 1 }
  assert.equal(judgeCourse({ ...near, due: null }).status, 'on-course')
  assert.equal(judgeCourse({ ...near, due: '2024-12-31' }).status, 'off-course')
})

it('is off course beyond its floor or ceiling, whatever the target', () => {
  const low = judgeCourse({ ...HALFWAY, reached: 'met', floor: 75 })
  assert.equal(low.status, 'off-course')
  assert.equal(low.why, 'it is below the floor of 75')
  assert.equal(judgeCourse({ ...HALFWAY, reached: 'met', floor: 60 }).status, 'met')
  assert.equal(judgeCourse({ ...HALFWAY, reached: 'met', ceiling: 60 }).status, 'met')
  assert.equal(judgeCourse({ ...HALFWAY, reached: 'met', ceiling: 59.9 }).status, 'off-course')
})

it('expects of a steady process what its usual range allows', () => {
  const within = (lower: number, upper: number) =>
    judgeCourse({ ...HALFWAY, usual: { lower, upper } }).expected?.status
  assert.equal(within(40, 80), 'not-met')
  assert.equal(within(40, 90), 'cannot-tell')
  assert.equal(within(90, 99), 'met')
  assert.equal(judgeCourse({ ...HALFWAY, due: '2024-12-31' }).expected, null)
})

it('expects of a moving process what the pace of a year comes to', () => {
  // From 50 to 60 in 366 days; 730 days more at that pace give 60 + 10 * 730 / 366 = 79.945…
  const input = { ...HALFWAY, earlier: { value: 50, on: '2023-12-31' } }
  const { expected } = judgeCourse(input)
  assert.equal(expected?.status, 'not-met')
  assert.equal(expected.value?.toFixed(3), '79.945')
})

it('bears points of a percentage, and a share of the target of all else', () => {
  const tolerance = { points: 1.5, percent: 2 }
  assert.equal(toleranceOf(tolerance, 'percent', 90), 1.5)
  assert.equal(toleranceOf(tolerance, 'GBP', -400_000), 8000)
  assert.equal(toleranceOf(tolerance, 'GBP', 0), 0)
  assert.equal(toleranceOf(null, 'percent', 90), 0)
})
