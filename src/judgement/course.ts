import { type DayText, formatDay } from '../core/index.ts'
import { expectAtDue } from './expected.ts'
import { lineAt, trajectoryAt } from './trajectory.ts'
import type { Course, CourseInput, ValueAt } from './types.ts'

/**
 * Whether a figure has met its target, is on course to meet it in time, or is not.
 *
 * Before the last day a figure that has not met its target is measured against the straight lines from
 * the baseline through the milestones to it; without a dated point before it, against the pace of the
 * last year kept up until the last day. A target without a last day has to be met now. What is behind
 * by no more than the tolerance is on course, and never met. A figure beyond its floor or ceiling
 * is off course whatever the target.
 */
export function judgeCourse(input: CourseInput): Course {
  return { ...statusOf(input), expected: isJudged(input) ? expectAtDue(input) : null }
}

function isJudged({ reached }: CourseInput): boolean {
  return reached === 'met' || reached === 'not-met'
}

type Verdict = Omit<Course, 'expected'>

function statusOf(input: CourseInput): Verdict {
  const { latest } = input
  const crossed = latest && beyondLimits(latest.value, input)
  if (crossed) return { status: 'off-course', why: crossed }
  if (input.reached === 'none') return { status: null, why: input.reason }
  if (!latest || input.reached === 'unknown') return { status: 'cannot-tell', why: input.reason }
  if (input.reached === 'met') return { status: 'met', why: 'the target is met' }
  return notMet(input, latest)
}

function beyondLimits(value: number, { floor, ceiling }: CourseInput): string | undefined {
  if (floor !== null && value < floor) return `it is below the floor of ${String(floor)}`
  if (ceiling !== null && value > ceiling) return `it is above the ceiling of ${String(ceiling)}`
  return undefined
}

const WITHIN = { status: 'on-course', why: 'it is behind by less than the tolerance' } as const

function notMet(input: CourseInput, latest: ValueAt): Verdict {
  const { due, target } = input
  if (due === null) {
    return target !== null && isBorne(latest.value - target, input)
      ? WITHIN
      : { status: 'off-course', why: 'the target is not met' }
  }
  if (due <= latest.on) {
    return { status: 'off-course', why: `the target was not met by ${formatDay(due)}` }
  }
  if (target === null) {
    return { status: 'cannot-tell', why: `there is time until ${formatDay(due)}` }
  }
  return beforeDue(input, latest, target, due)
}

/** Differences of decimal numbers are off by about this much. */
const ROUNDING = 1e-9

/** Whether a distance from where the figure should be is no more than the tolerance. */
function isBorne(distance: number, { tolerance }: CourseInput): boolean {
  return tolerance > 0 && Math.abs(distance) <= tolerance + ROUNDING
}

function beforeDue(input: CourseInput, latest: ValueAt, target: number, due: DayText): Verdict {
  const points = [...(input.baseline ? [input.baseline] : []), ...input.milestones]
  const expected = trajectoryAt(points, latest.on)
  const start = points.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0]
  if (expected !== null && start && start.value !== target) {
    return besideLine(input, latest, expected, target - start.value, due)
  }
  const { earlier } = input
  if (!earlier || earlier.on >= latest.on) {
    const why = `there is time until ${formatDay(due)} and no earlier figure`
    return { status: 'cannot-tell', why }
  }
  const then = lineAt(earlier, latest, due)
  if (towards(then - target, target - latest.value)) {
    return { status: 'on-course', why: `at its present pace it gets there by ${formatDay(due)}` }
  }
  if (isBorne(then - target, input)) return WITHIN
  const why = `at its present pace it does not get there by ${formatDay(due)}`
  return { status: 'off-course', why }
}

function besideLine(
  input: CourseInput,
  latest: ValueAt,
  expected: number,
  wished: number,
  due: DayText,
): Verdict {
  const way = `the way ${input.baseline ? 'from the baseline' : 'between the milestones'} to ${formatDay(due)}`
  if (towards(latest.value - expected, wished)) {
    return { status: 'on-course', why: `it is far enough on ${way}` }
  }
  if (isBorne(latest.value - expected, input)) return WITHIN
  return { status: 'off-course', why: `it is behind ${way}` }
}

/** Whether a distance goes the wished way, or is none. */
function towards(distance: number, wished: number): boolean {
  return distance === 0 || Math.sign(distance) === Math.sign(wished)
}
