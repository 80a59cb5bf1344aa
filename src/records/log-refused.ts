import type { Issue } from '../core/index.ts'
import type { ImportRun } from './import-authority.ts'
import { logImport, nextId } from './import-log.ts'
import { NO_ROWS, outcomeOf } from './import-outcome.ts'
import { writeIssues } from './issue-log.ts'
import type { PlannedImport } from './plan-import.ts'
import type { FileOutcome, ImportOutcome } from './types.ts'

/** A file could not stand: the log tells why, in a transaction of its own. */
export async function logRefused(
  run: ImportRun,
  planned: PlannedImport,
  files: readonly FileOutcome[],
  issues: readonly Issue[],
): Promise<ImportOutcome> {
  const { database } = run.services
  const { authority } = planned
  return await database.transaction(async () => {
    const id = await nextId(database, 'imports')
    await writeIssues(database, id, issues)
    const changed = new Set<string>()
    const counts = NO_ROWS
    await logImport(run, planned, { id, status: 'refused', counts, changed })
    const plain = files.map((file) => ({ ...file, counts: {} }))
    return await outcomeOf(database, {
      id,
      authority,
      status: 'refused',
      files: plain,
      counts,
      changed,
    })
  })
}
