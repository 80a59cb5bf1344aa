import { add, type Rational, divide, multiply, parseDecimal, rational } from '../core/index.ts'
import type { SqlRow, SqlValue } from '../database/index.ts'
import type { CompiledAggregate } from '../formula/index.ts'

/**
 * What one aggregate came to in one context and category. `count` is the number of values behind a
 * mean, a median or `the`; `value` is null where there is none.
 */
export type Cell = { readonly value: Rational | null; readonly count: Rational }

/** What an aggregate reads of the rows of a scan, as named in SQL. */
export type RowNames = {
  /** Whether the row counts; undefined: all do. */
  readonly filter: string | undefined
  /** What is read of each. */
  readonly value: string
  /** Where people are counted: the table, joined to the row, of those who have several rows. */
  readonly twice: string
}

/** How an aggregate is read from the rows of a scan, and made a number exactly. */
export type Reading = {
  /** SQL of each column. */
  readonly columns: (names: RowNames) => readonly string[]
  readonly cell: (values: readonly SqlValue[], over: Rational) => Cell
}

const NONE: Rational = rational(0)
const TWO: Rational = rational(2)

/** `count(*) filter (where f1)`. */
function filtered(aggregate: string, ...tests: readonly (string | undefined)[]): string {
  const given = tests.filter((test) => test !== undefined)
  return given.length === 0 ? aggregate : `${aggregate} filter (where ${given.join(' and ')})`
}

const counted: Reading = {
  columns: ({ filter }) => [filtered('count(*)', filter)],
  cell: ([n = 0]) => ({ value: exact(n), count: exact(n) ?? NONE }),
}

const distinct: Reading = {
  ...counted,
  columns: ({ filter, value }) => [filtered(`count(distinct ${value})`, filter)],
}

/** Those who have one row are counted as rows, which is much faster. */
const persons: Reading = {
  ...counted,
  columns: ({ filter, value, twice }) => {
    const column = value.slice(value.indexOf('.'))
    const once = filtered(`count(${value})`, filter, `${twice}.n is null`)
    const several = filtered(`count(distinct ${twice}${column})`, filter, `${twice}.n is not null`)
    return [`${once} + ${several}`]
  },
}

const summed: Reading = {
  columns: ({ filter, value }) => [
    filtered(`sum(${value})`, filter),
    filtered(`count(${value})`, filter),
  ],
  cell: ([sum = null, n = 0], over) => ({
    value: divide(exact(sum) ?? NONE, over),
    count: exact(n) ?? NONE,
  }),
}

const mean: Reading = {
  ...summed,
  cell: ([sum = null, n = 0], over) => {
    const [total, count] = [exact(sum), exact(n) ?? NONE]
    return { value: total && divide(total, multiply(count, over)), count }
  },
}

/** The two middle values, which are the same row when their number is odd. */
const median: Reading = {
  columns: ({ filter, value }) => [
    filtered(`percentile_disc(0.5) within group (order by ${value} asc)`, filter),
    filtered(`percentile_disc(0.5) within group (order by ${value} desc)`, filter),
    filtered(`count(${value})`, filter),
  ],
  cell: ([low = null, high = null, n = 0], over) => {
    const [a, b] = [exact(low), exact(high)]
    return { value: a && b && divide(add(a, b), multiply(TWO, over)), count: exact(n) ?? NONE }
  },
}

function extreme(name: 'min' | 'max'): Reading {
  return {
    columns: ({ filter, value }) => [
      filtered(`${name}(${value})`, filter),
      filtered(`count(${value})`, filter),
    ],
    cell: ([value = null, n = 0], over) => {
      const found = exact(value)
      return { value: found && divide(found, over), count: exact(n) ?? NONE }
    },
  }
}

const READINGS: Readonly<Record<CompiledAggregate['aggregate']['name'], Reading>> = {
  count: counted,
  persons,
  distinct,
  sum: summed,
  years: summed,
  mean,
  median,
  the: extreme('min'),
  min: extreme('min'),
  max: extreme('max'),
}

export function readingOf({ aggregate }: CompiledAggregate): Reading {
  return READINGS[aggregate.name]
}

/** A number as SQL gave it, exactly. @throws RangeError if it is not a decimal. */
export function exact(value: SqlValue): Rational | null {
  if (value === null) return null
  return typeof value === 'bigint' ? rational(value) : parseDecimal(String(value))
}

/** The divisor of a value: `7` or `(7 * 7)`, whole numbers only at the top of a formula. */
export function divisorOf({ of }: CompiledAggregate): Rational {
  if (of?.over === undefined) return rational(1)
  const factors = of.over.replaceAll(/[()\s]/g, '').split('*')
  return factors.map((factor) => parseDecimal(factor)).reduce(multiply)
}

/** A column of a row of the result. */
export function valueIn(row: SqlRow, name: string): SqlValue {
  return row[name] ?? null
}
