import type { Kpi } from '../catalogue/index.ts'
import { toNumber } from '../core/index.ts'
import {
  columnsRead,
  datasetsRead,
  type Figure,
  type IdentityCheck,
  readProofs,
} from '../figures/index.ts'
import { type QualityMark, qualityMark } from '../judgement/index.ts'
import type { SqlRow } from '../database/index.ts'
import type { BoardState, Services } from '../services.ts'

type Reads = Pick<Services, 'database' | 'catalogue'>

/** What the log of imports says of a table: when it was last filled, and what was questioned. */
type TableQuality = {
  readonly importedAt: string
  readonly rows: number
  readonly issues: readonly IssueTally[]
}

type IssueTally = {
  readonly missing: boolean
  readonly field: string | null
  readonly count: number
}

/** Gives the mark of a KPI's latest figure; null where there is no figure to mark. */
export type QualityReader = (kpi: Kpi, latest: Figure | null) => QualityMark | null

/** How often each step's records are due, in days. */
export const DUE_DAYS = { month: 31, quarter: 92, term: 123, year: 366, once: null } as const

/** Reads once what the marks of all KPIs are made of. @param now - The instant that ages count from. */
export async function readQuality(
  services: Reads,
  state: BoardState | undefined,
  identities: readonly IdentityCheck[],
  now: Date,
): Promise<QualityReader> {
  if (!state) return () => null
  const { catalogue, database } = services
  const [tables, proofs] = await Promise.all([
    readTableQuality(services, state.authority),
    readProofs(database, state.authority),
  ])
  const tried = identities.filter(({ outcome }) => outcome !== 'not-checked')
  const broken = tried.filter(({ outcome }) => outcome === 'broken')
  return ({ measure, use }, latest) => {
    if (!measure || !latest?.value) return null
    const read = datasetsRead(measure, catalogue.measures)
    const held = read.flatMap((name) => tables.get(name) ?? [])
    const columns = columnsRead(measure, catalogue.measures)
    const rows = held.reduce((sum, table) => sum + table.rows, 0)
    return qualityMark({
      ageDays: held.length < read.length ? null : ageOf(held, now),
      dueDays: DUE_DAYS[measure.every],
      missing: {
        cells: tally(
          read,
          tables,
          (one, name) => one.missing && columns.has(`${name}.${one.field ?? ''}`),
        ),
        rows,
      },
      queried: { cells: tally(read, tables, ({ missing }) => !missing), rows },
      proof: proofs.get(measure.id) ?? 'not-proved',
      identities: { tried: tried.length, broken: broken.length },
      cases: casesOf(latest, measure.kind),
      version: measure.version,
      provisional: use.provisional,
      ambiguous: use.ambiguous,
    })
  }
}

const MS_A_DAY = 86_400_000

/** Days since the oldest of some tables was imported. */
function ageOf(held: readonly TableQuality[], now: Date): number | null {
  const [oldest] = held.map(({ importedAt }) => Date.parse(importedAt)).toSorted((a, b) => a - b)
  return oldest === undefined ? null : Math.max(0, Math.floor((now.getTime() - oldest) / MS_A_DAY))
}

function tally(
  read: readonly string[],
  tables: ReadonlyMap<string, TableQuality>,
  counts: (issue: IssueTally, table: string) => boolean,
): number {
  return read
    .flatMap((name) => (tables.get(name)?.issues ?? []).filter((issue) => counts(issue, name)))
    .reduce((sum, { count }) => sum + count, 0)
}

const RESTS_ON_CASES = ['percentage', 'mean', 'median', 'rate']

function casesOf({ denominator, numerator }: Figure, kind: string): number | null {
  if (!RESTS_ON_CASES.includes(kind)) return null
  const cases = kind === 'rate' ? numerator : denominator
  return cases && toNumber(cases)
}

async function readTableQuality(
  { database }: Reads,
  authority: string,
): Promise<ReadonlyMap<string, TableQuality>> {
  const latest = await database.query(
    `select c.dataset, i.id, i.status, i.imported_at, sum(c.rows_read) as rows_read
     from records.file_counts c join records.imports i on i.id = c.import_id
     where i.authority = $1 and i.status in ('loaded', 'unchanged') and i.undone_at is null
     group by c.dataset, i.id, i.status, i.imported_at order by i.id`,
    [authority],
  )
  const issues = await database.query(
    `select c.dataset, s.import_id, s.field, s.code = 'records-required-when' as missing,
       count(*) as many
     from records.import_issues s
     join records.imports i on i.id = s.import_id
     join records.files f on f.import_id = s.import_id and f.name = s.file
     join records.file_counts c on c.file_id = f.id
     where i.authority = $1 and s.line is not null and s.severity in ('error', 'warning')
     group by c.dataset, s.import_id, s.field, s.code = 'records-required-when'`,
    [authority],
  )
  const byImport = Map.groupBy(issues, importKey)
  return new Map(
    [...Map.groupBy(latest, (row) => String(row['dataset']))].map(([name, imports]) => {
      // An import that changed nothing makes the table new again; its rows were questioned before.
      const loaded = imports.findLast((row) => row['status'] === 'loaded') ?? imports.at(-1)
      const told = byImport.get(`${name} ${String(loaded?.['id'])}`) ?? []
      return [
        name,
        {
          importedAt: String(imports.at(-1)?.['imported_at']),
          rows: Number(loaded?.['rows_read'] ?? 0),
          issues: told.map(tallyOf),
        },
      ]
    }),
  )
}

function importKey(row: SqlRow): string {
  return `${String(row['dataset'])} ${String(row['import_id'])}`
}

function tallyOf(row: SqlRow): IssueTally {
  const field = row['field']
  return {
    missing: row['missing'] === true,
    field: typeof field === 'string' ? field : null,
    count: Number(row['many']),
  }
}
