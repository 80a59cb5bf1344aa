import type { CompiledAggregate } from '../formula/index.ts'
import type { RowNames } from './scan-measures.ts'

/** Days are counted from here: any day does. */
const EPOCH = "date '2000-01-01'"

/** Of `years`: SQL of the tests that its days are made by. */
export type DaysSql = { readonly isOpen: string; readonly isBefore: string }

/** The days on which spells begin and end, as numbers; a table has one main spell. */
export function spellColumns(aggregates: Iterable<CompiledAggregate>): readonly string[] {
  const days = [...aggregates].find((one) => one.days !== undefined)?.days
  if (!days) return []
  return [`(${days.from} - ${EPOCH}) as from_day`, `(${days.until} - ${EPOCH}) as until_day`]
}

function filtered(sql: string, filter: string | undefined): string {
  return filter === undefined ? sql : `${sql} filter (where ${filter})`
}

/**
 * The columns of an aggregate from rows counted together.
 *
 * @param x - Names a column of these by its SQL over the rows; it is then `g.x<i>`.
 */
export function addedColumns(
  { aggregate, of }: CompiledAggregate,
  { filter, value }: RowNames,
  x: (sql: string) => string,
  days?: DaysSql,
): readonly string[] {
  if (days) return dayColumns(days, filter, x)
  const count = (sql: string) => `sum(${x(filtered(sql, filter))})`
  switch (aggregate.name) {
    case 'count':
      return [count('count(*)')]
    case 'persons':
      return [count(`count(${value})`)]
    case 'min':
    case 'max':
    case 'the':
      return [extreme(aggregate.name === 'max' ? 'max' : 'min'), count(`count(${value})`)]
    case 'median':
    case 'distinct':
      return typesOf(aggregate.name)
    default:
      if (!of) throw new Error(`${aggregate.name} must be of something`)
      return [count(`sum(${value})`), count(`count(${value})`)]
  }
  function extreme(name: 'min' | 'max'): string {
    return `${name}(${x(filtered(`${name}(${value})`, filter))})`
  }
  /** Nothing, of the type that the thing itself will have. */
  function typesOf(name: 'median' | 'distinct'): readonly string[] {
    const none = count(`count(${value})`)
    return name === 'distinct' ? [none] : [extreme('min'), extreme('max'), none]
  }
}

/**
 * Days of spells that begin and end alike as seen from a context: to D where they are open then, from
 * FY.start where they began before.
 */
function dayColumns(
  { isOpen, isBefore }: DaysSql,
  filter: string | undefined,
  x: (sql: string) => string,
): readonly string[] {
  const summed = (column: string) => x(filtered(`sum(${column})`, filter))
  const rows = x(filtered('count(*)', filter))
  const end = `case when ${isOpen} then ${rows} * (c.d + 1 - ${EPOCH}) else ${summed('until_day')} end`
  const start = `case when ${isBefore} then ${rows} * (c.fy_start - ${EPOCH}) else ${summed('from_day')} end`
  return [`sum((${end}) - (${start}))`, `sum(${rows})`]
}
