import { formatIssue, type Issue } from '../core/index.ts'
import type { FileOutcome, ImportOutcome, ImportResult, RowCounts } from '../records/index.ts'
import { countIssues } from './issues.ts'
import { type Row, writeRows } from './write-table.ts'

/** How many issues of one sort are written out; the log has all of them. */
const SHOWN_OF_A_SORT = 3

const COLUMNS = ['file', 'table', 'read', 'loaded', 'unchanged', 'refused', 'removed'] as const
type FileRow = Row<(typeof COLUMNS)[number]>

/** What became of every file and row, for the person who imported them. */
export function importReport({ imports, issues }: ImportResult): string {
  return [...imports.map(outcomeText), issuesText(issues)]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** Whether a file or all of an import could not be taken in. */
export function isRefused({ imports, issues }: ImportResult): boolean {
  return (
    imports.some(
      ({ status, files }) =>
        status === 'refused' || files.some((file) => file.status === 'refused'),
    ) || issues.some(({ severity }) => severity === 'error')
  )
}

/** The authorities of which anything new came into the records. */
export function loadedAuthorities({ imports }: ImportResult): ReadonlySet<string> {
  return new Set(
    imports.filter(({ status }) => status === 'loaded').map(({ authority }) => authority),
  )
}

/** Whether single rows were refused though their file stands. */
export function hasRefusedRows({ imports }: ImportResult): boolean {
  return imports.some(({ counts }) => counts.refused > 0)
}

function outcomeText(outcome: ImportOutcome): string {
  const lines = outcome.files.flatMap(fileRows)
  const table = lines.length === 0 ? '' : writeRows('table', COLUMNS, lines)
  return [headline(outcome), table, issuesText(outcome.issues, outcome.issueCounts)]
    .filter((text) => text !== '')
    .join('\n\n')
}

function headline({ id, authority, status, counts }: ImportOutcome): string {
  const number = id === undefined ? '' : `, import ${String(id)}`
  if (status === 'refused') {
    return `${authority}${number}: refused. Nothing was changed; the records are as they were.`
  }
  if (status === 'unchanged') return `${authority}${number}: nothing new. ${rowsText(counts)}`
  return `${authority}${number}: loaded. ${rowsText(counts)}`
}

/** Every row read is loaded, unchanged or refused. */
function rowsText({ read, loaded, unchanged, refused, removed }: RowCounts): string {
  const ended = removed > 0 ? ` ${number(removed)} earlier records ended.` : ''
  return `${number(read)} rows read: ${number(loaded)} loaded, ${number(unchanged)} unchanged, ${number(refused)} refused.${ended}`
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}

function fileRows({ file, status, counts }: FileOutcome): FileRow[] {
  if (status !== 'read') {
    const words = status === 'same' ? 'imported before' : 'refused'
    return [{ file, table: words, ...NO_COUNTS }]
  }
  return Object.entries(counts).map(([table, count]) => ({ file, table, ...count }))
}

const NO_COUNTS = { read: null, loaded: null, unchanged: null, refused: null, removed: null }

/** The first few issues of each sort, and how many there are in all. */
function issuesText(issues: readonly Issue[], counts?: Readonly<Record<string, number>>): string {
  if (issues.length === 0) return ''
  const groups = [...Map.groupBy(issues, ({ code }) => code)].map(([code, members]) => {
    const shown = members.slice(0, SHOWN_OF_A_SORT).map(formatIssue)
    const left = (counts?.[code] ?? members.length) - shown.length
    return [...shown, ...(left > 0 ? [`  … and ${number(left)} more ${code}`] : [])].join('\n')
  })
  return [...groups, `${countIssues(issues, counts)}.`].join('\n')
}
