import { type Rational, rational } from '../core/index.ts'
import { createOnce, type Database, type SqlRow, type SqlValue } from '../database/index.ts'
import type { Figure, FigureStatus } from './types.ts'

/** Makes the tables of computed figures where they are not there yet. May be called at every start. */
export async function createFigureTables(database: Database): Promise<void> {
  await createOnce(
    database,
    `create schema if not exists figures;
    create table if not exists figures.runs (
      id integer not null, authority varchar not null, computed_at varchar not null,
      as_at date not null, fingerprint varchar not null, catalogue_version varchar not null);
    create table if not exists figures.inputs (
      authority varchar not null, run_id integer not null, name varchar not null,
      fingerprint varchar not null);
    create table if not exists figures.cells (
      authority varchar not null, measure varchar not null, variant varchar not null,
      period_start date not null, period_end date not null, scenario varchar, breakdown varchar,
      category varchar, numerator varchar, denominator varchar, value varchar,
      status varchar not null, reason varchar not null, partial varchar not null,
      of_whole varchar not null, run_id integer not null);
    create table if not exists figures.changes (
      authority varchar not null, changed_at varchar not null, measure varchar not null,
      variant varchar not null, period_start date not null, period_end date not null,
      scenario varchar, before_numerator varchar, before_denominator varchar, before_value varchar,
      before_status varchar not null, before_reason varchar not null,
      after_numerator varchar, after_denominator varchar, after_value varchar,
      after_status varchar not null, after_reason varchar not null,
      cause varchar not null, import_id integer);
    create table if not exists figures.counted_imports (
      authority varchar not null, import_id integer not null, status varchar not null);
    create table if not exists figures.proofs (
      authority varchar not null, measure varchar not null, fingerprint varchar not null,
      state varchar not null, proved_at varchar not null)`,
  )
}

export const CELL_COLUMNS = [
  ...['authority', 'measure', 'variant', 'period_start', 'period_end', 'scenario', 'breakdown'],
  ...['category', 'numerator', 'denominator', 'value', 'status', 'reason', 'partial', 'of_whole'],
  'run_id',
] as const

/** A figure as a row of `figures.cells`; a fraction is written `n/d`, exactly. */
export function cellValues(figure: Figure, runId: number): readonly SqlValue[] {
  const { authority, measure, variant, period, scenario, breakdown, category } = figure
  return [
    ...[authority, measure, variant, period.start, period.end, scenario, breakdown, category],
    ...[figure.numerator, figure.denominator, figure.value].map(fractionText),
    ...[figure.status, figure.reason, yesNo(figure.partial), yesNo(figure.ofWhole)],
    runId,
  ]
}

function yesNo(yes: boolean): 'Y' | 'N' {
  return yes ? 'Y' : 'N'
}

export function fractionText(value: Rational | null): string | null {
  return value && `${String(value.n)}/${String(value.d)}`
}

export function fractionOf(text: string | null): Rational | null {
  if (text === null) return null
  const [n = '', d = ''] = text.split('/')
  return rational(BigInt(n), BigInt(d))
}

/** A row of `figures.cells` as the figure that it holds. */
export function figureOfCell(row: SqlRow): Figure {
  const text = (name: string) => String(row[name] ?? '')
  const maybe = (name: string) => {
    const value = row[name]
    return value === null || value === undefined ? null : String(value)
  }
  return {
    authority: text('authority'),
    measure: text('measure'),
    variant: text('variant'),
    period: { start: text('period_start'), end: text('period_end') },
    scenario: maybe('scenario'),
    breakdown: maybe('breakdown'),
    category: maybe('category'),
    numerator: fractionOf(maybe('numerator')),
    denominator: fractionOf(maybe('denominator')),
    value: fractionOf(maybe('value')),
    status: statusOf(text('status')),
    reason: text('reason'),
    partial: text('partial') === 'Y',
    ofWhole: text('of_whole') === 'Y',
  }
}

const STATUSES: readonly FigureStatus[] = [
  'ok',
  'no-cases',
  'not-supplied',
  'provisional',
  'unknown',
]

export function statusOf(text: string): FigureStatus {
  const status = STATUSES.find((one) => one === text)
  if (!status)
    throw new RangeError(`a figure's status must be one of ${STATUSES.join(', ')}; got ${text}`)
  return status
}
