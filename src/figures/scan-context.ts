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

/** The columns that a context has beside its number `n`, as SQL. */
const COLUMNS: readonly (readonly [string, (context: Context) => string])[] = [
  ['p_start', ({ start }) => date(start)],
  ['d', ({ day }) => date(day)],
  ['fy', ({ day }) => quoted(financialYearText(day))],
  ['fy_start', ({ day }) => date(financialYearStart(day))],
  ['fy_end', ({ day }) => date(yearEnd(financialYearStart(day)))],
  ['ay', ({ day }) => quoted(academicYearText(day))],
  ['ay_start', ({ day }) => date(academicYearStart(day))],
  ['ay_end', ({ day }) => date(yearEnd(academicYearStart(day)))],
  ['s', ({ scenario }) => `cast(${scenario === null ? 'null' : quoted(scenario)} as varchar)`],
]

/** A column of `contexts` that a statement adds: for each context a number. */
export type ContextRank = { readonly name: string; readonly places: readonly number[] }

/**
 * The contexts of a statement, numbered from 0, with the columns that the rest of it reads as `c.…`.
 *
 *     contexts (n, d, r0) as (values (0, date '2024-11-30', 24298), (1, date '2024-12-31', 24299))
 */
export function contextsSql(
  contexts: Iterable<Context>,
  rest: string,
  ranks: readonly ContextRank[] = [],
): string {
  const read = COLUMNS.filter(([name]) => new RegExp(`\\bc\\.${name}\\b`).test(rest))
  const rows = [...contexts].map((context, n) => {
    const values = read.map(([, valueIn]) => valueIn(context))
    return `(${[n, ...values, ...ranks.map(({ places }) => places[n])].join(', ')})`
  })
  const names = ['n', ...read.map(([name]) => name), ...ranks.map(({ name }) => name)]
  return `contexts (${names.join(', ')}) as (values ${rows.join(', ')})`
}

function yearEnd(start: DayText): DayText {
  return addDays(addMonths(start, 12), -1)
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
  if (runValues.has('FY')) return yearEnd(financialYearStart(day))
  if (runValues.has('AY')) return yearEnd(academicYearStart(day))
  return '2000-01-01'
}
