import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode, Issue, Result } from '../core/index.ts'
import { type Database, refreshReadTables } from '../database/index.ts'

/** What an undo changed. */
export type Undone = {
  readonly id: number
  readonly authority: AuthorityCode
  readonly changed: readonly string[]
}

/**
 * Undoes an import: what it loaded goes, what it ended is current again, to the byte. The log keeps
 * the import, marked as undone.
 *
 * @returns An issue if there is no such import, it was undone before or loaded nothing, or a later
 *   import built on it.
 */
export async function undoImport(
  services: {
    readonly database: Database
    readonly catalogue: Catalogue
    readonly now?: () => Date
  },
  id: number,
): Promise<Result<Undone>> {
  const { database, catalogue } = services
  const now = (services.now ?? (() => new Date()))()
  return await database.transaction(async () => {
    const issue = await undoFault(database, id)
    if (issue) return { ok: false, issues: [issue] }
    const rows = await database.query('select authority from records.imports where id = $1', [id])
    const authority = String(rows[0]?.['authority'])
    const changed = await changedBy(database, id)
    for (const dataset of changed) await restore(database, dataset, id)
    for (const table of ['person_links', 'aliases', 'supplied'])
      await database.execute(`delete from records.${table} where import_id = ${String(id)}`)
    await database.execute(
      `update records.imports set status = 'undone', undone_at = $1 where id = $2`,
      [now.toISOString(), id],
    )
    await refreshReadTables(database, catalogue.schema, { tables: changed, authority })
    return { ok: true, value: { id, authority, changed }, issues: [] }
  })
}

async function changedBy(database: Database, id: number): Promise<readonly string[]> {
  const rows = await database.query(
    'select distinct dataset from records.changed_tables where import_id = $1 order by dataset',
    [id],
  )
  return rows.map((row) => String(row['dataset']))
}

async function restore(database: Database, dataset: string, id: number): Promise<void> {
  await database.execute(
    `delete from records.${dataset} where import_id = ${String(id)};
     update records.${dataset} set ended_by = null where ended_by = ${String(id)}`,
  )
}

async function undoFault(database: Database, id: number): Promise<Issue | undefined> {
  const rows = await database.query('select status from records.imports where id = $1', [id])
  const status = rows[0]?.['status']
  if (status === undefined)
    return fault(`There is no import ${String(id)}.`, 'See the list of imports.')
  if (status !== 'loaded' && status !== 'unchanged') {
    const why = status === 'undone' ? 'was undone already' : 'was refused and loaded nothing'
    return fault(`Import ${String(id)} ${why}.`, 'Nothing to do.')
  }
  const later = await laterOn(database, id)
  if (later.length === 0) return undefined
  const [numbers, verb] = [later.join(', '), later.length === 1 ? 'builds' : 'build']
  return fault(
    `Import ${numbers} ${verb} on import ${String(id)}.`,
    `Undo ${numbers} first, the latest before the others.`,
  )
}

function fault(message: string, fix: string): Issue {
  return { code: 'records-undo-refused', severity: 'error', message, fix }
}

/**
 * Later imports of the same authority that stand and read the same tables: rows which they found to
 * be there already would be lost. Where the import joined persons or ids, any later one builds on it.
 */
async function laterOn(database: Database, id: number): Promise<readonly number[]> {
  const rows = await database.query(
    `select i.id
     from records.imports i
     join records.imports own on own.id = $1 and own.authority = i.authority
     where i.id > $1 and i.status in ('loaded', 'unchanged') and (
       exists (select 1 from records.person_links l where l.import_id = $1)
       or exists (select 1 from records.aliases a where a.import_id = $1)
       or exists (
         select 1 from (
           select dataset from records.changed_tables where import_id = i.id
           union select dataset from records.file_counts where import_id = i.id) mine
         join (
           select dataset from records.changed_tables where import_id = $1
           union select dataset from records.file_counts where import_id = $1) its
           on its.dataset = mine.dataset))
     order by i.id`,
    [id],
  )
  return rows.map((row) => Number(row['id']))
}
