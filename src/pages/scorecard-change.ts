import type { Polarity } from '../catalogue/index.ts'
import { compare } from '../core/index.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type KpiLine, kpiLine, type LineStatus } from './kpi-line.ts'

/** What became of a figure between two days, the most important first. */
export const CHANGE_WORDS = {
  'status-worse': 'status got worse',
  'status-better': 'status got better',
  'figure-worse': 'figure worse, status the same',
  'figure-better': 'figure better, status the same',
  'status-other': 'status changed otherwise',
  moved: 'figure moved, neither way is better',
  same: 'figure the same',
  'no-newer': 'no newer figure since',
  lost: 'could be shown then, not now',
  found: 'can be shown now, not then',
  'never-shown': 'no figure on either day',
} as const

export type ChangeKind = keyof typeof CHANGE_WORDS

/** A line as it stood on the earlier day, and what became of it. */
export type LineChange = {
  readonly kind: ChangeKind
  readonly words: string
  readonly then: KpiLine
  readonly statusChanged: boolean
  /** Whether a newer figure is better than then; null where neither way is or there is none. */
  readonly better: boolean | null
}

/** Statuses that can be told apart as better and worse. */
const RANKS: Partial<Readonly<Record<LineStatus, number>>> = {
  'off-course': 1,
  'on-course': 2,
  met: 3,
}

/** What became of a KPI since an earlier day; `then` is the same KPI as judged on that day. */
export function lineChange(now: JudgedKpi, then: JudgedKpi): LineChange {
  const [lineNow, lineThen] = [kpiLine(now), kpiLine(then)]
  const kind = kindOf(now, then, [lineNow.status, lineThen.status])
  return {
    kind,
    words: CHANGE_WORDS[kind],
    then: lineThen,
    statusChanged: lineNow.status !== lineThen.status,
    better: betterOf(figureKind(now, then)),
  }
}

function betterOf(kind: ChangeKind): boolean | null {
  return kind === 'figure-better' ? true : kind === 'figure-worse' ? false : null
}

type Statuses = readonly [now: LineStatus, then: LineStatus]

function kindOf(now: JudgedKpi, then: JudgedKpi, [status, before]: Statuses): ChangeKind {
  if (now.reason !== '') return then.reason === '' ? 'lost' : 'never-shown'
  if (then.reason !== '') return 'found'
  if (status !== before) return statusKind(RANKS[status], RANKS[before])
  return figureKind(now, then)
}

function statusKind(rank: number | undefined, before: number | undefined): ChangeKind {
  if (rank === undefined || before === undefined) return 'status-other'
  return rank < before ? 'status-worse' : 'status-better'
}

/** By the figures alone. */
function figureKind({ kpi: { use }, figures }: JudgedKpi, then: JudgedKpi): ChangeKind {
  const [figure, earlier] = [figures.latest, then.figures.latest]
  if (!figure?.value || !earlier?.value) return 'same'
  if (figure.period.end === earlier.period.end) return 'no-newer'
  const difference = Math.sign(compare(figure.value, earlier.value))
  return difference === 0 ? 'same' : directionKind(use.polarity, difference)
}

function directionKind(polarity: Polarity, difference: number): ChangeKind {
  if (polarity === 'higher-better') return difference > 0 ? 'figure-better' : 'figure-worse'
  if (polarity === 'lower-better') return difference < 0 ? 'figure-better' : 'figure-worse'
  return 'moved'
}
