import { type CompiledAggregate, ofAuthoritiesAsked } from '../formula/index.ts'
import { authoritiesSql, CONTEXT_COLUMNS, contextRow } from './scan-context.ts'
import { readingOf, type RowNames } from './scan-measures.ts'
import type { Scan, ScanPart } from './scan-plan.ts'
import { NOT_RECORDED } from './splits.ts'

/** Columns of an aggregate in the result are `a<i>_0`, `a<i>_1`, …; `i` is its place in the scan. */
export function resultColumn(aggregate: number, column: number): string {
  return `a${String(aggregate)}_${String(column)}`
}

/** The SQL that the rows of a table come from. */
export type TableSql = (table: string) => string

/** `read.plans`. */
export function readTable(table: string): string {
  return `read.${table}`
}

/**
 * One statement that computes all aggregates of a scan in all its contexts, whole and by category, for
 * each of some authorities. A row is found once for each context that it belongs to. People are
 * counted as rows, but for those who have several rows in one context (`twice`), who are counted as
 * different people.
 *
 *     with authorities (authority) as (values (cast($1 as varchar)), …),
 *     contexts (n, p_start, d, …) as (values (0, date '2024-01-31', …), …),
 *     base as materialized (
 *       select t.authority as la, c.n, t.person_id as v0, (t.provision in ('…')) as f0, t_plan.primary_need as k1
 *       from contexts c cross join read.caseload t left join read.plans t_plan on …
 *       where t.authority in (select authority from authorities) and t.from_date <= c.d and …),
 *     twice0 as materialized (select la, n, v0 from base group by la, n, v0 having count(*) > 1)
 *     select 0 as part, base.la, base.n, null as category,
 *       count(base.v0) filter (where f0 and twice0.n is null)
 *         + count(distinct twice0.v0) filter (where f0) as a1_0, …
 *     from base left join twice0 on … group by base.la, base.n
 *     union all select 1 as part, base.la, base.n, k1, … where base.n in (…) group by base.la, base.n, k1
 */
export function scanSql(scan: Scan, tableSql: TableSql, authorities: number): string {
  const contexts = [...scan.contexts.values()].map(contextRow).join(', ')
  const parts = [...scan.parts.values()]
  const columns = baseColumns([...scan.aggregates.values()])
  const selects = parts.map((part, index) => partSql(scan, columns, part, index))
  return [
    `with ${authoritiesSql(authorities)},`,
    `contexts (${CONTEXT_COLUMNS}) as (values ${contexts}),`,
    [
      `base as materialized (${baseSql(scan, columns, parts, tableSql)})`,
      ...columns.people.map(twiceSql),
    ].join(',\n'),
    selects.join(' union all '),
  ].join('\n')
}

/** The columns of `base` that aggregates read; what several read alike is there once. */
type BaseColumns = {
  /** What all aggregates ask of a row. */
  readonly common: readonly string[]
  /** Name by SQL of what an aggregate asks beyond that; nothing, if it counts every row. */
  readonly filters: ReadonlyMap<string, string>
  /** Name by SQL of what is read of a row. */
  readonly values: ReadonlyMap<string, string>
  /** Of `values`, those of which different people are counted. */
  readonly people: readonly string[]
  /** Some aggregate counts every row. */
  readonly countsAll: boolean
}

function baseColumns(aggregates: readonly CompiledAggregate[]): BaseColumns {
  const common = commonConditions(aggregates)
  const own = aggregates.map((one) => ownFilter(one, common))
  const values = named(
    'v',
    aggregates.flatMap(({ of }) => of?.sql ?? []),
  )
  const people = aggregates.flatMap(({ aggregate, of }) =>
    aggregate.name === 'persons' ? (values.get(of?.sql ?? '') ?? []) : [],
  )
  return {
    common,
    filters: named(
      'f',
      own.flatMap((sql) => sql ?? []),
    ),
    values,
    people: [...new Set(people)],
    countsAll: own.includes(undefined),
  }
}

function named(letter: 'f' | 'v', texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...new Set(texts)].map((sql, index) => [sql, `${letter}${String(index)}`]))
}

function commonConditions(aggregates: readonly CompiledAggregate[]): readonly string[] {
  const [first, ...others] = aggregates.map(
    ({ conditions }) => new Set(conditions.map(({ sql }) => sql)),
  )
  return [...(first ?? [])].filter((sql) => others.every((set) => set.has(sql)))
}

