import {
  type CompiledAggregate,
  type ContextTest,
  ofAuthoritiesAsked,
  type SpellDays,
} from '../formula/index.ts'
import {
  joinsOf,
  namedColumns,
  placesOf,
  type RowColumns,
  rowColumns,
  rowNames,
  rowTests,
} from './scan-columns.ts'
import { addedColumns, type DaysSql, spellColumns } from './scan-added.ts'
import { authoritiesSql, contextsSql } from './scan-context.ts'
import { type Keys, newKeys } from './scan-keys.ts'
import { readingOf, type RowNames } from './scan-measures.ts'
import type { Scan, ScanPart } from './scan-plan.ts'
import { resultColumn, type ScanSql, type TableSql } from './scan-sql.ts'
import { NOT_RECORDED } from './splits.ts'

/**
 * The same as `scanSql` for aggregates with the same tests of contexts. Each row is read once, however
 * many contexts it counts in: rows with the same keys (`b<i>`, see `newKeys`) are counted, and
 * only the counts meet the contexts. People who may have several rows in one context (`several`) are
 * left out of that and counted as different people from their own rows; so is all that cannot be
 * added up, such as a median, from all rows.
 *
 *     with authorities …, contexts (n, …, r0) as (values (0, …, 0), …),
 *     found as materialized (
 *       select t.authority as la, t.person_id as v0, (t.provision in ('…')) as f0, t_plan.primary_need as k1,
 *         case when t.from_date <= date '…' then … end as b0, …
 *       from authorities a join read.caseload t on t.authority = a.authority left join read.plans t_plan on …
 *       where t.from_date <= date '…' and …),
 *     spans as materialized (select g.la, g.b0, cast(sum(… 1 << c.n …) as bigint) as m0
 *       from (select la, b0 from found group by la, b0) g cross join contexts c where g.b0 <= c.r0 …),
 *     severalv0 as materialized (select g.la, g.v0 from found g join spans s on … group by g.la, g.v0
 *       having sum(s.m0) > bit_or(s.m0)),
 *     marked as materialized (select g.*, several0.v0 is not null as s0 from found g left join several0 on …)
 *     select 0 as part, g.la, c.n, null as category, sum(g.x0) as a0_0, …
 *     from (select la, b0, count(v0) filter (where f0 and not s0) as x0 from marked group by la, b0) g
 *       cross join contexts c where g.b0 <= c.r0 … group by g.la, c.n
 *     union all select 1 as part, …, count(distinct g.v0) filter (where g.f0 and g.s0) as a0_0
 *     from marked g cross join contexts c where g.s0 and g.b0 <= c.r0 … group by g.la, c.n
 */
export function groupedScanSql(scan: Scan, tableSql: TableSql, authorities: number): ScanSql {
  const contexts = [...scan.contexts.values()]
  const keys = newKeys(contexts)
  const aggregates = new Map([...scan.aggregates].map(([key, one]) => [key, ofRow(one)]))
  const columns = rowColumns([...aggregates.values()])
  const work: Work = {
    ...{ scan, aggregates, columns, keys },
    tests: testsOf(scan).map(keys.test),
    somewhere: testsOf(scan).flatMap((test) => keys.somewhere(test) ?? []),
    days: new Map([...scan.aggregates].flatMap(([key, { days }]) => daysOf(key, days, keys))),
  }
  const selects = [...scan.parts.values()].flatMap((part, place) => selectsOf(part, place, work))
  const rest = [
    [`found as materialized (${foundSql(work, tableSql)})`, ...severalSql(work)].join(',\n'),
    selects.map((select, index) => selectSql(select, index, work)).join(' union all '),
  ].join('\n')
  const sql = `with ${authoritiesSql(authorities)},\n${contextsSql(contexts, rest, keys.ranks())},\n${rest}`
  return { sql, selects: selects.map(({ part, wanted }) => ({ part, aggregates: wanted })) }
}

type Work = {
  readonly scan: Scan
  /** As far as they ask of rows, not of contexts. */
  readonly aggregates: ReadonlyMap<string, CompiledAggregate>
  readonly columns: RowColumns
  readonly keys: Keys
  readonly tests: readonly string[]
  /** SQL of what a row must pass to count in any context. */
  readonly somewhere: readonly string[]
  readonly days: ReadonlyMap<string, DaysSql>
}

/** An aggregate without what it asks of contexts. */
function ofRow({ of, ...compiled }: CompiledAggregate): CompiledAggregate {
  const conditions = compiled.conditions.filter(({ readsRun }) => !readsRun)
  return { ...compiled, conditions, ...(of && !compiled.days && { of }) }
}

