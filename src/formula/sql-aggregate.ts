import type { Schema } from './schema.ts'
import { compileCondition } from './sql-condition.ts'
import { asksNeeded, fewest } from './sql-grouped.ts'
import { sqlRow, type SqlRow, type SqlScope, type SqlText, tableOf } from './sql-scope.ts'
import { compileValue } from './sql-value.ts'
import {
  contextTest,
  type ContextTest,
  readsRun,
  type SpellDays,
  spellDaysOf,
} from './sql-tests.ts'
import type { Aggregate, Expression, RunValueName } from './tree.ts'
import { everyPart } from './walk-tree.ts'

/** One condition of an aggregate's rows, and what it takes to test it. */
export type CompiledCondition = {
  readonly sql: string
  /** It compares the row with a run value, and asks no question: rows can be found by it. */
  readonly finds: boolean
  /** It, or something asked in it, reads a run value. */
  readonly readsRun: boolean
  /** The same, taken apart; absent where that cannot be. */
  readonly test?: ContextTest
}

/**
 * An aggregate at the top of a formula, as SQL text over `read.<table> t` and the contexts `c`:
 * columns n, p_start, d, fy, fy_start, fy_end, ay, ay_start, ay_end, s. The statement that holds it has
 * `authorities`, of one column `authority`, too.
 */
export type CompiledAggregate = {
  readonly aggregate: Aggregate
  readonly table: string
  /** Row `t` with the joins that conditions and value need. */
  readonly row: SqlRow
  readonly conditions: readonly CompiledCondition[]
  /** Names of questions in `row.asks`, one of which has rows for each row that counts; else absent. */
  readonly needs?: readonly string[]
  /** What is read of each row; for `years` the days of its spell from FY.start to D. */
  readonly of?: SqlText
  /** What a formula names to be read of each row depends on the run. */
  readonly ofReadsRun: boolean
  /** Of `years`: what its days, which depend on the run, are made from. */
  readonly days?: SpellDays
  /** Run values that the rows or their value depend on. */
  readonly runValues: ReadonlySet<RunValueName>
}

/** A scope over row `t` of a table. */
export function scopeOver(
  schema: Schema,
  table: string,
  parameters: ReadonlyMap<string, string>,
): SqlScope {
  const row = sqlRow('t', tableOf(schema, table))
  return { schema, parameters, row, depth: 0, value: compileValue, condition: compileCondition }
}

/**
 * Compiles an aggregate that stands at the top of a formula.
 *
 * @param parameters - Values of the measure's parameters as decimal text.
 * @throws Error if the tree is not one that the checker makes.
 */
export function compileAggregate(
  aggregate: Aggregate,
  schema: Schema,
  parameters: ReadonlyMap<string, string>,
): CompiledAggregate {
  const scope = scopeOver(schema, aggregate.rows.table, parameters)
  const whole = aggregate.rows.conditions.flatMap(conjuncts)
  const conditions = whole.map((one) => conditionOf(one, scope))
  const days = aggregate.name === 'years' ? spellDays(scope) : undefined
  const of = days?.of ?? (aggregate.of && scope.value(aggregate.of, scope))
  const needs = fewest(whole.flatMap((one) => neededBy(one, scope)))
  return {
    aggregate,
    table: aggregate.rows.table,
    ...(needs && { needs }),
    row: scope.row,
    conditions: [...(days ? [days.overlaps] : []), ...conditions],
    ...(of && { of }),
    ofReadsRun: [...(aggregate.of ? [aggregate.of] : [])].some(readsRun),
    ...(days && { days: days.parts }),
    runValues: runValuesOf(aggregate),
  }
}

function neededBy(condition: Expression, scope: SqlScope): readonly (readonly string[])[] {
  const needed = asksNeeded(condition, scope)
  return needed ? [needed] : []
}

function conditionOf(condition: Expression, scope: SqlScope): CompiledCondition {
  const test = contextTest(condition, scope)
  return {
    sql: scope.condition(condition, scope),
    finds: finds(condition),
    readsRun: readsRun(condition),
    ...(test && { test }),
  }
}

/** Conditions that must all hold, terms written out, so that aggregates can share those alike. */
function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'term') return conjuncts(condition.body)
  const isAnd = condition.kind === 'logic' && condition.operator === 'and'
  return isAnd ? condition.operands.flatMap(conjuncts) : [condition]
}

function finds(condition: Expression): boolean {
  const parts = everyPart(condition)
  const asks = parts.some((part) => part.kind === 'has' || part.kind === 'aggregate')
  const given = parts.some((part) => part.kind === 'parameter')
  return !asks && !given && parts.some((part) => part.kind === 'run-value' && part.name !== 'LA')
}

/** Days of the main spell from FY.start to D, both ends in; the row's spell has its last day out. */
function spellDays({ row }: SqlScope): {
  of: SqlText
  overlaps: CompiledCondition
  parts: SpellDays
} {
  const spell = row.table.spells.get(row.table.mainSpell ?? '')
  if (!spell) throw new Error(`${row.table.name} has no main spell`)
  const [from, until] = [`t.${spell.from}`, `t.${spell.until}`]
  const end = `case when ${until} is null or ${until} > c.d then c.d + 1 else ${until} end`
  const start = `case when ${from} < c.fy_start then c.fy_start else ${from} end`
  const sql =
    `(${from} <= c.d and ` + `(${until} is null or (${until} > c.fy_start and ${until} > ${from})))`
  const parts = spellDaysOf(from, until)
  return {
    of: { sql: `((${end}) - (${start}))` },
    overlaps: { sql, finds: true, readsRun: true, test: parts.overlaps },
    parts,
  }
}

function runValuesOf(aggregate: Aggregate): ReadonlySet<RunValueName> {
  const names = everyPart(aggregate).flatMap((part) =>
    part.kind === 'run-value' ? [part.name] : [],
  )
  return new Set(aggregate.name === 'years' ? [...names, 'D', 'FY'] : names)
}
