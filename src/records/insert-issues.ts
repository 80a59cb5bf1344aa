import type { Database } from '../database/index.ts'
import { RECORD_RULES, type RecordCode } from './rules.ts'

/** Issues made by the database, one for each row of `from`. `line` and `message` are SQL. */
export type IssueQuery = {
  readonly code: RecordCode
  /** The file's name, or SQL that gives it when `fileSql`. */
  readonly file?: string
  readonly fileSql?: string
  readonly from: string
  readonly line?: string
  readonly field?: string | undefined
  readonly message: string
}

/**
 * Writes issues into the log of an import without bringing the rows here.
 *
 *     insert into records.import_issues select 7, 'plans.csv', m.source_line, …, '…' from …
 */
export async function insertIssues(
  database: Database,
  importId: number,
  issue: IssueQuery,
): Promise<void> {
  const { severity, fix } = RECORD_RULES[issue.code]
  const file = `coalesce(${issue.fileSql ?? 'null'}, cast($1 as varchar))`
  await database.execute(
    `insert into records.import_issues (import_id, file, line, field, code, severity, message, fix)
     select ${String(importId)}, ${file}, ${issue.line ?? 'null'}, cast($2 as varchar), $3, $4,
       ${issue.message}, $5
     from ${issue.from}`,
    [issue.file ?? null, issue.field ?? null, issue.code, severity, fix],
  )
}
