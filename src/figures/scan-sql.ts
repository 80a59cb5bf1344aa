import { type CompiledAggregate, ofAuthoritiesAsked } from '../formula/index.ts'
import { authoritiesSql, CONTEXT_COLUMNS, contextRow } from './scan-context.ts'
import { readingOf } from './scan-measures.ts'
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
 * each of some authorities.
 *
 *     with authorities (authority) as (values (cast($1 as varchar)), …),
 *     contexts (n, p_start, d, …) as (values (0, date '2024-01-31', …), …),
 *     base as materialized (
 *       select t.authority as la, c.n, (t.provision in ('…')) as f1, t.person_id as v1, t_plan.primary_need as k0
 *       from contexts c cross join read.caseload t left join read.plans t_plan on …
 *       where t.authority in (select authority from authorities) and t.from_date <= c.d and …)
 *     select 0 as part, la, n, null as category, count(distinct v1) filter (where f1) as a1_0, …
 *     from base group by la, n
 *     union all select 1 as part, la, n, k0, … from base where n in (…) group by la, n, k0
 */
export function scanSql(scan: Scan, tableSql: TableSql, authorities: number): string {
  const contexts = [...scan.contexts.values()].map(contextRow).join(', ')
  const parts = [...scan.parts.values()]
  const selects = parts.map((part, index) => partSql(scan, part, index))
  return [
    `with ${authoritiesSql(authorities)},`,
    `contexts (${CONTEXT_COLUMNS}) as (values ${contexts}),`,
    `base as materialized (${baseSql(scan, parts, tableSql)})`,
    selects.join(' union all '),
  ].join('\n')
}

function baseSql(scan: Scan, parts: readonly ScanPart[], tableSql: TableSql): string {
  const aggregates = [...scan.aggregates.values()]
  const common = commonConditions(aggregates)
  const columns = aggregates.flatMap((one, index) => rowColumns(one, index, common))
  const categories = parts.flatMap(({ split }, index) =>
    split ? [`${split.sql.sql} as k${String(index)}`] : [],
  )
  return [
    `select ${['t.authority as la', 'c.n', ...columns, ...categories].join(', ')}`,
    `from contexts c cross join ${tableSql(scan.table)} t`,
    ...joinsOf(scan, parts),
    `where ${[ofAuthoritiesAsked('t'), ...common].join(' and ')}`,
  ].join('\n')
}

/** What each aggregate asks of a row beyond what all ask, and what it reads of it. */
function rowColumns(
  { conditions, of }: CompiledAggregate,
  index: number,
  common: readonly string[],
): readonly string[] {
  const own = conditions.map(({ sql }) => sql).filter((sql) => !common.includes(sql))
  const name = String(index)
  return [
    ...(own.length > 0 ? [`(${own.join(' and ')}) as f${name}`] : []),
    ...(of ? [`${of.sql} as v${name}`] : []),
  ]
}

function commonConditions(aggregates: readonly CompiledAggregate[]): readonly string[] {
  const [first, ...others] = aggregates.map(
    ({ conditions }) => new Set(conditions.map(({ sql }) => sql)),
  )
  return [...(first ?? [])].filter((sql) => others.every((set) => set.has(sql)))
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

function partSql(scan: Scan, part: ScanPart, index: number): string {
  const common = commonConditions([...scan.aggregates.values()])
  const columns = [...scan.aggregates].flatMap(([key, aggregate], place) =>
    part.aggregates.has(key)
      ? resultColumns(aggregate, place, common)
      : noColumns(aggregate, place, index === 0),
  )
  const k = `k${String(index)}`
  const category = part.split ? `coalesce(${k}, '${NOT_RECORDED}')` : 'cast(null as varchar)'
  const every = part.contexts.size === scan.contexts.size
  const numbers = [...scan.contexts.keys()].flatMap((key, n) =>
    part.contexts.has(key) ? [String(n)] : [],
  )
  return [
    `select ${String(index)} as part, la, n, ${category} as category, ${columns.join(', ')}`,
    `from base${every ? '' : ` where n in (${numbers.join(', ')})`}`,
    `group by la, n${part.split ? `, ${k}` : ''}`,
  ].join(' ')
}

function resultColumns(
  compiled: CompiledAggregate,
  index: number,
  common: readonly string[],
): readonly string[] {
  const whole = compiled.conditions.every(({ sql }) => common.includes(sql))
  const name = String(index)
  const columns = readingOf(compiled).columns(whole ? undefined : `f${name}`, `v${name}`)
  return columns.map((sql, column) => `${sql} as ${resultColumn(index, column)}`)
}

/**
 * An aggregate that this part does not want: null, so that the parts have the same columns. The first
 * part says of which type.
 */
function noColumns(
  compiled: CompiledAggregate,
  index: number,
  isFirst: boolean,
): readonly string[] {
  const columns = readingOf(compiled).columns('false', `v${String(index)}`)
  return columns.map((sql, column) => `${isFirst ? sql : 'null'} as ${resultColumn(index, column)}`)
}
