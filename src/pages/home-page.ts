import type { Framework } from '../catalogue/index.ts'
import { formatDay } from '../core/index.ts'
import { type ClockRow, clockRows, clocksSummary } from './clocks-page.ts'
import type { Board } from './frame.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type KpiLine, kpiLine } from './kpi-line.ts'
import type { Clocks } from './clocks-reader.ts'
import { type StatusCount, statusCounts } from './scorecard-page.ts'

/** A line that somebody should look at, with the reason. */
export type AttentionItem = KpiLine & {
  readonly why: string
  /** How many other measures of the same indicator are in the same state. */
  readonly others: number
}

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
  readonly attention: readonly AttentionItem[]
  readonly attentionTotal: number
  readonly attentionShown: string
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
const ATTENTION_SHOWN = 8
const BETTER_SHOWN = 5
const WITHHELD_NAMED = 3
const IMPORTS_SHOWN = 5

/** The overview of a board, from all its strategies. */
export function homePage(
  board: Board,
  strategies: readonly { readonly framework: Framework; readonly judged: readonly JudgedKpi[] }[],
  imports: readonly ImportLine[],
  { cases, missing }: Clocks,
): HomePage {
  const told = strategies.map(({ framework, judged }) => ({
    framework,
    kpis: judged.map((one) => ({ judged: one, line: kpiLine(one) })),
  }))
  const lines = oncePerMeasure(told.flatMap(({ kpis }) => kpis))
  const attention = oncePerIndicator(lines.filter(needsAttention).toSorted(byUrgency))
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
    attention: attention.slice(0, ATTENTION_SHOWN),
    attentionTotal: attention.length,
    attentionShown: shownOf(ATTENTION_SHOWN, attention.length),
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

type Told = { readonly judged: JudgedKpi; readonly line: KpiLine }

/** Two strategies may use one measure: it is told once, by the strategy that judges it. */
function oncePerMeasure(kpis: readonly Told[]): KpiLine[] {
  const found = new Map<string, Told>()
  for (const one of kpis) {
    const key = one.judged.kpi.use.measure ?? one.line.address
    const known = found.get(key)
    const isJudged = one.judged.course.status !== null
    if (!known || (known.judged.course.status === null && isJudged)) found.set(key, one)
  }
  return [...found.values()].map(({ line }) => line)
}

function needsAttention(line: KpiLine): boolean {
  if (line.reason !== '') return false
  return line.status === 'off-course' || line.process === 'worsening'
}

/** Off course and worsening, then worsening, then one-off or steady off course; headlines first. */
function byUrgency(a: KpiLine, b: KpiLine): number {
  return urgency(b) - urgency(a)
}

function urgency(line: KpiLine): number {
  const off = line.status === 'off-course' ? 4 : 0
  const worse = line.process === 'worsening' ? 5 : line.process === 'improving' ? -2 : 0
  // A process may stand on the wrong side for long and yet be on its way back.
  const back = line.sinceYear === 'better' ? -3 : line.sinceYear === 'worse' ? 1 : 0
  return off + worse + back + (line.role === 'headline' ? 1 : 0) - (line.fewCases ? 1 : 0)
}

/** The first line of each indicator, with how many others it stands for. */
function oncePerIndicator(lines: readonly KpiLine[]): AttentionItem[] {
  const rows = Map.groupBy(lines, ({ address }) => address.slice(0, address.lastIndexOf('/')))
  return [...rows.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, why: whyOf(first), others: others.length }] : [],
  )
}

/** What the words of the status and the trend do not say yet. */
function whyOf(line: KpiLine): string {
  const said = line.statusWhy === 'the target is not met' || line.status !== 'off-course'
  const target = said ? '' : `${capital(line.statusWhy)}.`
  const ordinary = line.process === 'too-few-points' || line.process === 'steady'
  const trend = ordinary ? '' : `${capital(line.processWhy)}.`
  const mixed = line.process === 'worsening' && line.sinceYear === 'better'
  const back = mixed ? 'It is better than a year earlier, though.' : ''
  return [target, trend, back].filter((text) => text !== '').join(' ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function shownOf(most: number, total: number): string {
  return total > most
    ? `The first ${String(most)} of ${String(total)} are shown; the scorecards have all.`
    : ''
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
