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
  /** What there is to say before the table; all there is where nothing changed. */
  readonly words: string
  /** The latest change first. */
  readonly changes: readonly {
    readonly when: string
    readonly period: string
    readonly before: string
    readonly after: string
    readonly causes: readonly { readonly words: string; readonly href: string }[]
  }[]
}

/** More would hide what matters; the command lists them all. */
const MOST = 24

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
    return { words: `No figure shown for this measure has changed ${from}.`, changes: [] }
  const more =
    changes.length > MOST
      ? ` The latest ${String(MOST)} are shown; sendboard changes lists them all.`
      : ''
  return {
    words: `${shownCount(changes.length)} came out otherwise ${from}.${more}`,
    changes: changes.slice(0, MOST).map((change) => ({
      when: instantWords(change.changedAt),
      period: formatPeriod(change.period),
      before: keptWords(change.before, measure),
      after: keptWords(change.after, measure),
      causes: change.causes.map(causeLink),
    })),
  }
}

function shownCount(count: number): string {
  return counted(count, 'figure that was shown', 'figures that were shown')
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

function causeLink(cause: ChangeCause): KpiHistory['changes'][number]['causes'][number] {
  if (cause.kind === 'definitions') return { words: 'Definitions or targets changed', href: '' }
  const id = String(cause.importId)
  const files = cause.files === '' ? '' : `: ${cause.files}`
  return {
    words: cause.kind === 'import' ? `Import ${id}${files}` : `Import ${id} undone${files}`,
    href: `/data/imports/${id}`,
  }
}
