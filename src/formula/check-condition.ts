import { checkExpression } from './check-expression.ts'
import { listWords, unknownCode } from './check-names.ts'
import type { Scope } from './check-scope.ts'
import { alike, DATE, hasEnds, typeWords, YES_NO } from './check-types.ts'
import { addFault } from './fault.ts'
import type { ComparisonSyntax, InListSyntax, InRangeSyntax, Syntax } from './syntax.ts'
import type { Expression, ValueType } from './tree.ts'

/** A bare word that may be a code of the other side: read last, when that side's codes are known. */
function isBareWord(syntax: Syntax): boolean {
  return syntax.kind === 'path' && syntax.words.length === 1 && !syntax.arguments
}

/** A value that may be a code of the other side too, such as the 5 of `cease_reason = 5`. */
function isFixed(syntax: Syntax): boolean {
  return syntax.kind === 'number' || syntax.kind === 'quoted'
}

export function checkComparison(syntax: ComparisonSyntax, scope: Scope): Expression | undefined {
  const swap = isBareWord(syntax.left) && !isBareWord(syntax.right) && !isFixed(syntax.right)
  const [firstSyntax, secondSyntax] = swap
    ? [syntax.right, syntax.left]
    : [syntax.left, syntax.right]
  const first = checkExpression(firstSyntax, scope)
  if (!first) return undefined
  const second = checkBeside(secondSyntax, first, scope)
  if (!second) return undefined
  const [left, right] = swap ? [second, first] : [first, second]
  const operator = syntax.operator
  if (!comparable(left, right, operator, syntax, scope)) return undefined
  return { kind: 'comparison', operator, left, right, type: YES_NO, span: syntax.span }
}

/** A value that stands beside another: one of its codes, or anything of a like type. */
function checkBeside(syntax: Syntax, beside: Expression, scope: Scope): Expression | undefined {
  const type = beside.type
  if (type.is !== 'code' || type.codes.length === 0)
    return checkExpression(syntax, scope, anyCode(syntax, type))
  if (syntax.kind === 'quoted' || syntax.kind === 'number') {
    if (type.codes.includes(syntax.text)) {
      return { kind: 'literal', value: syntax.text, type, span: syntax.span }
    }
    return unknownCode(scope, subjectOf(beside, scope), syntax.text, type.codes, syntax.span)
  }
  if (isBareWord(syntax) && syntax.kind === 'path' && !namesSomething(syntax, scope, type)) {
    return unknownCode(scope, subjectOf(beside, scope), wordOf(syntax), type.codes, syntax.span)
  }
  return checkExpression(syntax, scope, type)
}

/** Beside a code that is known only when run, any bare word that names nothing is a code. */
function anyCode(syntax: Syntax, type: ValueType): ValueType {
  if (type.is !== 'code' || syntax.kind !== 'path') return type
  return { is: 'code', codes: [wordOf(syntax)] }
}

function wordOf(syntax: Syntax): string {
  return syntax.kind === 'path' ? syntax.words.map((word) => word.text).join('.') : ''
}

function namesSomething(syntax: Syntax, scope: Scope, type: ValueType): boolean {
  const word = wordOf(syntax)
  if (type.is === 'code' && type.codes.includes(word)) return true
  const table = scope.row?.table
  const inTable = table?.columns.has(word) ?? false
  const value = scope.bindings.has(word) || scope.parameters.has(word)
  return inTable || value || word === 'S' || (table?.terms.has(word) ?? false)
}

export function subjectOf(expression: Expression, scope: Scope): string {
  if (expression.kind === 'column') return expression.column
  return scope.faults.text.text.slice(expression.span.start, expression.span.end)
}

function comparable(
  left: Expression,
  right: Expression,
  operator: string,
  syntax: Syntax,
  scope: Scope,
): boolean {
  const ordered = operator !== '=' && operator !== '<>'
  const textual = [left, right].find(({ type }) => type.is === 'text' || type.is === 'code')
  if (ordered && textual) {
    addFault(
      scope.faults,
      syntax.span,
      'not-ordered',
      `${typeWords(textual.type)} has no order; only \`=\`, \`<>\` and \`in\` work with it`,
    )
    return false
  }
  if (alike(left.type, right.type)) return true
  addFault(
    scope.faults,
    syntax.span,
    'types',
    `${typeWords(left.type)} cannot be compared with ${typeWords(right.type)}`,
  )
  return false
}

export function checkInList(syntax: InListSyntax, scope: Scope): Expression | undefined {
  const of = checkExpression(syntax.of, scope)
  if (!of) return undefined
  const values = syntax.items.filter((item) => item !== 'empty')
  const items = values.flatMap((item) => {
    const checked = checkBeside(item, of, scope)
    return checked && comparable(of, checked, '=', item, scope) ? [checked] : []
  })
  if (items.length < values.length) return undefined
  return {
    kind: 'in-list',
    negated: syntax.negated,
    of,
    items,
    orEmpty: syntax.items.includes('empty'),
    type: YES_NO,
    span: syntax.span,
  }
}

export function checkInRange(syntax: InRangeSyntax, scope: Scope): Expression | undefined {
  const of = checkExpression(syntax.of, scope)
  if (!of) return undefined
  if (syntax.to) return range(syntax, of, scope)
  const set = namedSet(syntax, of, scope)
  if (set) return set
  const period = checkExpression(syntax.from, scope)
  if (!period) return undefined
  if (!hasEnds(period.type)) return notASet(syntax, scope)
  const end = (side: 'start' | 'end'): Expression => ({
    kind: 'period-end',
    side,
    of: period,
    type: DATE,
    span: period.span,
  })
  if (of.type.is !== 'date') return notADateIn(of, syntax, scope)
  return {
    kind: 'in-range',
    negated: syntax.negated,
    of,
    from: end('start'),
    to: end('end'),
    period,
    type: YES_NO,
    span: syntax.span,
  }
}

function notADateIn(of: Expression, syntax: Syntax, scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.span,
    'types',
    `only a date can be in a period; this is ${typeWords(of.type)}`,
    of.type.is === 'financial-year' || of.type.is === 'academic-year'
      ? 'Compare a year with `=`, as in `financial_year = FY`.'
      : undefined,
  )
}

function range(syntax: InRangeSyntax, of: Expression, scope: Scope): Expression | undefined {
  const from = checkExpression(syntax.from, scope)
  const to = syntax.to && checkExpression(syntax.to, scope)
  if (!from || !to) return undefined
  if (!comparable(of, from, '<', syntax, scope)) return undefined
  if (!comparable(of, to, '<', syntax, scope)) return undefined
  return {
    kind: 'in-range',
    negated: syntax.negated,
    of,
    from,
    to,
    type: YES_NO,
    span: syntax.span,
  }
}

function namedSet(syntax: InRangeSyntax, of: Expression, scope: Scope): Expression | undefined {
  const name = wordOf(syntax.from)
  const codes = scope.schema.sets.get(name)
  if (!codes) return undefined
  const items = codes.map((value): Expression => ({
    kind: 'literal',
    value,
    type: of.type,
    span: syntax.from.span,
  }))
  return {
    kind: 'in-list',
    negated: syntax.negated,
    of,
    items,
    orEmpty: false,
    setName: name,
    type: YES_NO,
    span: syntax.span,
  }
}

function notASet(syntax: InRangeSyntax, scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.from.span,
    'not-a-set',
    'after `in` comes a period, a list in brackets, a range with `to`, or a named set',
    `The named sets are ${listWords([...scope.schema.sets.keys()])}.`,
  )
}
