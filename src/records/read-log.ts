import { type AuthorityCode, type DayText, NATION } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { RowCounts } from './types.ts'

/** Datasets that an authority has supplied, by name; one supplied without rows counts. */
export async function suppliedDatasets(
  database: Database,
  authority: AuthorityCode,
): Promise<ReadonlySet<string>> {
  const rows = await database.query(
    `select distinct dataset from records.supplied
     where authority = $1 and ended_by is null order by dataset`,
    [authority],
  )
  return new Set(rows.map((row) => String(row['dataset'])))
}

/** The day that the records of an authority go up to: its latest extract. Undefined without imports. */
export async function asAtOf(
  database: Database,
  authority: AuthorityCode,
): Promise<DayText | undefined> {
  const rows = await database.query(
    `select max(f.extracted_on) as as_at
     from records.files f join records.imports i on i.id = f.import_id
     where f.authority = $1 and i.status in ('loaded', 'unchanged')`,
    [authority],
  )
  const asAt = rows[0]?.['as_at']
  return typeof asAt === 'string' ? asAt : undefined
}

/** Authorities that have supplied anything, by code. England, whose figures are published, is none. */
export async function authoritiesIn(database: Database): Promise<readonly AuthorityCode[]> {
  const rows = await database.query(
    `select distinct authority from records.supplied where ended_by is null and authority <> $1
     order by authority`,
    [NATION],
  )
  return rows.map((row) => String(row['authority']))
}

/** What the records hold of an authority. */
export type AuthorityHeld = {
  readonly authority: AuthorityCode
  readonly extractedOn: DayText | undefined
  readonly supplied: ReadonlySet<string>
}

/** What is held of each authority that has supplied anything, by code. */
export async function recordsHeld(database: Database): Promise<readonly AuthorityHeld[]> {
  const supplied = await database.query(
    `select distinct authority, dataset from records.supplied
     where ended_by is null and authority <> $1 order by authority, dataset`,
    [NATION],
  )
  const days = await database.query(
    `select f.authority, max(f.extracted_on) as as_at
     from records.files f join records.imports i on i.id = f.import_id
     where i.status in ('loaded', 'unchanged') group by f.authority`,
  )
  const dayOf = new Map(days.map((row) => [String(row['authority']), row['as_at']]))
  return [...Map.groupBy(supplied, (row) => String(row['authority']))].map(([authority, rows]) => {
    const day = dayOf.get(authority)
    return {
      authority,
      extractedOn: typeof day === 'string' ? day : undefined,
      supplied: new Set(rows.map((row) => String(row['dataset']))),
    }
  })
}

/** An import as the log tells of it. */
export type LoggedImport = {
  readonly id: number
  readonly authority: AuthorityCode
  readonly importedAt: string
  readonly undoneAt: string | null
  readonly extractedOn: DayText | null
  readonly holder: string | null
  readonly status: 'loaded' | 'unchanged' | 'refused' | 'undone'
  readonly counts: RowCounts
  readonly files: readonly LoggedImportFile[]
  /** Issues by severity. */
  readonly issues: { readonly error: number; readonly warning: number; readonly note: number }
}

export type LoggedImportFile = {
  readonly name: string
  readonly form: string
  readonly sha256: string
  readonly bytes: number
  readonly extractedOn: DayText | null
  readonly datasets: readonly { readonly dataset: string; readonly counts: RowCounts }[]
}

/** The imports of an authority with those of published figures, or all, the latest first. */
export async function importsOf(
  database: Database,
  authority?: AuthorityCode,
): Promise<readonly LoggedImport[]> {
  const rows = await database.query(
    `select * from records.imports where cast($1 as varchar) is null or authority in ($1, $2) order by id desc nulls last`,
    [authority ?? null, NATION],
  )
  const files = await filesByImport(database)
  const issues = await issuesByImport(database)
  return rows.map((row) => ({
    id: Number(row['id']),
    authority: String(row['authority']),
    importedAt: String(row['imported_at']),
    undoneAt: textOrNull(row['undone_at']),
    extractedOn: textOrNull(row['extracted_on']),
    holder: textOrNull(row['holder']),
    status: statusOf(row['status']),
    counts: countsOf(row),
    files: files.get(Number(row['id'])) ?? [],
    issues: issues.get(Number(row['id'])) ?? { error: 0, warning: 0, note: 0 },
  }))
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function statusOf(value: unknown): LoggedImport['status'] {
  return value === 'loaded' || value === 'unchanged' || value === 'refused' ? value : 'undone'
}

function countsOf(row: Readonly<Record<string, unknown>>): RowCounts {
  return {
    read: Number(row['rows_read']),
    loaded: Number(row['loaded']),
    unchanged: Number(row['unchanged']),
    refused: Number(row['refused']),
    removed: Number(row['removed']),
  }
}

async function filesByImport(
  database: Database,
): Promise<ReadonlyMap<number, readonly LoggedImportFile[]>> {
  const files = await database.query('select * from records.files order by id')
  const counts = await database.query('select * from records.file_counts order by file_id, dataset')
  const byFile = Map.groupBy(counts, (row) => Number(row['file_id']))
  const logged = files.map((row) => ({
    importId: Number(row['import_id']),
    file: {
      name: String(row['name']),
      form: String(row['form']),
      sha256: String(row['sha256']),
      bytes: Number(row['bytes']),
      extractedOn: textOrNull(row['extracted_on']),
      datasets: (byFile.get(Number(row['id'])) ?? []).map((count) => ({
        dataset: String(count['dataset']),
        counts: countsOf(count),
      })),
    },
  }))
  const grouped = Map.groupBy(logged, ({ importId }) => importId)
  return new Map([...grouped].map(([id, members]) => [id, members.map(({ file }) => file)]))
}

async function issuesByImport(
  database: Database,
): Promise<ReadonlyMap<number, LoggedImport['issues']>> {
  const rows = await database.query(
    `select import_id,
       count(*) filter (where severity = 'error') as error,
       count(*) filter (where severity = 'warning') as warning,
       count(*) filter (where severity = 'note') as note
     from records.import_issues group by import_id`,
  )
  return new Map(
    rows.map((row) => [
      Number(row['import_id']),
      {
        error: Number(row['error']),
        warning: Number(row['warning']),
        note: Number(row['note']),
      },
    ]),
  )
}

/**
 * SQL for the file's name of a row of a read table with that alias: its lineage is this and
 * `source_line`. Empty for rows put in without an import.
 *
 *     (select f.name from records.files f where f.id = r.source_file)
 */
export function sourceFileSql(alias: string): string {
  return `(select f.name from records.files f where f.id = ${alias}.source_file)`
}

/**
 * SQL for the records of a dataset as they were after an import, by any authority: an earlier state
 * rebuilt.
 *
 *     (select * from records.plans where import_id <= 7 and (ended_by is null or ended_by > 7))
 */
export function recordsAfter(dataset: string, importId: number): string {
  const id = String(importId)
  return `(select * from records.${dataset}
    where import_id <= ${id} and (ended_by is null or ended_by > ${id}))`
}
