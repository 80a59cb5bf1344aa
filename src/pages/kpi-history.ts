import type { Measure } from '../catalogue/index.ts'
import { formatDay, formatPeriod, toNumber } from '../core/index.ts'
import {
  displayFigure,
  type ChangeCause,
  type FigureChange,
  type KeptValue,
} from '../figures/index.ts'
import { counted, instantWords } from './import-words.ts'
import { partNumber } from './figure-words.ts'

/** Whose question: the board's, "why is this not the figure that we saw last time?" */
export type KpiHistory = {
  /** What there is to say before all else; all there is where nothing changed. */
  readonly words: string
  /** What changed at one time, the latest first. */
  readonly times: readonly {
    readonly title: string
    readonly causes: readonly { readonly words: string; readonly href: string }[]
    readonly changes: readonly {
      readonly period: string
      readonly before: string
      readonly after: string
    }[]
  }[]
}

/** Earlier ones are left to the command, which lists all. */
const MOST_TIMES = 12

/**
 * The figures of a KPI that came out otherwise after they were first kept.
 *
 * @param since - The instant of the first figures of the authority; undefined before there are any.
 */
export function kpiHistory(
  changes: readonly FigureChange[],
  measure: Measure,
  since: string | undefined,
): KpiHistory | null {
  if (since === undefined) return null
  const from = `since ${formatDay(since.slice(0, 10))}, when figures were first computed here`
  if (changes.length === 0)
    return { words: `No figure shown for this measure has changed ${from}.`, times: [] }
  const times = [...Map.groupBy(changes, ({ changedAt }) => changedAt)]
  const more =
    times.length > MOST_TIMES
      ? ` The latest ${String(MOST_TIMES)} times are shown; bin/sendboard changes lists all.`
      : ''
  return {
    words: `Figures that had been shown came out otherwise ${counted(times.length, 'time')} ${from}.${more}`,
    times: times.slice(0, MOST_TIMES).map(([instant, found]) => ({
      title: `${instantWords(instant)}: ${counted(found.length, 'figure')} changed`,
      causes: found[0]?.causes.map(causeLink) ?? [],
      changes: found.map(({ period, before, after }) => ({
        period: formatPeriod(period),
        before: keptWords(before, measure),
        after: keptWords(after, measure),
      })),
    })),
  }
}

/** `61.2% (19 of 31)`. */
function keptWords(kept: KeptValue, measure: Measure): string {
  const shown = displayFigure(kept, measure)
  const unit = measure.unit === 'percent' && kept.value !== null ? '%' : ''
  const { numerator, denominator } = kept
  const parts =
    measure.kind === 'percentage' && numerator && denominator && toNumber(denominator) !== 0
      ? ` (${partNumber(numerator)} of ${partNumber(denominator)})`
      : ''
  return `${shown}${unit}${parts}`
}

function causeLink(cause: ChangeCause): KpiHistory['times'][number]['causes'][number] {
  if (cause.kind === 'definitions') return { words: 'Definitions or targets changed', href: '' }
  const id = String(cause.importId)
  const files = cause.files === '' ? '' : `: ${cause.files}`
  return {
    words: cause.kind === 'import' ? `Import ${id}${files}` : `Import ${id} undone${files}`,
    href: `/data/imports/${id}`,
  }
}
