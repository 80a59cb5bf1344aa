import { hasRows } from './sql-rows.ts'
import type { SqlScope } from './sql-scope.ts'
import { sameOver } from './sql-value.ts'
import type { Comparison, Emptiness, Expression, InList, InRange, SpellTest } from './tree.ts'

/**
 * The SQL of a condition: TRUE exactly when the condition is yes. Where it is no, the SQL is FALSE
 * or NULL, which WHERE, FILTER and `is not true` treat alike.
 */
export function compileCondition(expression: Expression, scope: SqlScope): string {
  switch (expression.kind) {
    case 'comparison':
      return comparison(expression, scope)
    case 'in-list':
      return inList(expression, scope)
    case 'in-range':
      return inRange(expression, scope)
    case 'emptiness':
      return emptiness(expression, scope)
    case 'logic': {
      const operands = expression.operands.map((one) => scope.condition(one, scope))
      return `(${operands.join(` ${expression.operator} `)})`
    }
    case 'not':
      return `(${scope.condition(expression.of, scope)}) is not true`
    case 'has':
      return `${expression.negated ? 'not ' : ''}${hasRows(expression.rows, scope)}`
    case 'spell':
      return spell(expression, scope)
    case 'term':
      return scope.condition(expression.body, scope)
    default:
      throw new Error(`a ${expression.kind} is not a yes or no`)
  }
}

/** `<>` is the opposite of `=`: yes when a side is empty. */
function comparison({ operator, left, right }: Comparison, scope: SqlScope): string {
  const [a, b] = sameOver(scope.value(left, scope), scope.value(right, scope))
  return operator === '<>' ? `(${a} = ${b}) is not true` : `${a} ${operator} ${b}`
}

function inList(expression: InList, scope: SqlScope): string {
  const of = scope.value(expression.of, scope)
  const tests = [
    ...plainItems(expression, scope, of.sql, of.over),
    ...(expression.orEmpty ? [`${of.sql} is null`] : []),
  ]
  const test = tests.length === 0 ? 'false' : tests.join(' or ')
  return expression.negated ? `(${test}) is not true` : `(${test})`
}

function plainItems(
  { items, of }: InList,
  scope: SqlScope,
  sql: string,
  over: string | undefined,
): readonly string[] {
  if (items.length === 0) return []
  const values = items.map((item) => scope.value(item, scope))
  if (over === undefined && values.every((value) => value.over === undefined))
    return [`${sql} in (${values.map((value) => value.sql).join(', ')})`]
  return values.map((value) => sameOver(scope.value(of, scope), value).join(' = '))
}

function inRange({ of, from, to, negated }: InRange, scope: SqlScope): string {
  const value = scope.value(of, scope)
  const [low, above] = sameOver(scope.value(from, scope), value)
  const [below, high] = sameOver(value, scope.value(to, scope))
  const test = `(${above} >= ${low} and ${below} <= ${high})`
  return negated ? `${test} is not true` : test
}

function emptiness({ of, present }: Emptiness, scope: SqlScope): string {
  const { sql, over } = scope.value(of, scope)
  const parts = over === undefined ? [sql] : [sql, over]
  return present
    ? `(${parts.map((one) => `${one} is not null`).join(' and ')})`
    : `(${parts.map((one) => `${one} is null`).join(' or ')})`
}

/** On a date: begun by then, and not ended by then. Over a period: on any day of it. */
function spell({ from, until, at }: SpellTest, scope: SqlScope): string {
  const end = (side: 'start' | 'end'): string =>
    at.type.is === 'date'
      ? scope.value(at, scope).sql
      : scope.value(
          { kind: 'period-end', side, of: at, type: { is: 'date' }, span: at.span },
          scope,
        ).sql
  const [start, stop] = [scope.value(from, scope).sql, scope.value(until, scope).sql]
  return `(${start} <= ${end('end')} and (${stop} is null or ${stop} > ${end('start')}))`
}
