import type { CompiledAggregate } from '../formula/index.ts'
import type { RowNames } from './scan-measures.ts'
import type { Scan, ScanPart } from './scan-plan.ts'
import type { SplitSql } from './scan-split.ts'

/** The columns of the rows of a scan that aggregates read; what several read alike is there once. */
export type RowColumns = {
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

export function rowColumns(aggregates: readonly CompiledAggregate[]): RowColumns {
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

/** What every row of a scan must pass: rows that no aggregate counts are left out. */
export function rowTests({ common, filters, countsAll }: RowColumns): readonly string[] {
  return countsAll ? common : [...common, `(${[...filters.keys()].join(' or ')})`]
}

/** `t.person_id as v0`, `t_plan.primary_need as k1`, …: `k<i>` is the category in part i. */
export function namedColumns(
  { filters, values }: RowColumns,
  { parts, isGrouped }: Scan,
): readonly string[] {
  return [
    ...[...filters, ...values].map(([sql, name]) => `${sql} as ${name}`),
    ...[...parts.values()].flatMap(({ split }, index) =>
      split ? [`${wayOf(split.sql, isGrouped).sql} as k${String(index)}`] : [],
    ),
  ]
}

/**
 * The joins that aggregates and categories need, each once.
 *
 * @param others - What is to be written instead, by alias.
 */
export function joinsOf(
  scan: Scan,
  others: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const joins = new Map<string, string>()
  const all = [
    ...[...scan.aggregates.values()].map(({ row }) => row.joins),
    ...[...scan.parts.values()].flatMap(({ split }) =>
      split ? [wayOf(split.sql, scan.isGrouped).joins] : [],
    ),
  ]
  for (const [alias, join] of all.flatMap((one) => [...one])) joins.set(alias, join)
  return [...joins].map(([alias, join]) => others.get(alias) ?? join)
}

/** Rows that are grouped are spread over time where their categories need it. */
function wayOf(sql: SplitSql, isGrouped: boolean): Pick<SplitSql, 'sql' | 'joins'> {
  return isGrouped ? (sql.spread ?? sql) : sql
}

/** How an aggregate finds its columns among the rows, `row` being their name. */
export function rowNames(compiled: CompiledAggregate, columns: RowColumns, row: string): RowNames {
  const own = ownFilter(compiled, columns.common)
  const value = columns.values.get(compiled.of?.sql ?? '') ?? ''
  return {
    filter: own && columns.filters.get(own),
    value: `${row}.${value}`,
    twice: value.replace('v', 'twice'),
  }
}

/** The places of the contexts that a part wants, or undefined if it wants them all. */
export function placesOf(part: ScanPart, scan: Scan): readonly string[] | undefined {
  if (part.contexts.size === scan.contexts.size) return undefined
  return [...scan.contexts.keys()].flatMap((key, n) => (part.contexts.has(key) ? [String(n)] : []))
}
