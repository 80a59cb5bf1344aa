import type { Framework, FrameworkRow } from '../catalogue/index.ts'
import { formatDay } from '../core/index.ts'
import { PROCESS_WORDS } from '../judgement/index.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type KpiLine, kpiLine, LINE_STATUS_WORDS, type LineStatus } from './kpi-line.ts'
import { CHANGE_WORDS, lineChange } from './scorecard-change.ts'
import { type Comparison, comparisonOf, type Since, sinceOptions } from './scorecard-compare.ts'
import {
  filterQuery,
  type FilterRow,
  filterRows,
  filterWords,
  isFiltered,
  type ScorecardFilter,
} from './scorecard-filter.ts'

/** A row of a strategy, word for word, with its measures. */
export type ScorecardRow = FilterRow & { readonly oddity: string }

export type ScorecardArea = {
  readonly name: string
  readonly id: string
  readonly rows: readonly ScorecardRow[]
}

export type Option = { readonly value: string; readonly text: string; readonly selected: boolean }

type Link = { readonly text: string; readonly href: string }

/** A strategy as its authors wrote it, with where it stands now. Whose question: the analyst's and the KPI owner's, "how do my rows stand, and what changed since the last board?" */
export type ScorecardPage = {
  readonly id: string
  readonly title: string
  readonly council: string
  readonly document: string
  readonly published: string
  /** `Figures to 31 March 2026`, for the printed page. */
  readonly figuresTo: string
  readonly notes: readonly string[]
  readonly areas: readonly ScorecardArea[]
  readonly counts: readonly StatusCount[]
  readonly shown: string
  readonly filtered: boolean
  readonly filterWords: string
  readonly filter: ScorecardFilter
  readonly comparison: Comparison | null
  /** What is wrong with the day asked for; empty when nothing. */
  readonly problem: string
  readonly options: {
    readonly areas: readonly Option[]
    readonly owners: readonly Option[]
    readonly statuses: readonly Option[]
    readonly trends: readonly Option[]
    readonly days: readonly Option[]
    readonly changes: readonly Option[]
  }
  readonly views: readonly (Link & { readonly current: boolean })[]
  readonly clearHref: string
  readonly downloads: readonly Link[]
}

export type StatusCount = {
  readonly status: LineStatus
  readonly word: string
  readonly count: number
  readonly href: string
}

/** The rows of a strategy in its own order. @param then - The same as judged on an earlier day. */
export function scorecardRows(
  framework: Framework,
  judged: readonly JudgedKpi[],
  then: readonly JudgedKpi[] = [],
): ScorecardRow[] {
  const earlier = new Map(then.map((one) => [one.kpi.address, one]))
  const lines = new Map(judged.map((one) => [one.kpi.address, changedLine(one, earlier)]))
  return framework.rows.map((row) => ({
    area: row.area,
    owners: row.owners,
    words: row.words,
    ref: row.ref,
    oddity: row.oddity ?? '',
    lines: linesOf(framework, row, lines),
  }))
}

type Line = FilterRow['lines'][number]

function changedLine(judged: JudgedKpi, earlier: ReadonlyMap<string, JudgedKpi>): Line {
  const then = earlier.get(judged.kpi.address)
  const line = kpiLine(judged)
  return then ? { ...line, change: lineChange(judged, then) } : line
}

function linesOf(
  framework: Framework,
  row: FrameworkRow,
  lines: ReadonlyMap<string, Line>,
): Line[] {
  return row.measures.flatMap((use) => lines.get(`${framework.id}/${row.ref}/${use.sub}`) ?? [])
}

/** The scorecard of a strategy, as far as the filter lets it be seen. */
export function scorecardPage(
  framework: Framework,
  rows: readonly ScorecardRow[],
  filter: ScorecardFilter,
  since: Since,
): ScorecardPage {
  const shown = filterRows(rows, filter)
  const base = `/strategies/${encodeURIComponent(framework.id)}`
  const to = (wish: Partial<ScorecardFilter>) => `${base}${filterQuery({ ...filter, ...wish })}`
  const all = rows.flatMap((row) => row.lines)
  return {
    id: framework.id,
    title: framework.title,
    council: framework.council,
    document: framework.document,
    published: framework.published,
    figuresTo: since.asAt === null ? '' : `Figures to ${formatDay(since.asAt)}`,
    notes: framework.notes,
    areas: areasOf(framework, shown),
    counts: statusCounts(all, (status) => to({ ...UNFILTERED, status })),
    shown: shownWords(shown, rows),
    filtered: isFiltered(filter),
    filterWords: filterWords(filter),
    filter,
    comparison: comparisonOf(all, filter, (change) => to({ ...UNFILTERED, change })),
    problem: since.problem,
    options: optionsOf(framework, rows, filter, since),
    views: [
      { text: 'Table', href: to({ view: '' }), current: filter.view === '' },
      { text: 'Cards', href: to({ view: 'cards' }), current: filter.view === 'cards' },
    ],
    clearHref: to(UNFILTERED),
    downloads: ['csv', 'xlsx', 'json'].map((form) => ({
      text: form.toUpperCase(),
      href: `${base}.${form}${filterQuery({ ...filter, view: '' })}`,
    })),
  }
}

/** The view and the comparison stay when a filter goes. */
const UNFILTERED = { area: '', owner: '', status: '', trend: '', words: '', change: '' } as const

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
export function statusCounts(
  lines: readonly KpiLine[],
  hrefOf: (status: LineStatus) => string,
): StatusCount[] {
  return ORDER.map((status) => ({
    status,
    word: LINE_STATUS_WORDS[status],
    count: lines.filter((line) => line.status === status).length,
    href: hrefOf(status),
  }))
}

function optionsOf(
  framework: Framework,
  rows: readonly ScorecardRow[],
  filter: ScorecardFilter,
  since: Since,
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
    days: choices('Nothing', sinceOptions(since, filter.since), filter.since),
    changes: choices('Any change', Object.entries(CHANGE_WORDS), filter.change),
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
