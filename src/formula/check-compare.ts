import { addFault, type Scope, written } from './check-scope.ts'
import { alike, typeWords } from './check-types.ts'
import type { NumberSyntax, PathSyntax, QuotedSyntax, Syntax } from './syntax.ts'
import type { CompareOperator, Expression, Span } from './tree.ts'

/** A single word: a name, or a code of what it stands beside. */
export function isBareWord(syntax: Syntax): syntax is PathSyntax {
  return syntax.kind === 'path' && syntax.words.length === 1 && !syntax.arguments
}

/** A value that may be a code of the other side too, such as the 5 of `cease_reason = 5`. */
export function isFixed(syntax: Syntax): syntax is NumberSyntax | QuotedSyntax {
  return syntax.kind === 'number' || syntax.kind === 'quoted'
}

/** Whether two values can be compared so; a fault is noted when not. */
export function comparable(
  left: Expression,
  right: Expression,
  operator: CompareOperator,
  span: Span,
  scope: Scope,
): boolean {
  const ordered = operator !== '=' && operator !== '<>'
  const unordered = [left, right].find(({ type }) => ['text', 'code', 'yes-no'].includes(type.is))
  if (ordered && unordered) {
    const text = written(scope, unordered.span)
    const message = `\`${text}\` is ${typeWords(unordered.type)}, which is never larger or smaller`
    addFault(scope, span, 'formula-not-ordered', message, 'Write `=`, `<>` or `in (…)`.')
    return false
  }
  if (alike(left.type, right.type)) return true
  unlike(left, right, span, scope)
  return false
}

function unlike(left: Expression, right: Expression, span: Span, scope: Scope): void {
  const [a, b] = [written(scope, left.span), written(scope, right.span)]
  if (left.type.is === 'code' && right.type.is === 'code') {
    const message = `\`${a}\` and \`${b}\` have no code in common, so they are never equal`
    addFault(scope, span, 'formula-type', message, `Compare \`${a}\` with one of its own codes.`)
    return
  }
  const message = `\`${a}\` is ${typeWords(left.type)} and \`${b}\` is ${typeWords(right.type)}; they cannot be compared`
  const units = left.type.is === 'number' && right.type.is === 'number'
  const code = units ? 'formula-unit' : 'formula-type'
  addFault(scope, span, code, message, units ? unitFix(left, right, a) : likeFix(left, right, a, b))
}

const LENGTHS = ['days', 'weeks', 'months', 'years']

function unitFix(left: Expression, right: Expression, text: string): string {
  const times = [left.type, right.type].every(
    (type) => type.is === 'number' && LENGTHS.includes(type.unit ?? ''),
  )
  if (times) return 'Write both in days, or both in weeks.'
  return `Compare \`${text}\` with a plain number, or with one of the same unit.`
}

function likeFix(left: Expression, right: Expression, a: string, b: string): string {
  const [date, other] = left.type.is === 'date' ? [a, right] : [b, left]
  const text = left.type.is === 'date' ? b : a
  if (left.type.is !== 'date' && right.type.is !== 'date') return yearFix(left, right)
  if (other.type.is === 'period') return `Write \`${date} in ${text}\`.`
  if (other.kind === 'run-value') return `Write \`${date} in ${text}\`.`
  if (other.type.is === 'financial-year') return `Compare \`${text}\` with \`FY\`.`
  if (other.type.is === 'academic-year') return `Compare \`${text}\` with \`AY\`.`
  return `Compare \`${date}\` with another date, with \`D\`, or with a day such as 2021-04-01.`
}

function yearFix(left: Expression, right: Expression): string {
  const years = [left, right].every(({ type }) => type.is.endsWith('-year'))
  if (years) return 'A financial year is written 2021-22 or `FY`, an academic year 2020/21 or `AY`.'
  const text = [left, right].some(({ type }) => type.is === 'text')
  if (text) return 'Put quotes around a value that is text.'
  return 'Compare like with like.'
}
