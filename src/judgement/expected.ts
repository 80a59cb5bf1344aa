import { type DayText, formatDay } from '../core/index.ts'
import { lineAt } from './trajectory.ts'
import type { CourseInput, Expected } from './types.ts'

/**
 * What is expected on the day that a target is due. A steady process goes on as it is: only a target
 * outside its usual range can be told. One that moves keeps the pace of the last year.
 *
 * @returns null without a number to reach by a day to come.
 */
export function expectAtDue(input: CourseInput): Expected | null {
  const { latest, target, due, wished, usual } = input
  if (!latest || target === null || due === null || due <= latest.on || wished === 0) return null
  return usual ? ofSteady(usual, target, wished, due) : ofMoving(input, due, target, wished)
}

function ofSteady(
  { lower, upper }: NonNullable<CourseInput['usual']>,
  target: number,
  wished: -1 | 1,
  due: DayText,
): Expected {
  const [worst, best] = wished > 0 ? [lower, upper] : [upper, lower]
  if ((worst - target) * wished >= 0) {
    return { status: 'met', due, value: null, why: 'its whole usual range meets the target' }
  }
  if ((best - target) * wished < 0) {
    const why = 'not even the best of its usual range meets the target'
    return { status: 'not-met', due, value: null, why }
  }
  const why = 'the target lies within its usual range, so chance decides'
  return { status: 'cannot-tell', due, value: null, why }
}

function ofMoving(
  { latest, earlier }: CourseInput,
  due: DayText,
  target: number,
  wished: -1 | 1,
): Expected {
  if (!latest || !earlier || earlier.on >= latest.on) {
    return { status: 'cannot-tell', due, value: null, why: 'there is no figure a year earlier' }
  }
  const value = lineAt(earlier, latest, due)
  const status = (value - target) * wished >= 0 ? 'met' : 'not-met'
  const verb = status === 'met' ? 'gets there' : 'does not get there'
  return { status, due, value, why: `at its present pace it ${verb} by ${formatDay(due)}` }
}
