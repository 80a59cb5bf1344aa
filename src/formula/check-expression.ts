import { checkAggregate, checkHas, checkMeasureUse, checkNarrowed } from './check-aggregate.ts'
import { checkComparison, checkInList, checkInRange } from './check-condition.ts'
import { checkPath } from './check-path.ts'
import type { Scope } from './check-scope.ts'
import { alike, DATE, isNumber, joined, numberOf, typeWords, YES_NO } from './check-types.ts'
import { addFault } from './fault.ts'
import type {
  ArithmeticSyntax,
  EmptinessSyntax,
  LogicSyntax,
  ShiftSyntax,
  SpanSyntax,
  Syntax,
} from './syntax.ts'
import type { Expression, ValueType } from './tree.ts'

/**
 * The checked expression of a formula's part; undefined when it has a fault, which is then noted.
 * `expected` is the type that its surroundings ask for: it gives a bare code its meaning.
 */
export function checkExpression(
  syntax: Syntax,
  scope: Scope,
  expected?: ValueType,
): Expression | undefined {
  switch (syntax.kind) {
    case 'number':
      return { kind: 'literal', value: syntax.text, type: numberOf(), span: syntax.span }
    case 'date':
      return { kind: 'literal', value: syntax.text, type: DATE, span: syntax.span }
    case 'year':
      return { kind: 'literal', value: syntax.text, type: yearType(syntax.text), span: syntax.span }
    case 'quoted':
      return literalText(syntax.text, syntax.span, expected)
    case 'path':
      return checkPath(syntax, scope, expected)
    case 'denominator':
      return checkNarrowed(syntax, scope)
    case 'measure':
      return checkMeasureUse(syntax, scope)
    case 'aggregate':
      return checkAggregate(syntax, scope)
    case 'missing':
      return undefined
    default:
      return checkOperation(syntax, scope)
  }
}

type Operation = Exclude<
  Syntax,
  {
    kind:
      | 'number'
      | 'date'
      | 'year'
      | 'quoted'
      | 'path'
      | 'denominator'
      | 'measure'
      | 'aggregate'
      | 'missing'
  }
>

function checkOperation(syntax: Operation, scope: Scope): Expression | undefined {
  switch (syntax.kind) {
    case 'shift':
      return checkShift(syntax, scope)
    case 'span':
      return checkSpan(syntax, scope)
    case 'arithmetic':
      return checkArithmetic(syntax, scope)
    case 'negative':
      return checkNegative(syntax, scope)
    case 'comparison':
      return checkComparison(syntax, scope)
    case 'in-list':
      return checkInList(syntax, scope)
    case 'in-range':
      return checkInRange(syntax, scope)
    case 'emptiness':
      return checkEmptiness(syntax, scope)
    case 'logic':
      return checkLogic(syntax, scope)
    case 'not': {
      const of = checkYesNo(syntax.of, scope)
      return of && { kind: 'not', of, type: YES_NO, span: syntax.span }
    }
    case 'has':
      return checkHas(syntax, scope)
  }
}

/** A part that must be a yes or no: a condition. */
export function checkYesNo(syntax: Syntax, scope: Scope): Expression | undefined {
  const checked = checkExpression(syntax, scope)
  if (!checked || checked.type.is === 'yes-no') return checked
  return addFault(
    scope.faults,
    syntax.span,
    'not-a-condition',
    `a condition is a yes or no; this is ${typeWords(checked.type)}`,
    'Compare it with something, or ask whether it is `empty` or `present`.',
  )
}

function yearType(text: string): ValueType {
  return text.includes('/') ? { is: 'academic-year' } : { is: 'financial-year' }
}

function literalText(
  value: string,
  span: Expression['span'],
  expected: ValueType | undefined,
): Expression {
  const isCode = expected?.is === 'code'
  return { kind: 'literal', value, type: isCode ? expected : { is: 'text' }, span }
}

function checkShift(syntax: ShiftSyntax, scope: Scope): Expression | undefined {
  const of = checkExpression(syntax.of, scope)
  if (!of) return undefined
  if (of.type.is === 'date') {
    return {
      kind: 'shift',
      of,
      count: syntax.count,
      unit: syntax.unit,
      type: DATE,
      span: syntax.span,
    }
  }
  return addFault(
    scope.faults,
    syntax.span,
    'shift-not-a-date',
    `only a date can be moved by ${syntax.unit}s; this is ${typeWords(of.type)}`,
  )
}

function checkSpan(syntax: SpanSyntax, scope: Scope): Expression | undefined {
  const from = checkDate(syntax.from, scope)
  const to = checkDate(syntax.to, scope)
  if (!from || !to) return undefined
  return {
    kind: 'span',
    unit: syntax.unit,
    from,
    to,
    type: numberOf(syntax.unit),
    span: syntax.span,
  }
}

