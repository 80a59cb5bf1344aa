import type { Issue } from '../core/index.ts'
import type { Database } from '../database/index.ts'

/** Issues of one import on their way into the log. */
export type IssueLog = {
  readonly add: (...issues: readonly Issue[]) => void
  /** Writes what was added since the last time into the log of the import. */
  readonly flush: () => Promise<void>
  /** Whether an issue refuses a whole file. */
  readonly kept: readonly Issue[]
}

const KEPT = 10_000
const COLUMNS = ['import_id', 'file', 'line', 'field', 'code', 'severity', 'message', 'fix']

/** `kept` holds the first issues in memory too, for when the import is rolled back. */
export function newIssueLog(database: Database, importId: number): IssueLog {
  const kept: Issue[] = []
  let waiting: Issue[] = []
  return {
    kept,
    add: (...issues) => {
      waiting.push(...issues)
      kept.push(...issues.slice(0, Math.max(0, KEPT - kept.length)))
    },
    flush: async () => {
      const batch = waiting
      waiting = []
      await writeIssues(database, importId, batch)
    },
  }
}

/** Writes issues into the log of an import. */
export async function writeIssues(
  database: Database,
  importId: number,
  issues: readonly Issue[],
): Promise<void> {
  if (issues.length === 0) return
  const writer = await database.bulkWriter('records.import_issues', COLUMNS)
  for (const { code, severity, message, place, fix } of issues) {
    const where = [place?.file ?? null, place?.line ?? null, place?.field ?? null]
    writer.write([importId, ...where, code, severity, message, fix ?? null])
  }
  await writer.close()
}
