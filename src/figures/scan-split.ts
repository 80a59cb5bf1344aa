import {
  academicAgeOnDate,
  ageOnDate,
  aliasAlong,
  type ContextTest,
  type Expression,
  holdsDay,
  ofAuthoritiesAsked,
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
  /** The same without a context: see `SpreadSql`. */
  readonly spread?: SpreadSql
}

/**
 * A category that changes with D, over rows that stand once for each stretch of time in which theirs
 * stays the same: on any D a row stands once among those for which `test` says yes.
 */
export type SpreadSql = {
  readonly sql: string
  readonly joins: ReadonlyMap<string, string>
  readonly test: ContextTest
}

/** The SQL of where a breakdown's category is read from. Joins add at most one row to each row. */
export function compileSplit(split: Split, table: string, schema: Schema): SplitSql {
  const { sql, joins } = compiled(split, table, schema)
  const readsRun = isOfContext(sql, joins)
  if (!readsRun) return { sql, joins, readsRun }
  const stretches: ContextTest[] = []
  const spread = compiled(split, table, schema, stretches)
  const [test] = stretches
  const isTold = test && stretches.length === 1 && !isOfContext(spread.sql, spread.joins)
  return { sql, joins, readsRun, ...(isTold && { spread: { ...spread, test } }) }
}

function isOfContext(sql: string, joins: ReadonlyMap<string, string>): boolean {
  return [sql, ...joins.values()].some((text) => /\bc\.\w/.test(text))
}

/** @param stretches - Where it is given, rows are spread over time, and what holds D is added to it. */
function compiled(split: Split, table: string, schema: Schema, stretches?: ContextTest[]) {
  const scope = scopeOver(schema, table, new Map())
  const anchor = anchorSql(split.anchor, scope)
  const values: string[] = []
  for (const source of split.sources)
    values.push(sourceSql(source, anchor, scope, { values, ...(stretches && { stretches }) }))
  const value = values.length === 1 ? (values[0] ?? 'null') : `coalesce(${values.join(', ')})`
  const sql = split.bands ? banded(value, split.bands) : `cast(${value} as varchar)`
  return { sql, joins: scope.row.joins }
}

/** What stands instead of a source where it is not empty, and what rows are spread over. */
type Before = { readonly values: readonly string[]; readonly stretches?: ContextTest[] }

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

function sourceSql(source: SplitSource, anchor: string, scope: SqlScope, before: Before): string {
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
      `and ${ofAuthoritiesAsked('z')} and z.person_id = ${owner} and z.from_date <= ${anchor} ` +
      `and coalesce(z.until_date, ${NEVER}) > ${anchor} ` +
      'order by z.from_date desc nulls last, z.plan_id desc nulls last limit 1)'
    )
  }
  const stretches =
    `select authority, plan_id, from_date, coalesce(until_date, ${NEVER}) as until_date, ` +
    `provision, area from read.caseload w where ${ofAuthoritiesAsked('w')}`
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
    `select authority, request_id, min(${column}) as value from read.plans w ` +
    `where ${ofAuthoritiesAsked('w')} and request_id is not null group by authority, request_id`
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
  { values, stretches }: Before,
): string {
  const wanted = values.map((value) => `${value} is null`).join(' and ')
  const key = `${person}.person_id`
  const owner = wanted === '' ? key : `case when ${wanted} then ${key} end`
  const name = wanted === '' ? `${person}_census` : `${person}_census_${column}`
  const alias = stretches ? `${person}_stretch_${column}` : name
  const rows = stretches ? `(${censusStretches(column)})` : 'read.census'
  const tie = `${alias}.authority = t.authority and ${alias}.person_id = ${owner}`
  const newest = `${alias}.census_date <= c.d and coalesce(${alias}.newest_until, ${NEVER}) > c.d`
  const own = stretches ? '' : ` and ${newest} and ${ofAuthoritiesAsked(alias)}`
  row.joins.set(alias, `left join ${rows} ${alias} on ${tie}${own}`)
  stretches?.push(holdsDay(`${alias}.census_date`, `${alias}.newest_until`))
  return `${alias}.${column}`
}

/** All of a person's time: before the first census, and from each to the next. */
function censusStretches(column: string): string {
  const rows = `from read.census w where ${ofAuthoritiesAsked('w')}`
  return (
    `select authority, person_id, census_date, newest_until, ${column} ${rows} union all ` +
    `select authority, person_id, cast(null as date), min(census_date), max(${column}) filter (where false) ` +
    `${rows} group by authority, person_id`
  )
}
