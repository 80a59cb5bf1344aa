import type { IToken } from 'chevrotain'
import type { RowsSyntax, Syntax, Word } from './syntax.ts'
import type { AggregateName, CompareOperator, Span } from './tree.ts'

const OPERATORS: ReadonlyMap<string, CompareOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['<>', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])
const AGGREGATES: ReadonlyMap<string, AggregateName> = new Map(
  (
    ['count', 'persons', 'years', 'sum', 'mean', 'median', 'distinct', 'the', 'max', 'min'] as const
  ).map((name) => [name, name]),
)
const SHIFT_UNITS = ['day', 'week', 'month', 'year'] as const

/** From the start of one token to the end of the same or a later one. */
export function spanOf(first: IToken, last: IToken = first): Span {
  return { start: first.startOffset, end: last.startOffset + last.image.length }
}

const cover = (first: Syntax, last: Syntax): Span => ({
  start: first.span.start,
  end: last.span.end,
})

export function missing(): Syntax {
  return { kind: 'missing', span: { start: 0, end: 0 } }
}

/** One operand stands alone; more are joined by `and` or `or`. */
export function joined(operator: 'and' | 'or', operands: readonly Syntax[]): Syntax {
  const [first, last] = [operands[0], operands.at(-1)]
  if (!first || !last) return missing()
  return first === last ? first : { kind: 'logic', operator, operands, span: cover(first, last) }
}

export function comparisonOf(left: Syntax, sign: IToken, right: Syntax): Syntax {
  const operator = OPERATORS.get(sign.image) ?? '='
  return { kind: 'comparison', operator, left, right, span: cover(left, right) }
}

export function inRangeOf(
  of: Syntax,
  negated: boolean,
  first: Syntax,
  last: Syntax | undefined,
): Syntax {
  const bare = { kind: 'in-range', negated, of, from: first } as const
  return last ? { ...bare, to: last, span: cover(of, last) } : { ...bare, span: cover(of, first) }
}

export function arithmeticOf(left: Syntax, operator: '+' | '-' | '*', right: Syntax): Syntax {
  return { kind: 'arithmetic', operator, left, right, span: cover(left, right) }
}

export function negative(minus: IToken, of: Syntax): Syntax {
  return { kind: 'negative', of, span: { start: minus.startOffset, end: of.span.end } }
}

export function shiftOf(of: Syntax, sign: '+' | '-', count: IToken, unit: IToken): Syntax {
  const size = Number(count.image)
  return {
    kind: 'shift',
    of,
    count: sign === '-' && size !== 0 ? -size : size,
    unit: SHIFT_UNITS.find((name) => unit.image.startsWith(name)) ?? 'day',
    span: { start: of.span.start, end: spanOf(unit).end },
  }
}

export function pathOf(
  words: readonly Word[],
  values: readonly Syntax[] | undefined,
  last: IToken,
): Syntax {
  const span = { start: words[0]?.span.start ?? 0, end: spanOf(last).end }
  const path = { kind: 'path', words, span } as const
  return values ? { ...path, arguments: values } : path
}

export function aggregateOf(
  name: IToken,
  of: Syntax | undefined,
  rows: RowsSyntax,
  last: IToken,
): Syntax {
  const bare = {
    kind: 'aggregate',
    name: AGGREGATES.get(name.image) ?? 'count',
    rows,
    span: spanOf(name, last),
  } as const
  return of ? { ...bare, of } : bare
}

export function measureOf(id: IToken, at: Syntax | undefined): Syntax {
  const bare = { kind: 'measure', id: id.image } as const
  if (!at) return { ...bare, span: spanOf(id) }
  return { ...bare, at, span: { start: id.startOffset, end: at.span.end } }
}

export function denominatorOf(filter: readonly Syntax[] | undefined, span: Span): Syntax {
  return filter ? { kind: 'denominator', filter, span } : { kind: 'denominator', span }
}

export function rowsOf(
  words: readonly Word[],
  filter: readonly Syntax[] | undefined,
  span: Span,
): RowsSyntax {
  return filter ? { words, filter, span } : { words, span }
}
