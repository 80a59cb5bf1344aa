import { NATION } from '../core/index.ts'
import type { SqlRow } from '../database/index.ts'
import type { Dataset } from '../catalogue/index.ts'
import { importsOf, type LoggedImport, ownerOf } from '../records/index.ts'
import type { Services } from '../services.ts'

type Reads = Pick<Services, 'database'>

/** What the records hold of a table, and the import that last touched it. */
export type TableHeld = {
  readonly rows: number
  readonly lastImport: { readonly id: number; readonly importedAt: string } | null
}

/** What is held of each dataset, by its name. */
export async function readTablesHeld(
  { database }: Reads,
  authority: string,
  datasets: readonly Dataset[],
): Promise<ReadonlyMap<string, TableHeld>> {
  if (datasets.length === 0) return new Map()
  const counts = await database.query(
    datasets
      .map(
        ({ name }) =>
          `select '${name}' as dataset, count(*) as held from read.${name}
           where authority = '${ownerOf(name, authority)}'`,
      )
      .join(' union all '),
  )
  const latest = await database.query(
    `select i.authority, c.dataset, max(i.id) as import_id, max(i.imported_at) as imported_at
     from records.file_counts c join records.imports i on i.id = c.import_id
     where i.authority in ($1, $2) and i.status in ('loaded', 'unchanged') and i.undone_at is null
     group by i.authority, c.dataset`,
    [authority, NATION],
  )
  const isOwn = (row: SqlRow) => row['authority'] === ownerOf(String(row['dataset']), authority)
  const imports = new Map(
    latest
      .filter(isOwn)
      .map((row) => [
        String(row['dataset']),
        { id: Number(row['import_id']), importedAt: String(row['imported_at']) },
      ]),
  )
  return new Map(
    counts.map((row) => {
      const name = String(row['dataset'])
      return [name, { rows: Number(row['held']), lastImport: imports.get(name) ?? null }]
    }),
  )
}

/** An issue as an import's report tells it. */
export type ReportedIssue = {
  readonly severity: string
  readonly code: string
  readonly place: string
  readonly file: string | null
  readonly line: number | null
  readonly field: string | null
  readonly message: string
  readonly fix: string
}

/**
 * An import of the log, by the number in an address. Under one authority's address another's is not there;
 * what is of all England is.
 */
export async function readImport(
  { database, choosing }: Pick<Services, 'database' | 'choosing'>,
  number: string,
): Promise<LoggedImport | undefined> {
  const imports = await importsOf(database, choosing.getStore())
  return imports.find(({ id }) => String(id) === number)
}

/** How often each rule was broken in an import. */
export type IssueCount = {
  readonly code: string
  readonly severity: string
  readonly count: number
}

const WORST_FIRST = `case severity when 'error' then 1 when 'warning' then 2 else 3 end`

/** The rules that an import broke, the gravest and most frequent first. */
export async function readIssueCounts(
  { database }: Reads,
  importId: number,
): Promise<readonly IssueCount[]> {
  const rows = await database.query(
    `select code, severity, count(*) as many from records.import_issues where import_id = $1
     group by code, severity order by ${WORST_FIRST}, count(*) desc, code`,
    [importId],
  )
  return rows.map((row) => ({
    code: String(row['code']),
    severity: String(row['severity']),
    count: Number(row['many']),
  }))
}

type IssuesAsked = {
  readonly code: string
  readonly limit?: number
  readonly offset?: number
}

/** Issues of an import, in order of gravity, file and line. @param code - Only of this rule; empty for all. @param limit - All unless given. */
export async function readIssues(
  { database }: Reads,
  importId: number,
  { code, limit, offset = 0 }: IssuesAsked,
): Promise<readonly ReportedIssue[]> {
  const rows = await database.query(
    `select severity, code, file, line, field, message, fix from records.import_issues
     where import_id = $1 and ($2 = '' or code = $2)
     order by ${WORST_FIRST}, file nulls last, line nulls last, code, field nulls last
     ${limit === undefined ? '' : `limit ${String(limit)} offset ${String(offset)}`}`,
    [importId, code],
  )
  return rows.map((row) => ({
    severity: String(row['severity']),
    code: String(row['code']),
    place: [row['file'], row['line'] && `line ${String(row['line'])}`, row['field']]
      .filter((part) => part !== null && part !== undefined)
      .join(', '),
    file: textOf(row['file']),
    line: row['line'] === null ? null : Number(row['line']),
    field: textOf(row['field']),
    message: String(row['message']),
    fix: String(row['fix'] ?? ''),
  }))
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