/** What all aggregates of a scan ask of contexts. */
function testsOf({ aggregates, spread }: Scan): readonly ContextTest[] {
  const [first] = aggregates.values()
  const asked = first?.conditions.filter(({ readsRun }) => readsRun) ?? []
  const tests = new Map(asked.flatMap(({ sql, test }) => (test ? [[sql, test] as const] : [])))
  return [...tests.values(), ...(spread ? [spread] : [])]
}

function daysOf(
  key: string,
  days: SpellDays | undefined,
  keys: Keys,
): readonly (readonly [string, DaysSql])[] {
  if (!days) return []
  return [[key, { isOpen: keys.test(days.open), isBefore: keys.test(days.before) }]]
}

function foundSql({ scan, columns, keys, somewhere }: Work, tableSql: TableSql): string {
  const own = [...keys.columns].map(([sql, name]) => `${sql} as ${name}`)
  const named = namedColumns(columns, scan)
  const days = spellColumns(scan.aggregates.values())
  return [
    `select ${['t.authority as la', ...named, ...days, ...own].join(', ')}`,
    `from authorities a join ${tableSql(scan.table)} t on t.authority = a.authority`,
    ...joinsOf(scan),
    where([ofAuthoritiesAsked('t'), ...somewhere, ...rowTests(columns)]),
  ].join('\n')
}

/**
 * The people who have several rows in one context, and the rows marked so. The contexts of a row are the
 * bits of whole numbers (`m<i>`): those of somebody's rows add up to more than all of them taken
 * together only where two rows share one.
 */
function severalSql({ scan, columns, keys, tests }: Work): readonly string[] {
  const { people } = columns
  if (people.length === 0) return []
  const own = ['la', ...keys.columns.values()]
  const group = own.map((name) => `g.${name}`).join(', ')
  const masks = masksOf(scan.contexts.size)
  const spans =
    `spans as materialized (select ${[group, ...masks].join(', ')} ` +
    `from (select ${own.join(', ')} from found group by ${own.join(', ')}) g ` +
    `cross join contexts c${where(tests)} group by ${group})`
  const tie = own.map((name) => `s.${name} = g.${name}`).join(' and ')
  const shared = masks
    .map((_, index) => `sum(s.m${String(index)}) > bit_or(s.m${String(index)})`)
    .join(' or ')
  const several = people.map(
    (person) =>
      `several${person} as materialized (select g.la, g.${person} from found g join spans s on ${tie} ` +
      `where g.${person} is not null group by g.la, g.${person} having ${shared})`,
  )
  const marks = people.map((person) => `several${person}.${person} is not null as s${person}`)
  const joins = people.map(
    (person) =>
      ` left join several${person} on several${person}.la = g.la and several${person}.${person} = g.${person}`,
  )
  return [
    spans,
    ...several,
    `marked as materialized (select g.*, ${marks.join(', ')} from found g${joins.join('')})`,
  ]
}

/** So many bits a whole number of 64 has to spare for sums of a few. */
const BITS = 60

/** `cast(sum(case when c.n < 60 then cast(1 as bigint) << c.n else 0 end) as bigint) as m0`. */
function masksOf(contexts: number): readonly string[] {
  return Array.from({ length: Math.ceil(contexts / BITS) }, (_, index) => {
    const first = index * BITS
    const inside = `c.n >= ${String(first)} and c.n < ${String(first + BITS)}`
    const bit = `case when ${inside} then cast(1 as bigint) << (c.n - ${String(first)}) else 0 end`
    return `cast(sum(${bit}) as bigint) as m${String(index)}`
  })
}

function where(tests: readonly string[]): string {
  return tests.length === 0 ? '' : ` where ${tests.join(' and ')}`
}

/** A part of the statement: of some aggregates, in one of the ways to count. */
type Select = {
  readonly part: ScanPart
  /** The name of the category's column; undefined for the whole. */
  readonly category: string | undefined
  readonly wanted: ReadonlySet<string>
  readonly way: 'added' | 'several' | 'each'
}

function selectsOf(part: ScanPart, place: number, { aggregates }: Work): readonly Select[] {
  const category = part.split ? `k${String(place)}` : undefined
  const all = [...aggregates].filter(([key]) => part.aggregates.has(key))
  const named = (is: (name: string) => boolean) =>
    new Set(all.flatMap(([key, { aggregate }]) => (is(aggregate.name) ? [key] : [])))
  const ways = [
    ['added', named((name) => !EACH.includes(name))],
    ['several', named((name) => name === 'persons')],
    ['each', named((name) => EACH.includes(name))],
  ] as const
  return ways.flatMap(([way, wanted]) =>
    wanted.size === 0 ? [] : [{ part, category, wanted, way }],
  )
}

