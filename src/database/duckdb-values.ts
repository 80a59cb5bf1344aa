import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api'
import { dayFromNumber, dayNumber } from '../core/index.ts'
import type { SqlValue } from './types.ts'

const days = new Map<number, string>()
const numbers = new Map<string, DuckDBDateValue>()
const REMEMBERED = 100_000

/** A DuckDB value as the rest of the program knows it: date and decimal as text. */
export function fromDuckDb(value: DuckDBValue): SqlValue {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBDateValue) return dayText(value.days)
  return value.toString()
}

function dayText(number: number): string {
  const known = days.get(number)
  if (known !== undefined) return known
  const text = dayFromNumber(number)
  if (days.size < REMEMBERED) days.set(number, text)
  return text
}

/**
 * A value as DuckDB wants it for a column of a type. Nothing is rounded.
 *
 * @throws RangeError if a decimal has more places than the column, or a date is no day.
 */
export function toDuckDb(value: SqlValue, type: DuckDBType): DuckDBValue {
  if (value === null) return null
  switch (type.typeId) {
    case DuckDBTypeId.DATE:
      return dateOf(String(value))
    case DuckDBTypeId.DECIMAL:
      return 'scale' in type ? decimalOf(String(value), type.width, type.scale) : null
    case DuckDBTypeId.INTEGER:
      return Number(value)
    case DuckDBTypeId.BIGINT:
      return BigInt(value)
    case DuckDBTypeId.VARCHAR:
      return String(value)
    default:
      return value
  }
}

function dateOf(text: string): DuckDBDateValue {
  const known = numbers.get(text)
  if (known) return known
  const date = new DuckDBDateValue(dayNumber(text))
  if (numbers.size < REMEMBERED) numbers.set(text, date)
  return date
}

function decimalOf(text: string, width: number, scale: number): DuckDBDecimalValue {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  const [, sign = '', whole = '', fraction = ''] = match ?? []
  const places = fraction.replace(/0+$/, '')
  if (!match || places.length > scale || whole.replace(/^0+/, '').length > width - scale) {
    throw new RangeError(
      `a decimal must have at most ${String(width - scale)} digits before the point and ` +
        `${String(scale)} after it; got one of ${String(whole.length)} and ${String(places.length)}`,
    )
  }
  const value = BigInt(whole + places.padEnd(scale, '0'))
  return new DuckDBDecimalValue(sign === '-' ? -value : value, width, scale)
}
