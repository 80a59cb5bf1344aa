import type { Figure } from '../figures/index.ts'
import { toFixed } from '../core/index.ts'
import { csvText } from './csv.ts'
import { intervalWords } from './interval-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { partNumber } from './figure-words.ts'
import { filterWords, type ScorecardFilter } from './scorecard-filter.ts'
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

type Cell = string | number | boolean | null
type DownloadRow = Readonly<Record<(typeof COLUMNS)[number], Cell>>

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
        },
      ]
    }),
  )
}

type BeliefCells = Pick<DownloadRow, 'expected' | 'interval_95' | 'data_quality' | 'guards'>

function beliefCells({ kpi, figures, course, quality, guards }: JudgedKpi): BeliefCells {
  const interval = figures.latest && kpi.measure ? intervalWords(figures.latest, kpi.measure) : ''
  return {
    expected: course.expected?.status ?? null,
    interval_95: interval || null,
    data_quality: quality?.mark ?? null,
    guards: guards.map(({ name, figure }) => `${name}: ${figure}`).join('; ') || null,
  }
}

type FigureCells = Pick<
  DownloadRow,
  'authority' | 'period_start' | 'period_end' | 'so_far' | 'numerator' | 'denominator' | 'value'
>

function figureCells(figure: Figure | null): FigureCells {
  if (!figure) return NO_FIGURE
  const { authority, period, partial, numerator, denominator, value } = figure
  return {
    authority,
    period_start: period.start,
    period_end: period.end,
    so_far: partial,
    numerator: plain(numerator),
    denominator: plain(denominator),
    value: value && toFixed(value, 6),
  }
}

const NO_FIGURE: FigureCells = {
  authority: null,
  period_start: null,
  period_end: null,
  so_far: null,
  numerator: null,
  denominator: null,
  value: null,
}

function plain(part: Figure['numerator']): string | null {
  return part ? partNumber(part).replaceAll(',', '') : null
}

/** The scorecard as CSV. */
export function scorecardCsv(rows: readonly DownloadRow[]): string {
  return csvText(
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => row[column])),
  )
}

/** The scorecard as JSON, with what was asked for. */
export function scorecardJson(
  rows: readonly DownloadRow[],
  about: { readonly asAt: string | null; readonly filter: ScorecardFilter },
): string {
  return JSON.stringify(
    { figures_to: about.asAt, filter: filterWords(about.filter) || null, rows },
    null,
    1,
  )
}
