import type { Kpi } from '../catalogue/index.ts'
import { type Rational, toFixed } from '../core/index.ts'
import { displayFigure, type Figure } from '../figures/index.ts'
import type { Row } from './write-table.ts'

/** The columns of figures in CSV and JSON: a promise, never to be changed or reordered. */
export const FIGURE_COLUMNS = [
  'framework',
  'ref',
  'sub',
  'measure',
  'authority',
  'period_start',
  'period_end',
  'breakdown',
  'category',
  'numerator',
  'denominator',
  'value',
  'display',
  'unit',
  'status',
  'reason',
] as const
type FigureColumn = (typeof FIGURE_COLUMNS)[number]

/** Those worth a person's time in a terminal. */
export const SHOWN_COLUMNS: readonly (FigureColumn | 'kpi')[] = [
  'kpi',
  'measure',
  'period_start',
  'period_end',
  'category',
  'numerator',
  'denominator',
  'display',
  'unit',
  'status',
  'reason',
]

export type FigureRow = Row<FigureColumn | 'kpi'>

/** Decimals of an exact number in CSV and JSON. */
const PLACES = 6

/** A figure of a KPI as one row. */
export function figureRow(kpi: Kpi, figure: Figure): FigureRow {
  const { framework, row, use, measure, address } = kpi
  return {
    kpi: address,
    framework: framework.id,
    ref: row.ref,
    sub: use.sub,
    measure: figure.measure,
    authority: figure.authority,
    period_start: figure.period.start,
    period_end: figure.period.end,
    breakdown: figure.breakdown,
    category: figure.category,
    numerator: numberOf(figure.numerator),
    denominator: numberOf(figure.denominator),
    value: numberOf(figure.value),
    display: measure ? displayFigure(figure, measure) : null,
    unit: measure?.unit ?? null,
    status: figure.status,
    reason: reasonOf(figure),
  }
}

/** The row of a KPI whose definition is still to come: never left out, never zero. */
export function undefinedRow({ framework, row, use, address }: Kpi, authority: string): FigureRow {
  return {
    kpi: address,
    framework: framework.id,
    ref: row.ref,
    sub: use.sub,
    measure: null,
    authority,
    period_start: null,
    period_end: null,
    breakdown: null,
    category: null,
    numerator: null,
    denominator: null,
    value: null,
    display: null,
    unit: null,
    status: 'not-defined',
    reason: use.note || 'The definition is still to come.',
  }
}

function reasonOf({ reason, partial, value }: Figure): string {
  if (reason !== '') return reason
  if (value === null) return 'there is no value'
  return partial ? 'part of the period: so far' : ''
}

/** Exact to six decimals, half away from zero, as a number. */
function numberOf(value: Rational | null): number | null {
  return value && Number(toFixed(value, PLACES))
}
