import type { SqlScope } from './sql-scope.ts'
import type { CompareOperator, Expression, InList, InRange, RunValue, SpellTest } from './tree.ts'
import { everyPart } from './walk-tree.ts'

/**
 * A condition taken apart into what it reads of the row and what it reads of the run: rows that are
 * alike in the former can be counted together before anyone asks in which contexts they count. A test
 * of an empty value says no.
 *
 * - `row`: SQL of a condition that reads no run value; `run`: of one that reads nothing else.
 * - `order`, `equal`: SQL of a value of the row against a value of the run.
 */
export type ContextTest =
  | { readonly is: 'row' | 'run'; readonly sql: string }
  | {
      readonly is: 'order'
      readonly row: string
      readonly operator: OrderOperator
      readonly at: Expression
    }
  | { readonly is: 'equal'; readonly row: string; readonly at: Expression }
  | { readonly is: 'all' | 'any'; readonly of: readonly ContextTest[] }
  | { readonly is: 'not'; readonly of: ContextTest }

export type OrderOperator = '<' | '<=' | '>' | '>='

/** Whether an expression, or anything asked in it, reads a run value. LA belongs to the row. */
export function readsRun(expression: Expression): boolean {
  return everyPart(expression).some((part) => part.kind === 'run-value' && part.name !== 'LA')
}

/** @returns undefined if the condition cannot be taken apart. */
export function contextTest(expression: Expression, scope: SqlScope): ContextTest | undefined {
  if (!readsRun(expression)) return { is: 'row', sql: scope.condition(expression, scope) }
  if (readsRunOnly(expression)) return { is: 'run', sql: scope.condition(expression, scope) }
  switch (expression.kind) {
    case 'term':
      return contextTest(expression.body, scope)
    case 'logic':
      return joined(
        expression.operator === 'and' ? 'all' : 'any',
        expression.operands.map((one) => contextTest(one, scope)),
      )
    case 'not':
      return opposite(contextTest(expression.of, scope))
    case 'comparison':
      return compared(expression.left, expression.operator, expression.right, scope)
    case 'in-range':
      return inRange(expression, scope)
    case 'in-list':
      return inList(expression, scope)
    case 'spell':
      return spellTest(expression, scope)
    default:
      return undefined
  }
}

function readsRunOnly(expression: Expression): boolean {
  return !everyPart(expression).some(
    ({ kind }) => kind === 'column' || kind === 'has' || kind === 'aggregate',
  )
}

function joined(
  is: 'all' | 'any',
  tests: readonly (ContextTest | undefined)[],
): ContextTest | undefined {
  const of = tests.flatMap((test) => test ?? [])
  return of.length === tests.length ? { is, of } : undefined
}

function opposite(of: ContextTest | undefined): ContextTest | undefined {
  return of && { is: 'not', of }
}

const FLIPPED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function compared(
  left: Expression,
  operator: CompareOperator,
  right: Expression,
  scope: SqlScope,
): ContextTest | undefined {
  if (readsRun(left)) {
    return readsRun(right) ? undefined : compared(right, FLIPPED[operator], left, scope)
  }
  if (!readsRunOnly(right) || left.type.is === 'number') return undefined
  const row = scope.value(left, scope).sql
  if (operator === '=') return { is: 'equal', row, at: right }
  if (operator === '<>') return { is: 'not', of: { is: 'equal', row, at: right } }
  return { is: 'order', row, operator, at: right }
}

/** A side that does not read the run belongs to the row, whatever the other is. */
function eitherSide(
  left: Expression,
  operator: OrderOperator,
  right: Expression,
  scope: SqlScope,
): ContextTest | undefined {
  if (readsRun(left) || readsRun(right)) return compared(left, operator, right, scope)
  const [a, b] = [scope.value(left, scope), scope.value(right, scope)]
  if (a.over !== undefined || b.over !== undefined) return undefined
  return { is: 'row', sql: `${a.sql} ${operator} ${b.sql}` }
}

