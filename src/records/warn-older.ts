import { NATION } from '../core/index.ts'
import type { IssueLog } from './issue-log.ts'
import type { MergeContext } from './merge-context.ts'
import type { PlannedFile } from './plan-import.ts'
import { recordIssue } from './rules.ts'

/** Tells of a file of a table that is older than one imported before. */
export async function warnOlder(
  { database, authority }: MergeContext,
  file: PlannedFile,
  log: IssueLog,
): Promise<void> {
  if (file.form !== 'csv' || authority === NATION) return
  const rows = await database.query(
    `select max(f.extracted_on) as latest
     from records.files f join records.file_counts c on c.file_id = f.id
     where f.authority = $1 and f.form = 'csv' and c.dataset = $2`,
    [authority, file.datasets[0] ?? ''],
  )
  const latest = rows[0]?.['latest']
  if (typeof latest !== 'string' || latest <= file.extractedOn) return
  const message = `${file.name} was made on ${file.extractedOn}; one of ${latest} was imported before.`
  log.add(recordIssue('records-older-extract', { file: file.name }, message))
}
