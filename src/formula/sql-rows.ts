import {
  aliasAlong,
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
 * A question in SQL.
 *
 *     exists (select 1 from read.audits q1 where q1.authority = t.authority
 *       and q1.subject_id = t.advice_id and q1.criterion = 'overall')
 */
export function hasRows(rows: Rows, scope: SqlScope): string {
  return `exists (select 1 ${related(rows, scope).from})`
}

/** An aggregate inside a condition: a grouped subquery over the row's own rows. */
export function aggregateValue(aggregate: Aggregate, scope: SqlScope): SqlText {
  const { from, inside } = related(aggregate.rows, scope, aggregate)
  const of = inside.of ?? { sql: '1' }
  const over = of.over === undefined ? {} : { over: of.over }
  const one = (select: string) => `(select ${select} ${from})`
  switch (aggregate.name) {
    case 'count':
      return { sql: one('count(*)') }
    case 'persons':
    case 'distinct':
      return { sql: one(`count(distinct ${of.sql})`) }
    case 'sum':
      return { sql: one(`coalesce(sum(${of.sql}), 0)`), ...over }
    case 'mean':
      return {
        sql: one(`sum(${of.sql})`),
        over: timesOver(one(`nullif(count(${of.sql}), 0)`), over),
      }
    case 'median':
      return { sql: one(middleTwo(of.sql)), over: timesOver('2', over) }
    case 'max':
    case 'min':
      return { sql: one(`${aggregate.name}(${of.sql})`), ...over }
    case 'the':
      return { sql: one(`case when count(${of.sql}) = 1 then min(${of.sql}) end`), ...over }
    case 'years':
      throw new Error('`years` must stand at the top of a formula')
  }
}

function timesOver(count: string, { over }: { over?: string }): string {
  return over === undefined ? count : `(${count} * ${over})`
}

/** The sum of the two middle values: the same value twice when their number is odd. */
function middleTwo(of: string): string {
  const middle = (order: string) => `percentile_disc(0.5) within group (order by ${of} ${order})`
  return `${middle('asc')} + ${middle('desc')}`
}

type Related = { readonly from: string; readonly inside: { readonly of?: SqlText } }

/** FROM and WHERE of the rows that belong to a row, and what is read of each. */
function related(rows: Rows, scope: SqlScope, aggregate?: Aggregate): Related {
  if (!rows.relation) throw new Error('rows inside a condition must belong to the row in hand')
  const depth = scope.depth + 1
  const row = sqlRow(`q${String(depth)}`, tableOf(scope.schema, rows.table))
  const inside: SqlScope = { ...scope, row, asked: scope.row, depth }
  const tie = relationTie(rows.relation, row, scope)
  const conditions = rows.conditions.map((one) => scope.condition(one, inside))
  const of = aggregate?.of && scope.value(aggregate.of, inside)
  const joins = [...row.joins.values()].map((join) => ` ${join}`).join('')
  const where = [`${row.alias}.authority = ${scope.row.alias}.authority`, tie, ...conditions]
  const from = `from read.${rows.table} ${row.alias}${joins} where ${where.join(' and ')}`
  return { from, inside: of ? { of } : {} }
}

function relationTie(relation: Relation, row: SqlRow, scope: SqlScope): string {
  const last = relation.chain.at(-1)
  if (!last) throw new Error('a question must be tied by at least one link')
  const anchor = aliasAlong(scope.schema, rowNamed(scope, relation.row), relation.via)
  const nearest = aliasAlong(scope.schema, row, relation.chain.slice(0, -1))
  return stepTie(scope.schema, last, nearest, anchor)
}