/** What cannot be added up from parts. */
const EACH: readonly string[] = ['median', 'distinct']

function selectSql(select: Select, index: number, work: Work): string {
  return select.way === 'added' ? addedSql(select, index, work) : eachSql(select, index, work)
}

/** From counts of rows with the same keys. */
function addedSql(select: Select, index: number, work: Work): string {
  const { category } = select
  const own = ['la', ...work.keys.columns.values()]
  const inner = new Map<string, string>()
  const x = (sql: string): string => {
    const name = inner.get(sql) ?? `x${String(inner.size)}`
    inner.set(sql, name)
    return `g.${name}`
  }
  const results = resultsOf(select, index, work, (key, compiled, names) =>
    addedColumns(compiled, personsOnce(compiled, names), x, work.days.get(key)),
  )
  const made = [...inner].map(([sql, name]) => `${sql} as ${name}`)
  const as = category === undefined ? [] : [`coalesce(${category}, '${NOT_RECORDED}') as category`]
  const grouped =
    `select ${[...own, ...as, ...made].join(', ')} from ${rowsOf(work)} ` +
    `group by ${[...own, ...(category === undefined ? [] : [category])].join(', ')}`
  return `${headSql(index, category === undefined ? undefined : 'g.category', results)} from (${grouped}) g ${meetSql(select, work)}`
}

/** From the rows of people who may have several, or all rows, each in every context it counts in. */
function eachSql(select: Select, index: number, work: Work): string {
  const { category, way } = select
  const results = resultsOf(select, index, work, (_, compiled, names) =>
    way === 'several' ? [severalColumn(names)] : readingOf(compiled).columns(names),
  )
  const only =
    way === 'several' ? [`(${work.columns.people.map((v) => `g.s${v}`).join(' or ')})`] : []
  const found = category === undefined ? undefined : `coalesce(g.${category}, '${NOT_RECORDED}')`
  return `${headSql(index, found, results)} from ${rowsOf(work)} g ${meetSql(select, work, only)}`
}

function headSql(index: number, category: string | undefined, results: readonly string[]): string {
  const head = [`${String(index)} as part`, 'g.la', 'c.n']
  return `select ${[...head, `${category ?? 'cast(null as varchar)'} as category`, ...results].join(', ')}`
}

function meetSql(
  { part, category, way }: Select,
  { scan, tests }: Work,
  only: readonly string[] = [],
): string {
  const places = placesOf(part, scan)
  const all = [...only, ...tests, ...(places ? [`c.n in (${places.join(', ')})`] : [])]
  const by = way === 'added' ? 'g.category' : `g.${category ?? ''}`
  return `cross join contexts c${where(all)} group by g.la, c.n${category === undefined ? '' : `, ${by}`}`
}

function rowsOf({ columns }: Work): string {
  return columns.people.length > 0 ? 'marked' : 'found'
}

type ColumnsOf = (key: string, compiled: CompiledAggregate, names: RowNames) => readonly string[]

/** The columns of all aggregates; null for those not wanted, whose types the first select says. */
function resultsOf(
  { wanted, way }: Select,
  index: number,
  { aggregates, columns }: Work,
  columnsOf: ColumnsOf,
): readonly string[] {
  const row = way === 'added' ? '' : 'g.'
  return [...aggregates].flatMap(([key, compiled], place) => {
    const names = namesIn(compiled, columns, row)
    const isWanted = wanted.has(key)
    const made =
      isWanted || index === 0
        ? columnsOf(key, compiled, isWanted ? names : { ...names, filter: 'false' })
        : readingOf(compiled)
            .columns(names)
            .map(() => 'null')
    return made.map((sql, column) => `${sql} as ${resultColumn(place, column)}`)
  })
}

function namesIn(compiled: CompiledAggregate, columns: RowColumns, row: string): RowNames {
  const names = rowNames(compiled, columns, 'g')
  return {
    filter: names.filter && `${row}${names.filter}`,
    value: names.value.replace('g.', row),
    twice: '',
  }
}

/** Those who may have several rows in one context are left out. */
function personsOnce({ aggregate }: CompiledAggregate, names: RowNames): RowNames {
  if (aggregate.name !== 'persons') return names
  const once = `not s${names.value}`
  return { ...names, filter: names.filter === undefined ? once : `${names.filter} and ${once}` }
}

function severalColumn({ filter, value }: RowNames): string {
  const mark = value.replace('g.', 'g.s')
  return `count(distinct ${value}) filter (where ${filter === undefined ? '' : `${filter} and `}${mark})`
}