function ownFilter(
  { conditions }: CompiledAggregate,
  common: readonly string[],
): string | undefined {
  const own = conditions.map(({ sql }) => sql).filter((sql) => !common.includes(sql))
  return own.length > 0 ? `(${own.join(' and ')})` : undefined
}

/** Rows that no aggregate counts are left out before categories are looked up. */
function baseSql(
  scan: Scan,
  { common, filters, values, countsAll }: BaseColumns,
  parts: readonly ScanPart[],
  tableSql: TableSql,
): string {
  const columns = [...filters, ...values].map(([sql, name]) => `${sql} as ${name}`)
  const categories = parts.flatMap(({ split }, index) =>
    split ? [`${split.sql.sql} as k${String(index)}`] : [],
  )
  const anyOf = countsAll ? [] : [`(${[...filters.keys()].join(' or ')})`]
  return [
    `select ${['t.authority as la', 'c.n', ...columns, ...categories].join(', ')}`,
    `from contexts c cross join ${tableSql(scan.table)} t`,
    ...joinsOf(scan, parts),
    `where ${[ofAuthoritiesAsked('t'), ...common, ...anyOf].join(' and ')}`,
  ].join('\n')
}

function joinsOf(scan: Scan, parts: readonly ScanPart[]): readonly string[] {
  const joins = new Map<string, string>()
  const all = [
    ...[...scan.aggregates.values()].map(({ row }) => row.joins),
    ...parts.flatMap(({ split }) => (split ? [split.sql.joins] : [])),
  ]
  for (const [alias, join] of all.flatMap((one) => [...one])) joins.set(alias, join)
  return [...joins.values()]
}

/** `twice0 as materialized (select la, n, v0 from base group by la, n, v0 having count(*) > 1)`. */
function twiceSql(value: string): string {
  const keys = `la, n, ${value}`
  return `${twiceName(value)} as materialized (select ${keys} from base group by ${keys} having count(*) > 1)`
}

function twiceName(value: string): string {
  return value.replace('v', 'twice')
}

function twiceJoin(value: string): string {
  const twice = twiceName(value)
  return ` left join ${twice} on ${twice}.la = base.la and ${twice}.n = base.n and ${twice}.${value} = base.${value}`
}

function partSql(scan: Scan, columns: BaseColumns, part: ScanPart, index: number): string {
  const results = [...scan.aggregates].flatMap(([key, aggregate], place) =>
    part.aggregates.has(key)
      ? resultColumns(aggregate, place, columns)
      : noColumns(aggregate, place, columns, index === 0),
  )
  const k = `k${String(index)}`
  const category = part.split ? `coalesce(${k}, '${NOT_RECORDED}')` : 'cast(null as varchar)'
  const every = part.contexts.size === scan.contexts.size
  const numbers = [...scan.contexts.keys()].flatMap((key, n) =>
    part.contexts.has(key) ? [String(n)] : [],
  )
  return [
    `select ${String(index)} as part, base.la, base.n, ${category} as category, ${results.join(', ')}`,
    `from base${columns.people.map(twiceJoin).join('')}`,
    ...(every ? [] : [`where base.n in (${numbers.join(', ')})`]),
    `group by base.la, base.n${part.split ? `, ${k}` : ''}`,
  ].join(' ')
}

function resultColumns(
  compiled: CompiledAggregate,
  index: number,
  columns: BaseColumns,
): readonly string[] {
  const sql = readingOf(compiled).columns(rowNames(compiled, columns))
  return sql.map((one, column) => `${one} as ${resultColumn(index, column)}`)
}

function rowNames(compiled: CompiledAggregate, { common, filters, values }: BaseColumns): RowNames {
  const own = ownFilter(compiled, common)
  const value = values.get(compiled.of?.sql ?? '') ?? ''
  return { filter: own && filters.get(own), value: `base.${value}`, twice: twiceName(value) }
}

/**
 * An aggregate that this part does not want: null, so that the parts have the same columns. The first
 * part says of which type.
 */
function noColumns(
  compiled: CompiledAggregate,
  index: number,
  columns: BaseColumns,
  isFirst: boolean,
): readonly string[] {
  const names = { ...rowNames(compiled, columns), filter: 'false' }
  const sql = readingOf(compiled).columns(names)
  return sql.map((one, column) => `${isFirst ? one : 'null'} as ${resultColumn(index, column)}`)
}
