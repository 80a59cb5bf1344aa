import {
  academicAgeOnDate,
  ageOnDate,
  aliasAlong,
  type Expression,
  quoted,
  type Schema,
  scopeOver,
  type SqlScope,
} from '../formula/index.ts'
import { AGE_BANDS, type Split, type SplitSource } from './splits.ts'

/** The category of row `t` in SQL, null for not recorded, and the joins that it needs. */
export type SplitSql = {
  readonly sql: string
  readonly joins: ReadonlyMap<string, string>
  /** It depends on the context, `c`. */
  readonly readsRun: boolean
}

/** The SQL of where a breakdown's category is read from. Joins add at most one row to each row. */
export function compileSplit(split: Split, table: string, schema: Schema): SplitSql {
  const scope = scopeOver(schema, table, new Map())
  const anchor = anchorSql(split.anchor, scope)
  const values: string[] = []
  for (const source of split.sources) values.push(sourceSql(source, anchor, scope, values))
  const value = values.length === 1 ? (values[0] ?? 'null') : `coalesce(${values.join(', ')})`
  const sql = split.bands ? banded(value, split.bands) : `cast(${value} as varchar)`
  const { joins } = scope.row
  return { sql, joins, readsRun: [sql, ...joins.values()].some((text) => CONTEXT.test(text)) }
}

const CONTEXT = /\bc\.\w/

function anchorSql(anchor: Expression | undefined, scope: SqlScope): string {
  return anchor ? scope.value(anchor, scope).sql : 'c.d'
}

function banded(value: string, scheme: keyof typeof AGE_BANDS): string {
  const cases = AGE_BANDS[scheme].map(
    ([code, from, to]) =>
      `when ${value} between ${String(from)} and ${String(to)} then ${quoted(code)}`,
  )
  return `case ${cases.join(' ')} end`
}

/** @param before - What stands instead where it is not empty. */
function sourceSql(
  source: SplitSource,
  anchor: string,
  scope: SqlScope,
  before: readonly string[],
): string {
  const { schema, row } = scope
  switch (source.from) {
    case 'column': {
      const value = `${aliasAlong(schema, row, source.path)}.${source.column}`
      if (!source.except) return value
      return `case when ${value} not in (${source.except.map(quoted).join(', ')}) then ${value} end`
    }
    case 'age':
      return ageOnDate(`${aliasAlong(schema, row, source.path)}.birth_date`, anchor)
    case 'academic-age':
      return academicAgeOnDate(`${aliasAlong(schema, row, source.path)}.birth_date`, anchor)
    case 'stretch':
      return stretchSql(source, anchor, scope)
    case 'made-plan':
      return madePlanSql(source.column, scope)
    case 'census':
      return censusSql(aliasAlong(schema, row, source.path), source.column, scope, before)
  }
}

/**
 * A plan is in one stretch on a day; a person may be in several, of which one is picked. No `or`
 * stands in a condition of a join, because DuckDB would then compare every row with every other.
 */
function stretchSql(
  source: Extract<SplitSource, { from: 'stretch' }>,
  anchor: string,
  { schema, row }: SqlScope,
): string {
  const owner = `${aliasAlong(schema, row, source.path)}.${source.of}`
  if (source.of === 'person_id') {
    return (
      `(select z.${source.column} from read.caseload z where z.authority = t.authority ` +
      `and z.person_id = ${owner} and z.from_date <= ${anchor} ` +
      `and coalesce(z.until_date, ${NEVER}) > ${anchor} ` +
      'order by z.from_date desc nulls last, z.plan_id desc nulls last limit 1)'
    )
  }
  const stretches =
    `select authority, plan_id, from_date, coalesce(until_date, ${NEVER}) as until_date, ` +
    'provision, area from read.caseload'
  row.joins.set(
    't_stretch',
    `left join (${stretches}) t_stretch on t_stretch.authority = t.authority ` +
      `and t_stretch.plan_id = ${owner} and t_stretch.from_date <= ${anchor} ` +
      `and t_stretch.until_date > ${anchor}`,
  )
  return `t_stretch.${source.column}`
}

const NEVER = "date '9999-12-31'"

function madePlanSql(column: string, { row }: SqlScope): string {
  const made =
    `select authority, request_id, min(${column}) as value from read.plans ` +
    'where request_id is not null group by authority, request_id'
  const alias = `t_made_${column}`
  row.joins.set(
    alias,
    `left join (${made}) ${alias} on ${alias}.authority = t.authority ` +
      `and ${alias}.request_id = t.request_id`,
  )
  return `${alias}.value`
}

/** The census row that is the person's newest on D; none is looked for where nobody would read it. */
function censusSql(
  person: string,
  column: string,
  { row }: SqlScope,
  before: readonly string[],
): string {
  const wanted = before.map((value) => `${value} is null`).join(' and ')
  const key = `${person}.person_id`
  const alias = wanted === '' ? `${person}_census` : `${person}_census_${column}`
  row.joins.set(
    alias,
    `left join read.census ${alias} on ${alias}.authority = t.authority ` +
      `and ${alias}.person_id = ${wanted === '' ? key : `case when ${wanted} then ${key} end`} ` +
      `and ${alias}.census_date <= c.d and coalesce(${alias}.newest_until, ${NEVER}) > c.d`,
  )
  return `${alias}.${column}`
}
