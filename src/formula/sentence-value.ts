import { formatDay } from '../core/index.ts'
import { columnIn, insideTable, linkNoun, type SentenceScope } from './sentence-scope.ts'
import { bareNoun, joinWords, pluralNoun } from './sentence-words.ts'
import type { Aggregate, Arithmetic, Call, ColumnRead, Expression, RunValueName } from './tree.ts'

const TIMES: Readonly<Record<RunValueName, string>> = {
  P: 'the period',
  D: 'the date',
  FY: 'the financial year',
  AY: 'the academic year',
  S: 'the scenario chosen',
  LA: 'this authority',
}

/** A value as a noun: `the day of the review meeting`, `the number of reviews held in the period`. */
export function describeValue(value: Expression, scope: SentenceScope): string {
  switch (value.kind) {
    case 'literal':
      return describeLiteral(value.value, value.type.is)
    case 'run-value':
      return scope.times[value.name] ?? TIMES[value.name]
    case 'period-end':
      return `the ${value.side} of ${describeValue(value.of, scope)}`
    case 'parameter':
      return describeParameter(value.name, scope)
    case 'column':
      return describeColumn(value, scope)
    case 'term':
      return fillTerm(value.sentence ?? value.name.replaceAll('_', ' '), value, scope)
    case 'measure':
      return describeMeasureUse(value, scope)
    case 'denominator':
      return 'the denominator'
    case 'narrowed':
      return describeAggregate(value.aggregate, scope)
    case 'aggregate':
      return describeAggregate(value, scope)
    default:
      return describeReckoning(value, scope)
  }
}

function describeReckoning(value: Expression, scope: SentenceScope): string {
  switch (value.kind) {
    case 'shift': {
      const length = lengthWords(value.count, value.unit)
      const side = value.count < 0 ? 'before' : 'after'
      return `the day ${length} ${side} ${afterWords(value.of, scope)}`
    }
    case 'span':
      return `the number of ${value.unit} from ${eventOf(value.from, scope)} to ${eventOf(value.to, scope)}`
    case 'arithmetic':
      return describeSum(value, scope)
    case 'negation':
      return `minus ${describeValue(value.of, scope)}`
    case 'call':
      return describeCall(value, scope)
    default:
      return 'the value'
  }
}

/** `4 weeks`, `1 day`, whichever way it goes. */
export function lengthWords(count: number, unit: string): string {
  const size = Math.abs(count)
  return `${String(size)} ${unit}${size === 1 ? '' : 's'}`
}

/** A day as an event: `the day of the referral` is `the referral`. */
export function eventOf(value: Expression, scope: SentenceScope): string {
  return describeValue(value, scope).replace(/^the day of (?=the )/, '')
}

/** A day after `before` or `after`: `the day the body was asked` is `the body was asked`. */
export function afterWords(value: Expression, scope: SentenceScope): string {
  return eventOf(value, scope).replace(/^the day (?=the )/, '')
}

function describeLiteral(value: string, type: string): string {
  if (type === 'date') return formatDay(value)
  if (type === 'financial-year') return `the financial year ${value}`
  if (type === 'academic-year') return `the academic year ${value}`
  return value
}

/** `18 weeks`, `548`. A number of places or people is clear without its unit. */
export function describeParameter(name: string, scope: SentenceScope): string {
  const found = scope.parameters.find((parameter) => parameter.name === name)
  if (!found) return `the ${name.replaceAll('_', ' ')}`
  const time = found.unit && ['days', 'weeks', 'months', 'years'].includes(found.unit)
  return time ? `${found.value} ${found.unit}` : found.value
}

function describeColumn(read: ColumnRead, scope: SentenceScope): string {
  const label = columnIn(scope, read)?.label ?? read.column.replaceAll('_', ' ')
  if (read.row === 'this') {
    const named = label.replace(/\bit\b/, 'the one asked about')
    return named === label ? `${label} of the one asked about` : named
  }
  if (read.path.length === 0 || read.type.is === 'date') return label
  const noun = linkNoun(scope, read.path)
  return label.includes(bareNoun(noun)) ? label : `${label} of ${noun}`
}

