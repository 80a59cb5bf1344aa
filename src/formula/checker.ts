import type { Issue, PeriodType, Place } from '../core/index.ts'
import { checkExpression, checkYesNo } from './check-expression.ts'
import { checkMeasureRules } from './check-measure.ts'
import { checkSatisfiable } from './check-satisfiable.ts'
import {
  type KnownMeasure,
  type MeasureScope,
  newUses,
  type Scope,
  type Uses,
} from './check-scope.ts'
import { numberOf } from './check-types.ts'
import type { Faults } from './fault.ts'
import type { TextAt } from './source.ts'
import { dependencyOrder } from './measure-order.ts'
import { parseFormula } from './parse.ts'
import type { Schema } from './schema.ts'
import type { Expression, Formula, MeasureKind, MeasureParameter } from './tree.ts'
import { everyPart, rowsOf } from './walk-tree.ts'

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

/**
 * Checks measures together, because they may name each other. Every fault is found at once; a
 * measure with a fault is left out, and so is one that needs it.
 */
export function checkMeasures(measures: readonly MeasureText[], schema: Schema): CheckedMeasures {
  const { ordered, issues } = dependencyOrder(measures)
  const formulas = new Map<string, Formula>()
  const known = new Map<string, KnownMeasure>(
    measures.map(({ id }) => [id, { type: numberOf(), timing: 'date' }]),
  )
  const found: Issue[] = [...issues]
  for (const measure of ordered) {
    const checked = checkMeasure(measure, schema, known)
    found.push(...checked.issues)
    if (!checked.formula) continue
    formulas.set(measure.id, checked.formula)
    known.set(measure.id, knownAs(checked.formula))
  }
  return { formulas, issues: found }
}

function knownAs(formula: Formula): KnownMeasure {
  const type = formula.value && formula.kind !== 'milestone' ? formula.value.type : numberOf()
  return { type, timing: formula.timing }
}

type Checked = { readonly formula?: Formula; readonly issues: readonly Issue[] }

function checkMeasure(
  measure: MeasureText,
  schema: Schema,
  known: ReadonlyMap<string, KnownMeasure>,
): Checked {
  const uses = newUses()
  const issues: Issue[] = []
  const check = (key: FormulaKey, more: Partial<MeasureScope> = {}) =>
    checkKey(measure, key, schema, uses, { kind: measure.kind, known, ...more }, issues)
  const value = check('value')
  const denominator = check('denominator')
  const numerator = check('numerator', {
    ...(denominator?.kind === 'aggregate' && { denominator }),
    ...(denominator && { denominatorType: denominator.type }),
  })
  const parts = {
    ...(value && { value }),
    ...(denominator && { denominator }),
    ...(numerator && { numerator }),
  }
  if (issues.length === 0) issues.push(...checkMeasureRules(measure, parts, uses, schema))
  if (issues.some((issue) => issue.severity === 'error')) return { issues }
  return { formula: { ...formulaOf(measure, parts, uses, known) }, issues }
}

/** The expressions of a measure by key, those that it has. */
export type MeasureParts = Partial<Readonly<Record<FormulaKey, Expression>>>

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

function checkKey(
  measure: MeasureText,
  key: FormulaKey,
  schema: Schema,
  uses: Uses,
  scope: MeasureScope,
  issues: Issue[],
): Expression | undefined {
  const text = measure.texts[key]
  if (!text) return undefined
  const parsed = parseFormula(text)
  if (!parsed.ok) {
    issues.push(...parsed.issues)
    return undefined
  }
  const parameters = new Map(measure.parameters.map((one) => [one.name, one]))
  const faults: Faults = { text, issues: [] }
  const whole = { schema, faults, uses, parameters, bindings: new Map(), terms: [], measure: scope }
  const expression = checkExpression(parsed.value, whole)
  if (expression) noteNeverHolds(expression, faults)
  issues.push(...faults.issues)
  return faults.issues.length === 0 ? expression : undefined
}

function noteNeverHolds(expression: Expression, faults: Faults): void {
  for (const part of everyPart(expression)) {
    const rows = part.kind === 'term' ? undefined : rowsOf(part)
    if (rows && rows.source !== 'denominator') checkSatisfiable(rows, faults)
  }
}

/**
 * Checks a condition of one table, such as when a column is required.
 *
 * @returns The condition, or undefined with its issues.
 */
export function checkCondition(
  text: TextAt,
  tableName: string,
  schema: Schema,
): { readonly condition?: Expression; readonly issues: readonly Issue[] } {
  const parsed = parseFormula(text)
  const table = schema.tables.get(tableName)
  if (!parsed.ok || !table) return { issues: parsed.issues }
  const faults: Faults = { text, issues: [] }
  const condition = checkYesNo(parsed.value, tableScope(schema, faults, tableName))
  return { ...(condition && { condition }), issues: faults.issues }
}

function tableScope(schema: Schema, faults: Faults, tableName: string): Scope {
  const table = schema.tables.get(tableName)
  return {
    schema,
    faults,
    uses: newUses(),
    parameters: new Map(),
    bindings: new Map(),
    terms: [],
    measure: { known: new Map() },
    ...(table && { row: { row: 'row', table, path: [] } as const }),
  }
}

/**
 * Checks the terms that take no argument, each on its own table; a term with arguments is checked
 * where it is used, when their types are known. Syntax is checked in both.
 */
export function checkTerms(
  schema: Schema,
  placeOf: (table: string, term: string) => Place,
): Issue[] {
  return [...schema.tables.values()].flatMap((table) =>
    [...table.terms.values()].flatMap((term) => {
      const text = { text: term.formula, place: placeOf(table.name, term.name) }
      const parsed = parseFormula(text)
      if (!parsed.ok) return [...parsed.issues]
      if (term.parameters.length > 0) return []
      const faults: Faults = { text, issues: [] }
      checkExpression(parsed.value, tableScope(schema, faults, table.name))
      return faults.issues
    }),
  )
}
