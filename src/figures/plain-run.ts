import type { Measure } from '../catalogue/index.ts'
import { divide, isZero, multiply, parseDecimal, type Rational, rational } from '../core/index.ts'
import {
  type Aggregate,
  type Expression,
  foldRows,
  holds,
  type PlainRow,
  type Reading,
  rowsThatHold,
  type Run,
  valueOf,
} from '../formula/index.ts'
import type { PlainSource } from './plain-source.ts'

/** One measure for one run: the rows of each of its aggregates, found once. */
export type MeasureRun = {
  readonly measure: Measure
  readonly at: Reading
  readonly rowsOf: (aggregate: Aggregate) => readonly PlainRow[]
  /** Another measure that this one uses, for the same run or on another day. */
  readonly used: (id: string, at: string | null) => MeasureRun
}

/** @throws Error if there is no measure of that name. */
export function measureRun(
  source: PlainSource,
  id: string,
  run: Omit<Run, 'parameters'>,
  parameters: Readonly<Record<string, string>> = {},
): MeasureRun {
  const measure = source.catalogue.measures.get(id)
  if (!measure) throw new Error(`there must be a measure ${id}`)
  const values = measure.parameters.map(
    ({ name, value }) => [name, parseDecimal(parameters[name] ?? value)] as const,
  )
  const at: Reading = {
    schema: source.catalogue.schema,
    data: source.data,
    run: { ...run, parameters: new Map(values) },
  }
  const rows = new Map<Aggregate, readonly PlainRow[]>()
  const others = new Map<string, MeasureRun>()
  return {
    measure,
    at,
    rowsOf: (aggregate) => {
      const found = rows.get(aggregate) ?? rowsThatHold(aggregate.rows, at)
      rows.set(aggregate, found)
      return found
    },
    used: (other, day) => {
      const name = `${other} ${day ?? ''}`
      const period = day === null ? run.period : { start: day, end: day }
      const found = others.get(name) ?? measureRun(source, other, { ...run, period })
      others.set(name, found)
      return found
    },
  }
}

/** Which of an aggregate's rows to count: all of them, or those of a category. */
export type Pick = (from: MeasureRun, aggregate: Aggregate) => readonly PlainRow[]

/** What a measure comes to. `unknown`: it rests on a figure taken as given that is not there. */
export type Outcome = {
  readonly numerator: Rational | null
  readonly denominator: Rational | null
  readonly value: Rational | null
  readonly unknown: boolean
}

/** Works a measure out over the rows picked. */
export function workOut(from: MeasureRun, pick: Pick): Outcome {
  const { formula } = from.measure
  const gaps = { any: false }
  if (formula.value) return outcomeOfValue(from, formula.value, pick, gaps)
  const denominator = formula.denominator
    ? numberOf(from, formula.denominator, pick, null, gaps)
    : null
  const numerator = formula.numerator
    ? numberOf(from, formula.numerator, pick, denominator, gaps)
    : null
  const canDivide = numerator !== null && denominator !== null && !isZero(denominator)
  const value = canDivide ? multiply(divide(numerator, denominator), scaleOf(from.measure)) : null
  return { numerator, denominator, value, unknown: gaps.any && value === null }
}

/** A share is shown for each 100, a rate for as many as the measure says, a mean as it is. */
function scaleOf({ kind, per }: Measure): Rational {
  if (kind === 'mean') return rational(1)
  return rational(kind === 'rate' ? per : 100)
}

type Gaps = { any: boolean }

function outcomeOfValue(from: MeasureRun, formula: Expression, pick: Pick, gaps: Gaps): Outcome {
  const value = numberOf(from, formula, pick, null, gaps)
  const unknown = gaps.any && value === null
  if (formula.kind === 'aggregate' && formula.name === 'median') {
    const { of } = formula
    const count = of
      ? foldRows({ ...formula, name: 'count' }, withValue(from, formula, pick), from.at).value
      : null
    const denominator = count !== null && typeof count === 'object' ? count : null
    return { numerator: null, denominator, value, unknown }
  }
  return { numerator: value, denominator: null, value, unknown }
}

/** The rows of an aggregate from which it reads a value. */
function withValue(from: MeasureRun, aggregate: Aggregate, pick: Pick): readonly PlainRow[] {
  const { of } = aggregate
  return pick(from, aggregate).filter((row) => of && valueOf(of, { ...from.at, row }) !== null)
}

function numberOf(
  from: MeasureRun,
  expression: Expression,
  pick: Pick,
  denominator: Rational | null,
  gaps: Gaps,
): Rational | null {
  const at: Reading = {
    ...from.at,
    top: {
      aggregate: (aggregate) => {
        const { value } = foldRows(aggregate, pick(from, aggregate), from.at)
        if (aggregate.name === 'the' && value === null) gaps.any = true
        return value
      },
      measure: (id, day) => {
        const outcome = workOut(from.used(id, day), pick)
        if (outcome.unknown) gaps.any = true
        return outcome.value
      },
      denominator: () => denominator,
    },
  }
  if (expression.type.is === 'yes-no') return rational(holds(expression, at) ? 1 : 0)
  const value = valueOf(expression, at)
  return value === null || typeof value === 'object' ? value : null
}
