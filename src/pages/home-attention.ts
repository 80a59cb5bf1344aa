import { capital } from '../core/index.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import type { KpiLine } from './kpi-line.ts'

/** A line that somebody should look at, with the reason. */
export type AttentionItem = KpiLine & {
  readonly why: string
  /** How many other measures of the same indicator are in the same state. */
  readonly others: number
}

/** Lines that call for attention for one reason. */
export type AttentionGroup = {
  readonly id: string
  readonly heading: string
  readonly items: readonly AttentionItem[]
  readonly total: number
  /** `3 more are on the scorecards`; empty where all are shown. */
  readonly more: string
}

export type Told = { readonly judged: JudgedKpi; readonly line: KpiLine }

/** So many of each reason are read in two minutes. */
const SHOWN = 4

const HEADINGS = {
  newly: 'Newly off course',
  worse: 'Getting worse, beyond the usual ups and downs',
  miss: 'Target expected to be missed',
  off: 'Still off course',
} as const

type Reason = keyof typeof HEADINGS

/**
 * What calls for attention, by its gravest reason, in order; a reason without lines is left out.
 *
 * @param newly - Addresses of KPIs that were not off course on `since`, in words.
 */
export function attentionGroups(
  told: readonly Told[],
  newly: ReadonlySet<string>,
  since: string,
): readonly AttentionGroup[] {
  const byReason = Map.groupBy(told, (one) => reasonOf(one, newly))
  const reasons: readonly Reason[] = ['newly', 'worse', 'miss', 'off']
  return reasons.flatMap((reason) => {
    const lines = (byReason.get(reason) ?? []).map(({ line }) => line)
    if (lines.length === 0) return []
    const items = oncePerIndicator(lines.toSorted(byUrgency))
    const more = items.length - SHOWN
    return [
      {
        id: reason,
        heading:
          reason === 'newly' && since !== ''
            ? `${HEADINGS.newly} since ${since}`
            : HEADINGS[reason],
        items: items.slice(0, SHOWN),
        total: items.length,
        more:
          more > 0 ? `${String(more)} more ${more === 1 ? 'is' : 'are'} on the scorecards.` : '',
      },
    ]
  })
}

function reasonOf({ line, judged }: Told, newly: ReadonlySet<string>): Reason | undefined {
  if (line.reason !== '') return undefined
  const off = line.status === 'off-course'
  if (off && newly.has(line.address)) return 'newly'
  if (line.process === 'worsening' || (off && line.process === 'one-off')) return 'worse'
  if (judged.course.expected?.status === 'not-met') return 'miss'
  return off ? 'off' : undefined
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
export function oncePerIndicator(lines: readonly KpiLine[]): AttentionItem[] {
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
