import { createHash } from 'node:crypto'
import { type AuthorityCode, isAuthorityCode, NATION } from '../core/index.ts'
import type { Schema, Table } from '../catalogue/index.ts'
import { quoted, readColumns } from './table-columns.ts'
import { CASELOAD } from './read-caseload.ts'
import { DISPUTE_CASES } from './read-disputes.ts'
import { currentRecords } from './read-fragments.ts'
import { KPIS } from './read-kpis.ts'
import { AUDITS, CENSUS, DESTINATIONS, MILESTONES, PLACES } from './read-latest.ts'
import { FUNDING, LEDGER } from './read-money.ts'
import { PLACEMENTS, PLANS } from './read-plans.ts'
import { REFERENCE } from './read-reference.ts'
import { RESULTS } from './read-results.ts'
import { REVIEW_CYCLES } from './read-review-cycles.ts'
import type { ReadRule } from './read-rule.ts'
import { INVOLVEMENTS, REFERRALS, REQUESTS } from './read-spells.ts'
import { FAMILIES, RESPONSES, VOICES } from './read-voices.ts'
import type { Database } from './types.ts'

/** Each after those that it reads; a dataset without a rule has no derived column. */
const RULES: readonly ReadRule[] = [
  REQUESTS,
  REFERRALS,
  INVOLVEMENTS,
  AUDITS,
  PLACES,
  MILESTONES,
  DESTINATIONS,
  CENSUS,
  LEDGER,
  FUNDING,
  REFERENCE,
  RESULTS,
  PLANS,
  PLACEMENTS,
  FAMILIES,
  RESPONSES,
  VOICES,
  DISPUTE_CASES,
  REVIEW_CYCLES,
  CASELOAD,
  KPIS,
]

export type RefreshOptions = {
  /** Tables whose records changed; what is made from them follows. All, unless given. */
  readonly tables?: readonly string[]
  /** Only this authority's rows. All, unless given. */
  readonly authority?: AuthorityCode
  /** How many plans DuckDB makes the caseload of at once: fewer take less memory. A whole number from 1. */
  readonly plansOfAPass?: number
}

/**
 * Fills the read tables from the current records: their columns, and every derived column and table
 * of the catalogue. A derived column that needs a dataset which the authority has not supplied is
 * empty. Give it inside the transaction that changes the records, so that readers see one state.
 *
 *     delete from read.plans;
 *     insert into read.plans (authority, plan_id, …, held_from, …, import_id, …)
 *     select r.authority, r.plan_id, …, coalesce(r.reopened_date, …) as held_from, …
 *     from (select * from records.plans where ended_by is null) r left join …
 *
 * @returns The tables filled, in order.
 */
export async function refreshReadTables(
  database: Database,
  schema: Schema,
  options: RefreshOptions = {},
): Promise<readonly string[]> {
  const tables = toRefresh(schema, options.tables)
  for (const table of tables) {
    if (table.name === CASELOAD.table && database.engine === 'duckdb')
      await refreshByPlans(database, table, options)
    else await database.execute(refreshSql(table, options.authority))
    if (database.engine === 'postgresql') await database.execute(`analyze read.${table.name}`)
  }
  return tables.map(({ name }) => name)
}

/** A plan has some 40 stretches of caseload, and a pass over so many plans some 100 MB. */
const PLANS_OF_A_PASS = 16_000

/**
 * Fills a table whose rows belong to plans, some plans at a time. DuckDB sorts in the memory of this
 * process, and all plans at once would need as much as there are plans.
 *
 *     insert into read.caseload (…) select … from (…) made where plan_id > 'P1' and plan_id <= 'P2'
 */
