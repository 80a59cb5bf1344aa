import type { Issue, Place } from '../core/index.ts'
import { checkExpression } from './check-expression.ts'
import {
  addFault,
  type Argument,
  type Faults,
  newUses,
  type Scope,
  type Uses,
} from './check-scope.ts'
import { checkYesNo } from './check-wanted.ts'
import { parseFormula } from './parse.ts'
import type { Schema } from './schema.ts'
import type { TextAt } from './source.ts'
import type { Expression } from './tree.ts'
import { everyPart } from './walk-tree.ts'

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
  if (!parsed.ok || !schema.tables.has(tableName)) return { issues: parsed.issues }
  const scope = tableScope(schema, text, tableName, newUses())
  const condition = checkYesNo(parsed.value, scope)
  if (condition) noteRunValues(condition, scope)
  const { issues } = scope.faults
  return { ...(condition && issues.length === 0 && { condition }), issues }
}

/** A rule of a table must say the same whenever it is asked. */
function noteRunValues(condition: Expression, scope: Scope): void {
  for (const part of everyPart(condition)) {
    if (part.kind !== 'run-value' || part.name === 'LA') continue
    const message = `\`${part.name}\` is known only when a measure is run, and this rule must hold at any time`
    const fix = 'Compare columns with each other, or with fixed values.'
    addFault(scope, part.span, 'formula-time-in-rule', message, fix)
  }
}

function tableScope(schema: Schema, text: TextAt, tableName: string, uses: Uses): Scope {
  const table = schema.tables.get(tableName)
  const faults: Faults = { text, issues: [] }
  return {
    schema,
    faults,
    uses,
    check: checkExpression,
    parameters: new Map(),
    bindings: new Map(),
    here: 0,
    terms: [],
    measure: { known: new Map() },
    ...(table && { row: { table, path: [], depth: 0 } }),
  }
}

/**
 * Checks the terms of every table, each on its own; what hangs on the value of an argument is
 * checked where the term is used.
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
      const scope = tableScope(schema, text, table.name, newUses())
      const unknown: Argument = { is: 'unknown' }
      const bindings = new Map(term.parameters.map((name) => [name, unknown]))
      const terms = [`${table.name}.${term.name}`]
      checkExpression(parsed.value, { ...scope, bindings, terms })
      return scope.faults.issues
    }),
  )
}
