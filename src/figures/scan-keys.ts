import { academicYearText, financialYearText } from '../core/index.ts'
import { type ContextTest, type Expression, quoted } from '../formula/index.ts'
import { dateOf, isRunDate } from './run-date.ts'
import type { Context, ContextRank } from './scan-context.ts'
import { placesOfDays, placesOfYears } from './scan-places.ts'

/**
 * Tests of rows against contexts, made tests of small whole numbers: a column `b<i>` of a row says
 * where its value lies among those that the contexts of a scan give, a column `r<i>` of a context which
 * of them is its own. Rows alike in all `b` count in the same contexts. Neither is ever null.
 */
export type Keys = {
  /** SQL of a test over rows `g` and contexts `c`; its columns are in the maps from then on. */
  readonly test: (test: ContextTest) => string
  /** SQL over the rows of a table that holds wherever a test does in any context; undefined: always. */
  readonly somewhere: (test: ContextTest) => string | undefined
  /** Name by SQL over the rows of a table. */
  readonly columns: ReadonlyMap<string, string>
  /** The columns that contexts have beside their own. */
  readonly ranks: () => readonly ContextRank[]
}

/** Whether the values that a test compares with are known before the database is asked. */
export function isKnown(test: ContextTest): boolean {
  switch (test.is) {
    case 'row':
    case 'run':
      return true
    case 'order':
      return valueIn(test.at) !== undefined
    case 'equal':
      return valueIn(test.at) !== undefined || isScenario(test.at)
    case 'all':
    case 'any':
      return test.of.every(isKnown)
    case 'not':
      return isKnown(test.of)
  }
}

type ValueIn = (context: Context) => string | null

function isScenario(at: Expression): boolean {
  return at.kind === 'run-value' && at.name === 'S'
}

/** A day or a year as a context has it; undefined where it cannot be told. */
function valueIn(at: Expression): ValueIn | undefined {
  if (isRunDate(at)) return (context) => dateOf(at, context)
  if (at.kind !== 'run-value') return undefined
  if (at.name === 'FY') return ({ day }) => financialYearText(day)
  return at.name === 'AY' ? ({ day }) => academicYearText(day) : undefined
}

/** @param contexts - Of which there is at least one. */
export function newKeys(contexts: readonly Context[]): Keys {
  const columns = new Map<string, string>()
  const ranks = new Map<string, ContextRank>()
  const made: Made = {
    column: (sql) => {
      const name = columns.get(sql) ?? `b${String(columns.size)}`
      columns.set(sql, name)
      return `g.${name}`
    },
    rank: (places) => {
      const key = places.join()
      const rank = ranks.get(key) ?? { name: `r${String(ranks.size)}`, places }
      ranks.set(key, rank)
      return `c.${rank.name}`
    },
    values: (at) => contexts.map(valueIn(at) ?? (({ scenario }) => scenario)),
  }
  return {
    columns,
    ranks: () => [...ranks.values()],
    test: (test) => testSql(test, made),
    somewhere: (test) => somewhereSql(test, made),
  }
}

type OrderTest = Extract<ContextTest, { readonly is: 'order' }>

type Made = {
  /** The column of a row that holds SQL. */
  readonly column: (sql: string) => string
  /** The column of the contexts that holds a number for each. */
  readonly rank: (places: readonly number[]) => string
  /** What each context gives for something that can be told. */
  readonly values: (at: Expression) => readonly (string | null)[]
}

function testSql(test: ContextTest, made: Made): string {
  const inner = (one: ContextTest) => testSql(one, made)
  switch (test.is) {
    case 'row':
      return `${made.column(`case when ${test.sql} then 1 else 0 end`)} = 1`
    case 'run':
      return `(${test.sql})`
    case 'order':
      return orderSql(test, made)
    case 'equal': {
      const values = made.values(test.at)
      const sorted = different(values)
      const places = values.map((value) => (value === null ? NONE : sorted.indexOf(value)))
      return `${made.column(whichSql(test.row, literals(test.at, sorted)))} = ${made.rank(places)}`
    }
    case 'all':
    case 'any':
      return `(${test.of.map(inner).join(test.is === 'all' ? ' and ' : ' or ')})`
    case 'not':
      return `(${inner(test.of)}) is not true`
  }
}

/** A context without a value equals no row, not even one whose value is none of those of contexts. */
const NONE = -2

function orderSql({ row, operator, at }: OrderTest, made: Made): string {
  const values = made.values(at).flatMap((value) => value ?? [])
  const { sql, places } =
    at.type.is === 'date'
      ? placesOfDays(row, operator, values, shiftOf(at))
      : placesOfYears(row, operator, values)
  return `${made.column(sql)} ${operator.startsWith('<') ? '<=' : '>'} ${made.rank(places)}`
}

/** Days that make `D - 20 weeks` D again. */
function shiftOf(at: Expression): number {
  if (at.kind !== 'shift') return 0
  if (at.unit === 'day') return -at.count
  return at.unit === 'week' ? -7 * at.count : 0
}

function different(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort()
}

/** `t.from_date <= date '2026-03-31'`: the last of the days that contexts give. */
function somewhereSql(test: ContextTest, made: Made): string | undefined {
  switch (test.is) {
    case 'row':
      return `(${test.sql})`
    case 'order': {
      const values = literals(test.at, different(made.values(test.at)))
      const value = values.at(test.operator.startsWith('<') ? -1 : 0)
      return value && `${test.row} ${test.operator} ${value}`
    }
    case 'equal': {
      const values = literals(test.at, different(made.values(test.at)))
      return values.length === 0 ? undefined : `${test.row} in (${values.join(', ')})`
    }
    case 'all':
    case 'any': {
      const tests = test.of.map((one) => somewhereSql(one, made))
      const known = tests.filter((sql) => sql !== undefined)
      if (known.length === 0 || (test.is === 'any' && known.length < tests.length)) return undefined
      return `(${known.join(test.is === 'all' ? ' and ' : ' or ')})`
    }
    default:
      return undefined
  }
}

function literals({ type }: Expression, values: readonly string[]): readonly string[] {
  return values.map((value) => (type.is === 'date' ? `date ${quoted(value)}` : quoted(value)))
}

/** Which of some values a value of a row is; -1 for none of them. */
function whichSql(row: string, values: readonly string[]): string {
  if (values.length === 0) return '-1'
  const cases = values.map((value, place) => `when ${row} = ${value} then ${String(place)}`)
  return `case ${cases.join(' ')} else -1 end`
}
