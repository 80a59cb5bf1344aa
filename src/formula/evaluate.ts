import {
  type DayText,
  negate,
  parseDecimal,
  type Period,
  type Rational,
  rational,
} from '../core/index.ts'
import { foldValues, type Folded, yearsOf } from './evaluate-aggregate.ts'
import { compareValues, isSame, reckon } from './evaluate-reckon.ts'
import type { PlainData, PlainRow, PlainValue } from './evaluate-data.ts'
import {
  asNumber,
  asText,
  callFunction,
  moveDay,
  type Run,
  runValue,
  timeBetween,
  yearAsPeriod,
} from './evaluate-dates.ts'
import type { Schema } from './schema.ts'
import type {
  Aggregate,
  ColumnRead,
  Comparison,
  Expression,
  InList,
  InRange,
  Literal,
  Rows,
  SpellTest,
} from './tree.ts'

/**
 * How the parts of a measure that are not read from one row are found: aggregates at the top of a
 * formula, other measures, and the measure's own denominator.
 */
export type TopParts = {
  readonly aggregate: (aggregate: Aggregate) => PlainValue
  readonly measure: (id: string, at: DayText | null) => Rational | null
  readonly denominator: () => Rational | null
}

/**
 * Where a formula is read: the records, the run, the row in hand, and the row that the nearest
 * question is asked of (`this`). At the top of a formula there is no row but `top`.
 */
export type Reading = {
  readonly schema: Schema
  readonly data: PlainData
  readonly run: Run
  readonly row?: PlainRow
  readonly asked?: PlainRow
  readonly top?: TopParts
}

/** Whether a condition holds: yes or no, never unknown (an empty cell makes it no, or its opposite yes). */
export function holds(expression: Expression, at: Reading): boolean {
  switch (expression.kind) {
    case 'comparison':
      return comparisonHolds(expression, at)
    case 'in-list':
      return isListed(expression, at) !== expression.negated
    case 'in-range':
      return isWithin(expression, at) !== expression.negated
    case 'emptiness':
      return (valueOf(expression.of, at) !== null) === expression.present
    case 'logic':
      return expression.operator === 'and'
        ? expression.operands.every((operand) => holds(operand, at))
        : expression.operands.some((operand) => holds(operand, at))
    case 'not':
      return !holds(expression.of, at)
    case 'has':
      return rowsThatHold(expression.rows, at).length > 0 !== expression.negated
    case 'spell':
      return spellHolds(expression, at)
    case 'term':
      return holds(expression.body, at)
    default:
      throw new Error(`a formula was checked to have a condition here; got ${expression.kind}`)
  }
}

/** The value of an expression; null when it is empty. */
export function valueOf(expression: Expression, at: Reading): PlainValue {
  switch (expression.kind) {
    case 'literal':
      return literalValue(expression)
    case 'run-value':
      return runValue(expression, at.run)
    case 'period-end':
      return periodOf(expression.of, at)?.[expression.side] ?? null
    case 'parameter':
      return parameterValue(expression.name, at.run)
    case 'column':
      return columnValue(expression, at)
    case 'term':
      return valueOf(expression.body, at)
    case 'negation':
      return withAll([expression.of], at, ([of]) => negate(asNumber(of)))
    case 'shift':
      return withAll([expression.of], at, ([of]) =>
        moveDay(asText(of), rational(expression.count), expression.unit),
      )
    case 'span':
      return withAll([expression.from, expression.to], at, ([from, to]) =>
        timeBetween(asText(from), asText(to), expression.unit),
      )
    case 'call':
      return withAll(expression.arguments, at, (values) => callFunction(expression.name, values))
    case 'arithmetic':
      return withAll([expression.left, expression.right], at, ([a, b]) =>
        reckon(expression, a ?? null, b ?? null),
      )
    default:
      return partValue(expression, at)
  }
}

/** A value that is not read from the row in hand alone. */
function partValue(expression: Expression, at: Reading): PlainValue {
  if (expression.kind === 'aggregate' && !at.top) return aggregateValue(expression, at).value
  if (!at.top) throw new Error(`only the top of a formula can hold ${expression.kind}`)
  switch (expression.kind) {
    case 'aggregate':
      return at.top.aggregate(expression)
    case 'narrowed':
      return at.top.aggregate(expression.aggregate)
    case 'denominator':
      return at.top.denominator()
    case 'measure':
      return at.top.measure(
        expression.id,
        expression.at ? asText(valueOf(expression.at, at)) : null,
      )
    default:
      throw new Error(`a formula was checked to have a value here; got ${expression.kind}`)
  }
}

/** Works with values that must all be there; empty when any is. */
function withAll(
  expressions: readonly Expression[],
  at: Reading,
  work: (values: readonly (string | Rational)[]) => PlainValue,
): PlainValue {
  const values = expressions.map((expression) => valueOf(expression, at))
  const present = values.filter((value) => value !== null)
  return present.length === values.length ? work(present) : null
}

