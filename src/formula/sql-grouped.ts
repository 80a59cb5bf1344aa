import { createHash } from 'node:crypto'
import {
  aliasAlong,
  linkOf,
  ofAuthoritiesAsked,
  onlyTest,
  type SqlAsk,
  sqlRow,
  type SqlRow,
  type SqlScope,
  tableOf,
} from './sql-scope.ts'
import type { Expression, Relation, Rows } from './tree.ts'
import { childrenOf, everyPart } from './walk-tree.ts'

/** A subquery joined to the row in hand: its columns, null where the row has no such rows. */
export type GroupedJoin = {
  readonly alias: string
  readonly columns: readonly string[]
  /** What the value of each row is still to be divided by. */
  readonly over: string | undefined
}

/**
 * Joins the rows of a question, grouped once by what they belong to, and by context where they
 * depend on one: each row in hand meets at most one row.
 *
 *     left join (select q1.authority, q1.person_id as tie, c.n, sum(q1.sessions_absent) as v0
 *       from contexts c cross join read.census q1
 *       where q1.authority in (select authority from authorities) and q1.census_date >= c.ay_start and …
 *       group by q1.authority, q1.person_id, c.n) t_ask_3fb1… on t_ask_3fb1….authority = t.authority
 *       and t_ask_3fb1….tie = t.person_id and t_ask_3fb1….n = c.n
 *
 * @returns undefined where the question has to be asked of each row: it reads that row, or stands
 *   inside another question.
 */
export function groupedJoin(
  rows: Rows,
  of: Expression | undefined,
  columns: (of: string) => readonly string[],
  scope: SqlScope,
): GroupedJoin | undefined {
  const relation = groupable(rows, of, scope)
  const last = relation?.chain.at(-1)
  if (!relation || !last) return undefined
  const row = sqlRow('q1', tableOf(scope.schema, rows.table))
  const inside: SqlScope = { ...scope, row, depth: 1 }
  const nearest = aliasAlong(scope.schema, row, relation.chain.slice(0, -1))
  const link = linkOf(scope.schema, last)
  const value = of && scope.value(of, inside)
  const made = columns(value?.sql ?? '1')
  const byContext = whatIsRead(rows, of)
    .flatMap(everyPart)
    .some((part) => part.kind === 'run-value' && part.name !== 'LA')
  const tie = `${nearest}.${link.column}`
  const where = [
    ...[ofAuthoritiesAsked('q1'), `${tie} is not null`],
    ...onlyTest(link, nearest),
    ...rows.conditions.map((one) => scope.condition(one, inside)),
  ]
  const select = (only: string) => groupedSql(row, tie, byContext, made, where, only)
  const anchor = `${aliasAlong(scope.schema, scope.row, relation.via)}.${link.toColumn}`
  const alias = joinOnce(scope, { anchor, tie, select }, byContext)
  return { alias, columns: made.map((_, n) => `${alias}.v${String(n)}`), over: value?.over }
}

/** What is read of each row of a question. */
function whatIsRead(rows: Rows, of: Expression | undefined): readonly Expression[] {
  return of ? [of, ...rows.conditions] : rows.conditions
}

function groupable(rows: Rows, of: Expression | undefined, scope: SqlScope): Relation | undefined {
  const { relation } = rows
  const outermost = scope.depth === 0 && relation?.row === 'row'
  return outermost && !whatIsRead(rows, of).some(readsAsked) ? relation : undefined
}

function groupedSql(
  row: SqlRow,
  tie: string,
  byContext: boolean,
  columns: readonly string[],
  where: readonly string[],
  only: string,
): string {
  return [
    `select q1.authority, ${tie} as tie${byContext ? ', c.n' : ''}`,
    ...columns.map((column, index) => `, ${column} as v${String(index)}`),
    ` from ${byContext ? 'contexts c cross join ' : ''}read.${row.table.name} q1`,
    ...[...row.joins.values(), ...(only === '' ? [] : [only])].map((join) => ` ${join}`),
    ` where ${where.join(' and ')} group by q1.authority, ${tie}${byContext ? ', c.n' : ''}`,
  ].join('')
}

/** The same question is joined once; its name comes from its text and what it is tied to. */
function joinOnce(scope: SqlScope, ask: Omit<SqlAsk, 'on'>, byContext: boolean): string {
  const sql = ask.select('')
  const hash = createHash('sha256').update(`${ask.anchor} ${sql}`).digest('hex').slice(0, 12)
  const alias = `${scope.row.alias}_ask_${hash}`
  const on = [
    `${alias}.authority = ${scope.row.alias}.authority`,
    `${alias}.tie = ${ask.anchor}`,
    ...(byContext ? [`${alias}.n = c.n`] : []),
  ].join(' and ')
  scope.row.joins.set(alias, `left join (${sql}) ${alias} on ${on}`)
  if (byContext) scope.row.asks.set(alias, { ...ask, on })
  return alias
}

/**
 * Names of questions by context, one of which must have rows wherever a condition says yes, and that
 * soonest are few.
 *
 * @returns undefined where it may say yes without.
 */
export function asksNeeded(condition: Expression, scope: SqlScope): readonly string[] | undefined {
  switch (condition.kind) {
    case 'term':
      return asksNeeded(condition.body, scope)
    case 'has': {
      if (condition.negated) return undefined
      const grouped = groupedJoin(condition.rows, undefined, () => [], scope)
      return grouped && scope.row.asks.has(grouped.alias) ? [grouped.alias] : undefined
    }
    case 'logic': {
      const all = condition.operands.map((one) => asksNeeded(one, scope))
      const known = all.filter((one) => one !== undefined)
      if (condition.operator === 'and') return fewest(known)
      return known.length === all.length ? [...new Set(known.flat())] : undefined
    }
    default:
      return undefined
  }
}

/** The shortest of some lists; undefined if there is none. */
export function fewest(lists: readonly (readonly string[])[]): readonly string[] | undefined {
  return lists.toSorted((a, b) => a.length - b.length).at(0)
}

/** Whether an expression inside a question reads the row that the question is asked of. */
function readsAsked(expression: Expression): boolean {
  if (expression.kind === 'column') return expression.row === 'this'
  if (expression.kind === 'has' || expression.kind === 'aggregate') {
    return expression.rows.relation?.row === 'this'
  }
  return childrenOf(expression).some(readsAsked)
}
