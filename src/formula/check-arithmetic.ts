import { addFault, type Scope, written } from './check-scope.ts'
import { alike, DATE, isNumber, joinedType, numberOf, typeWords } from './check-types.ts'
import { checkDate, dateFix } from './check-wanted.ts'
import type { ArithmeticSyntax, NegativeSyntax, ShiftSyntax, SpanSyntax } from './syntax.ts'
import type { Arithmetic, Expression, ValueType } from './tree.ts'

export function checkShift(syntax: ShiftSyntax, scope: Scope): Expression | undefined {
  const of = scope.check(syntax.of, scope)
  if (!of) return undefined
  const { count, unit, span } = syntax
  if (of.type.is === 'date') return { kind: 'shift', of, count, unit, type: DATE, span }
  const text = written(scope, of.span)
  const message = `only a date can be moved by ${unit}s; \`${text}\` is ${typeWords(of.type)}`
  const fix =
    of.type.is === 'number'
      ? `Write \`${text} ${count < 0 ? '-' : '+'} ${String(Math.abs(count))}\`.`
      : dateFix(text, of.type)
  return addFault(scope, span, 'formula-type', message, fix)
}

export function checkSpan(syntax: SpanSyntax, scope: Scope): Expression | undefined {
  const from = checkDate(syntax.from, scope)
  const to = checkDate(syntax.to, scope)
  if (!from || !to) return undefined
  const { unit, span } = syntax
  return { kind: 'span', unit, from, to, type: numberOf(unit), span }
}

type Sum = Omit<Arithmetic, 'type'>

export function checkArithmetic(syntax: ArithmeticSyntax, scope: Scope): Expression | undefined {
  const left = scope.check(syntax.left, scope)
  const right = scope.check(syntax.right, scope)
  if (!left || !right) return undefined
  const { operator, span } = syntax
  const sum: Sum = { kind: 'arithmetic', operator, left, right, span }
  const dates = [left, right].filter(({ type }) => type.is === 'date').length
  if (dates > 0) return withDates(sum, dates, scope)
  if (isNumber(left) && isNumber(right)) return numberSum(sum, scope)
  return notANumber(isNumber(left) ? right : left, operator, scope)
}

function withDates(sum: Sum, dates: number, scope: Scope): Expression | undefined {
  const { left, right, operator } = sum
  if (dates === 2) return dateDifference(sum, scope)
  if (isNumber(right)) return dateSum(sum, right.type, scope)
  if (isNumber(left)) return dateLast(sum, scope)
  return notANumber(left.type.is === 'date' ? right : left, operator, scope)
}

function notANumber(odd: Expression, operator: string, scope: Scope): Expression | undefined {
  const text = written(scope, odd.span)
  const message = `\`${operator}\` works with numbers; \`${text}\` is ${typeWords(odd.type)}`
  const fix =
    odd.type.is === 'yes-no'
      ? 'Write the conditions first and join them with `and` or `or`.'
      : 'Write a number, or a column that is one.'
  return addFault(scope, odd.span, 'formula-type', message, fix)
}

const LENGTHS = ['days', 'weeks', 'months', 'years']

function dateSum(sum: Sum, type: ValueType, scope: Scope): Expression | undefined {
  const unit = type.is === 'number' ? type.unit : undefined
  if (unit && LENGTHS.includes(unit) && sum.operator !== '*') return { ...sum, type: DATE }
  const right = written(scope, sum.right.span)
  const whole = written(scope, sum.span)
  if (sum.operator === '*') {
    const message = `\`${whole}\` multiplies a date`
    return addFault(scope, sum.span, 'formula-number-to-date', message, 'Only numbers multiply.')
  }
  const does = sum.operator === '+' ? 'adds a number to' : 'takes a number from'
  const message = `\`${whole}\` ${does} a date, without saying of what`
  const fix =
    sum.right.kind === 'parameter'
      ? `Give \`${right}\` a unit, such as \`${right}: 20 weeks\`.`
      : `Write \`${written(scope, sum.left.span)} ${sum.operator} ${right} days\`.`
  return addFault(scope, sum.span, 'formula-number-to-date', message, fix)
}

function dateLast(sum: Sum, scope: Scope): Expression | undefined {
  const [left, right] = [written(scope, sum.left.span), written(scope, sum.right.span)]
  const message = `\`${written(scope, sum.span)}\` begins with a number and ends with a date`
  const fix = `Write the date first: \`${right} + ${left} days\`.`
  return addFault(scope, sum.span, 'formula-number-to-date', message, fix)
}

function dateDifference(sum: Sum, scope: Scope): Expression | undefined {
  const [left, right] = [written(scope, sum.left.span), written(scope, sum.right.span)]
  const message = `\`${written(scope, sum.span)}\` ${sum.operator === '-' ? 'takes one date from another' : 'joins two dates'}, which has no unit`
  const fix = `Write \`days from ${right} to ${left}\`, or \`weeks from …\`.`
  return addFault(scope, sum.span, 'formula-date-difference', message, fix)
}

function numberSum(sum: Sum, scope: Scope): Expression | undefined {
  const [left, right] = [sum.left.type, sum.right.type]
  if (sum.operator !== '*') {
    if (alike(left, right)) return { ...sum, type: joinedType(left, right) }
    const fix = `Only like and like can be ${sum.operator === '+' ? 'added' : 'taken away'}; a plain number takes the unit of the other side.`
    return unitFault(sum, scope, fix)
  }
  const plain = (type: ValueType) => type.is === 'number' && !type.unit
  if (plain(left) || plain(right)) return { ...sum, type: joinedType(left, right) }
  return unitFault(sum, scope, 'One side of `*` must be a plain number.')
}

function unitFault(sum: Sum, scope: Scope, fix: string): Expression | undefined {
  const [left, right] = [written(scope, sum.left.span), written(scope, sum.right.span)]
  const verbs = { '+': 'be added to', '-': 'be reduced by', '*': 'be multiplied by' }
  const message = `\`${left}\`, ${typeWords(sum.left.type)}, cannot ${verbs[sum.operator]} \`${right}\`, ${typeWords(sum.right.type)}`
  return addFault(scope, sum.span, 'formula-unit', message, fix)
}

export function checkNegative(syntax: NegativeSyntax, scope: Scope): Expression | undefined {
  const of = scope.check(syntax.of, scope)
  if (!of) return undefined
  if (isNumber(of)) return { kind: 'negation', of, type: of.type, span: syntax.span }
  return notANumber(of, '-', scope)
}
