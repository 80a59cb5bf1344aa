import type { Catalogue, Dataset } from '../catalogue/index.ts'
import type { AuthorityCode, DayText } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import type { ImportRun } from './import-authority.ts'
import { NO_ROWS } from './import-outcome.ts'
import type { MergeContext } from './merge-context.ts'
import type { PlannedFile, PlannedImport } from './plan-import.ts'
import type { ImportOutcome, RowCounts } from './types.ts'

/** The next number in the log: numbers are never used again. */
export async function nextId(database: Database, table: 'imports' | 'files'): Promise<number> {
  const rows = await database.query(`select max(id) as last from records.${table}`)
  return Number(rows[0]?.['last'] ?? 0) + 1
}

/** The number of a file in the log: a new one, but where it is imported again. */
export async function numberOf(database: Database, file: PlannedFile | undefined): Promise<number> {
  return file?.again?.id ?? (await nextId(database, 'files'))
}

/** The columns of the datasets, and the mapping, that a file is read with: with others it reads otherwise. */
export function shapeOf(
  catalogue: Pick<Catalogue, 'datasets'>,
  { again, datasets, mapping }: PlannedFile,
): string {
  if (again) return again.shape
  const tables = datasets.map(
    (name) => `${name}(${catalogue.datasets.get(name)?.fileColumns.join() ?? ''})`,
  )
  return tables.join(' ') + mapping
}

type Before = {
  readonly importedOn: DayText
  readonly counts: Readonly<Record<string, RowCounts>>
}

/** When these very bytes were imported for the authority, if they were and it was not undone. */
export async function sameFileBefore(
  database: Database,
  catalogue: Pick<Catalogue, 'datasets'>,
  authority: AuthorityCode,
  file: PlannedFile,
): Promise<Before | undefined> {
  const rows = await database.query(
    `select i.imported_at, c.dataset, c.rows_read, c.refused
     from records.files f
     join records.imports i on i.id = f.import_id and i.status in ('loaded', 'unchanged')
     join records.file_counts c on c.file_id = f.id
     where f.authority = $1 and f.sha256 = $2 and f.shape = $3
       and f.id = (select max(g.id) from records.files g join records.imports j on j.id = g.import_id
         where g.authority = $1 and g.sha256 = $2 and g.shape = $3
           and j.status in ('loaded', 'unchanged'))`,
    [authority, file.sha256, shapeOf(catalogue, file)],
  )
  const [first] = rows
  if (!first) return undefined
  const counts = rows.map((row) => [String(row['dataset']), sameAgain(row)] as const)
  return {
    importedOn: String(first['imported_at']).slice(0, 10),
    counts: Object.fromEntries(counts),
  }
}

/** Of the same file every row is known, or refused again. */
function sameAgain(row: SqlRow): RowCounts {
  const [read, refused] = [Number(row['rows_read']), Number(row['refused'])]
  return { ...NO_ROWS, read, refused, unchanged: read - refused }
}

export type LoggedFile = {
  readonly authority: AuthorityCode
  readonly importId: number
  readonly id?: number
  /** Left out when the file is in the log already and only its counts are to be added. */
  readonly file?: PlannedFile
  readonly counts: Readonly<Record<string, RowCounts>>
}

/** Puts a file, what became of its rows, or both into the log. */
export async function logFile(
  database: Database,
  catalogue: Pick<Catalogue, 'datasets'>,
  logged: LoggedFile,
): Promise<void> {
  const id = logged.id ?? (await numberOf(database, logged.file))
  if (logged.file) await logFileItself(database, catalogue, { ...logged, id, file: logged.file })
  for (const [dataset, counts] of Object.entries(logged.counts)) {
    await database.execute(
      'insert into records.file_counts values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        ...[id, logged.importId, dataset],
        ...[counts.read, counts.loaded, counts.unchanged, counts.refused, counts.removed],
      ],
    )
  }
}

async function logFileItself(
  database: Database,
  catalogue: Pick<Catalogue, 'datasets'>,
  {
    authority,
    importId,
    id,
    file,
  }: LoggedFile & { readonly id: number; readonly file: PlannedFile },
): Promise<void> {
  await database.execute(
    `insert into records.files
       (id, import_id, authority, name, form, sha256, shape, bytes, extracted_on, holder, collection_year)
     values ($1, $2, $3, $4, $5, $6, $7, $8, cast($9 as date), $10, $11)`,
    [
      ...[id, importId, authority, file.name, file.form, file.sha256],
      ...[shapeOf(catalogue, file), BigInt(file.bytes), file.extractedOn],
      ...[file.holder, file.year],
    ],
  )
}

/** Puts an import into the log. */
export async function logImport(
  { services, now, again }: ImportRun,
  { authority, files }: PlannedImport,
  done: {
    readonly id: number
    readonly status: ImportOutcome['status']
    readonly counts: RowCounts
    readonly changed: ReadonlySet<string>
  },
): Promise<void> {
  const extractedOn =
    files
      .map((file) => file.extractedOn)
      .toSorted()
      .at(-1) ?? null
  const holders = new Set(files.map(({ holder }) => holder).filter((holder) => holder !== null))
  const { read, loaded, unchanged, refused, removed } = done.counts
  await services.database.execute(
    `insert into records.imports (id, authority, imported_at, extracted_on, holder, status,
       catalogue_version, rows_read, loaded, unchanged, refused, removed)
     values ($1, $2, $3, cast($4 as date), $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[done.id, authority, now.toISOString(), extractedOn],
      ...[holders.size === 0 ? null : [...holders].join('; '), done.status],
      ...[
        again?.catalogueVersion ?? services.catalogue.version,
        read,
        loaded,
        unchanged,
        refused,
        removed,
      ],
    ],
  )
  for (const dataset of done.changed) {
    await services.database.execute('insert into records.changed_tables values ($1, $2)', [
      done.id,
      dataset,
    ])
  }
}

/** Whether the dataset is supplied for the first time. */
export async function markSupplied(
  { database, authority, importId }: MergeContext,
  { name }: Dataset,
): Promise<boolean> {
  const rows = await database.query(
    `select 1 as there from records.supplied
     where authority = $1 and dataset = $2 and ended_by is null`,
    [authority, name],
  )
  if (rows.length > 0) return false
  await database.execute(
    'insert into records.supplied (authority, dataset, import_id) values ($1, $2, $3)',
    [authority, name, importId],
  )
  return true
}
