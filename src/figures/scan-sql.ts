import { type CompiledAggregate, ofAuthoritiesAsked } from '../formula/index.ts'
import { authoritiesSql, contextsSql } from './scan-context.ts'
import {
  joinsOf,
  namedColumns,
  placesOf,
  type RowColumns,
  rowColumns,
  rowNames,
  rowTests,
} from './scan-columns.ts'
import { readingOf } from './scan-measures.ts'
import { type Driver, driverSql } from './scan-driver.ts'
import type { Scan, ScanPart } from './scan-plan.ts'
import { NOT_RECORDED } from './splits.ts'

/** Columns of an aggregate in the result are `a<i>_0`, `a<i>_1`, …; `i` is its place in the scan. */
export function resultColumn(aggregate: number, column: number): string {
  return `a${String(aggregate)}_${String(column)}`
}

/** A statement, and what the rows of its result with `part` 0, 1, … are. */
export type ScanSql = { readonly sql: string; readonly selects: readonly ScanSelect[] }

/** Some aggregates of a part; what several give of one aggregate, context and category is added. */
export type ScanSelect = { readonly part: ScanPart; readonly aggregates: ReadonlySet<string> }

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
 *     contexts (n, d, …) as (values (0, date '2024-01-31', …), …),
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
export function scanSql(scan: Scan, tableSql: TableSql, authorities: number): ScanSql {
  const parts = [...scan.parts.values()]
  const columns = rowColumns([...scan.aggregates.values()])
  const selects = parts.map((part, index) => partSql(scan, columns, part, index))
  const driver = driverSql(scan)
  const rest = [
    [
      ...(driver ? [driver.hits] : []),
      `base as materialized (${baseSql(scan, columns, tableSql, driver)})`,
      ...columns.people.map(twiceSql),
    ].join(',\n'),
    selects.join(' union all '),
  ].join('\n')
  const sql = `with ${authoritiesSql(authorities)},\n${contextsSql(scan.contexts.values(), rest)},\n${rest}`
  return { sql, selects: parts.map((part) => ({ part, aggregates: part.aggregates })) }
}

/** Rows that no aggregate counts are left out before categories are looked up. */
function baseSql(scan: Scan, columns: RowColumns, tableSql: TableSql, driver: Driver): string {
  return [
    `select ${['t.authority as la', 'c.n', ...namedColumns(columns, scan)].join(', ')}`,
    driver?.from(tableSql(scan.table)) ?? `from contexts c cross join ${tableSql(scan.table)} t`,
    ...joinsOf(scan, driver?.joins),
    `where ${[...(driver ? [driver.test] : []), ofAuthoritiesAsked('t'), ...rowTests(columns)].join(' and ')}`,
  ].join('\n')
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

function partSql(scan: Scan, columns: RowColumns, part: ScanPart, index: number): string {
  const results = [...scan.aggregates].flatMap(([key, aggregate], place) =>
    part.aggregates.has(key)
      ? resultColumns(aggregate, place, columns)
      : noColumns(aggregate, place, columns, index === 0),
  )
  const k = `k${String(index)}`
  const category = part.split ? `coalesce(${k}, '${NOT_RECORDED}')` : 'cast(null as varchar)'
  const places = placesOf(part, scan)
  return [
    `select ${String(index)} as part, base.la, base.n, ${category} as category, ${results.join(', ')}`,
    `from base${columns.people.map(twiceJoin).join('')}`,
    ...(places ? [`where base.n in (${places.join(', ')})`] : []),
    `group by base.la, base.n${part.split ? `, ${k}` : ''}`,
  ].join(' ')
}

function resultColumns(
  compiled: CompiledAggregate,
  index: number,
  columns: RowColumns,
): readonly string[] {
  const sql = readingOf(compiled).columns(rowNames(compiled, columns, 'base'))
  return sql.map((one, column) => `${one} as ${resultColumn(index, column)}`)
}

/**
 * An aggregate that this part does not want: null, so that the parts have the same columns. The first
 * part says of which type.
 */
function noColumns(
  compiled: CompiledAggregate,
  index: number,
  columns: RowColumns,
  isFirst: boolean,
): readonly string[] {
  const names = { ...rowNames(compiled, columns, 'base'), filter: 'false' }
  const sql = readingOf(compiled).columns(names)
  return sql.map((one, column) => `${isFirst ? one : 'null'} as ${resultColumn(index, column)}`)
}
