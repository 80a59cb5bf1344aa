import {
  add,
  compare,
  multiply,
  negate,
  parseDecimal,
  type Rational,
  rational,
  subtract,
} from '../core/index.ts'
import type { Aggregate, Expression } from '../formula/index.ts'
import { countOf } from './milestone-late.ts'
import { type Asked, denominatorAsked, needOf, type Run, usedMeasure } from './run-needs.ts'
import type { Cell } from './scan-measures.ts'
import { needKey } from './scan-plan.ts'
import { type Cells, emptyCell } from './scan-run.ts'
import { yearsFromDays } from './run-years.ts'

/**
 * A number, or why there is none: `missing` a figure taken as given, `several` where one was meant,
 * `none` the mean or median of nothing, or a part of no cases.
 */
export type Outcome = {
  readonly value: Rational | null
  readonly problem?: 'missing' | 'several' | 'none'
}

export type Evaluation = {
  readonly run: Run
  readonly cells: Cells
  /** The category, or null for the whole. */
  readonly category: string | null
  /** The value of a measure that is used, from the status of its own figure. */
  readonly measure: (asked: Asked, evaluation: Evaluation) => Outcome
}

/** Works out an expression from the cells of its aggregates, exactly. */
export function outcomeOf(part: Expression, asked: Asked, evaluation: Evaluation): Outcome {
  const inner = (one: Expression) => outcomeOf(one, asked, evaluation)
  switch (part.kind) {
    case 'aggregate':
      return aggregateOutcome(part, asked, evaluation)
    case 'narrowed':
      return aggregateOutcome(part.aggregate, asked, evaluation)
    case 'has':
      return yesOrNo(part, asked, evaluation)
    case 'literal':
      return { value: parseDecimal(part.value) }
    case 'parameter':
      return { value: parseDecimal(asked.parameters.get(part.name) ?? '') }
    case 'negation':
      return combined([inner(part.of)], ([a]) => negate(a ?? rational(0)))
    case 'arithmetic':
      return combined([inner(part.left), inner(part.right)], ([a, b]) =>
        a && b ? OPERATIONS[part.operator](a, b) : rational(0),
      )
    case 'call':
      return combined(part.arguments.map(inner), (values) => chosen(part.name, values))
    case 'denominator': {
      const whole = asked.measure.formula.denominator
      if (!whole) throw new Error(`${asked.measure.id} has no denominator`)
      return outcomeOf(whole, denominatorAsked(asked, evaluation.run), evaluation)
    }
    case 'measure':
      return evaluation.measure(usedMeasure(part, asked, evaluation.run), evaluation)
    default:
      throw new Error(`a ${part.kind} cannot stand outside \`[…]\``)
  }
}

const OPERATIONS = { '+': add, '-': subtract, '*': multiply } as const

function combined(
  outcomes: readonly Outcome[],
  work: (values: readonly Rational[]) => Rational,
): Outcome {
  const without = outcomes.find(({ value }) => value === null)
  if (without) return without
  return { value: work(outcomes.flatMap(({ value }) => value ?? [])) }
}

function chosen(name: string, values: readonly Rational[]): Rational {
  const sorted = values.toSorted(compare)
  const found = name === 'least' ? sorted.at(0) : name === 'greatest' ? sorted.at(-1) : undefined
  if (!found) throw new Error(`${name} cannot stand outside \`[…]\``)
  return found
}

/** The cell of an aggregate in the category asked for. */
export function cellOf(aggregate: Aggregate, asked: Asked, evaluation: Evaluation): Cell {
  const need = needOf(aggregate, asked, evaluation.run)
  if (!need)
    throw new Error(`${aggregate.rows.table} cannot be split by ${String(asked.breakdown)}`)
  const category = need.split === null ? '' : (evaluation.category ?? '')
  return evaluation.cells.get(needKey(need))?.get(category) ?? emptyCell(need.compiled)
}

function aggregateOutcome(aggregate: Aggregate, asked: Asked, evaluation: Evaluation): Outcome {
  const { value, count } = cellOf(aggregate, asked, evaluation)
  if (aggregate.name === 'years' && value) return { value: yearsFromDays(value, asked.context) }
  if (aggregate.name !== 'the') return value ? { value } : { value, problem: 'none' }
  if (count.n > 1n) return { value: null, problem: 'several' }
  return value ? { value } : { value, problem: 'missing' }
}

function yesOrNo(
  part: Extract<Expression, { kind: 'has' }>,
  asked: Asked,
  evaluation: Evaluation,
): Outcome {
  const { count } = cellOf(countOf(part), asked, evaluation)
  return { value: rational(count.n > 0n === part.negated ? 0 : 1) }
}
