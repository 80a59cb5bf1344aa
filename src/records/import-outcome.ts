import type { AuthorityCode, Issue, Severity } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import type { FileOutcome, ImportOutcome, RowCounts } from './types.ts'

export const NO_ROWS: RowCounts = { read: 0, loaded: 0, unchanged: 0, refused: 0, removed: 0 }

export function addCounts(a: RowCounts, b: RowCounts): RowCounts {
  return {
    read: a.read + b.read,
    loaded: a.loaded + b.loaded,
    unchanged: a.unchanged + b.unchanged,
    refused: a.refused + b.refused,
    removed: a.removed + b.removed,
  }
}

/** The outcome of files that were all imported before: nothing is logged. */
export function sameOutcome(
  { authority }: { readonly authority: AuthorityCode },
  files: readonly FileOutcome[],
  issues: readonly Issue[],
): ImportOutcome {
  const counts = files.flatMap((file) => Object.values(file.counts)).reduce(addCounts, NO_ROWS)
  const issueCounts: Record<string, number> = {}
  for (const { code } of issues) issueCounts[code] = (issueCounts[code] ?? 0) + 1
  return { authority, status: 'unchanged', files, counts, issues, issueCounts, changed: [] }
}

/** The outcome of a rehearsal with a file that cannot stand: nothing is logged. */
export function refusedOutcome(
  planned: { readonly authority: AuthorityCode },
  files: readonly FileOutcome[],
  issues: readonly Issue[],
): ImportOutcome {
  const plain = files.map((file) => ({ ...file, counts: {} }))
  return { ...sameOutcome(planned, plain, issues), status: 'refused' }
}

/** Of each code, so that no sort is hidden by the many of another. */
const SHOWN = 50

/** The outcome of an import whose issues are in the log. */
export async function outcomeOf(
  database: Database,
  done: {
    readonly id: number
    readonly authority: AuthorityCode
    readonly status: ImportOutcome['status']
    readonly files: readonly FileOutcome[]
    readonly counts: RowCounts
    readonly changed: ReadonlySet<string>
  },
): Promise<ImportOutcome> {
  const rows = await database.query(
    `select code, count(*) as of_code from records.import_issues where import_id = $1
     group by code order by code`,
    [done.id],
  )
  const counted = rows.map((row) => [String(row['code']), Number(row['of_code'])] as const)
  return {
    ...done,
    issues: await firstIssues(database, done.id),
    issueCounts: Object.fromEntries(counted),
    changed: [...done.changed],
  }
}

/** The first issues of each code, in the order of issuesOf. */
async function firstIssues(database: Database, importId: number): Promise<readonly Issue[]> {
  const rows = await database.query(
    `select file, line, field, code, severity, message, fix
     from (
       select *, row_number() over (partition by code
         order by file nulls first, line nulls first, field nulls first, message) as place
       from records.import_issues where import_id = $1
     ) numbered
     where place <= ${String(SHOWN)}
     order by ${ORDER}`,
    [importId],
  )
  return rows.map(issueOf)
}

const ORDER = `case severity when 'error' then 0 when 'warning' then 1 else 2 end,
  file nulls first, line nulls first, code, field nulls first, message`

/**
 * The issues of an import: errors first, then by file and line.
 *
 * @param page - Rows to give at most, and how many to pass over.
 */
export async function issuesOf(
  database: Database,
  importId: number,
  page: { readonly limit: number; readonly offset?: number },
): Promise<readonly Issue[]> {
  const rows = await database.query(
    `select file, line, field, code, severity, message, fix from records.import_issues
     where import_id = $1
     order by ${ORDER}
     limit ${String(page.limit)} offset ${String(page.offset ?? 0)}`,
    [importId],
  )
  return rows.map(issueOf)
}

function issueOf(row: SqlRow): Issue {
  const [file, line, field, fix] = [row['file'], row['line'], row['field'], row['fix']]
  return {
    code: String(row['code']),
    severity: severityOf(row['severity']),
    message: String(row['message']),
    ...(typeof file === 'string' && {
      place: {
        file,
        ...(typeof line === 'number' && { line }),
        ...(typeof field === 'string' && { field }),
      },
    }),
    ...(typeof fix === 'string' && { fix }),
  }
}

function severityOf(text: unknown): Severity {
  return text === 'error' || text === 'warning' ? text : 'note'
}
