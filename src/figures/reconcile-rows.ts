import { toFixed } from '../core/index.ts'
import type { CountedReturn, ReconciledFigure } from './reconcile.ts'

/** The columns of a table of reconciled figures. */
export const RECONCILE_COLUMNS = [
  ...(['year', 'section', 'figure', 'name'] as const),
  ...(['return_numerator', 'return_denominator', 'return_value'] as const),
  ...(['measure', 'kpi_numerator', 'kpi_denominator', 'kpi_value'] as const),
  ...(['published', 'published_on'] as const),
  ...(['difference', 'numerator_difference', 'explained', 'unexplained', 'causes'] as const),
] as const

export type ReconcileRow = Readonly<
  Record<(typeof RECONCILE_COLUMNS)[number], string | number | null>
>

/** One figure of a return beside its KPI. */
export function reconcileRow(
  { year }: Pick<CountedReturn, 'year'>,
  one: ReconciledFigure,
): ReconcileRow {
  const { returned, computed, difference, unexplained } = one
  const exact = (value: typeof computed.value) => (value === null ? null : toFixed(value, 0))
  return {
    ...{ year, section: one.section, figure: one.figure, name: one.name },
    return_numerator: returned.numerator,
    return_denominator: returned.denominator,
    return_value: returned.value,
    measure: one.measure,
    kpi_numerator: exact(computed.numerator),
    kpi_denominator: exact(computed.denominator),
    kpi_value: one.computedWords,
    published: one.published?.words ?? null,
    published_on: one.published?.publishedOn ?? null,
    difference,
    numerator_difference: one.numeratorDifference,
    explained: difference === null || unexplained === null ? null : difference - unexplained,
    unexplained,
    causes: causesText(one),
  }
}

function causesText({ causes }: ReconciledFigure): string {
  return causes
    .map(({ words, explains }) => (explains === null ? words : `${words} (${signed(explains)})`))
    .join('; ')
}

function signed(count: number): string {
  return count > 0 ? `+${String(count)}` : String(count)
}
