import type { Issue, PeriodType, Place } from '../core/index.ts'
import { checkExpression } from './check-expression.ts'
import { checkKeys, checkMeasureRules } from './check-measure.ts'
import { checkSatisfiable } from './check-satisfiable.ts'
import {
  type Faults,
  type KnownMeasure,
  type MeasureScope,
  newUses,
  type Scope,
  type Uses,
} from './check-scope.ts'
import { numberOf } from './check-types.ts'
import { dependencyOrder } from './measure-order.ts'
import { parseFormula } from './parse.ts'
import type { Schema } from './schema.ts'
import { issueAt, type TextAt } from './source.ts'
import type { Expression, Formula, MeasureKind, MeasureParameter } from './tree.ts'
import { childrenOf, rowsOf } from './walk-tree.ts'

export { checkCondition, checkTerms } from './check-rule.ts'

export type FormulaKey = 'value' | 'denominator' | 'numerator'

/** A measure as written: its formulas with their places. */
export type MeasureText = {
  readonly id: string
  readonly kind: MeasureKind
  /** The headline period, when declared: `point` forbids P, any other asks for it. */
  readonly period?: PeriodType
  readonly texts: Partial<Readonly<Record<FormulaKey, TextAt>>>
  readonly parameters: readonly MeasureParameter[]
  readonly place: Place
}

export type CheckedMeasures = {
  /** The measures without a fault, by id. */
  readonly formulas: ReadonlyMap<string, Formula>
  readonly issues: readonly Issue[]
}

/** The expressions of a measure by key: those that it has and that have no fault. */
export type MeasureParts = Partial<Readonly<Record<FormulaKey, Expression>>>

/**
 * Checks measures together, because they may name each other. Every fault is found at once; a
 * measure with a fault is left out, and so is one that needs it.
 *
 * @param unsound - Ids of further measures that are there but have a fault outside their formulas.
 */
export function checkMeasures(
  measures: readonly MeasureText[],
  schema: Schema,
  unsound: readonly string[] = [],
): CheckedMeasures {
  const { ordered, circles, issues } = dependencyOrder(measures)
  const formulas = new Map<string, Formula>()
  const known = new Map<string, KnownMeasure>(
    [...measures.map(({ id }) => id), ...unsound].map((id) => [id, FAULTY]),
  )
  const found: Issue[] = [...issues]
  for (const measure of ordered) {
    const scope = { known, ...(circles.has(measure.id) && { inCircle: true }) }
    const checked = checkMeasure(measure, schema, scope)
    found.push(...checked.issues)
    if (!checked.formula || scope.inCircle) continue
    formulas.set(measure.id, checked.formula)
    known.set(measure.id, knownAs(checked.formula))
  }
  return { formulas, issues: found }
}

const FAULTY: KnownMeasure = { type: numberOf(), timing: 'date', faulty: true }

function knownAs(formula: Formula): KnownMeasure {
  const type = formula.value && formula.kind !== 'milestone' ? formula.value.type : numberOf()
  return { type, timing: formula.timing }
}

type Checked = { readonly formula?: Formula; readonly issues: readonly Issue[] }

function checkMeasure(measure: MeasureText, schema: Schema, scope: MeasureScope): Checked {
  const uses = newUses()
  const check = (key: FormulaKey, more: Partial<MeasureScope> = {}) =>
    checkKey(measure, key, schema, uses, { ...scope, ...more })
  const value = check('value')
  const denominator = check('denominator')
  const numerator = check('numerator', {
    ...(denominator.partial && { denominator: denominator.partial }),
    denominatorFaulty: denominator.issues.length > 0,
  })
  const parts = {
    ...(value.sound && { value: value.sound }),
    ...(denominator.sound && { denominator: denominator.sound }),
    ...(numerator.sound && { numerator: numerator.sound }),
  }
  const inFormulas = [value, denominator, numerator].flatMap((one) => one.issues)
  const keys = checkKeys(measure)
  const whole = inFormulas.length === 0 && keys.length === 0
  const rules = keys.length > 0 ? keys : checkMeasureRules({ measure, parts, uses, schema, whole })
  const issues = [...inFormulas, ...rules]
  if (issues.length > 0) return { issues }
  return { formula: formulaOf(measure, parts, uses, scope.known), issues }
}

function formulaOf(
  measure: MeasureText,
  parts: MeasureParts,
  uses: Uses,
  known: ReadonlyMap<string, KnownMeasure>,
): Formula {
  const overPeriod =
    uses.runValues.has('P') ||
    [...uses.measuresNow].some((id) => known.get(id)?.timing === 'period')
  return {
    kind: measure.kind,
    ...parts,
    parameters: measure.parameters,
    timing: overPeriod ? 'period' : 'date',
    usesScenario: uses.runValues.has('S'),
    reads: [...uses.datasets].sort(),
    measures: [...uses.measures].sort(),
  }
}

/** One formula of a measure: whole and sound, or what could be read of it and its issues. */
type CheckedKey = {
  readonly sound?: Expression
  readonly partial?: Expression
  readonly issues: readonly Issue[]
}

function checkKey(
  measure: MeasureText,
  key: FormulaKey,
  schema: Schema,
  uses: Uses,
  scope: MeasureScope,
): CheckedKey {
  const text = measure.texts[key]
  if (!text) return { issues: [] }
  const parsed = parseFormula(text)
  if (!parsed.ok) return { issues: parsed.issues }
  const faults: Faults = { text, issues: [] }
  const whole: Scope = {
    schema,
    faults,
    uses,
    check: checkExpression,
    parameters: new Map(measure.parameters.map((one) => [one.name, one])),
    bindings: new Map(),
    here: 0,
    terms: [],
    measure: scope,
  }
  const partial = checkExpression(parsed.value, whole)
  if (partial) noteNeverHolds(partial, faults, measure.texts.denominator)
  const { issues } = faults
  if (!partial) return { issues: issues.length > 0 || scope.inCircle ? issues : [unread(text)] }
  return { partial, issues, ...(issues.length === 0 && { sound: partial }) }
}

/** For what was passed over in silence because a fault elsewhere explains it. */
function unread(text: TextAt): Issue {
  const message = 'this rests on a denominator that has a fault'
  const span = { start: 0, end: text.text.length }
  const code = 'formula-needs-faulty'
  return issueAt(text, span, { code, message, fix: 'Mend the denominator first.' })
}

function noteNeverHolds(
  expression: Expression,
  faults: Faults,
  denominator: TextAt | undefined,
): void {
  for (const part of partsAsWritten(expression)) {
    const rows = rowsOf(part)
    if (rows) checkSatisfiable(rows, faults, denominator)
  }
}

/** Every part of the text itself: not what a term means. */
function partsAsWritten(expression: Expression): Expression[] {
  if (expression.kind === 'term') return []
  return [expression, ...childrenOf(expression).flatMap(partsAsWritten)]
}
