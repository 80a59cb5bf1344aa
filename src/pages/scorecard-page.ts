import type { Framework, FrameworkRow } from '../catalogue/index.ts'
import { PROCESS_WORDS } from '../judgement/index.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type KpiLine, kpiLine, LINE_STATUS_WORDS, type LineStatus } from './kpi-line.ts'
import {
  filterQuery,
  filterRows,
  filterWords,
  type FilterRow,
  type ScorecardFilter,
} from './scorecard-filter.ts'

/** A row of a strategy, word for word, with its measures. */
export type ScorecardRow = FilterRow & { readonly oddity: string }

export type ScorecardArea = {
  readonly name: string
  readonly id: string
  readonly rows: readonly ScorecardRow[]
}

type Option = { readonly value: string; readonly text: string; readonly selected: boolean }

/** A strategy as its authors wrote it, with where it stands now. Whose question: the analyst's and the KPI owner's, "how do my rows stand?" */
export type ScorecardPage = {
  readonly id: string
  readonly title: string
  readonly council: string
  readonly document: string
  readonly published: string
  readonly notes: readonly string[]
  readonly areas: readonly ScorecardArea[]
  readonly counts: readonly StatusCount[]
  readonly shown: string
  readonly filtered: boolean
  readonly filterWords: string
  readonly filter: ScorecardFilter
  readonly options: {
    readonly areas: readonly Option[]
    readonly owners: readonly Option[]
    readonly statuses: readonly Option[]
    readonly trends: readonly Option[]
  }
  readonly csvHref: string
  readonly jsonHref: string
}

export type StatusCount = {
  readonly status: LineStatus
  readonly word: string
  readonly count: number
  readonly href: string
}

/** The rows of a strategy in its own order. */
export function scorecardRows(framework: Framework, judged: readonly JudgedKpi[]): ScorecardRow[] {
  const byAddress = new Map(judged.map((one) => [one.kpi.address, one]))
  return framework.rows.map((row) => ({
    area: row.area,
    owners: row.owners,
    words: row.words,
    ref: row.ref,
    oddity: row.oddity ?? '',
    lines: linesOf(framework, row, byAddress),
  }))
}

function linesOf(
  framework: Framework,
  row: FrameworkRow,
  byAddress: ReadonlyMap<string, JudgedKpi>,
): KpiLine[] {
  return row.measures.flatMap((use) => {
    const judged = byAddress.get(`${framework.id}/${row.ref}/${use.sub}`)
    return judged ? [kpiLine(judged)] : []
  })
}

/** The scorecard of a strategy, as far as the filter lets it be seen. */
export function scorecardPage(
  framework: Framework,
  rows: readonly ScorecardRow[],
  filter: ScorecardFilter,
): ScorecardPage {
  const shown = filterRows(rows, filter)
  const base = `/strategies/${encodeURIComponent(framework.id)}`
  const query = filterQuery(filter)
  return {
    id: framework.id,
    title: framework.title,
    council: framework.council,
    document: framework.document,
    published: framework.published,
    notes: framework.notes,
    areas: areasOf(framework, shown),
    counts: statusCounts(
      rows.flatMap((row) => row.lines),
      base,
    ),
    shown: shownWords(shown, rows),
    filtered: query !== '',
    filterWords: filterWords(filter),
    filter,
    options: optionsOf(framework, rows, filter),
    csvHref: `${base}.csv${query}`,
    jsonHref: `${base}.json${query}`,
  }
}

function shownWords(shown: readonly ScorecardRow[], all: readonly ScorecardRow[]): string {
  const measures = shown.reduce((sum, row) => sum + row.lines.length, 0)
  return `${String(shown.length)} of ${String(all.length)} indicators, ${String(measures)} measures`
}

function areasOf(framework: Framework, rows: readonly ScorecardRow[]): ScorecardArea[] {
  return framework.areas
    .map((name, index) => ({
      name,
      id: `area-${String(index + 1)}`,
      rows: rows.filter((row) => row.area === name),
    }))
    .filter((area) => area.rows.length > 0)
}

const ORDER: readonly LineStatus[] = [
  'off-course',
  'on-course',
  'met',
  'cannot-tell',
  'no-target',
  'no-figure',
]

/** How many lines have each status, worst first, with the address that shows them. */
export function statusCounts(lines: readonly KpiLine[], base: string): StatusCount[] {
  return ORDER.map((status) => ({
    status,
    word: LINE_STATUS_WORDS[status],
    count: lines.filter((line) => line.status === status).length,
    href: `${base}?status=${status}`,
  }))
}

function optionsOf(
  framework: Framework,
  rows: readonly ScorecardRow[],
  filter: ScorecardFilter,
): ScorecardPage['options'] {
  const owners = [...new Set(rows.flatMap((row) => row.owners))].sort()
  return {
    areas: choices('All areas', framework.areas.map(same), filter.area),
    owners: choices('All owners', owners.map(same), filter.owner),
    statuses: choices(
      'Any status',
      ORDER.map((status) => [status, LINE_STATUS_WORDS[status]] as const),
      filter.status,
    ),
    trends: choices('Any trend', Object.entries(PROCESS_WORDS), filter.trend),
  }
}

function same(text: string): readonly [string, string] {
  return [text, text]
}

function choices(
  all: string,
  entries: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Option[] {
  return [['', all] as const, ...entries].map(([value, text]) => ({
    value,
    text,
    selected: value === chosen,
  }))
}
