import type pg from 'pg'
import { isDay } from '../core/index.ts'
import type { SqlValue } from './types.ts'

/** The server's numbers of types, from its table pg_type. */
const [UNKNOWN, BOOLEAN, BIGINT, INTEGER, TEXT, DOUBLE] = [0, 16, 20, 23, 25, 701]

/** Whole numbers of up to 32 bits, and binary fractions. */
const NUMBERS: readonly number[] = [21, INTEGER, 700, DOUBLE]

/** How values arrive: everything that is not named here as the text that the server sends. */
export const VALUE_PARSERS: pg.CustomTypesConfig = {
  getTypeParser: (type: number) => {
    if (type === BIGINT) return (text: string) => BigInt(text)
    if (type === BOOLEAN) return (text: string) => text === 't'
    if (NUMBERS.includes(type)) return Number
    return (text: string) => text
  },
}

/** The type that a parameter is given to the server as; empty is of whichever type is wanted. */
export function parameterType(value: SqlValue): number {
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : DOUBLE
  if (typeof value === 'bigint') return BIGINT
  if (typeof value === 'boolean') return BOOLEAN
  return value === null ? UNKNOWN : TEXT
}

/** What the writer knows of a column: its type, and of a decimal its digits and places. */
export type ColumnShape = {
  readonly type: string
  readonly precision: number
  readonly scale: number
}

/**
 * A value as the text form of COPY has it. Nothing is rounded, which the server would do.
 *
 * @throws RangeError if a decimal has more places than the column, or a date is no day.
 */
export function copyText(value: SqlValue, { type, precision, scale }: ColumnShape): string {
  if (value === null) return '\\N'
  if (type === 'numeric') return checkedDecimal(String(value), precision, scale)
  if (type === 'date') return checkedDay(String(value))
  return escaped(String(value))
}

const SPECIAL = /[\\\n\r\t]/g
const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => ESCAPES.get(character) ?? character)
}

const days = new Set<string>()
const REMEMBERED = 100_000

function checkedDay(text: string): string {
  if (days.has(text)) return text
  if (!isDay(text)) throw new RangeError('a date must be a day of the calendar, YYYY-MM-DD')
  if (days.size < REMEMBERED) days.add(text)
  return text
}

function checkedDecimal(text: string, precision: number, scale: number): string {
  const match = /^-?(\d+)(?:\.(\d+))?$/.exec(text)
  const [, whole = '', fraction = ''] = match ?? []
  const places = fraction.replace(/0+$/, '').length
  if (!match || places > scale || whole.replace(/^0+/, '').length > precision - scale) {
    throw new RangeError(
      `a decimal must have at most ${String(precision - scale)} digits before the point and ` +
        `${String(scale)} after it; got one of ${String(whole.length)} and ${String(places)}`,
    )
  }
  return text
}
