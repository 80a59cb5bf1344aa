import { formatDay, toFixed } from '../core/index.ts'
import { type XlsxCell, xlsxBytes } from '../downloads/index.ts'
import type { Figure } from '../figures/index.ts'
import { csvText } from './csv.ts'
import { intervalWords } from './interval-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import type { LineChange } from './scorecard-change.ts'
import { filterWords, type ScorecardFilter, sinceWords } from './scorecard-filter.ts'
import type { ScorecardRow } from './scorecard-page.ts'

/** Columns of a downloaded scorecard, in order; snake case, as official statistics have them. */
const COLUMNS = [
  ...['framework', 'ref', 'sub', 'area', 'owners', 'indicator', 'name', 'measure', 'authority'],
  ...[
    'period_start',
    'period_end',
    'so_far',
    'numerator',
    'denominator',
    'value',
    'display',
    'unit',
  ],
  ...['figure_status', 'reason', 'target', 'status', 'trend', 'trend_reason'],
  ...['expected', 'interval_95', 'data_quality', 'guards'],
] as const

/** Those that stand beside them where an earlier day is compared with. */
const THEN_COLUMNS = [
  ...['then_period', 'then_display', 'then_size', 'then_status', 'change'],
] as const

type Cell = string | number | boolean | null
type DownloadRow = Readonly<Record<string, Cell>>

/** What a download says of itself. */
type About = {
  readonly title: string
  readonly asAt: string | null
  readonly filter: ScorecardFilter
}

/** Exactly the lines that are shown, one row each. */
export function downloadRows(
  shown: readonly ScorecardRow[],
  judged: readonly JudgedKpi[],
): DownloadRow[] {
  const byAddress = new Map(judged.map((one) => [one.kpi.address, one]))
  return shown.flatMap((row) =>
    row.lines.flatMap((line) => {
      const one = byAddress.get(line.address)
      if (!one) return []
      const { kpi, figures, process } = one
      return [
        {
          framework: kpi.framework.id,
          ref: row.ref,
          sub: kpi.use.sub,
          area: row.area,
          owners: row.owners.join('; '),
          indicator: row.words,
          name: line.name,
          measure: kpi.use.measure ?? null,
          ...figureCells(figures.latest),
          display: line.display || null,
          unit: kpi.measure?.unit ?? null,
          figure_status: figures.latest?.status ?? null,
          reason: line.reason || null,
          target: line.target || null,
          status: line.statusWord,
          trend: line.processWord,
          trend_reason: process.why,
          ...beliefCells(one),
          ...thenCells(line.change),
        },
      ]
    }),
  )
}

function thenCells(change: LineChange | undefined): DownloadRow {
  if (!change) return {}
  const { then, words } = change
  return {
    then_period: then.period || null,
    then_display: then.display || null,
    then_size: then.size || null,
    then_status: then.statusWord,
    change: words,
  }
}

function beliefCells({ kpi, figures, course, quality, guards }: JudgedKpi): DownloadRow {
  const interval = figures.latest && kpi.measure ? intervalWords(figures.latest, kpi.measure) : ''
  return {
    expected: course.expected?.status ?? null,
    interval_95: interval || null,
    data_quality: quality?.mark ?? null,
    guards: guards.map(({ name, figure }) => `${name}: ${figure}`).join('; ') || null,
  }
}

function figureCells(figure: Figure | null): DownloadRow {
  if (!figure) return NO_FIGURE
  const { authority, period, partial, numerator, denominator, value } = figure
  return {
    authority,
    period_start: period.start,
    period_end: period.end,
    so_far: partial,
    numerator: plain(numerator),
    denominator: plain(denominator),
    value: plain(value),
  }
}

const NO_FIGURE: DownloadRow = {
  authority: null,
  period_start: null,
  period_end: null,
  so_far: null,
  numerator: null,
  denominator: null,
  value: null,
}

/** Exact to six decimals, as `sendboard figures` gives it. */
function plain(part: Figure['numerator']): number | null {
  return part && Number(toFixed(part, 6))
}

function columnsOf({ filter }: About): readonly string[] {
  return filter.since === '' ? COLUMNS : [...COLUMNS, ...THEN_COLUMNS]
}

/** The filter and the days in words; null where nothing is left out or compared. */
function shownWords({ filter }: About): string | null {
  return [filterWords(filter), sinceWords(filter)].filter((text) => text !== '').join('; ') || null
}

/** The scorecard as CSV. The last two columns say on every row of which day it is and what was asked for. */
export function scorecardCsv(rows: readonly DownloadRow[], about: About): string {
  const columns = columnsOf(about)
  return csvText(
    [...columns, 'figures_to', 'filter'],
    rows.map((row) => [
      ...columns.map((column) => row[column] ?? null),
      about.asAt,
      shownWords(about),
    ]),
  )
}

/** The scorecard as JSON, with what was asked for. */
export function scorecardJson(rows: readonly DownloadRow[], about: About): string {
  const { title, asAt, filter } = about
  return JSON.stringify(
    {
      title,
      figures_to: asAt,
      filter: filterWords(filter) || null,
      compared_with: filter.since || null,
      rows,
    },
    null,
    1,
  )
}

/** The scorecard as a spreadsheet: what was asked for stands above it; numbers are numbers, days days. */
export function scorecardXlsx(rows: readonly DownloadRow[], about: About): Uint8Array {
  const columns = columnsOf(about)
  const heading = [
    about.title,
    about.asAt === null ? 'No records are loaded.' : `Figures to ${formatDay(about.asAt)}`,
    `Shown: ${shownWords(about) ?? 'everything'}`,
  ]
  const cells = rows.map((row) => columns.map((column) => xlsxCell(column, row[column] ?? null)))
  return xlsxBytes([{ name: 'Scorecard', heading, columns, rows: cells }])
}

const DAYS = ['period_start', 'period_end']

function xlsxCell(column: string, cell: Cell): XlsxCell {
  if (cell === null) return null
  return DAYS.includes(column) ? { day: String(cell) } : cell
}
