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
    await database.execute(refreshSql(table, options.authority))
    if (database.engine === 'postgresql') await database.execute(`analyze read.${table.name}`)
  }
  return tables.map(({ name }) => name)
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
  const names = readColumns(table).map(({ name }) => quoted(name))
  const only = authority === undefined ? '' : ` where authority = '${checked(authority)}'`
  return `
    delete from read.${table.name}${only};
    insert into read.${table.name} (${names.join(', ')})
    select ${names.join(', ')}
    from (${selectSql(table)}) made${only}`
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
