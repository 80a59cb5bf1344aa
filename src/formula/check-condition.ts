import { comparable, isBareWord, isFixed } from './check-compare.ts'
import { unknownCode } from './check-names.ts'
import { meansSomething } from './check-path.ts'
import type { Scope } from './check-scope.ts'
import { YES_NO } from './check-types.ts'
import type { ComparisonSyntax, InListSyntax, Syntax } from './syntax.ts'
import type { Expression } from './tree.ts'

export { checkInRange } from './check-range.ts'

export function checkComparison(syntax: ComparisonSyntax, scope: Scope): Expression | undefined {
  const { left: written, right: beside } = syntax
  const swap = isStrangeWord(written, scope) && !isFixed(beside) && !isStrangeWord(beside, scope)
  const [one, other] = swap ? [beside, written] : [written, beside]
  const first = scope.check(one, scope)
  if (!first) {
    if (!isStrangeWord(other, scope)) scope.check(other, scope)
    return undefined
  }
  const second = checkBeside(other, first, scope)
  if (!second) return undefined
  const [left, right] = swap ? [second, first] : [first, second]
  const { operator, span } = syntax
  if (!comparable(left, right, operator, span, scope)) return undefined
  return { kind: 'comparison', operator, left, right, type: YES_NO, span }
}

/** A bare word that may be a code of the other side: read last, when that side's codes are known. */
function isStrangeWord(syntax: Syntax, scope: Scope): boolean {
  return isBareWord(syntax) && !meansSomething(scope, syntax.words[0]?.text ?? '')
}

/** A value that stands beside another: one of its codes, or anything of a like type. */
function checkBeside(syntax: Syntax, beside: Expression, scope: Scope): Expression | undefined {
  const { type } = beside
  if (type.is !== 'code' || !isFixed(syntax)) return scope.check(syntax, scope, beside)
  if (type.codes.includes(syntax.text)) {
    return { kind: 'literal', value: syntax.text, type, span: syntax.span }
  }
  return unknownCode(scope, beside, syntax.text, type.codes, syntax.span)
}

export function checkInList(syntax: InListSyntax, scope: Scope): Expression | undefined {
  const of = scope.check(syntax.of, scope)
  if (!of) return undefined
  const values = syntax.items.filter((item) => item !== 'empty')
  const items = values.flatMap((item) => {
    const checked = checkBeside(item, of, scope)
    return checked && comparable(of, checked, '=', item.span, scope) ? [checked] : []
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
