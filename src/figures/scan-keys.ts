import { academicYearText, financialYearText } from '../core/index.ts'
import { type ContextTest, type Expression, type OrderOperator, quoted } from '../formula/index.ts'
import { dateOf, isRunDate } from './run-date.ts'
import type { Context } from './scan-context.ts'

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
  /** Names of the columns that contexts have beside their own. */
  readonly ranks: () => readonly string[]
  /** The values of these for the context at a place. */
  readonly ranksAt: (place: number) => readonly number[]
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

/** The values that contexts give for one thing, in order; the place of each context's own, -2: none. */
type Ranked = {
  readonly name: string
  readonly values: readonly string[]
  readonly places: readonly number[]
}

/** @param contexts - Of which there is at least one. */
export function newKeys(contexts: readonly Context[]): Keys {
  const columns = new Map<string, string>()
  const ranks = new Map<string, Ranked>()
  const column = (sql: string): string => {
    const name = columns.get(sql) ?? `b${String(columns.size)}`
    columns.set(sql, name)
    return `g.${name}`
  }
  const ranked = (at: Expression): Ranked => {
    const found = valueIn(at) ?? (({ scenario }: Context) => scenario)
    const own = contexts.map(found)
    const key = own.join()
    const known = ranks.get(key) ?? rankedBy(own, `r${String(ranks.size)}`)
    ranks.set(key, known)
    return known
  }
  return {
    columns,
    ranks: () => [...ranks.values()].map(({ name }) => name),
    ranksAt: (place) => [...ranks.values()].map(({ places }) => places[place] ?? NONE),
    test: (test) => testSql(test, column, ranked),
    somewhere: (test) => somewhereSql(test, ranked),
  }
}

const NONE = -2

function rankedBy(own: readonly (string | null)[], name: string): Ranked {
  const values = [...new Set(own.flatMap((value) => value ?? []))].sort()
  const places = new Map(values.map((value, place) => [value, place]))
  return { name, values, places: own.map((value) => places.get(value ?? '') ?? NONE) }
}

function testSql(
  test: ContextTest,
  column: (sql: string) => string,
  ranked: (at: Expression) => Ranked,
): string {
  const inner = (one: ContextTest) => testSql(one, column, ranked)
  switch (test.is) {
    case 'row':
      return `${column(`case when ${test.sql} then 1 else 0 end`)} = 1`
    case 'run':
      return `(${test.sql})`
    case 'order': {
      const { name, values } = ranked(test.at)
      const isBelow = test.operator.startsWith('<')
      return `${column(placeSql(test, literals(test.at, values)))} ${isBelow ? '<=' : '>'} c.${name}`
    }
    case 'equal': {
      const { name, values } = ranked(test.at)
      return `${column(whichSql(test.row, literals(test.at, values)))} = c.${name}`
    }
    case 'all':
    case 'any':
      return `(${test.of.map(inner).join(test.is === 'all' ? ' and ' : ' or ')})`
    case 'not':
      return `(${inner(test.of)}) is not true`
  }
}

/** `t.from_date <= date '2026-03-31'`: the last of the days that contexts give. */
function somewhereSql(test: ContextTest, ranked: (at: Expression) => Ranked): string | undefined {
  switch (test.is) {
    case 'row':
      return `(${test.sql})`
    case 'order': {
      const values = literals(test.at, ranked(test.at).values)
      const value = values.at(test.operator.startsWith('<') ? -1 : 0)
      return value && `${test.row} ${test.operator} ${value}`
    }
    case 'equal': {
      const values = literals(test.at, ranked(test.at).values)
      return values.length === 0 ? undefined : `${test.row} in (${values.join(', ')})`
    }
    case 'all':
    case 'any': {
      const tests = test.of.map((one) => somewhereSql(one, ranked))
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

/**
 * How many of some values, in order, a value of a row is above (for `<` and `>=`: at or above), found
 * by halving. An empty value is above all of them or below, so that the test says no.
 *
 *     case when x <= date '2024-04-30' then case when … end else 3 end
 */
function placeSql(
  { row, operator }: { readonly row: string; readonly operator: OrderOperator },
  values: readonly string[],
): string {
  const compare = operator === '<=' || operator === '>' ? '<=' : '<'
  const place = halves(row, compare, values, 0, values.length)
  return operator.startsWith('<') ? place : `case when ${row} is null then -1 else ${place} end`
}

function halves(
  row: string,
  compare: '<' | '<=',
  values: readonly string[],
  low: number,
  high: number,
): string {
  if (low === high) return String(low)
  const middle = Math.floor((low + high) / 2)
  const [below, above] = [
    halves(row, compare, values, low, middle),
    halves(row, compare, values, middle + 1, high),
  ]
  return `case when ${row} ${compare} ${values[middle] ?? 'null'} then ${below} else ${above} end`
}

/** Which of some values a value of a row is; -1 for none of them. */
function whichSql(row: string, values: readonly string[]): string {
  if (values.length === 0) return '-1'
  const cases = values.map((value, place) => `when ${row} = ${value} then ${String(place)}`)
  return `case ${cases.join(' ')} else -1 end`
}
