import { formatIssue, type Issue, NATION } from '../core/index.ts'
import type { FileOutcome, ImportOutcome, ImportResult, RowCounts } from '../records/index.ts'
import { SOURCE_RULES } from '../sources/index.ts'
import { countIssues } from './issues.ts'
import { type Row, writeRows } from './write-table.ts'

/** How many issues of one sort are written out; the log has all of them. */
const SHOWN_OF_A_SORT = 3

const COLUMNS = ['file', 'table', 'read', 'loaded', 'unchanged', 'refused', 'removed'] as const
type FileRow = Row<(typeof COLUMNS)[number]>

/**
 * What became of every file and row, for the person who imported them.
 *
 * @param rehearsed - It was a dry run, so it says what would become of them.
 */
export function importReport({ imports, issues }: ImportResult, rehearsed = false): string {
  return [...imports.map((outcome) => outcomeText(outcome, rehearsed)), issuesText(issues)]
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
    imports
      .filter(({ status, authority }) => status === 'loaded' && authority !== NATION)
      .map(({ authority }) => authority),
  )
}

/** Whether single rows were refused though their file stands. */
export function hasRefusedRows({ imports }: ImportResult): boolean {
  return imports.some(({ counts }) => counts.refused > 0)
}

function outcomeText(outcome: ImportOutcome, rehearsed: boolean): string {
  const lines = outcome.files.flatMap(fileRows)
  const table = lines.length === 0 ? '' : writeRows('table', COLUMNS, lines)
  return [
    rehearsed
      ? `${rehearsal(outcome)} This was a dry run: nothing was changed.`
      : headline(outcome),
    table,
    issuesText(outcome.issues, outcome.issueCounts),
    wholeList(outcome),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** Where to find what is not written out. */
function wholeList({ id, issueCounts }: ImportOutcome): string {
  const isCut = Object.values(issueCounts).some((count) => count > SHOWN_OF_A_SORT)
  if (id === undefined || !isCut) return ''
  return `All of them: bin/sendboard imports ${String(id)} --issues --format csv > issues.csv`
}

function headline({ id, authority, status, counts }: ImportOutcome): string {
  const number = id === undefined ? '' : `, import ${String(id)}`
  if (status === 'refused') {
    return `${authority}${number}: refused. Nothing was changed; the records are as they were.`
  }
  if (status === 'unchanged') return `${authority}${number}: nothing new. ${rowsText(counts)}`
  return `${authority}${number}: loaded. ${rowsText(counts)}`
}

function rehearsal({ authority, status, counts }: ImportOutcome): string {
  if (status === 'refused') return `${authority}: would be refused.`
  if (status === 'unchanged') return `${authority}: nothing new. ${rowsText(counts)}`
  return `${authority}: would be loaded. ${rowsText(counts)}`
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

/** The first few issues of each sort, the worst sorts first, and how many there are in all. */
function issuesText(issues: readonly Issue[], counts?: Readonly<Record<string, number>>): string {
  if (issues.length === 0) return ''
  const countOf = (code: string, members: readonly Issue[]) => counts?.[code] ?? members.length
  const groups = [...Map.groupBy(issues, ({ code }) => code)]
    .map(([code, members]) => ({ code, members, count: countOf(code, members) }))
    .toSorted((a, b) => badness(a.members) - badness(b.members) || b.count - a.count)
    .map(({ code, members, count }) => groupText(code, members, count))
  return [...groups, `${countIssues(issues, counts)}.`].join('\n')
}

/** What refuses a whole file before what refuses a row, and that before what refuses nothing. */
function badness([first]: readonly Issue[]): number {
  if (first?.severity !== 'error') return first?.severity === 'warning' ? 2 : 3
  return REFUSES_FILE.has(first.code) ? 0 : 1
}

const REFUSES_FILE: ReadonlySet<string> = new Set([
  ...Object.entries(SOURCE_RULES).flatMap(([code, rule]) => (rule.of === 'file' ? code : [])),
  'records-authority-unknown',
  'records-authority-conflict',
  'records-key-changed',
  'records-file-changed',
  'records-all-refused',
])

/** What to do is said once after the issues for which it is the same. */
function groupText(code: string, members: readonly Issue[], count: number): string {
  const shown = members.slice(0, SHOWN_OF_A_SORT)
  const lines = shown.flatMap((issue, at) => {
    const { fix, ...bare } = issue
    const isSaidNext = fix === shown[at + 1]?.fix
    return [formatIssue(bare), ...(fix === undefined || isSaidNext ? [] : [`  ${fix}`])]
  })
  const left = count - shown.length
  return [...lines, ...(left > 0 ? [`  … and ${number(left)} more ${code}`] : [])].join('\n')
}
