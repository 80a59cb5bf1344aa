import { formatDay } from '../core/index.ts'
import type { LoggedImport, RowCounts } from '../records/index.ts'
import { csvText } from './csv.ts'
import { counted, importWords, instantWords } from './import-words.ts'
import { type Paging, pagingOf } from './paging.ts'
import type { IssueCount, ReportedIssue } from './read-tables.ts'

export const ISSUES_A_PAGE = 100

type FileLine = {
  readonly file: string
  readonly table: string
  readonly read: string
  readonly loaded: string
  readonly unchanged: string
  readonly refused: string
  readonly removed: string
}

/** Whose question: the analyst's, "what became of every row, and what must I mend?" */
export type ImportPage = {
  readonly heading: string
  readonly words: string
  readonly about: readonly { readonly name: string; readonly text: string }[]
  readonly files: readonly FileLine[]
  readonly issueCounts: readonly (IssueCount & {
    readonly href: string
    readonly current: boolean
  })[]
  readonly issues: readonly ReportedIssue[]
  readonly issuesTotal: string
  readonly code: string
  readonly allHref: string
  readonly csvHref: string
  readonly paging: Paging
  /** Empty where there is nothing to undo. */
  readonly undoHref: string
}

export type ImportAsked = { readonly code: string; readonly page: number }

export function importPage(
  logged: LoggedImport,
  counts: readonly IssueCount[],
  issues: readonly ReportedIssue[],
  { code, page }: ImportAsked,
): ImportPage {
  const base = `/data/imports/${String(logged.id)}`
  const total = counts
    .filter((one) => code === '' || one.code === code)
    .reduce((sum, one) => sum + one.count, 0)
  const query = (wish: Readonly<Record<string, string>>) =>
    `${base}?${new URLSearchParams(wish).toString()}`
  return {
    heading: `Import of ${instantWords(logged.importedAt)}`,
    words: importWords(logged),
    about: aboutOf(logged),
    files: logged.files.flatMap(({ name, datasets }) =>
      datasets.map(({ dataset, counts: rows }) => ({
        file: name,
        table: dataset,
        ...rowsOf(rows),
      })),
    ),
    issueCounts: counts.map((one) => ({
      ...one,
      href: query({ code: one.code }),
      current: one.code === code,
    })),
    issues,
    issuesTotal: counted(total, 'issue'),
    code,
    allHref: base,
    csvHref: `${base}/issues.csv${code === '' ? '' : `?${new URLSearchParams({ code }).toString()}`}`,
    undoHref: ['loaded', 'unchanged'].includes(logged.status) ? `${base}/undo` : '',
    paging: pagingOf({ page, total, size: ISSUES_A_PAGE }, (number) =>
      query({ ...(code !== '' && { code }), page: String(number) }),
    ),
  }
}

/** Every issue that is asked for, one row each. */
export function issuesCsv(issues: readonly ReportedIssue[]): string {
  return csvText(
    ['severity', 'code', 'file', 'line', 'field', 'message', 'fix'],
    issues.map(({ severity, code, file, line, field, message, fix }) => [
      ...[severity, code, file, line, field, message, fix],
    ]),
  )
}

function aboutOf(logged: LoggedImport): ImportPage['about'] {
  const facts = [
    ['Number', String(logged.id)],
    ['Extracted on', logged.extractedOn === null ? '' : formatDay(logged.extractedOn)],
    ['Held by', logged.holder ?? ''],
    ['Undone', logged.undoneAt === null ? '' : instantWords(logged.undoneAt)],
    ['Rows removed', logged.counts.removed.toLocaleString('en-GB')],
  ] as const
  return facts.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }))
}

function rowsOf(counts: RowCounts): Omit<FileLine, 'file' | 'table'> {
  const text = (count: number) => count.toLocaleString('en-GB')
  return {
    read: text(counts.read),
    loaded: text(counts.loaded),
    unchanged: text(counts.unchanged),
    refused: text(counts.refused),
    removed: text(counts.removed),
  }
}