async function refreshByPlans(
  database: Database,
  table: Table,
  { authority, plansOfAPass = PLANS_OF_A_PASS }: RefreshOptions,
): Promise<void> {
  await database.execute(deleteSql(table, authority))
  const cuts = await lastPlans(database, authority, plansOfAPass)
  for (let pass = 0; pass <= cuts.length; pass += 1) {
    const [after, until] = [cuts[pass - 1], cuts[pass]]
    const bounds = [after, until].flatMap((bound) => bound ?? [])
    const tests = [
      after === undefined ? [] : 'plan_id > $1',
      until === undefined ? [] : `plan_id <= $${String(bounds.length)}`,
    ].flat()
    const sql = insertSql(table, authority, tests.length > 0 ? tests.join(' and ') : 'true')
    await database.execute(sql, bounds)
  }
}

/** The last plan of each pass but the last; plans of several authorities may have the same number. */
async function lastPlans(
  database: Database,
  authority: AuthorityCode | undefined,
  plansOfAPass: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `select plan_id
     from (select plan_id, row_number() over (order by plan_id) as place
       from read.plans ${onlyOf(authority)}) placed
     where mod(place, ${String(plansOfAPass)}) = 0 order by plan_id`,
  )
  return rows.map((row) => String(row['plan_id']))
}

/** Names the way in which all read tables are made: another catalogue or rule, another name. */
export function readFingerprint(schema: Schema): string {
  const hash = createHash('sha256')
  for (const table of inOrder(schema)) hash.update(refreshSql(table, undefined)).update('\0')
  return hash.digest('hex')
}

/** The tables that change with some datasets: those, and all that is made from them. */
export function tablesMadeFrom(schema: Schema, datasets: readonly string[]): readonly string[] {
  return toRefresh(schema, datasets).map(({ name }) => name)
}

function toRefresh(schema: Schema, changed: readonly string[] | undefined): readonly Table[] {
  const ordered = inOrder(schema)
  if (!changed) return ordered
  const stale = new Set(changed)
  return ordered.filter(({ name }) => {
    const reads = ruleOf(name)?.reads ?? []
    if (stale.has(name) || reads.some((read) => stale.has(read))) stale.add(name)
    return stale.has(name)
  })
}

function inOrder(schema: Schema): readonly Table[] {
  const tables = [...schema.tables.values()]
  const place = (name: string) => RULES.findIndex((rule) => rule.table === name)
  return tables.toSorted((a, b) => place(a.name) - place(b.name))
}

function ruleOf(table: string): ReadRule | undefined {
  return RULES.find((rule) => rule.table === table)
}

function refreshSql(table: Table, authority: AuthorityCode | undefined): string {
  return `${deleteSql(table, authority)};${insertSql(table, authority)}`
}

function deleteSql(table: Table, authority: AuthorityCode | undefined): string {
  return `
    delete from read.${table.name} ${onlyOf(authority)}`
}

/** @param within - A condition on the rows to be made; all, unless given. */
function insertSql(table: Table, authority: AuthorityCode | undefined, within = 'true'): string {
  const names = readColumns(table)
    .map(({ name }) => quoted(name))
    .join(', ')
  const only = authority === undefined ? '' : ` and made.authority = '${checked(authority)}'`
  return `
    insert into read.${table.name} (${names})
    select ${names}
    from (${selectSql(table)}) made where ${within}${only}`
}

function onlyOf(authority: AuthorityCode | undefined): string {
  return authority === undefined ? '' : `where authority = '${checked(authority)}'`
}

function checked(authority: AuthorityCode): AuthorityCode {
  if (authority !== NATION && !isAuthorityCode(authority)) {
    throw new RangeError(`an authority must be a GSS code; got ${authority}`)
  }
  return authority
}

function selectSql(table: Table): string {
  const rule = ruleOf(table.name)
  if (rule?.select) return rule.select
  const columns = readColumns(table).map(({ name, type }) => {
    if (!table.columns.get(name)?.derived) return `r.${quoted(name)}`
    return `${rule?.columns?.[name] ?? `cast(null as ${type})`} as ${quoted(name)}`
  })
  return `select ${columns.join(',\n      ')}
    from ${currentRecords(table.name)} r ${rule?.joins ?? ''}`
}
