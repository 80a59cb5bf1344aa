import type { Schema } from './schema.ts'
import { describeCondition } from './sentence-condition.ts'
import { describeRows, qualify } from './sentence-rows.ts'
import { insideTable, type SentenceScope, type TimeWords } from './sentence-scope.ts'
import { describeValue } from './sentence-value.ts'
import { asSentence, bareNoun } from './sentence-words.ts'
import type { Aggregate, Expression, Formula, MeasureKind } from './tree.ts'

/** What a sentence needs of a measure. */
export type Described = {
  readonly formula: Formula
  /** Multiplier of a rate: 100 unless given. */
  readonly per?: number
  /** `percent`, `per-100-pupils` …: how a rate is written. */
  readonly unit?: string
}

export type SentenceOptions = {
  /** Words for the period and date of one figure; without them, `the period` and `the date`. */
  readonly times?: TimeWords
  /** The name of another measure that this one uses; without it, its id in words. */
  readonly nameOf?: (id: string) => string
}

/**
 * What a measure counts, in one plain English sentence that a parent can read. It says the same as
 * the formula; where a row without a value passes a condition, it says so.
 *
 * @param measure - A checked measure.
 * @param schema - The schema that it was checked against: labels, singular and plural, `says`.
 * @returns One sentence, with a capital and a full stop.
 */
export function describeMeasure(
  measure: Described,
  schema: Schema,
  options: SentenceOptions = {},
): string {
  const { formula } = measure
  const scope: SentenceScope = {
    schema,
    describeRows,
    describeCondition,
    times: { ...(formula.timing === 'period' && { D: 'the end of the period' }), ...options.times },
    parameters: formula.parameters,
    nameOf: options.nameOf ?? ((id) => id.replaceAll('-', ' ')),
  }
  const { value, denominator, numerator } = formula
  if (value) return asSentence(describeWhole(formula, value, scope))
  if (!denominator || !numerator) return asSentence('nothing is counted')
  return asSentence(describeRatio(measure, denominator, numerator, scope))
}

function describeWhole(formula: Formula, value: Expression, scope: SentenceScope): string {
  if (formula.kind !== 'milestone') return describeValue(value, scope)
  return `whether ${describeCondition(value, scope).text}`
}

function describeRatio(
  measure: Described,
  denominator: Expression,
  numerator: Expression,
  scope: SentenceScope,
): string {
  const own = describeOwn(measure.formula.kind, denominator, numerator, scope)
  if (own !== undefined) return own
  const above = describeNumerator(numerator, scope, denominator)
  const below = describeValue(denominator, scope)
  if (measure.formula.kind === 'mean') return `${above}; divided by ${below}`
  if (measure.unit === undefined || measure.unit === 'percent') {
    return `${above}; as a percentage of ${below}`
  }
  const many = below.replace(/^the number of /, '')
  return `${above}; for every ${String(measure.per ?? 100)} ${many}`
}

/** The words of a kind for its usual form; nothing for a ratio of another form. */
function describeOwn(
  kind: MeasureKind,
  denominator: Expression,
  numerator: Expression,
  scope: SentenceScope,
): string | undefined {
  if (kind === 'percentage') return describeShare(denominator, numerator, scope)
  if (kind === 'mean') return describeAverage(denominator, numerator, scope)
  if (kind !== 'percent-change') return undefined
  const change = describeChange(denominator, numerator, scope)
  return change && `the change from ${change.from} to ${change.to}, as a percentage of the former`
}

/** `Of the requests …, the percentage …`, when the numerator is the denominator's own rows. */
function describeShare(
  denominator: Expression,
  numerator: Expression,
  scope: SentenceScope,
): string | undefined {
  if (denominator.kind !== 'aggregate') return undefined
  const whole = wholeOf(denominator, scope)
  const inside = insideTable(scope, denominator.rows.table)
  if (numerator.kind === 'narrowed') {
    const { rows } = numerator.aggregate
    const own = rows.conditions.slice(rows.conditions.length - rows.ownConditions)
    const phrases = own.map((condition) => describeCondition(condition, inside))
    return `of ${whole}, the percentage${qualify(phrases, 'joined')}`
  }
  if (numerator.kind !== 'aggregate' || !numerator.of) return undefined
  const of = describeValue(numerator.of, inside)
  return denominator.name === 'count'
    ? `of ${whole}, the percentage achieved (each ${bareNoun(of)} counts as 1 where achieved and 0 where not)`
    : `of ${whole}, the percentage made up by ${of}`
}

/** The rows that are divided: `the requests …`, `the people with …`, `the total …`. */
function wholeOf(aggregate: Aggregate, scope: SentenceScope): string {
  const rows = describeRows(aggregate.rows, scope)
  if (aggregate.name === 'count') return `the ${rows}`
  if (aggregate.name === 'persons') return `the people with ${rows}`
  return describeValue(aggregate, scope)
}

/** `The average … over the rows` when a sum is divided by the number of its own rows. */
function describeAverage(
  denominator: Expression,
  numerator: Expression,
  scope: SentenceScope,
): string | undefined {
  if (denominator.kind !== 'aggregate' || denominator.name !== 'count') return undefined
  if (numerator.kind !== 'aggregate' || numerator.rows.source !== 'denominator') return undefined
  return describeValue({ ...numerator, name: 'mean' }, scope)
}

/** `now - denominator`: the two ends of a change. */
function describeChange(
  denominator: Expression,
  numerator: Expression,
  scope: SentenceScope,
): { readonly from: string; readonly to: string } | undefined {
  if (numerator.kind !== 'arithmetic' || numerator.operator !== '-') return undefined
  if (numerator.right.kind !== 'denominator') return undefined
  return { from: describeValue(denominator, scope), to: describeValue(numerator.left, scope) }
}

/** The numerator, with the denominator written out where it speaks of it. */
function describeNumerator(
  numerator: Expression,
  scope: SentenceScope,
  denominator: Expression,
): string {
  if (numerator.kind !== 'arithmetic') return describeValue(numerator, scope)
  const put = (part: Expression): Expression => (part.kind === 'denominator' ? denominator : part)
  return describeValue(
    { ...numerator, left: put(numerator.left), right: put(numerator.right) },
    scope,
  )
}
