import type { Test } from './sentence-column.ts'
import {
  about,
  clause,
  columnIn,
  orNotRecorded,
  type Phrase,
  type SentenceScope,
} from './sentence-scope.ts'
import { denied, statementOf } from './sentence-statement.ts'
import {
  afterWords,
  describeParameter,
  describeValue,
  eventOf,
  lengthWords,
} from './sentence-value.ts'
import { joinWords } from './sentence-words.ts'
import type { ColumnRead, CompareOperator, Comparison, Expression } from './tree.ts'

/** A test of a date: `received in the period`, `decided within 4 weeks of the review meeting`. */
export function describeDate(
  test: Test,
  subject: Expression,
  scope: SentenceScope,
  negated: boolean,
): Phrase {
  const inner = test.kind === 'comparison' ? test.operator === '<>' : test.negated
  const listed = test.kind === 'in-list' && test.orEmpty
  const passes = listed !== (inner !== negated)
  const tail = orNotRecorded(subject, scope, passes)
  const moved = movedBy(subject, scope)
  const phrase =
    moved && test.kind === 'comparison'
      ? happens(moved.of, movedWhen(moved, test, scope), scope)
      : happens(subject, plainWhen(test, scope), scope)
  return { ...phrase, text: `${negated ? opposite(phrase.text) : phrase.text}${tail}` }
}

function opposite(text: string): string {
  if (text.startsWith('that ')) return text.replace('that ', 'that had not ')
  return /\b(was|is|were|has)\b/.test(text) ? denied(text) : `not ${text}`
}

type Moved = { readonly of: Expression; readonly length: string; readonly later: boolean }

/** A date moved by a length of time: `referral_date + standard`. */
function movedBy(value: Expression, scope: SentenceScope): Moved | undefined {
  if (value.kind === 'shift') {
    const length = lengthWords(value.count, value.unit)
    return { of: value.of, length, later: value.count >= 0 }
  }
  if (value.kind !== 'arithmetic' || value.type.is !== 'date') return undefined
  const { right } = value
  const isParameter = right.kind === 'parameter'
  const length = isParameter ? describeParameter(right.name, scope) : describeValue(right, scope)
  return { of: value.left, length, later: value.operator === '+' }
}

const FURTHER: Readonly<Record<CompareOperator, string>> = {
  '<': 'more than ',
  '<=': 'at least ',
  '>': 'less than ',
  '>=': 'at most ',
  '=': 'exactly ',
  '<>': 'not exactly ',
}

/** `meeting_date + 4 weeks < D` says that the meeting was more than 4 weeks before. */
function movedWhen(moved: Moved, { operator, right }: Comparison, scope: SentenceScope): string {
  const side = moved.later ? 'before' : 'after'
  return `${FURTHER[operator]}${moved.length} ${side} ${eventOf(right, scope)}`
}

function plainWhen(test: Test, scope: SentenceScope): string {
  if (test.kind === 'comparison') return comparedWhen(test.operator, test.right, scope)
  if (test.kind === 'in-list') {
    const days = test.items.map((item) => describeValue(item, scope))
    return `${test.negated ? 'on another day than' : 'on'} ${joinWords(days, 'or')}`
  }
  const out = test.negated ? 'outside' : 'in'
  if (test.period) return `${out} ${describeValue(test.period, scope)}`
  const [from, to] = [eventOf(test.from, scope), eventOf(test.to, scope)]
  return `${test.negated ? 'outside the time ' : ''}from ${from} to ${to}`
}

const LATER: Readonly<Record<CompareOperator, string>> = {
  '<': 'less than ',
  '<=': 'within ',
  '>': 'more than ',
  '>=': 'at least ',
  '=': 'exactly ',
  '<>': 'not exactly ',
}

function comparedWhen(operator: CompareOperator, right: Expression, scope: SentenceScope): string {
  const moved = movedBy(right, scope)
  if (!moved) return `${plainSide(operator, right)} ${eventOf(right, scope)}`
  if (operator === '<=' && moved.later)
    return `within ${moved.length} of ${eventOf(moved.of, scope)}`
  const words = moved.later ? LATER[operator] : EARLIER[operator]
  return `${words}${moved.length} ${moved.later ? 'after' : 'before'} ${afterWords(moved.of, scope)}`
}

const EARLIER: Readonly<Record<CompareOperator, string>> = {
  '<': 'more than ',
  '<=': 'at least ',
  '>': 'less than ',
  '>=': 'at most ',
  '=': 'exactly ',
  '<>': 'not exactly ',
}

function plainSide(operator: CompareOperator, right: Expression): string {
  const isNow = right.kind === 'run-value' || right.kind === 'period-end'
  const sides: Readonly<Record<CompareOperator, string>> = {
    '<': 'before',
    '<=': isNow ? 'by' : 'on or before',
    '>': 'after',
    '>=': 'on or after',
    '=': 'on',
    '<>': 'on another day than',
  }
  return sides[operator]
}

/** That a date is when something says: by what happens on it, where its label tells. */
function happens(subject: Expression, when: string, scope: SentenceScope): Phrase {
  const column = subject.kind === 'column' ? columnIn(scope, subject) : undefined
  if (subject.kind !== 'column' || !column) return falls(describeValue(subject, scope), when)
  if (column.says !== undefined) return inItsWords(subject, column.says.replace('{}', when), scope)
  const event = /^the day of (the .*)$/.exec(column.label)?.[1]
  if (event !== undefined) return clause(`${event} was ${when}`)
  const statement = statementIn(column.label)
  if (statement === undefined) return falls(column.label, when)
  const own = subject.path.length === 0 && subject.row === 'row'
  return own ? statementOf(`${statement} ${when}`, scope) : clause(`${statement} ${when}`)
}

function inItsWords(subject: ColumnRead, text: string, scope: SentenceScope): Phrase {
  const where = text.startsWith('where ')
  return where ? clause(text.slice('where '.length)) : about(subject.path, text, scope, false)
}

/** What happens on a day, or lasts from it on: `the day treatment began` says that it began. */
function statementIn(label: string): string | undefined {
  const lasting = /^the day from which (.*)$/.exec(label)?.[1]
  if (lasting !== undefined) return `${lasting} from a day`
  return /^the day (?!of |on |that |from )(.*)$/.exec(label)?.[1]
}

function falls(noun: string, when: string): Phrase {
  if (when.startsWith('in ') || when.startsWith('from ')) return clause(`${noun} falls ${when}`)
  return clause(`${noun} is ${when.replace(/^on (?=the (?:first|last) )/, '')}`)
}
