import type { Issue } from '../core/index.ts'
import type { FormulaKey, MeasureParts, MeasureText } from './checker.ts'
import type { Uses } from './check-scope.ts'
import type { Schema } from './schema.ts'
import { issueAt } from './source.ts'
import type { Aggregate, Expression, MeasureKind, Rows } from './tree.ts'
import { childrenOf, everyPart, topAggregates } from './walk-tree.ts'

const VALUE_KINDS: readonly MeasureKind[] = [
  'count',
  'sum',
  'difference',
  'reported-value',
  'median',
  'milestone',
]

type Rule = (measure: MeasureText, parts: MeasureParts, uses: Uses, schema: Schema) => Issue[]

/** The rules of a whole measure: its kind, its period, and what its parts must be. */
export function checkMeasureRules(
  measure: MeasureText,
  parts: MeasureParts,
  uses: Uses,
  schema: Schema,
): Issue[] {
  const keys = checkKeys(measure, parts)
  if (keys.length > 0) return keys
  const rules: readonly Rule[] = [
    checkShape,
    checkOrigin,
    checkPeriod,
    checkStocks,
    checkEmptyValue,
  ]
  return rules.flatMap((rule) => rule(measure, parts, uses, schema))
}

function complain(
  measure: MeasureText,
  key: FormulaKey,
  code: string,
  message: string,
  fix?: string,
  span?: { start: number; end: number },
): Issue[] {
  const text = measure.texts[key]
  if (!text)
    return [{ code, severity: 'error', message, place: measure.place, ...(fix && { fix }) }]
  return [issueAt(text, span ?? { start: 0, end: text.text.length }, { code, message, fix })]
}

function checkKeys(measure: MeasureText, parts: MeasureParts): Issue[] {
  const wantsValue = VALUE_KINDS.includes(measure.kind)
  const wanted: readonly FormulaKey[] = wantsValue ? ['value'] : ['denominator', 'numerator']
  const missing = wanted.filter((key) => !parts[key])
  const { id, kind } = measure
  if (missing.length > 0) {
    const list = missing.map((key) => `\`${key}\``).join(' and ')
    return complain(measure, 'value', 'kind', `${id} is a ${kind} and needs ${list}`)
  }
  const extra = (['value', 'denominator', 'numerator'] as const).find(
    (key) => parts[key] && !wanted.includes(key),
  )
  if (!extra) return []
  return complain(measure, extra, 'kind', `a ${kind} has no \`${extra}\``, `Leave it out of ${id}.`)
}

function checkShape(measure: MeasureText, parts: MeasureParts): Issue[] {
  const { value, denominator, numerator } = parts
  if (measure.kind === 'milestone') {
    if (value?.type.is === 'yes-no') return []
    return complain(measure, 'value', 'kind', 'a milestone is a yes or no', 'Write `has …[…]`.')
  }
  if (measure.kind === 'median' && !(value?.kind === 'aggregate' && value.name === 'median')) {
    return complain(measure, 'value', 'kind', 'a median is one `median(… of …)`')
  }
  const given = { value, denominator, numerator }
  return (['value', 'denominator', 'numerator'] as const).flatMap((key) => {
    const part = given[key]
    if (!part || part.type.is === 'number') return []
    return complain(measure, key, 'kind', `a ${measure.kind} needs a number here`)
  })
}

/** A percentage's numerator comes from its denominator, so that it cannot be more than the whole. */
function checkOrigin(measure: MeasureText, parts: MeasureParts): Issue[] {
  if (measure.kind !== 'percentage' || !parts.numerator) return []
  const fromDenominator = topAggregates(parts.numerator).every(
    (aggregate) => aggregate.rows.source === 'denominator',
  )
  const usesMeasure = everyPart(parts.numerator).some((part) => part.kind === 'measure')
  if (fromDenominator && !usesMeasure) return []
  return complain(
    measure,
    'numerator',
    'kind',
    "a percentage's numerator must come from its denominator; use kind rate",
    'Write `denominator[…]`, or `kind: rate`.',
  )
}

