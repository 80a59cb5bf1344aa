import {
  academicYearStart,
  academicYearText,
  addDays,
  addMonths,
  type DayText,
  financialYearStart,
  financialYearText,
} from '../core/index.ts'
import { type CompiledAggregate, quoted } from '../formula/index.ts'

/** What a figure is asked in: P from `start` to `day`, D = `day`, and S. */
export type Context = {
  readonly start: DayText
  readonly day: DayText
  readonly scenario: string | null
}

/** The columns of `contexts`, one row a context. */
export const CONTEXT_COLUMNS =
  'n, p_start, d, fy, fy_start, fy_end, ay, ay_start, ay_end, s' as const

/**
 * The authorities that a statement is for, as `$1` and so on.
 *
 *     authorities (authority) as (values (cast($1 as varchar)), (cast($2 as varchar)))
 */
export function authoritiesSql(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => `(cast($${String(n + 1)} as varchar))`)
  return `authorities (authority) as (values ${rows.join(', ')})`
}

export function contextKey({ start, day, scenario }: Context): string {
  return `${start} ${day} ${scenario ?? ''}`
}

/** `(1, date '2024-01-01', date '2024-12-31', '2024-25', …)`. */
export function contextRow(
  { start, day, scenario }: Context,
  n: number,
  more: readonly number[] = [],
): string {
  const fy = financialYearStart(day)
  const ay = academicYearStart(day)
  const values = [
    String(n),
    date(start),
    date(day),
    quoted(financialYearText(day)),
    date(fy),
    date(addDays(addMonths(fy, 12), -1)),
    quoted(academicYearText(day)),
    date(ay),
    date(addDays(addMonths(ay, 12), -1)),
    `cast(${scenario === null ? 'null' : quoted(scenario)} as varchar)`,
    ...more.map(String),
  ]
  return `(${values.join(', ')})`
}

function date(day: DayText): string {
  return `date '${day}'`
}

/**
 * The context as far as an aggregate depends on it, so that what is the same is computed once: a
 * sum of a financial year is the same in each of its months unless it also reads D.
 *
 * @param keepsDay - A split reads D.
 */
export function contextFor(
  { runValues }: CompiledAggregate,
  context: Context,
  keepsDay: boolean,
): Context {
  const scenario = runValues.has('S') ? context.scenario : null
  if (runValues.has('P')) return { ...context, scenario }
  const day = runValues.has('D') || keepsDay ? context.day : dayOfYear(runValues, context.day)
  return { start: day, day, scenario }
}

function dayOfYear(runValues: CompiledAggregate['runValues'], day: DayText): DayText {
  if (runValues.has('FY') && runValues.has('AY')) return day
  if (runValues.has('FY')) return addDays(addMonths(financialYearStart(day), 12), -1)
  if (runValues.has('AY')) return addDays(addMonths(academicYearStart(day), 12), -1)
  return '2000-01-01'
}
