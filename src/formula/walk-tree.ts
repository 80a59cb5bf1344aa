import type { Aggregate, Expression, Rows } from './tree.ts'

/** The expressions directly inside one, term bodies and the conditions of rows included. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'period-end':
    case 'shift':
    case 'negation':
    case 'emptiness':
    case 'not':
      return [expression.of]
    case 'span':
      return [expression.from, expression.to]
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right]
    case 'call':
      return expression.arguments
    case 'in-list':
      return [expression.of, ...expression.items]
    case 'in-range':
      return [expression.of, expression.from, expression.to]
    case 'logic':
      return expression.operands
    case 'has':
      return expression.rows.conditions
    case 'spell':
      return [expression.from, expression.until, expression.at]
    case 'term':
      return [expression.body]
    case 'aggregate':
      return ofAggregate(expression)
    case 'narrowed':
      return ofAggregate(expression.aggregate)
    case 'measure':
      return expression.at ? [expression.at] : []
    default:
      return []
  }
}

function ofAggregate(aggregate: Aggregate): readonly Expression[] {
  return aggregate.of ? [aggregate.of, ...aggregate.rows.conditions] : aggregate.rows.conditions
}

const parts = new WeakMap<Expression, readonly Expression[]>()

/** An expression and everything inside it, outermost first. */
export function everyPart(expression: Expression): readonly Expression[] {
  const known = parts.get(expression)
  if (known) return known
  const all = [expression, ...childrenOf(expression).flatMap(everyPart)]
  parts.set(expression, all)
  return all
}

/** The rows that an expression itself speaks of, if it does. */
export function rowsOf(expression: Expression): Rows | undefined {
  if (expression.kind === 'has' || expression.kind === 'aggregate') return expression.rows
  return expression.kind === 'narrowed' ? expression.aggregate.rows : undefined
}

/** Aggregates at the top of a formula: those that are not inside a condition. */
export function topAggregates(expression: Expression): Aggregate[] {
  if (expression.kind === 'aggregate') return [expression]
  if (expression.kind === 'narrowed') return [expression.aggregate]
  if (expression.kind === 'has') return []
  return childrenOf(expression).flatMap(topAggregates)
}
