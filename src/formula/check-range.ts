import { comparable, isBareWord } from './check-compare.ts'
import { meansSomething } from './check-path.ts'
import { addFault, type Scope, written } from './check-scope.ts'
import { DATE, hasEnds, typeWords, YES_NO } from './check-types.ts'
import { didYouMean, listWords, writeNearest } from './check-words.ts'
import type { InRangeSyntax } from './syntax.ts'
import type { Expression } from './tree.ts'

/** `in P`, `in THERAPIES` or `in 2 to 18`. */
export function checkInRange(syntax: InRangeSyntax, scope: Scope): Expression | undefined {
  const of = scope.check(syntax.of, scope)
  if (syntax.to) return fromTo(syntax, of, scope)
  const word = isBareWord(syntax.from) ? (syntax.from.words[0]?.text ?? '') : ''
  const strange = word !== '' && !meansSomething(scope, word)
  return strange ? inSet(syntax, of, word, scope) : inValue(syntax, of, scope)
}

function inValue(
  syntax: InRangeSyntax,
  of: Expression | undefined,
  scope: Scope,
): Expression | undefined {
  const period = scope.check(syntax.from, scope)
  if (!of || !period) return undefined
  if (!hasEnds(period.type)) return notASet(syntax, period, scope)
  if (of.type.is !== 'date') return notADate(syntax, of, period, scope)
  return inPeriod(syntax, of, period)
}

function inSet(
  syntax: InRangeSyntax,
  of: Expression | undefined,
  word: string,
  scope: Scope,
): Expression | undefined {
  const codes = scope.schema.sets.get(word)
  if (!codes) return unknownSet(syntax, of, word, scope)
  return of && namedSet(syntax, of, word, codes, scope)
}

function inPeriod(syntax: InRangeSyntax, of: Expression, period: Expression): Expression {
  const end = (side: 'start' | 'end'): Expression => ({
    kind: 'period-end',
    side,
    of: period,
    type: DATE,
    span: period.span,
  })
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

function fromTo(
  syntax: InRangeSyntax,
  of: Expression | undefined,
  scope: Scope,
): Expression | undefined {
  const from = scope.check(syntax.from, scope)
  const to = syntax.to && scope.check(syntax.to, scope)
  if (!of || !from || !to) return undefined
  const { negated, span } = syntax
  if (!comparable(of, from, '<', span, scope) || !comparable(of, to, '<', span, scope)) {
    return undefined
  }
  return { kind: 'in-range', negated, of, from, to, type: YES_NO, span }
}

function namedSet(
  syntax: InRangeSyntax,
  of: Expression,
  setName: string,
  codes: readonly string[],
  scope: Scope,
): Expression | undefined {
  const own = of.type.is === 'code' ? of.type.codes : []
  const strange = codes.filter((code) => !own.includes(code))
  const { negated, span, from } = syntax
  if (strange.length > 0) return setMismatch(syntax, of, setName, strange, scope)
  const items = codes.map((value): Expression => {
    return { kind: 'literal', value, type: of.type, span: from.span }
  })
  return { kind: 'in-list', negated, of, items, orEmpty: false, setName, type: YES_NO, span }
}

function setMismatch(
  syntax: InRangeSyntax,
  of: Expression,
  setName: string,
  strange: readonly string[],
  scope: Scope,
): Expression | undefined {
  const text = written(scope, syntax.of.span)
  if (of.type.is !== 'code') {
    const message = `${setName} is a set of codes, and \`${text}\` is ${typeWords(of.type)}`
    const fix = 'Name a column that has codes.'
    return addFault(scope, syntax.span, 'formula-set-mismatch', message, fix)
  }
  const list = listWords(strange.map((code) => `\`${code}\``))
  const message = `${setName} holds ${list}, which \`${text}\` never is`
  const fix = `Name the column that the set is made for, or list codes: \`${text} in (…)\`.`
  return addFault(scope, syntax.span, 'formula-set-mismatch', message, fix)
}

function unknownSet(
  syntax: InRangeSyntax,
  of: Expression | undefined,
  word: string,
  scope: Scope,
): Expression | undefined {
  if (of?.type.is === 'code' && of.type.codes.includes(word)) {
    const text = written(scope, syntax.of.span)
    const message = `\`${word}\` is one code, and after \`in\` come several in brackets`
    const fix = `Write \`${text} = ${word}\`, or \`${text} in (${word}, …)\`.`
    return addFault(scope, syntax.from.span, 'formula-unknown-set', message, fix)
  }
  const names = [...scope.schema.sets.keys()]
  const near = [...names, 'P', 'FY', 'AY']
  const message = `there is no set or period \`${word}\`${didYouMean(word, near)}`
  const fix = writeNearest(word, near, `The sets are ${listWords(names)}.`)
  return addFault(scope, syntax.from.span, 'formula-unknown-set', message, fix)
}

function notASet(syntax: InRangeSyntax, found: Expression, scope: Scope): Expression | undefined {
  const [text, value] = [written(scope, syntax.of.span), written(scope, syntax.from.span)]
  const message = `\`${value}\` is ${typeWords(found.type)}; after \`in\` comes a period, a list, a range or a named set`
  const fix = `Write \`${text} = ${value}\`, \`${text} in (${value}, …)\` or \`${text} in ${value} to …\`.`
  return addFault(scope, syntax.from.span, 'formula-unknown-set', message, fix)
}

function notADate(
  syntax: InRangeSyntax,
  of: Expression,
  period: Expression,
  scope: Scope,
): Expression | undefined {
  const [text, value] = [written(scope, syntax.of.span), written(scope, period.span)]
  const message = `only a date can be in \`${value}\`; \`${text}\` is ${typeWords(of.type)}`
  const year = of.type.is === 'financial-year' ? 'FY' : 'AY'
  const fix = of.type.is.endsWith('-year')
    ? `Write \`${text} = ${year}\`.`
    : `Name a column that is a date, such as \`start_date in ${value}\`.`
  return addFault(scope, syntax.span, 'formula-type', message, fix)
}
