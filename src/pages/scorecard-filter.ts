import { z } from 'zod'
import { formatDay, isDay } from '../core/index.ts'
import { PROCESS_WORDS } from '../judgement/index.ts'
import { type KpiLine, LINE_STATUS_WORDS } from './kpi-line.ts'
import { CHANGE_WORDS, type LineChange } from './scorecard-change.ts'

/** What a reader asked to see; an empty text is no wish. */
export type ScorecardFilter = {
  readonly area: string
  readonly owner: string
  readonly status: string
  readonly trend: string
  readonly words: string
  /** The earlier day that the figures are compared with. */
  readonly since: string
  /** What became of a figure since that day: asked only beside it. */
  readonly change: string
  readonly view: string
}

const text = z.string().max(200).catch('').default('')
const FilterQuery = z.object({
  ...{ area: text, owner: text, status: text, trend: text, words: text },
  ...{ since: text, change: text, view: text },
})

/** The filter in a query; what is not understood is no wish. */
export function parseFilter(query: unknown): ScorecardFilter {
  const read = FilterQuery.safeParse(query)
  const { words, since: day, view, ...wishes } = read.success ? read.data : EMPTY_FILTER
  const since = isDay(day) ? day : ''
  return {
    ...wishes,
    words: words.trim(),
    since,
    change: since === '' ? '' : wishes.change,
    view: view === 'cards' ? view : '',
  }
}

export const EMPTY_FILTER: ScorecardFilter = {
  area: '',
  owner: '',
  status: '',
  trend: '',
  words: '',
  since: '',
  change: '',
  view: '',
}

/** The filter as a query string that begins with `?`; empty without a wish. */
export function filterQuery(filter: ScorecardFilter): string {
  const wishes = Object.entries(filter).filter(([, value]) => value !== '')
  return wishes.length === 0 ? '' : `?${new URLSearchParams(wishes).toString()}`
}

/** Whether anything is left out. */
export function isFiltered(filter: ScorecardFilter): boolean {
  return filterWords(filter) !== ''
}

/** The filter in words, such as `area WS 5; status off course`; empty without a wish. */
export function filterWords(filter: ScorecardFilter): string {
  const { area, owner, status, trend, change, words } = filter
  const wishes = {
    area,
    owner,
    status: worded(LINE_STATUS_WORDS, status),
    trend: worded(PROCESS_WORDS, trend),
    change: worded(CHANGE_WORDS, change),
    words,
  }
  return Object.entries(wishes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** `compared with 31 December 2025`; empty where nothing is compared. */
export function sinceWords({ since }: ScorecardFilter): string {
  return since === '' ? '' : `compared with ${formatDay(since)}`
}

function worded(words: Readonly<Record<string, string>>, wish: string): string {
  return words[wish] ?? wish
}

/** A row of a strategy as the filter sees it. */
export type FilterRow = {
  readonly area: string
  readonly owners: readonly string[]
  readonly words: string
  readonly ref: string
  readonly lines: readonly (KpiLine & { readonly change?: LineChange })[]
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

function matchesLine(
  line: FilterRow['lines'][number],
  { status, trend, change }: ScorecardFilter,
): boolean {
  return (
    (status === '' || line.status === status) &&
    (trend === '' || line.process === trend) &&
    (change === '' || line.change?.kind === change)
  )
}
