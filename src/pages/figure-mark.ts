import type { Figure } from '../figures/index.ts'

/**
 * Which figure a number on a page is, for those who check pages against `sendboard figures`: it stands
 * in the attributes `data-figure`, `data-period`, `data-by` and `data-category` of the element.
 */
export type FigureMark = {
  /** `kingston-2021/111/a`, or the id of a measure that no strategy's row asks for. */
  readonly of: string
  /** `2025-01-01/2025-12-31`. */
  readonly period: string
  /** Empty for the whole. */
  readonly by: string
  readonly category: string
}

/** The mark of a figure. @param of - A KPI's address; the measure's id unless given. */
export function figureMark(figure: Figure, of = figure.measure): FigureMark {
  const { period, breakdown, category } = figure
  return {
    of,
    period: `${period.start}/${period.end}`,
    by: breakdown ?? '',
    category: category ?? '',
  }
}