function inRange({ of, from, to, negated }: InRange, scope: SqlScope): ContextTest | undefined {
  const test = joined('all', [eitherSide(of, '>=', from, scope), eitherSide(of, '<=', to, scope)])
  return negated ? opposite(test) : test
}

function inList({ of, items, orEmpty, negated }: InList, scope: SqlScope): ContextTest | undefined {
  if (readsRun(of)) return undefined
  const value = scope.value(of, scope)
  const empty: ContextTest = { is: 'row', sql: `${value.sql} is null` }
  const test = joined('any', [
    ...items.map((item) =>
      readsRun(item) ? compared(of, '=', item, scope) : equalTo(value.sql, item, scope),
    ),
    ...(orEmpty ? [empty] : []),
  ])
  return negated ? opposite(test) : test
}

function equalTo(row: string, item: Expression, scope: SqlScope): ContextTest | undefined {
  const { sql, over } = scope.value(item, scope)
  return over === undefined ? { is: 'row', sql: `${row} = ${sql}` } : undefined
}

/** On a date: begun by then, and not ended by then. Over a period: on any day of it. */
function spellTest({ from, until, at }: SpellTest, scope: SqlScope): ContextTest | undefined {
  const end = (side: 'start' | 'end'): Expression =>
    at.type.is === 'date'
      ? at
      : { kind: 'period-end', side, of: at, type: { is: 'date' }, span: at.span }
  return joined('all', [
    compared(from, '<=', end('end'), scope),
    untilAfter(scope.value(until, scope).sql, end('start')),
  ])
}

/** A spell that has no end, or ends after a day. */
function untilAfter(until: string, at: Expression): ContextTest {
  return {
    is: 'any',
    of: [
      { is: 'row', sql: `${until} is null` },
      { is: 'order', row: until, operator: '>', at },
    ],
  }
}

/** A stretch of time, from a day that counts to one that does not, holds D; an empty day is no bound. */
export function holdsDay(from: string, until: string): ContextTest {
  const begun: ContextTest = {
    is: 'any',
    of: [
      { is: 'row', sql: `${from} is null` },
      { is: 'order', row: from, operator: '<=', at: DAY },
    ],
  }
  return { is: 'all', of: [begun, untilAfter(until, DAY)] }
}

/** What the days of a spell from FY.start to D depend on, both days in. */
export type SpellDays = {
  /** SQL of the columns of the row. */
  readonly from: string
  readonly until: string
  /** Begun by D, not ended by FY.start, and at least a day long. */
  readonly overlaps: ContextTest
  /** Has no end, or ends after D. */
  readonly open: ContextTest
  /** Begun before FY.start. */
  readonly before: ContextTest
}

const NOWHERE = { start: 0, end: 0 }
const DAY: RunValue = { kind: 'run-value', name: 'D', type: { is: 'date' }, span: NOWHERE }
const YEAR_START: Expression = {
  kind: 'period-end',
  side: 'start',
  of: { kind: 'run-value', name: 'FY', type: { is: 'financial-year' }, span: NOWHERE },
  type: { is: 'date' },
  span: NOWHERE,
}

export function spellDaysOf(from: string, until: string): SpellDays {
  const started: ContextTest = { is: 'order', row: from, operator: '<=', at: DAY }
  const lasting: ContextTest = {
    is: 'any',
    of: [
      { is: 'row', sql: `${until} is null` },
      {
        is: 'all',
        of: [
          { is: 'order', row: until, operator: '>', at: YEAR_START },
          { is: 'row', sql: `${until} > ${from}` },
        ],
      },
    ],
  }
  return {
    from,
    until,
    overlaps: { is: 'all', of: [started, lasting] },
    open: untilAfter(until, DAY),
    before: { is: 'order', row: from, operator: '<', at: YEAR_START },
  }
}
