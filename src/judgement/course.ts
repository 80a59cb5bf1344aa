import { type DayText, daysBetween, formatDay } from '../core/index.ts'
import type { Course, CourseInput, ValueAt } from './types.ts'

/**
 * Whether a figure has met its target, is on course to meet it in time, or is not.
 *
 * Before the last day a figure that has not met its target is measured against the straight line from
 * the baseline to it; without a dated baseline, against the pace of the last year kept up until
 * the last day. A target without a last day has to be met now.
 */
export function judgeCourse(input: CourseInput): Course {
  if (input.reached === 'none') return { status: null, why: input.reason }
  if (input.latest === null) return { status: 'cannot-tell', why: input.reason }
  if (input.reached === 'unknown') return { status: 'cannot-tell', why: input.reason }
  if (input.reached === 'met') return { status: 'met', why: 'the target is met' }
  const { due, target, latest } = input
  if (due === null) return { status: 'off-course', why: 'the target is not met' }
  if (due <= latest.on) {
    return { status: 'off-course', why: `the target was not met by ${formatDay(due)}` }
  }
  if (target === null)
    return { status: 'cannot-tell', why: `there is time until ${formatDay(due)}` }
  return beforeDue(input, latest, target, due)
}

function beforeDue(input: CourseInput, latest: ValueAt, target: number, due: DayText): Course {
  const { baseline, earlier } = input
  if (baseline && baseline.on < latest.on && baseline.value !== target) {
    const expected = onTheWay(baseline, { value: target, on: due }, latest.on)
    return towards(latest.value - expected, target - baseline.value)
      ? {
          status: 'on-course',
          why: `it is far enough on the way from the baseline to ${formatDay(due)}`,
        }
      : { status: 'off-course', why: `it is behind the way from the baseline to ${formatDay(due)}` }
  }
  if (!earlier || earlier.on >= latest.on) {
    return {
      status: 'cannot-tell',
      why: `there is time until ${formatDay(due)} and no earlier figure`,
    }
  }
  const expected = onTheWay(earlier, latest, due)
  return towards(expected - target, target - latest.value)
    ? { status: 'on-course', why: `at its present pace it gets there by ${formatDay(due)}` }
    : {
        status: 'off-course',
        why: `at its present pace it does not get there by ${formatDay(due)}`,
      }
}

/** Where the straight line through two figures stands on a day. */
function onTheWay(from: ValueAt, to: ValueAt, day: DayText): number {
  const share = daysBetween(from.on, day) / daysBetween(from.on, to.on)
  return from.value + share * (to.value - from.value)
}

/** Whether a distance goes the wished way, or is none. */
function towards(distance: number, wished: number): boolean {
  return distance === 0 || Math.sign(distance) === Math.sign(wished)
}
