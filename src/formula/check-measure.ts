import type { Issue, PeriodType } from '../core/index.ts'
import type { FormulaKey, MeasureParts, MeasureText } from './checker.ts'
import type { Uses } from './check-scope.ts'
import { typeWords } from './check-types.ts'
import type { FaultCode } from './fault-codes.ts'
import type { Schema } from './schema.ts'
import { issueAt } from './source.ts'
import type { Aggregate, Expression, MeasureKind, Rows, Span } from './tree.ts'
import { childrenOf, everyPart, topAggregates } from './walk-tree.ts'

const VALUE_KINDS: readonly MeasureKind[] = [
  'count',
  'sum',
  'difference',
  'reported-value',
  'median',
  'milestone',
]

/** A measure as it was checked; `whole` when no formula of it has a fault. */
type Checked = {
  readonly measure: MeasureText
  readonly parts: MeasureParts
  readonly uses: Uses
  readonly schema: Schema
  readonly whole: boolean
}

const KEYS = ['value', 'denominator', 'numerator'] as const

/** The rules of a measure: its kind, its period, and what its parts must be. */
export function checkMeasureRules(checked: Checked): Issue[] {
  const rules = [checkShape, checkOrigin, checkPeriod, checkStocks, checkEmptyValue, checkUnused]
  return rules.flatMap((rule) => rule(checked))
}

/** Whether a measure has the formulas that its kind is made of. */
export function checkKeys(measure: MeasureText): Issue[] {
  const wantsValue = VALUE_KINDS.includes(measure.kind)
  const wanted: readonly FormulaKey[] = wantsValue ? ['value'] : ['denominator', 'numerator']
  const { kind, texts, place } = measure
  const missing = wanted.filter((key) => !texts[key])
  const extra = KEYS.filter((key) => texts[key] && !wanted.includes(key))
  const made = wantsValue ? '`value`' : '`denominator` and `numerator`'
  const lacks = missing.map((key) => `\`${key}\``).join(' and ')
  const absent: Issue[] =
    missing.length === 0
      ? []
      : [
          {
            code: CODES.keys,
            severity: 'error',
            message: `this ${kind} has no ${lacks}`,
            place,
            fix: `A ${kind} is made of ${made}: add ${missing.map((key) => `\`${key}: …\``).join(' and ')}.`,
          },
        ]
  const fix = `Leave it out, or give the measure another kind.`
  return [
    ...absent,
    ...extra.flatMap((key) =>
      complain(measure, key, CODES.keys, `a ${kind} has no \`${key}\`: it is made of ${made}`, fix),
    ),
  ]
}

const CODES = {
  keys: 'formula-keys',
  kind: 'formula-kind',
  flow: 'formula-flow-without-period',
  point: 'formula-period-in-point',
  stock: 'formula-stock-without-date',
  empty: 'formula-empty-value',
  unused: 'formula-unused-parameter',
} as const satisfies Record<string, FaultCode>

function complain(
  measure: MeasureText,
  key: FormulaKey,
  code: FaultCode,
  message: string,
  fix: string,
  span?: Span,
): Issue[] {
  const text = measure.texts[key]
  if (!text) return [{ code, severity: 'error', message, place: measure.place, fix }]
  return [issueAt(text, span ?? { start: 0, end: text.text.length }, { code, message, fix })]
}

function checkShape({ measure, parts }: Checked): Issue[] {
  const { value } = parts
  if (measure.kind === 'milestone') {
    if (!value || value.type.is === 'yes-no') return []
    const message = `a milestone is a yes or no; this is ${typeWords(value.type)}`
    return complain(measure, 'value', CODES.kind, message, 'Write `has …[…]`.')
  }
  if (
    measure.kind === 'median' &&
    value &&
    !(value.kind === 'aggregate' && value.name === 'median')
  ) {
    const message = 'a measure of kind median is one `median(… of …)` and nothing else'
    const fix = 'Write `median(… of …)`, or `kind: difference`.'
    return complain(measure, 'value', CODES.kind, message, fix)
  }
  return KEYS.flatMap((key) => {
    const part = parts[key]
    if (!part || part.type.is === 'number') return []
    const message = `a ${measure.kind} needs a number here; this is ${typeWords(part.type)}`
    const fix =
      part.type.is === 'yes-no' ? 'Count rows, or use `kind: milestone`.' : 'Write a number.'
    return complain(measure, key, CODES.kind, message, fix)
  })
}

