import { checkAggregate, checkHas, checkMeasureUse, checkNarrowed } from './check-aggregate.ts'
import { checkArithmetic, checkNegative, checkShift, checkSpan } from './check-arithmetic.ts'
import { checkComparison, checkInList, checkInRange } from './check-condition.ts'
import { dayLiteral, quotedLiteral, yearLiteral } from './check-literal.ts'
import { checkPath } from './check-path.ts'
import { addFault, type Scope, written } from './check-scope.ts'
import { numberOf, YES_NO } from './check-types.ts'
import { checkYesNo } from './check-wanted.ts'
import type { EmptinessSyntax, LogicSyntax, Syntax } from './syntax.ts'
import type { Expression } from './tree.ts'

/**
 * The checked expression of a formula's part; undefined when it has a fault, which is then noted.
 * `beside` is what the part is compared with: it gives a bare code its meaning.
 */
export function checkExpression(
  syntax: Syntax,
  scope: Scope,
  beside?: Expression,
): Expression | undefined {
  switch (syntax.kind) {
    case 'number':
      return { kind: 'literal', value: syntax.text, type: numberOf(), span: syntax.span }
    case 'date':
      return dayLiteral(syntax, scope)
    case 'year':
      return yearLiteral(syntax, scope)
    case 'quoted':
      return quotedLiteral(syntax, beside)
    case 'path':
      return checkPath(syntax, scope, beside)
    case 'missing':
      return undefined
    case 'logic':
    case 'not':
    case 'has':
    case 'comparison':
    case 'in-list':
    case 'in-range':
    case 'emptiness':
      return checkCondition(syntax, scope)
    default:
      return checkValue(syntax, scope)
  }
}

type Condition = Extract<
  Syntax,
  { kind: 'logic' | 'not' | 'has' | 'comparison' | 'in-list' | 'in-range' | 'emptiness' }
>

function checkCondition(syntax: Condition, scope: Scope): Expression | undefined {
  switch (syntax.kind) {
    case 'logic':
      return checkLogic(syntax, scope)
    case 'not': {
      const of = checkYesNo(syntax.of, scope)
      return of && { kind: 'not', of, type: YES_NO, span: syntax.span }
    }
    case 'has':
      return checkHas(syntax, scope)
    case 'comparison':
      return checkComparison(syntax, scope)
    case 'in-list':
      return checkInList(syntax, scope)
    case 'in-range':
      return checkInRange(syntax, scope)
    case 'emptiness':
      return checkEmptiness(syntax, scope)
  }
}

type Value = Extract<
  Syntax,
  { kind: 'shift' | 'span' | 'arithmetic' | 'negative' | 'aggregate' | 'measure' | 'denominator' }
>

function checkValue(syntax: Value, scope: Scope): Expression | undefined {
  switch (syntax.kind) {
    case 'shift':
      return checkShift(syntax, scope)
    case 'span':
      return checkSpan(syntax, scope)
    case 'arithmetic':
      return checkArithmetic(syntax, scope)
    case 'negative':
      return checkNegative(syntax, scope)
    case 'aggregate':
      return checkAggregate(syntax, scope)
    case 'measure':
      return checkMeasureUse(syntax, scope)
    case 'denominator':
      return checkNarrowed(syntax, scope)
  }
}

function checkLogic(syntax: LogicSyntax, scope: Scope): Expression | undefined {
  const operands = syntax.operands.flatMap((operand) => checkYesNo(operand, scope) ?? [])
  if (operands.length < syntax.operands.length) return undefined
  return { kind: 'logic', operator: syntax.operator, operands, type: YES_NO, span: syntax.span }
}

function checkEmptiness(syntax: EmptinessSyntax, scope: Scope): Expression | undefined {
  const of = scope.check(syntax.of, scope)
  if (!of) return undefined
  const { present, span } = syntax
  if (of.type.is !== 'yes-no' && mayBeEmpty(of, scope)) {
    return { kind: 'emptiness', of, present, type: YES_NO, span }
  }
  return neverEmpty(syntax, of, scope)
}

function neverEmpty(
  { present, span }: EmptinessSyntax,
  of: Expression,
  scope: Scope,
): Expression | undefined {
  const [text, whole] = [written(scope, of.span), written(scope, span)]
  if (of.type.is === 'yes-no') {
    const message = `\`${text}\` is a yes or no, which is never empty`
    const fix = present ? `Write \`${text}\`.` : `Write \`not ${text}\`.`
    return addFault(scope, span, 'formula-never-empty', message, fix)
  }
  const message = `\`${text}\` always has a value, so \`${whole}\` ${present ? 'always' : 'never'} holds`
  const fix = present ? `Leave out \`${whole}\`.` : 'Name a column that may be empty.'
  return addFault(scope, span, 'formula-never-empty', message, fix)
}

/** Whether there may be no value: a column of the row in hand says so itself. */
function mayBeEmpty(of: Expression, scope: Scope): boolean {
  if (of.kind !== 'column' || of.path.length > 0) return true
  return scope.schema.tables.get(of.table)?.columns.get(of.column)?.mayBeEmpty !== false
}
