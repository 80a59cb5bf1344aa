import { z } from 'zod'
import { type KpiLine, LINE_STATUS_WORDS, type LineStatus } from './kpi-line.ts'

/** What a reader asked to see; an empty text is no wish. */
export type ScorecardFilter = {
  readonly area: string
  readonly owner: string
  readonly status: string
  readonly trend: string
  readonly words: string
}

const text = z.string().max(200).catch('').default('')
const FilterQuery = z.object({ area: text, owner: text, status: text, trend: text, words: text })

/** The filter in a query; what is not understood is no wish. */
export function parseFilter(query: unknown): ScorecardFilter {
  const read = FilterQuery.safeParse(query)
  const { area, owner, status, trend, words } = read.success ? read.data : EMPTY_FILTER
  return { area, owner, status, trend, words: words.trim() }
}

export const EMPTY_FILTER: ScorecardFilter = {
  area: '',
  owner: '',
  status: '',
  trend: '',
  words: '',
}

/** The filter as a query string that begins with `?`; empty without a wish. */
export function filterQuery(filter: ScorecardFilter): string {
  const wishes = Object.entries(filter).filter(([, value]) => value !== '')
  return wishes.length === 0 ? '' : `?${new URLSearchParams(wishes).toString()}`
}

/** The filter in words, such as `area WS 5; status off course`; empty without a wish. */
export function filterWords(filter: ScorecardFilter): string {
  return Object.entries({ ...filter, status: statusWords(filter.status) })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

function statusWords(status: string): string {
  return isLineStatus(status) ? LINE_STATUS_WORDS[status] : status
}

function isLineStatus(status: string): status is LineStatus {
  return status in LINE_STATUS_WORDS
}

/** A row of a strategy as the filter sees it. */
export type FilterRow = {
  readonly area: string
  readonly owners: readonly string[]
  readonly words: string
  readonly ref: string
  readonly lines: readonly KpiLine[]
}

/** The rows that match, each with the lines that do. A row stays when at least one line matches. */
export function filterRows<T extends FilterRow>(rows: readonly T[], filter: ScorecardFilter): T[] {
  return rows
    .filter((row) => matchesRow(row, filter))
    .map((row) => ({ ...row, lines: row.lines.filter((line) => matchesLine(line, filter)) }))
    .filter((row) => row.lines.length > 0)
}

function matchesRow(row: FilterRow, { area, owner, words }: ScorecardFilter): boolean {
  const text = [row.ref, row.words, ...row.lines.map((line) => line.name)].join(' ').toLowerCase()
  return (
    (area === '' || row.area === area) &&
    (owner === '' || row.owners.includes(owner)) &&
    (words === '' || text.includes(words.toLowerCase()))
  )
}

function matchesLine(line: KpiLine, { status, trend }: ScorecardFilter): boolean {
  return (status === '' || line.status === status) && (trend === '' || line.process === trend)
}