/** A percentage's numerator comes from its denominator, so that it cannot be more than the whole. */
function checkOrigin({ measure, parts }: Checked): Issue[] {
  if (measure.kind !== 'percentage' || !parts.numerator) return []
  const odd = topAggregates(parts.numerator).find(({ rows }) => rows.source !== 'denominator')
  const other = everyPart(parts.numerator).find((part) => part.kind === 'measure')
  if (!odd && !other) return []
  const message = "a percentage's numerator must come from its denominator; use kind rate"
  const fix = 'Write `denominator[…]`; or `kind: rate`, which may be more than 100%.'
  return complain(measure, 'numerator', CODES.kind, message, fix, (odd ?? other)?.span)
}

const STEPS: Partial<Record<PeriodType, string>> = {
  month: 'monthly',
  quarter: 'quarterly',
}

function checkPeriod({ measure, parts, uses, whole }: Checked): Issue[] {
  if (measure.period === 'point') {
    return KEYS.flatMap((key) => pInPoint(measure, key, parts[key]))
  }
  const timed = (['P', 'D', 'FY', 'AY'] as const).some((name) => uses.runValues.has(name))
  const key = KEYS.find((one) => parts[one])
  if (!whole || !measure.period || timed || uses.measures.size > 0 || !key) return []
  const message = `a ${STEPS[measure.period] ?? 'yearly'} count must test a date \`in P\``
  const fix = 'Add a condition such as `start_date in P`, or write `period: point`.'
  return complain(measure, key, CODES.flow, message, fix)
}

function pInPoint(measure: MeasureText, key: FormulaKey, part: Expression | undefined): Issue[] {
  const text = measure.texts[key]?.text ?? ''
  const uses = (part ? everyPart(part) : []).filter(
    (one) => one.kind === 'run-value' && one.name === 'P',
  )
  const own = uses.find(({ span }) => text.slice(span.start, span.end) === 'P')
  if (uses.length === 0) return []
  const message = 'this measure is counted on a date; use D'
  const fix = 'Write `D` in place of `P`, or give the measure a period other than `point`.'
  return complain(measure, key, CODES.point, message, fix, own?.span)
}

/** A stock must say when: rows of a table of spells need a test of a date. */
function checkStocks({ measure, parts, schema }: Checked): Issue[] {
  return KEYS.flatMap((key) => {
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
  const message = `\`${text}\` does not say when; add \`${spell}(D)\``
  const fix = `Add \`${spell}(D)\` to the conditions, or test a date \`in P\`.`
  return complain(measure, key, CODES.stock, message, fix, aggregate.span)
}

function saysWhen(rows: Rows): boolean {
  return rows.conditions
    .flatMap(everyPart)
    .some((part) => part.kind === 'spell' || part.kind === 'run-value')
}

/** A sum over rows that a denominator counts must not pass over some of them in silence. */
function checkEmptyValue({ measure, parts, schema }: Checked): Issue[] {
  const { denominator, numerator } = parts
  if (denominator?.kind !== 'aggregate' || denominator.name !== 'count' || !numerator) return []
  return topAggregates(numerator).flatMap((aggregate) => {
    const { of } = aggregate
    if (aggregate.name !== 'sum' || aggregate.rows.source !== 'denominator') return []
    if (of?.kind !== 'column') return []
    const column = schema.tables.get(of.table)?.columns.get(of.column)
    if (!column?.mayBeEmpty || testsPresence(aggregate.rows, of.column)) return []
    const message = `${of.column} may be empty but the denominator counts the row; add \`${of.column} present\``
    const fix = `Add \`${of.column} present\` to the conditions of the denominator.`
    return complain(measure, 'numerator', CODES.empty, message, fix, of.span)
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

function checkUnused({ measure, uses, whole }: Checked): Issue[] {
  if (!whole) return []
  return measure.parameters.flatMap(({ name }): Issue[] => {
    if (uses.parameters.has(name)) return []
    const message = `the parameter \`${name}\` is never used`
    const fix = `Write \`${name}\` in a formula, or leave it out of \`with\`.`
    return [{ code: CODES.unused, severity: 'error', message, place: measure.place, fix }]
  })
}
