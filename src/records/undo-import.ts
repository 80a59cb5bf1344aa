import type { AuthorityCode, Issue, Result } from '../core/index.ts'
import { type Database, refreshReadTables } from '../database/index.ts'
import { keyFault } from './key-check.ts'
import { keptImports, type KeptImports, lostWords, replay } from './replay.ts'
import type { RecordServices } from './types.ts'

/** What an undo changed. */
export type Undone = {
  readonly id: number
  readonly authority: AuthorityCode
  readonly changed: readonly string[]
  /** The later imports that were made again without it. */
  readonly madeAgain: readonly number[]
}

/**
 * Undoes an import, the latest or any: the records become what they would be had it never been made.
 * They go back to how they were before it, to the byte, and the authority's later imports are made
 * again from what was kept of their files. The log keeps the import, marked as undone. All or
 * nothing.
 *
 * @returns An issue if there is no such import, it was undone before or loaded nothing, or not
 *   everything that later ones read was kept.
 */
export async function undoImport(services: RecordServices, id: number): Promise<Result<Undone>> {
  const { database, catalogue } = services
  const now = (services.now ?? (() => new Date()))()
  return await database.transaction(async () => {
    const found = await authorityOf(database, id)
    if (!found.ok) return found
    const authority = found.value
    const later = await keptImports(
      database,
      `i.authority = '${authority}' and i.id > ${String(id)}`,
    )
    const issue = later.kept.length > 0 ? await keyFault(services) : undefined
    const problem = lostFault(later) ?? issue
    if (problem) return { ok: false, issues: [problem] }
    const back = await goBack(database, authority, id)
    await database.execute(
      `update records.imports set status = 'undone', undone_at = $1 where id = $2`,
      [now.toISOString(), id],
    )
    const again = await replay(services, later.kept, database)
    const changed = [...new Set([...back, ...again])].toSorted()
    await refreshReadTables(database, catalogue.schema, { tables: changed, authority })
    const madeAgain = later.kept.map((one) => one.id)
    return { ok: true, value: { id, authority, changed, madeAgain }, issues: [] }
  })
}

/**
 * Takes the records of an authority back to how they were before an import, and what came of the
 * later ones out of the log.
 *
 * @returns The datasets whose records changed.
 */
async function goBack(
  database: Database,
  authority: AuthorityCode,
  id: number,
): Promise<readonly string[]> {
  const from = String(id)
  const rows = await database.query(
    `select distinct dataset from records.changed_tables where import_id in (
       select i.id from records.imports i where i.authority = $1 and i.id >= ${from})`,
    [authority],
  )
  const changed = rows.map((row) => String(row['dataset']))
  for (const dataset of [...changed, 'supplied'])
    await database.execute(
      `delete from records.${dataset} where authority = '${authority}' and import_id >= ${from};
       update records.${dataset} set ended_by = null
       where authority = '${authority}' and ended_by >= ${from}`,
    )
  for (const table of ['person_links', 'aliases', 'replaced', 'return_figures'])
    await database.execute(
      `delete from records.${table} where authority = '${authority}' and import_id >= ${from}`,
    )
  const later = `(select i.id from records.imports i
    where i.authority = '${authority}' and i.id > ${from} and i.status in ('loaded', 'unchanged'))`
  for (const table of ['files', 'file_counts', 'import_issues', 'changed_tables'])
    await database.execute(`delete from records.${table} where import_id in ${later}`)
  await database.execute(`delete from records.imports where id in ${later}`)
  return changed
}

async function authorityOf(database: Database, id: number): Promise<Result<AuthorityCode>> {
  const rows = await database.query('select authority, status from records.imports where id = $1', [
    id,
  ])
  const status = rows[0]?.['status']
  if (status === undefined)
    return fault(`There is no import ${String(id)}.`, 'See the list of imports.')
  if (status === 'loaded' || status === 'unchanged')
    return { ok: true, value: String(rows[0]?.['authority']), issues: [] }
  const why = status === 'undone' ? 'was undone already' : 'was refused and loaded nothing'
  return fault(`Import ${String(id)} ${why}.`, 'Nothing to do.')
}

function fault(message: string, fix: string): { readonly ok: false; readonly issues: Issue[] } {
  return { ok: false, issues: [undoIssue({ message, fix })] }
}

function lostFault({ lost }: KeptImports): Issue | undefined {
  return lost.length === 0 ? undefined : undoIssue(lostWords(lost))
}

function undoIssue(words: Pick<Issue, 'message' | 'fix'>): Issue {
  return { code: 'records-undo-refused', severity: 'error', ...words }
}