/** A term's words with its arguments, and any run value that they name, put in. */
export function fillTerm(
  words: string,
  term: Extract<Expression, { kind: 'term' }>,
  scope: SentenceScope,
): string {
  const names = scope.schema.tables.get(term.table)?.terms.get(term.name)?.parameters ?? []
  return words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const argument = term.arguments[names.indexOf(name)]
    if (argument) return argumentWords(argument, scope)
    return name in TIMES ? describeValue(runValue(name, term), scope) : name
  })
}

function runValue(name: string, term: Expression): Expression {
  const found = (['P', 'D', 'FY', 'AY', 'S', 'LA'] as const).find((one) => one === name) ?? 'D'
  return { kind: 'run-value', name: found, type: term.type, span: term.span }
}

/** A code that is handed to a term is said by its meaning. */
function argumentWords(argument: Expression, scope: SentenceScope): string {
  if (argument.kind !== 'literal' || argument.type.is !== 'code') {
    return describeValue(argument, scope)
  }
  return `“${codeMeaning(argument.value, argument.type.codes, scope)}”`
}

/** What a code means: in the first column that has exactly these codes. */
function codeMeaning(code: string, codes: readonly string[], scope: SentenceScope): string {
  for (const table of scope.schema.tables.values()) {
    for (const column of table.columns.values()) {
      const known = column.codes
      if (known?.size === codes.length && codes.every((one) => known.has(one))) {
        return known.get(code) ?? code
      }
    }
  }
  return code.replaceAll('_', ' ')
}

function describeMeasureUse(
  use: Extract<Expression, { kind: 'measure' }>,
  scope: SentenceScope,
): string {
  const name = `“${scope.nameOf(use.id)}”`
  return use.at ? `${name} on ${describeValue(use.at, scope)}` : name
}

function describeSum(sum: Arithmetic, scope: SentenceScope): string {
  const [left, right] = [describeValue(sum.left, scope), describeValue(sum.right, scope)]
  if (sum.type.is === 'date') {
    const side = sum.operator === '-' ? 'before' : 'after'
    return `the day ${right} ${side} ${afterWords(sum.left, scope)}`
  }
  const comma = left.includes(' where ') || left.includes(',') ? ',' : ''
  const words = { '+': 'plus', '-': 'less', '*': 'times' }
  return `${left}${comma} ${words[sum.operator]} ${right}`
}

function describeCall({ name, arguments: given }: Call, scope: SentenceScope): string {
  const words = given.map((one) => describeValue(one, scope))
  const [first = '', second = ''] = words
  switch (name) {
    case 'least':
      return `the smaller of ${joinWords(words, 'and')}`
    case 'greatest':
      return second === '0'
        ? `${first} (never less than 0)`
        : `the larger of ${joinWords(words, 'and')}`
    case 'month':
      return `the month of ${first}`
    case 'age_on':
      return `the age on ${second}`
    case 'academic_age_on':
      return `the age on the 31 August before the academic year of ${second}`
    case 'school_year_start':
      return `the 1 September on which Year ${second} begins`
    case 'census_day_by':
      return `the last census day by ${first}`
    case 'census_day_after':
      return `the first census day after ${first}`
  }
}

/** `the number of plans first made in the period`. */
export function describeAggregate(aggregate: Aggregate, scope: SentenceScope): string {
  const { name, rows } = aggregate
  const words = scope.describeRows(rows, scope)
  const inside = insideTable(scope, rows.table)
  const of = aggregate.of ? describeValue(aggregate.of, inside) : ''
  const plain = aggregate.of?.kind === 'column' || aggregate.of?.kind === 'span'
  const isDate = aggregate.type.is === 'date'
  const each = plain ? bareNoun(of) : `of ${of}`
  switch (name) {
    case 'count':
      return `the number of ${words}`
    case 'persons':
      return `the number of people with ${words}`
    case 'years':
      return `the number of full-year equivalents (half a year counts as a half) of ${words}`
    case 'distinct':
      return `the number of different ${pluralNoun(of)} among ${words}`
    case 'sum':
      return `the total ${each} across ${words}`
    case 'mean':
      return `the average ${each} across ${words}`
    case 'median':
      return `the middle value (median) of ${of} across ${words}`
    case 'max':
      return `the ${isDate ? 'latest' : 'largest'} ${each} across ${words}`
    case 'min':
      return `the ${isDate ? 'earliest' : 'smallest'} ${each} across ${words}`
    case 'the':
      return `${of} of the ${scope.describeRows(rows, scope, 'only')}`
  }
}