function checkPeriod(measure: MeasureText, parts: MeasureParts, uses: Uses): Issue[] {
  if (measure.period === undefined) return []
  const keys = (['value', 'denominator', 'numerator'] as const).filter((key) => parts[key])
  if (measure.period === 'point' && uses.runValues.has('P')) {
    return keys.flatMap((key) => pInPoint(measure, key, parts[key]))
  }
  const tested = ['P', 'D', 'FY', 'AY'] as const
  const timeless = !tested.some((name) => uses.runValues.has(name)) && uses.measures.size === 0
  const key = keys.at(0)
  if (!timeless || !key || measure.period === 'point') return []
  const steps = { month: 'monthly', quarter: 'quarterly' }
  const step =
    measure.period === 'month' || measure.period === 'quarter' ? steps[measure.period] : 'yearly'
  return complain(measure, key, 'flow-without-period', `a ${step} count must test a date \`in P\``)
}

function pInPoint(measure: MeasureText, key: FormulaKey, part: Expression | undefined): Issue[] {
  const use = part && everyPart(part).find((one) => one.kind === 'run-value' && one.name === 'P')
  if (!use) return []
  const text = measure.texts[key]?.text ?? ''
  const inText = text.slice(use.span.start, use.span.end) === 'P'
  return complain(
    measure,
    key,
    'period-in-point-measure',
    'this measure is counted on a date; use D',
    'Write `D`, or give the measure a period.',
    inText ? use.span : undefined,
  )
}

/** A stock must say when: rows of a table of spells need a test of a date. */
function checkStocks(
  measure: MeasureText,
  parts: MeasureParts,
  _uses: Uses,
  schema: Schema,
): Issue[] {
  return (['value', 'denominator', 'numerator'] as const).flatMap((key) => {
    const part = parts[key]
    if (!part) return []
    return topAggregates(part).flatMap((aggregate) => stockIssue(measure, key, aggregate, schema))
  })
}

function stockIssue(
  measure: MeasureText,
  key: FormulaKey,
  aggregate: Aggregate,
  schema: Schema,
): Issue[] {
  const spell = schema.tables.get(aggregate.rows.table)?.mainSpell
  if (!spell || aggregate.name === 'years' || saysWhen(aggregate.rows)) return []
  const text = measure.texts[key]?.text.slice(aggregate.span.start, aggregate.span.end) ?? ''
  return complain(
    measure,
    key,
    'stock-without-date',
    `\`${text}\` does not say when; add \`${spell}(D)\``,
    undefined,
    aggregate.span,
  )
}

function saysWhen(rows: Rows): boolean {
  return rows.conditions
    .flatMap(everyPart)
    .some((part) => part.kind === 'spell' || part.kind === 'run-value')
}

/** A sum over rows that a denominator counts must not pass over some of them in silence. */
function checkEmptyValue(
  measure: MeasureText,
  parts: MeasureParts,
  _uses: Uses,
  schema: Schema,
): Issue[] {
  const { denominator, numerator } = parts
  if (denominator?.kind !== 'aggregate' || denominator.name !== 'count' || !numerator) return []
  return topAggregates(numerator).flatMap((aggregate) => {
    const of = aggregate.of
    if (aggregate.name !== 'sum' || aggregate.rows.source !== 'denominator') return []
    if (of?.kind !== 'column') return []
    const column = schema.tables.get(of.table)?.columns.get(of.column)
    if (!column?.mayBeEmpty || testsPresence(aggregate.rows, of.column)) return []
    return complain(
      measure,
      'numerator',
      'empty-value',
      `${of.column} may be empty but the denominator counts the row; add \`${of.column} present\``,
      undefined,
      of.span,
    )
  })
}

/** Whether a condition can only hold where the column has a value. */
function testsPresence(rows: Rows, column: string): boolean {
  return rows.conditions.some((condition) => {
    if (condition.kind === 'emptiness' && !condition.present) return false
    if (condition.kind === 'in-list' && (condition.orEmpty || condition.negated)) return false
    if (condition.kind === 'comparison' && condition.operator === '<>') return false
    if (!['comparison', 'in-list', 'in-range', 'emptiness'].includes(condition.kind)) return false
    return childrenOf(condition).some((part) => part.kind === 'column' && part.column === column)
  })
}
