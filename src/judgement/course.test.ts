import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeCourse } from './course.ts'
import { targetInForce } from './targets.ts'
import type { CourseInput } from './types.ts'

const HALFWAY: CourseInput = {
  reached: 'not-met',
  reason: '',
  latest: { value: 60, on: '2024-12-31' },
  target: 90,
  due: '2026-12-31',
  baseline: null,
  earlier: null,
}

it('judges nothing where the strategy sets no target', () => {
  const course = judgeCourse({ ...HALFWAY, reached: 'none', reason: 'the strategy sets no target' })
  assert.deepEqual(course, { status: null, why: 'the strategy sets no target' })
})

it('cannot tell without a figure, and says why', () => {
  const course = judgeCourse({ ...HALFWAY, latest: null, reason: 'plans were not supplied' })
  assert.deepEqual(course, { status: 'cannot-tell', why: 'plans were not supplied' })
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
