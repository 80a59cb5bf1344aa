import type { Framework } from '../catalogue/index.ts'
import { formatDay } from '../core/index.ts'
import { type ClockRow, clockRows, clocksSummary } from './clocks-page.ts'
import type { Board } from './frame.ts'
import {
  type AttentionGroup,
  type AttentionItem,
  attentionGroups,
  oncePerIndicator,
  type Told,
} from './home-attention.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type KpiLine, kpiLine } from './kpi-line.ts'
import type { Clocks } from './clocks-reader.ts'
import type { Freshness } from './late-tables.ts'
import { type StatusCount, statusCounts } from './scorecard-page.ts'

export type StrategySummary = {
  readonly title: string
  readonly council: string
  readonly href: string
  /** `125 indicators, 213 measures`. */
  readonly size: string
  readonly counts: readonly StatusCount[]
}

/** Figures that share the reason for which they cannot be shown. */
export type WithheldGroup = {
  readonly reason: string
  readonly count: number
  readonly kpis: readonly { readonly name: string; readonly href: string }[]
  readonly more: number
}

export type ImportLine = { readonly when: string; readonly words: string; readonly href: string }

/** Whose question: the board member's with two minutes, "what needs us?" */
export type HomePage = {
  readonly heading: string
  readonly lead: string
  readonly empty: boolean
  readonly strategies: readonly StrategySummary[]
  readonly attention: readonly AttentionGroup[]
  readonly attentionTotal: number
  /** That nothing came off course of late; empty when something did or it is not known. */
  readonly noneNewly: string
  /** Tables whose next import is late. */
  readonly late: readonly Freshness[]
  readonly lateTotal: number
  readonly better: readonly AttentionItem[]
  readonly betterTotal: number
  readonly withheld: readonly WithheldGroup[]
  readonly withheldTotal: number
  readonly imports: readonly ImportLine[]
  /** Limits of the law that are broken or near, most broken first; none without open cases. */
  readonly clocks: readonly ClockRow[]
  readonly clocksSummary: string
}

/** So many are read in two minutes. */
const LATE_SHOWN = 5
const BETTER_SHOWN = 5
const WITHHELD_NAMED = 3
const IMPORTS_SHOWN = 5

/** What the page tells of beside the strategies. */
type Besides = {
  readonly clocks: Clocks
  readonly late: readonly Freshness[]
  /** Addresses of KPIs that came off course since a day, and that day in words. */
  readonly newly: ReadonlySet<string>
  readonly since: string
}

/** The overview of a board, from all its strategies. */
export function homePage(
  board: Board,
  strategies: readonly { readonly framework: Framework; readonly judged: readonly JudgedKpi[] }[],
  imports: readonly ImportLine[],
  { clocks: { cases, missing }, ...besides }: Besides,
): HomePage {
  const told = strategies.map(({ framework, judged }) => ({
    framework,
    kpis: judged.map((one) => ({ judged: one, line: kpiLine(one) })),
  }))
  const once = oncePerMeasure(told.flatMap(({ kpis }) => kpis))
  const lines = once.map(({ line }) => line)
  const attention = attentionGroups(once, besides.newly, besides.since)
  const better = oncePerIndicator(
    lines.filter((line) => line.process === 'improving' && line.status !== 'off-course'),
  )
  const withheld = lines.filter((line) => line.reason !== '')
  return {
    heading: `${board.authorityName} SEND board`,
    lead: leadOf(board),
    empty: board.asAt === null,
    strategies: told.map(({ framework, kpis }) =>
      summaryOf(
        framework,
        kpis.map(({ line }) => line),
      ),
    ),
    attention,
    noneNewly:
      besides.since === '' || besides.newly.size > 0
        ? ''
        : `Nothing has come off course since ${besides.since}.`,
    attentionTotal: attention.reduce((sum, { total }) => sum + total, 0),
    late: besides.late.slice(0, LATE_SHOWN),
    lateTotal: besides.late.length,
    better: better.slice(0, BETTER_SHOWN),
    betterTotal: better.length,
    withheld: groupByReason(withheld),
    withheldTotal: withheld.length,
    imports: imports.slice(0, IMPORTS_SHOWN),
    clocks: clockRows(cases, missing)
      .filter(({ late, soon, missing: why }) => why === '' && late + soon > 0)
      .toSorted((a, b) => b.late - a.late),
    clocksSummary: clocksSummary(cases, missing),
  }
}

function leadOf({ asAt }: Board): string {
  if (asAt === null) return 'There are no records yet, so there is no figure to show.'
  return `How special educational needs and disability (SEND) services stand against their strategies. Figures to ${formatDay(asAt)}.`
}

function summaryOf(framework: Framework, lines: readonly KpiLine[]): StrategySummary {
  const href = `/strategies/${encodeURIComponent(framework.id)}`
  return {
    title: framework.title,
    council: framework.council,
    href,
    size: `${String(framework.rows.length)} indicators, ${String(lines.length)} measures`,
    counts: statusCounts(lines, (status) => `${href}?status=${status}`),
  }
}

/** Two strategies may use one measure: it is told once, by the strategy that judges it. */
function oncePerMeasure(kpis: readonly Told[]): Told[] {
  const found = new Map<string, Told>()
  for (const one of kpis) {
    const key = one.judged.kpi.use.measure ?? one.line.address
    const known = found.get(key)
    const isJudged = one.judged.course.status !== null
    if (!known || (known.judged.course.status === null && isJudged)) found.set(key, one)
  }
  return [...found.values()]
}

function groupByReason(lines: readonly KpiLine[]): WithheldGroup[] {
  const groups = Map.groupBy(lines, (line) => line.reason)
  return [...groups]
    .map(([reason, members]) => ({
      reason,
      count: members.length,
      kpis: members.slice(0, WITHHELD_NAMED).map(({ name, href }) => ({ name, href })),
      more: Math.max(0, members.length - WITHHELD_NAMED),
    }))
    .toSorted((a, b) => b.count - a.count)
}
