import {
  aliasAlong,
  type ColumnRead,
  type CompiledAggregate,
  everyPart,
  ofAuthoritiesAsked,
  type Schema,
  scopeOver,
} from '../formula/index.ts'
import { authoritiesSql, contextsSql } from './scan-context.ts'
import type { Need } from './scan-plan.ts'
import type { TableSql } from './scan-sql.ts'

/** The columns shown of a row: how each is called, and its SQL. */
type Shown = { readonly name: string; readonly sql: string }

/** A statement for the rows of an aggregate, and the names of the columns shown, in order. */
export type RecordsSql = { readonly sql: string; readonly shown: readonly string[] }

/**
 * The rows of one aggregate in one context, not aggregated.
 *
 *     with authorities (authority) as (values (cast($1 as varchar))), contexts (…) as (values …)
 *     select t.plan_id as s0, …, t.person_id as v, (…) as counted, t_plan.primary_need as category,
 *       t.source_file as file, t.source_line as line
 *     from contexts c cross join read.caseload t left join read.plans t_plan on …
 *     where t.authority in (select authority from authorities) and … order by t.plan_id, t.from_date
 *
 * @param narrowed - An aggregate over some of these rows: which of them are `counted`.
 * @param hasLineage - Whether a read table holds the file and line of each row.
 * @param tableSql - Where the rows of a table are read from.
 */
export function recordsSql(
  need: Need,
  narrowed: CompiledAggregate | undefined,
  schema: Schema,
  hasLineage: (table: string) => boolean,
  tableSql: TableSql,
): RecordsSql {
  const { compiled, context, split } = need
  const { joins, shown, source } = columnsShown(compiled, narrowed, schema, hasLineage)
  const further = [compiled.row.joins, narrowed?.row.joins ?? [], split?.sql.joins ?? []]
  for (const [alias, join] of further.flatMap((one) => [...one])) joins.set(alias, join)
  const tests = compiled.conditions.map(({ sql }) => sql)
  const columns = [
    ...shown.map((column, index) => `cast(${column.sql} as varchar) as s${String(index)}`),
    `${compiled.of?.sql ?? '1'} as v`,
    `${countedSql(narrowed, tests)} as counted`,
    `${split?.sql.sql ?? 'cast(null as varchar)'} as category`,
    ...['file', 'line'].map((name) => `${source ? `${source}.source_${name}` : 'null'} as ${name}`),
  ]
  const select = [
    `select ${columns.join(', ')}`,
    `from contexts c cross join ${tableSql(compiled.table)} t ${[...joins.values()].join(' ')}`,
    `where ${[ofAuthoritiesAsked('t'), ...tests].join(' and ')}`,
    `order by ${compiled.row.table.key.map((column) => `t.${column}`).join(', ')}`,
  ].join('\n')
  const sql = `with ${authoritiesSql(1)},\n${contextsSql([context], select)}\n${select}`
  return { sql, shown: shown.map(({ name }) => name) }
}

/** What the narrowed aggregate asks of a row beyond what all rows meet. */
function countedSql(narrowed: CompiledAggregate | undefined, tests: readonly string[]): string {
  const own = (narrowed?.conditions ?? []).flatMap(({ sql }) => (tests.includes(sql) ? [] : [sql]))
  return own.length > 0 ? `(${own.join(' and ')}) is true` : 'true'
}

/** Never shown: a date of birth. */
const HIDDEN: readonly string[] = ['birth_date']

function columnsShown(
  { aggregate, table }: CompiledAggregate,
  narrowed: CompiledAggregate | undefined,
  schema: Schema,
  hasLineage: (table: string) => boolean,
) {
  const scope = scopeOver(schema, table, new Map())
  const keys: readonly Shown[] = scope.row.table.key.map((name) => ({ name, sql: `t.${name}` }))
  const asked = [aggregate, ...(narrowed ? [narrowed.aggregate] : [])]
  const reads = asked
    .flatMap(({ of, rows }) => [of, ...rows.conditions])
    .flatMap((part) => (part ? everyPart(part) : []))
    .flatMap((part) => (part.kind === 'column' ? [part] : []))
    .filter((read) => isOfRow(read, table) && !HIDDEN.includes(read.column))
    .map((read): Shown => ({
      name: [...read.path.map(({ link }) => link), read.column].join('.'),
      sql: `${aliasAlong(schema, scope.row, read.path)}.${read.column}`,
    }))
  const shown = [...new Map([...keys, ...reads].map((one) => [one.name, one])).values()]
  return { shown, source: lineageOf(), joins: scope.row.joins }

  function lineageOf(): string | undefined {
    if (hasLineage(table)) return 't'
    if (!scope.row.table.links.has('plan') || !hasLineage('plans')) return undefined
    return aliasAlong(schema, scope.row, [{ link: 'plan', from: table, to: 'plans' }])
  }
}

/** A column of the row itself or along its links, not one of another row that a question is about. */
function isOfRow({ row, path, table: of }: ColumnRead, table: string): boolean {
  return row === 'row' && (path[0]?.from ?? of) === table
}
