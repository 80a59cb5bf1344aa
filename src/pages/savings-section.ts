import type { Schema } from '../catalogue/index.ts'
import { add, rational, type Rational, subtract } from '../core/index.ts'
import { categoryWords } from './category-words.ts'
import { pounds } from './money-words.ts'
import type { Savings, SchemeYear } from './read-savings.ts'

/** Amounts of a scheme, or of all, in pounds as shown. */
type SavingsRow = {
  readonly scheme: string
  readonly kind: string
  /** In the year: planned, and delivered, or why that is not known. */
  readonly planned: string
  readonly delivered: string
  /** Of the year and all before it. */
  readonly plannedSoFar: string
  readonly deliveredSoFar: string
  /** Delivered less planned, of all years: below zero where behind. Not known while any amount is open. */
  readonly difference: string
}

/** Savings by scheme with a total that adds up; null without a scheme. */
export type SavingsSection = {
  readonly year: string
  readonly rows: readonly SavingsRow[]
  readonly total: SavingsRow
  /** What is claimed and not counted; empty where nothing. */
  readonly note: string
}

/** The savings programme, scheme by scheme. Only what finance has confirmed counts as delivered. */
export function savingsSection({ year, rows }: Savings, schema: Schema): SavingsSection | null {
  if (rows.length === 0) return null
  const words = (column: string, code: string) => categoryWords(schema, column, code)
  const schemes = Map.groupBy(rows, ({ scheme }) => scheme)
  return {
    year,
    rows: [...schemes].map(([scheme, own]) => {
      const [first] = own
      const kind = first
        ? `${words('kind', first.kind)}, ${words('lever', first.lever).toLowerCase()}`
        : ''
      return rowOf({ scheme, kind }, year, own)
    }),
    total: rowOf({ scheme: 'All schemes', kind: '' }, year, rows),
    note: noteOf(rows),
  }
}

function rowOf(
  name: Pick<SavingsRow, 'scheme' | 'kind'>,
  year: string,
  rows: readonly SchemeYear[],
): SavingsRow {
  const now = rows.filter((row) => row.year === year)
  const [planned, delivered] = [sum(rows, plannedOf), sum(rows, deliveredOf)]
  return {
    ...name,
    planned: now.length === 0 ? 'not in this year' : pounds(sum(now, plannedOf)),
    delivered: now.length === 0 ? 'not in this year' : deliveredWords(now),
    plannedSoFar: pounds(planned),
    deliveredSoFar: deliveredWords(rows),
    difference: rows.every(isDelivered)
      ? pounds(subtract(delivered, planned))
      : 'not all confirmed',
  }
}

/** Nothing confirmed is not a saving of £0: it is not known yet. */
function deliveredWords(rows: readonly SchemeYear[]): string {
  return rows.some(isDelivered) ? pounds(sum(rows, deliveredOf)) : 'not confirmed yet'
}

function plannedOf({ planned }: SchemeYear): Rational {
  return planned
}

function deliveredOf({ achieved, confirmed }: SchemeYear): Rational {
  return confirmed && achieved ? achieved : rational(0)
}

function isDelivered({ achieved, confirmed }: SchemeYear): boolean {
  return confirmed && achieved !== null
}

function sum(rows: readonly SchemeYear[], of: (row: SchemeYear) => Rational): Rational {
  return rows.reduce((total, row) => add(total, of(row)), rational(0))
}

function noteOf(rows: readonly SchemeYear[]): string {
  const claimed = rows.filter(({ confirmed, achieved }) => !confirmed && achieved !== null)
  if (claimed.length === 0) return ''
  const amount = pounds(
    claimed.reduce((total, row) => add(total, row.achieved ?? rational(0)), rational(0)),
  )
  return `A further ${amount} is claimed and not confirmed by finance; it is not counted.`
}