/** A part that must be a date. */
export function checkDate(syntax: Syntax, scope: Scope): Expression | undefined {
  const checked = checkExpression(syntax, scope, DATE)
  if (!checked || checked.type.is === 'date') return checked
  return addFault(
    scope.faults,
    syntax.span,
    'not-a-date',
    `a date is wanted here; this is ${typeWords(checked.type)}`,
  )
}

const SPAN_UNITS = ['days', 'weeks', 'months', 'years']

function checkArithmetic(syntax: ArithmeticSyntax, scope: Scope): Expression | undefined {
  const left = checkExpression(syntax.left, scope)
  const right = checkExpression(syntax.right, scope)
  if (!left || !right) return undefined
  const base = {
    kind: 'arithmetic',
    operator: syntax.operator,
    left,
    right,
    span: syntax.span,
  } as const
  if (left.type.is === 'date' && isNumber(right)) return dateSum(base, right.type, scope)
  if (isNumber(left) && isNumber(right)) return numberSum(base, scope)
  if (left.type.is === 'date' && right.type.is === 'date') return dateDifference(syntax, scope)
  const odd = isNumber(left) ? right : left
  return addFault(
    scope.faults,
    odd.span,
    'not-a-number',
    `\`${syntax.operator}\` works with numbers; this is ${typeWords(odd.type)}`,
  )
}

type Sum = Omit<Extract<Expression, { kind: 'arithmetic' }>, 'type'>

function dateSum(sum: Sum, type: ValueType, scope: Scope): Expression | undefined {
  const unit = type.is === 'number' ? type.unit : undefined
  if (unit && SPAN_UNITS.includes(unit) && sum.operator !== '*') return { ...sum, type: DATE }
  const written = scope.faults.text.text.slice(sum.right.span.start, sum.right.span.end)
  return addFault(
    scope.faults,
    sum.span,
    'number-to-date',
    `\`${scope.faults.text.text.slice(sum.span.start, sum.span.end)}\` adds a number to a date; write \`${sum.operator} ${written} days\``,
  )
}

function dateDifference(syntax: ArithmeticSyntax, scope: Scope): undefined {
  const text = (part: Syntax) => scope.faults.text.text.slice(part.span.start, part.span.end)
  return addFault(
    scope.faults,
    syntax.span,
    'date-difference',
    'dates are not added or taken away',
    `Write \`days from ${text(syntax.right)} to ${text(syntax.left)}\`.`,
  )
}

function numberSum(sum: Sum, scope: Scope): Expression | undefined {
  const [left, right] = [sum.left.type, sum.right.type]
  if (sum.operator === '*') {
    const plain = (type: ValueType) => type.is === 'number' && !type.unit
    if (plain(left) || plain(right)) return { ...sum, type: joined(left, right) }
    return unitFault(sum, scope, 'multiplied; one side must be a plain number')
  }
  if (alike(left, right)) return { ...sum, type: joined(left, right) }
  return unitFault(sum, scope, `put together with \`${sum.operator}\``)
}

function unitFault(sum: Sum, scope: Scope, how: string): undefined {
  return addFault(
    scope.faults,
    sum.span,
    'units',
    `${typeWords(sum.left.type)} and ${typeWords(sum.right.type)} cannot be ${how}`,
  )
}

function checkNegative(
  syntax: Extract<Syntax, { kind: 'negative' }>,
  scope: Scope,
): Expression | undefined {
  const of = checkExpression(syntax.of, scope)
  if (!of) return undefined
  if (isNumber(of)) return { kind: 'negation', of, type: of.type, span: syntax.span }
  return addFault(
    scope.faults,
    syntax.span,
    'not-a-number',
    `\`-\` works with numbers; this is ${typeWords(of.type)}`,
  )
}

function checkEmptiness(syntax: EmptinessSyntax, scope: Scope): Expression | undefined {
  const of = checkExpression(syntax.of, scope)
  if (!of) return undefined
  if (of.type.is !== 'yes-no') {
    return { kind: 'emptiness', of, present: syntax.present, type: YES_NO, span: syntax.span }
  }
  return addFault(
    scope.faults,
    syntax.span,
    'condition-never-empty',
    'a condition is yes or no, never empty',
    'Ask whether a column is empty.',
  )
}

function checkLogic(syntax: LogicSyntax, scope: Scope): Expression | undefined {
  const operands = syntax.operands.flatMap((operand) => checkYesNo(operand, scope) ?? [])
  if (operands.length < syntax.operands.length) return undefined
  return { kind: 'logic', operator: syntax.operator, operands, type: YES_NO, span: syntax.span }
}
