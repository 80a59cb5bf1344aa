import type { Column } from './schema.ts'
import {
  about,
  clause,
  columnIn,
  orNotRecorded,
  type Phrase,
  type SentenceScope,
} from './sentence-scope.ts'
import { denied, statementOf } from './sentence-statement.ts'
import { describeValue } from './sentence-value.ts'
import { bareNoun, joinWords, withDefinite, withIndefinite } from './sentence-words.ts'
import type {
  ColumnRead,
  CompareOperator,
  Comparison,
  Expression,
  InList,
  InRange,
} from './tree.ts'

export type Test = Comparison | InList | InRange

/** Codes, numbers, years and text: `for physiotherapy`, `aged under 5`, `for the financial year`. */
export function describeColumn(
  test: Test,
  subject: Expression,
  scope: SentenceScope,
  negated: boolean,
): Phrase {
  const column = subject.kind === 'column' ? columnIn(scope, subject) : undefined
  if (subject.kind !== 'column' || column?.type !== 'code') {
    return describeAmount(test, subject, column, scope, negated)
  }
  const code: CodeTest = { test, subject, column, ...senseOf(test, negated) }
  return describeTruth(code, scope) ?? describeCodes(code, scope)
}

/** A test of a code: whether its opposite is meant, and whether a row without a value passes. */
type CodeTest = {
  readonly test: Test
  readonly subject: ColumnRead
  readonly column: Column
  readonly not: boolean
  readonly empty: boolean
}

function senseOf(test: Test, negated: boolean): { readonly not: boolean; readonly empty: boolean } {
  const inner = test.kind === 'comparison' ? test.operator === '<>' : test.negated
  const listed = test.kind === 'in-list' && test.orEmpty
  const not = inner !== negated
  return { not, empty: listed !== not }
}

/** `whether the referral was accepted` = Y or N, said as a statement. */
function describeTruth(code: CodeTest, scope: SentenceScope): Phrase | undefined {
  const { test, subject, column, not, empty } = code
  if (test.kind !== 'comparison' || !column.label.startsWith('whether ')) return undefined
  const { right } = test
  if (right.kind !== 'literal' || !['Y', 'N'].includes(right.value)) return undefined
  const statement = column.label.slice('whether '.length)
  const said = (right.value === 'N') === not ? statement : denied(statement)
  const phrase = subject.path.length === 0 ? statementOf(said, scope) : clause(said)
  return { ...phrase, text: `${phrase.text}${orNotRecorded(subject, scope, empty)}` }
}

/** A column of codes, in its own words where it has some: `for {}`, `in {a}`, `judged “{}”`. */
function describeCodes(code: CodeTest, scope: SentenceScope): Phrase {
  const { test, subject, column, not, empty } = code
  const tail = orNotRecorded(subject, scope, empty)
  if (not && codesOf(test).join() === 'none') {
    return about(subject.path, `with some ${bareNoun(column.label)}${tail}`, scope, false)
  }
  const { says } = column
  if (says === undefined) {
    const words = meanings(code, scope, (noun) => noun)
    return clause(`${describeValue(subject, scope)} ${not ? 'is not' : 'is'} ${words}${tail}`)
  }
  const text = says.replace(SLOT, meanings(code, scope, articleOf(says)))
  if (!text.startsWith('where ')) return about(subject.path, `${text}${tail}`, scope, not)
  const statement = text.slice('where '.length)
  return clause(`${not ? denied(statement) : statement}${tail}`)
}

/** Where the value goes in a column's words. */
const SLOT = /“\{\}”|\{\w*\}/

function articleOf(says: string): (noun: string) => string {
  if (says.includes('{a}')) return withIndefinite
  if (says.includes('{the}')) return withDefinite
  return says.includes('“{}”') ? (noun) => `“${noun}”` : (noun) => noun
}

function codesOf(test: Test): readonly string[] {
  if (test.kind === 'in-range') return []
  const items = test.kind === 'comparison' ? [test.right] : test.items
  return items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []))
}

function meanings(
  { test, column }: CodeTest,
  scope: SentenceScope,
  article: (noun: string) => string,
): string {
  const set = test.kind === 'in-list' ? test.setName : undefined
  const said = set === undefined ? undefined : scope.schema.setSays?.get(set)
  if (said !== undefined) return said
  const codes = codesOf(test).map((code) => article(column.codes?.get(code) ?? code))
  if (codes.length > 0) return joinWords(codes, 'or')
  return test.kind === 'comparison' ? describeValue(test.right, scope) : 'one of these'
}

function describeAmount(
  test: Test,
  subject: Expression,
  column: Column | undefined,
  scope: SentenceScope,
  negated: boolean,
): Phrase {
  const { empty } = senseOf(test, negated)
  const ordered = test.kind === 'comparison' && !['=', '<>'].includes(test.operator)
  const tail = orNotRecorded(subject, scope, ordered ? negated : empty)
  const words = amountWords(test, scope, negated)
  if (column?.says === undefined || subject.kind !== 'column') {
    return clause(`${describeValue(subject, scope)} is ${words}${tail}`)
  }
  return about(subject.path, `${column.says.replace(SLOT, words)}${tail}`, scope, false)
}

const COMPARED: Readonly<Record<CompareOperator, string>> = {
  '=': '',
  '<>': 'other than ',
  '<': 'under ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': 'at least ',
}
const OPPOSITE: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

function amountWords(test: Test, scope: SentenceScope, negated: boolean): string {
  if (test.kind === 'in-range') {
    const [from, to] = [describeValue(test.from, scope), describeValue(test.to, scope)]
    return `${test.negated === negated ? '' : 'outside '}${from} to ${to}`
  }
  if (test.kind === 'in-list') {
    const items = test.items.map((item) => describeValue(item, scope))
    return `${test.negated === negated ? '' : 'other than '}${joinWords(items, 'or')}`
  }
  const operator = negated ? OPPOSITE[test.operator] : test.operator
  const right = describeValue(test.right, scope)
  if (test.left.type.is.endsWith('-year')) return yearWords(operator, right)
  return `${COMPARED[operator]}${right}`
}

function yearWords(operator: CompareOperator, year: string): string {
  switch (operator) {
    case '=':
      return year
    case '<>':
      return `a year other than ${year}`
    case '<':
      return `years before ${year}`
    case '<=':
      return `${year} and earlier years`
    case '>':
      return `years after ${year}`
    case '>=':
      return `${year} and later years`
  }
}
