import { groupedJoin } from './sql-grouped.ts'
import {
  aliasAlong,
  ofAuthoritiesAsked,
  rowNamed,
  sqlRow,
  type SqlRow,
  type SqlScope,
  type SqlText,
  stepTie,
  tableOf,
} from './sql-scope.ts'
import type { Aggregate, Relation, Rows } from './tree.ts'

/**
 * A question in SQL: a join to the rows that have an answer, grouped once by what they belong to;
 * where the question reads the row that it is asked of (`this`), asked of each row.
 *
 *     t_ask_… .tie is not null
 *     exists (select 1 from read.audits q1 where q1.authority = t.authority
 *       and q1.subject_id = t.advice_id and q1.criterion = 'overall')
 */
export function hasRows(rows: Rows, scope: SqlScope): string {
  const grouped = groupedJoin(rows, undefined, () => [], scope)
  if (grouped) return `${grouped.alias}.tie is not null`
  return `exists (select 1 ${related(rows, scope).from})`
}

/** How an aggregate inside a condition is put together from columns of a grouped subquery. */
type Part = {
  /** Of `of`, what is read from each row. */
  readonly columns: (of: string) => readonly string[]
  /** From the columns; `over` is what the value is to be divided by. */
  readonly value: (columns: readonly string[]) => SqlText
}

const first = ([column = 'null']: readonly string[]): SqlText => ({ sql: column })
const number = ([column = 'null']: readonly string[]): SqlText => ({
  sql: `coalesce(${column}, 0)`,
})

/** The two middle values: the same value twice when their number is odd. */
const middle = (of: string, order: string) =>
  `percentile_disc(0.5) within group (order by ${of} ${order})`

const PARTS: Readonly<Record<Exclude<Aggregate['name'], 'years'>, Part>> = {
  count: { columns: () => ['count(*)'], value: number },
  persons: { columns: (of) => [`count(distinct ${of})`], value: number },
  distinct: { columns: (of) => [`count(distinct ${of})`], value: number },
  sum: { columns: (of) => [`sum(${of})`], value: number },
  max: { columns: (of) => [`max(${of})`], value: first },
  min: { columns: (of) => [`min(${of})`], value: first },
  the: { columns: (of) => [`case when count(${of}) = 1 then min(${of}) end`], value: first },
  mean: {
    columns: (of) => [`sum(${of})`, `nullif(count(${of}), 0)`],
    value: ([sum = 'null', count = 'null']) => ({ sql: sum, over: count }),
  },
  median: {
    columns: (of) => [middle(of, 'asc'), middle(of, 'desc')],
    value: ([low = 'null', high = 'null']) => ({ sql: `(${low} + ${high})`, over: '2' }),
  },
}

/** An aggregate inside a condition, over the row's own rows. */
export function aggregateValue(aggregate: Aggregate, scope: SqlScope): SqlText {
  const { name, of, rows } = aggregate
  if (name === 'years') throw new Error('`years` must stand at the top of a formula')
  const grouped = groupedJoin(rows, of, PARTS[name].columns, scope)
  const { columns, over } = grouped ?? asked(aggregate, PARTS[name], scope)
  return timesOver(PARTS[name].value(columns), over)
}

function asked({ rows, of }: Aggregate, part: Part, scope: SqlScope) {
  const { from, inside } = related(rows, scope)
  const value = of ? scope.value(of, inside) : { sql: '1' }
  const { from: again } = of ? related(rows, scope, inside) : { from }
  return {
    columns: part.columns(value.sql).map((column) => `(select ${column} ${again})`),
    over: value.over,
  }
}

function timesOver(value: SqlText, over: string | undefined): SqlText {
  if (over === undefined) return value
  return { ...value, over: value.over === undefined ? over : `(${value.over} * ${over})` }
}

type Related = { readonly from: string; readonly inside: SqlScope }

/** FROM and WHERE of the rows that belong to a row, with the joins that `scope` inside came to need. */
function related(rows: Rows, scope: SqlScope, known?: SqlScope): Related {
  if (!rows.relation) throw new Error('rows inside a condition must belong to the row in hand')
  const depth = scope.depth + 1
  const row = known?.row ?? sqlRow(`q${String(depth)}`, tableOf(scope.schema, rows.table))
  const inside: SqlScope = known ?? { ...scope, row, asked: scope.row, depth }
  const tie = relationTie(rows.relation, row, scope)
  const conditions = rows.conditions.map((one) => scope.condition(one, inside))
  const joins = [...row.joins.values()].map((join) => ` ${join}`).join('')
  const where = [
    `${row.alias}.authority = ${scope.row.alias}.authority`,
    ofAuthoritiesAsked(row.alias),
    tie,
    ...conditions,
  ]
  const from = `from read.${rows.table} ${row.alias}${joins} where ${where.join(' and ')}`
  return { from, inside }
}

function relationTie(relation: Relation, row: SqlRow, scope: SqlScope): string {
  const last = relation.chain.at(-1)
  if (!last) throw new Error('a question must be tied by at least one link')
  const anchor = aliasAlong(scope.schema, rowNamed(scope, relation.row), relation.via)
  const nearest = aliasAlong(scope.schema, row, relation.chain.slice(0, -1))
  return stepTie(scope.schema, last, nearest, anchor)
}
