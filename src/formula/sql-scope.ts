import type { Link, Schema, Table } from './schema.ts'
import type { Expression, RowName, Step } from './tree.ts'

/**
 * A value in SQL text. `over` is SQL text of a positive whole number by which the value is still
 * to be divided: no quotient is taken in SQL, where the engines would round it differently.
 */
export type SqlText = { readonly sql: string; readonly over?: string }

/** A row of a FROM clause and the rows that its links lead to; `joins` grows as links are followed. */
export type SqlRow = {
  readonly alias: string
  readonly table: Table
  /** `left join …` by the alias that it makes, in the order to be written. */
  readonly joins: Map<string, string>
  /** Of `joins`, those that are questions grouped by context. */
  readonly asks: Map<string, SqlAsk>
}

/** The rows of a question, grouped once by what they belong to and by context. */
export type SqlAsk = {
  /** The column of the row in hand that says which are its own, such as `t.person_id`. */
  readonly anchor: string
  /** What they belong to, over row `q1`. */
  readonly tie: string
  /**
   * The subquery: columns authority, tie, n, v0, ….
   *
   * @param only - A join that rows `q1` and contexts `c` must meet as well.
   */
  readonly select: (only: string) => string
  /** What joins it to the row in hand. */
  readonly on: string
}

/** What the text of an expression depends on. `c` is always the context that a figure is asked in. */
export type SqlScope = {
  readonly schema: Schema
  /** Values of the measure's parameters, as decimal text. */
  readonly parameters: ReadonlyMap<string, string>
  readonly row: SqlRow
  /** The row that the question in hand is asked of. */
  readonly asked?: SqlRow
  /** How many questions deep. */
  readonly depth: number
  readonly value: (expression: Expression, scope: SqlScope) => SqlText
  readonly condition: (expression: Expression, scope: SqlScope) => string
}

/** The rows of the authorities that a statement is for: those in its `authorities`. */
export function ofAuthoritiesAsked(alias: string): string {
  return `${alias}.authority ${ASKED}`
}

const ASKED = 'in (select authority from authorities)'

/**
 * Writes the authorities of a statement out wherever it asks for them, so that no row of another is read:
 * the database passes over whole blocks of rows only by what it knows before it begins.
 *
 *     t.authority in ('E09000021')
 */
export function withAuthorities(sql: string, authorities: readonly string[]): string {
  return sql.replaceAll(ASKED, `in (${authorities.map(quoted).join(', ')})`)
}

/** A new row of a FROM clause. */
export function sqlRow(alias: string, table: Table): SqlRow {
  return { alias, table, joins: new Map(), asks: new Map() }
}

/** The row that a name is read from. @throws Error if `this` stands outside a question. */
export function rowNamed(scope: SqlScope, name: RowName): SqlRow {
  if (name === 'row') return scope.row
  if (!scope.asked) throw new Error('`this` must stand inside a question')
  return scope.asked
}

/**
 * The alias of the row that a way forward leads to, joining what is not joined yet.
 *
 *     left join read.plans t_plan on t_plan.authority = t.authority and t_plan.plan_id = t.plan_id
 *       and t_plan.authority in (select authority from authorities)
 */
export function aliasAlong(schema: Schema, row: SqlRow, path: readonly Step[]): string {
  let alias = row.alias
  for (const step of path) {
    const next = `${alias}_${step.link}`
    if (!row.joins.has(next)) {
      row.joins.set(
        next,
        `left join read.${step.to} ${next} on ${stepTie(schema, step, alias, next)} and ${ofAuthoritiesAsked(next)}`,
      )
    }
    alias = next
  }
  return alias
}

/**
 * How a step ties the row at `from` to the row at `to`: authority first, then the link's columns. Where
 * the link stands for some rows only, the others have no key: a test of one side of a left join makes
 * DuckDB compare every row with every other.
 */
export function stepTie(schema: Schema, step: Step, from: string, to: string): string {
  const link = linkOf(schema, step)
  const column = `${from}.${link.column}`
  const [only] = onlyTest(link, from)
  const key = only === undefined ? column : `case when ${only} then ${column} end`
  return `${to}.authority = ${from}.authority and ${to}.${link.toColumn} = ${key}`
}

/** The rows for which a link stands, as a list of one test or none. */
export function onlyTest({ only }: Link, alias: string): readonly string[] {
  if (!only) return []
  const test = `${alias}.${only.column} in (${only.codes.map(quoted).join(', ')})`
  return [only.not ? `(${test}) is not true` : test]
}

export function linkOf(schema: Schema, step: Step): Link {
  const link = tableOf(schema, step.from).links.get(step.link)
  if (!link) throw new Error(`${step.from} has no link ${step.link}`)
  return link
}

/** @throws Error if the schema has no such table. */
export function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.get(name)
  if (!table) throw new Error(`the schema has no table ${name}`)
  return table
}

/** Text as a SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
