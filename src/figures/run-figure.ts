import { divide, equals, isZero, multiply, type Rational, rational } from '../core/index.ts'
import type { Expression } from '../formula/index.ts'
import { ACHIEVED_LATE, countOf, lateCountOf } from './milestone-late.ts'
import { type Asked, denominatorAsked } from './run-needs.ts'
import { cellOf, type Evaluation, type Outcome, outcomeOf } from './run-value.ts'
import type { Figure } from './types.ts'

/** Numerator, denominator, value and status of one figure. */
export type Result = Pick<Figure, 'numerator' | 'denominator' | 'value' | 'status' | 'reason'>

const REASONS: Readonly<Record<NonNullable<Outcome['problem']>, string>> = {
  none: 'there are no cases',
  missing: 'the figure that this takes as given is not in the records',
  several: 'several records give a figure where one was meant',
}

/** One figure from the cells of its aggregates. */
export function resultOf(asked: Asked, evaluation: Evaluation): Result {
  const { value, numerator, denominator } = asked.measure.formula
  if (value?.kind === 'aggregate' && asked.measure.kind === 'median') {
    const { value: middle, count } = cellOf(value, asked, evaluation)
    const parts = { numerator: null, denominator: count }
    return middle ? ok(parts, middle) : without(parts, { value: null, problem: 'none' })
  }
  if (value) {
    const outcome = outcomeOf(value, asked, evaluation)
    const parts = { numerator: outcome.value, denominator: null }
    if (!outcome.value) return without(parts, outcome)
    return { ...ok(parts, outcome.value), reason: lateReason(value, asked, evaluation) }
  }
  if (!numerator || !denominator) throw new Error(`${asked.measure.id} has no formula`)
  return ratio(
    asked,
    outcomeOf(numerator, asked, evaluation),
    outcomeOf(denominator, denominatorAsked(asked, evaluation.run), evaluation),
  )
}

function ratio({ measure }: Asked, numerator: Outcome, denominator: Outcome): Result {
  const parts = { numerator: numerator.value, denominator: denominator.value }
  if (!parts.denominator) return without(parts, denominator)
  if (!parts.numerator) return without(parts, numerator)
  if (isZero(parts.denominator)) return without(parts, { value: null, problem: 'none' })
  const quotient = divide(parts.numerator, parts.denominator)
  const times = measure.kind === 'mean' ? 1 : measure.per
  return ok(parts, multiply(rational(times), quotient))
}

/** Of a milestone all of whose rows were achieved after their day: that it was late. */
function lateReason(value: Expression, asked: Asked, evaluation: Evaluation): string {
  const late = value.kind === 'has' && lateCountOf(value)
  if (!late) return ''
  const [all, after] = [countOf(value), late].map((one) => cellOf(one, asked, evaluation).count)
  const isLate = all !== undefined && after !== undefined && !isZero(all) && equals(all, after)
  return isLate ? ACHIEVED_LATE : ''
}

type Parts = Pick<Figure, 'numerator' | 'denominator'>

function ok(parts: Parts, value: Rational): Result {
  return { ...parts, value, status: 'ok', reason: '' }
}

function without(parts: Parts, { problem = 'missing' }: Outcome): Result {
  const status = problem === 'none' ? 'no-cases' : 'unknown'
  return { ...parts, value: null, status, reason: REASONS[problem] }
}

/** The value of a measure used by another one. */
export function usedOutcome(asked: Asked, evaluation: Evaluation): Outcome {
  const { value, status } = resultOf(asked, evaluation)
  if (value) return { value }
  return { value: null, problem: status === 'no-cases' ? 'none' : 'missing' }
}