const literals = new WeakMap<Literal, PlainValue>()

function literalValue(literal: Literal): PlainValue {
  const known = literals.get(literal)
  if (known !== undefined) return known
  const value = literal.type.is === 'number' ? parseDecimal(literal.value) : literal.value
  literals.set(literal, value)
  return value
}

function parameterValue(name: string, run: Run): Rational {
  const value = run.parameters.get(name)
  if (!value) throw new Error(`a run must give a value for the parameter ${name}`)
  return value
}

function columnValue({ row, path, column }: ColumnRead, at: Reading): PlainValue {
  const start = row === 'this' ? at.asked : at.row
  if (!start) throw new Error(`${column} must be read from a row`)
  return at.data.follow(start, path)?.[column] ?? null
}

/** The first and last day of a period or year. */
function periodOf(expression: Expression, at: Reading): Period | null {
  if (expression.kind === 'run-value' && expression.name === 'P') return at.run.period
  const year = valueOf(expression, at)
  return year === null ? null : yearAsPeriod(asText(year))
}

function comparisonHolds({ operator, left, right }: Comparison, at: Reading): boolean {
  const [a, b] = [valueOf(left, at), valueOf(right, at)]
  if (operator === '<>') return a === null || b === null || compareValues(a, b) !== 0
  if (a === null || b === null) return false
  const found = compareValues(a, b)
  switch (operator) {
    case '=':
      return found === 0
    case '<':
      return found < 0
    case '<=':
      return found <= 0
    case '>':
      return found > 0
    case '>=':
      return found >= 0
  }
}

function isListed({ of, items, orEmpty }: InList, at: Reading): boolean {
  const value = valueOf(of, at)
  if (value === null) return orEmpty
  return items.some((item) => {
    const one = valueOf(item, at)
    return one !== null && isSame(value, one)
  })
}

function isWithin({ of, from, to }: InRange, at: Reading): boolean {
  const [value, low, high] = [valueOf(of, at), valueOf(from, at), valueOf(to, at)]
  if (value === null || low === null || high === null) return false
  return compareValues(low, value) <= 0 && compareValues(value, high) <= 0
}

/** A spell includes its first day and not its last; with no last day it still runs. */
function spellHolds({ from, until, at: when }: SpellTest, at: Reading): boolean {
  const [first, last] = [valueOf(from, at), valueOf(until, at)]
  const asked = when.type.is === 'date' ? dayAsPeriod(valueOf(when, at)) : periodOf(when, at)
  if (first === null || asked === null) return false
  return asText(first) <= asked.end && (last === null || asText(last) > asked.start)
}

function dayAsPeriod(day: PlainValue): Period | null {
  return day === null ? null : { start: asText(day), end: asText(day) }
}

/** The rows for which every condition holds: of a whole table, or of those that belong to a row. */
export function rowsThatHold(rows: Rows, at: Reading): readonly PlainRow[] {
  const { top: _, asked: __, row: outer, ...rest } = at
  const inside: Reading = outer ? { ...rest, asked: outer } : rest
  return candidates(rows, at).filter((row) => {
    const here: Reading = { ...inside, row }
    return rows.conditions.every((condition) => holds(condition, here))
  })
}

function candidates({ table, relation }: Rows, at: Reading): readonly PlainRow[] {
  if (!relation) return at.data.rows(table)
  const start = relation.row === 'this' ? at.asked : at.row
  const anchor = start && at.data.follow(start, relation.via)
  return anchor ? at.data.belonging(anchor, relation) : []
}

/** What an aggregate comes to over its own rows. */
export function aggregateValue(aggregate: Aggregate, at: Reading): Folded {
  return foldRows(aggregate, rowsThatHold(aggregate.rows, at), at)
}

/** What an aggregate comes to over rows already found, such as those of one category. */
export function foldRows(aggregate: Aggregate, rows: readonly PlainRow[], at: Reading): Folded {
  const { name, of } = aggregate
  if (name === 'count') return { value: rational(rows.length), several: false }
  if (name === 'years')
    return { value: yearsOf(rows, mainSpell(aggregate, at), at.run), several: false }
  return foldValues(name, of ? valuesOfRows(of, rows, at) : [])
}

/** What an expression reads from each row, empty ones included. */
export function valuesOfRows(
  of: Expression,
  rows: readonly PlainRow[],
  at: Reading,
): readonly PlainValue[] {
  const { top: _, asked: __, row: outer, ...rest } = at
  const inside: Reading = outer ? { ...rest, asked: outer } : rest
  return rows.map((row) => valueOf(of, { ...inside, row }))
}

function mainSpell({ rows }: Aggregate, { schema }: Reading) {
  const table = schema.tables.get(rows.table)
  const spell = table?.mainSpell === undefined ? undefined : table.spells.get(table.mainSpell)
  if (!spell) throw new Error(`${rows.table} must have a main spell, which \`years\` measures`)
  return spell
}
