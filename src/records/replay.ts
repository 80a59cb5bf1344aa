import { type AuthorityEntry, readAuthorities } from '../catalogue/index.ts'
import type { AuthorityCode, Issue } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import { importAgain, type ImportRun } from './import-authority.ts'
import { isKept, keptNotes } from './kept-rows.ts'
import { personHash } from './person-key.ts'
import type { PlannedFile, PlannedImport } from './plan-import.ts'
import type { RecordServices } from './types.ts'

/** An import of the log with all that is needed to make it again. */
export type KeptImport = {
  readonly id: number
  readonly importedAt: string
  readonly catalogueVersion: string
  readonly planned: PlannedImport
}

/** What was kept of some imports; of those in `lost` not everything was. */
export type KeptImports = { readonly kept: readonly KeptImport[]; readonly lost: readonly number[] }

/**
 * The imports that stand, in their order, with what was kept of them.
 *
 * @param which - SQL about an import `i`, such as `i.id > 3`.
 */
export async function keptImports(database: Database, which: string): Promise<KeptImports> {
  const rows = await database.query(
    `select i.id, i.authority, i.imported_at, i.catalogue_version from records.imports i
     where i.status in ('loaded', 'unchanged') and ${which} order by i.id`,
  )
  const kept: KeptImport[] = []
  const lost: number[] = []
  for (const row of rows) {
    const id = Number(row['id'])
    const authority = String(row['authority'])
    const notes = await keptNotes(database, id)
    const files = await filesOf(database, id, authority)
    if (!notes || !files) lost.push(id)
    else kept.push(keptImport(row, { authority, files, unknown: [], issues: notes }))
  }
  return { kept, lost }
}

function keptImport(row: SqlRow, planned: PlannedImport): KeptImport {
  return {
    id: Number(row['id']),
    importedAt: String(row['imported_at']),
    catalogueVersion: String(row['catalogue_version']),
    planned,
  }
}

/** The files of an import as they were planned; undefined where not all of their rows were kept. */
async function filesOf(
  database: Database,
  id: number,
  authority: AuthorityCode,
): Promise<readonly PlannedFile[] | undefined> {
  const rows = await database.query(
    `select id, name, form, sha256, shape, bytes, extracted_on, holder, collection_year
     from records.files where import_id = $1 order by id`,
    [id],
  )
  const files = rows.map(plannedAgain)
  for (const { sha256, again } of files)
    if (!(await isKept(database, { authority, sha256, shape: again.shape }))) return undefined
  return files
}

function plannedAgain(row: SqlRow): PlannedFile & Required<Pick<PlannedFile, 'again'>> {
  const [name, shape] = [String(row['name']), String(row['shape'])]
  const year = row['collection_year']
  return {
    path: name,
    name,
    bytes: Number(row['bytes']),
    changedAt: 0,
    sha256: String(row['sha256']),
    form: row['form'] === 'csv' ? 'csv' : 'sen2-xml',
    datasets: [...shape.matchAll(/(\w+)\(/g)].map(([, dataset = '']) => dataset),
    extractedOn: String(row['extracted_on']),
    holder: typeof row['holder'] === 'string' ? row['holder'] : null,
    year: typeof year === 'number' ? year : null,
    mapping: '',
    again: { id: Number(row['id']), shape },
  }
}

/**
 * Makes imports again one after the other, under their numbers and of their time, as if each were
 * made now for the first time. To be called in a transaction; the read tables are left to the caller.
 *
 * @param keptIn - The database with what was kept of them, which may be another one.
 * @returns The datasets whose records changed.
 */
export async function replay(
  services: RecordServices,
  imports: readonly KeptImport[],
  keptIn: Database,
): Promise<ReadonlySet<string>> {
  const authorities = await readAuthorities()
  const changed = new Set<string>()
  for (const one of imports) {
    const run = runOf(services, authorities, one, keptIn)
    const outcome = await importAgain(run, one.planned, one.id)
    for (const dataset of outcome.changed) changed.add(dataset)
  }
  return changed
}

function runOf(
  services: RecordServices,
  authorities: ReadonlyMap<string, AuthorityEntry>,
  { importedAt, catalogueVersion }: KeptImport,
  keptIn: Database,
): ImportRun {
  return {
    services,
    options: {},
    hash: personHash(services.personKey),
    now: new Date(importedAt),
    authorities,
    again: { keptIn, catalogueVersion },
  }
}

/** An issue for imports of which not everything was kept. */
export function lostWords(lost: readonly number[]): Pick<Issue, 'message' | 'fix'> {
  const [which, latest] = [lost.join(', '), String(lost.at(-1))]
  return {
    message: `Not all of what import ${which} read was kept: an older Sendboard made it.`,
    fix: `Undo the later imports first, import ${latest} before the others, then import their files again.`,
  }
}
