import { add, compare, divide, equals, type Rational, rational } from '../core/index.ts'
import type { Aggregate } from '../formula/index.ts'

/** A row as far as it is added up: what was read of it, exactly or as text, and its category. */
export type Addend = {
  readonly value: Rational | null
  readonly text: string | null
  readonly counted: boolean
  readonly category: string
}

const ZERO = rational(0)
const ONE = rational(1)

/**
 * What each row adds. Of the rows of one person (or of one value, where different values are
 * counted) the first in a category adds 1; rows in the numerator go first, so that the numerator
 * adds up too.
 */
export function addsOf(name: Aggregate['name'], rows: readonly Addend[]): readonly Rational[] {
  if (name === 'count') return rows.map(() => ONE)
  if (name !== 'persons' && name !== 'distinct') return rows.map(({ value }) => value ?? ZERO)
  const first = new Map<string, number>()
  const order = rows.map((row, index) => ({ row, index }))
  for (const { row, index } of order.toSorted((a, b) => rank(a.row) - rank(b.row))) {
    const key = JSON.stringify([row.category, row.text])
    if (row.text !== null && !first.has(key)) first.set(key, index)
  }
  const chosen = new Set(first.values())
  return rows.map((_, index) => (chosen.has(index) ? ONE : ZERO))
}

function rank({ counted }: Addend): number {
  return counted ? 0 : 1
}

/** What the rows come to, worked out from what each adds; null for a mean or median of nothing. */
export function totalOf(
  name: Aggregate['name'],
  rows: readonly Addend[],
  adds: readonly Rational[],
): Rational | null {
  const values = rows.flatMap(({ value }) => value ?? []).toSorted(compare)
  switch (name) {
    case 'mean':
      return values.length === 0 ? null : divide(values.reduce(add, ZERO), rational(values.length))
    case 'median':
      return middleOf(values)
    case 'the':
    case 'min':
      return values.at(0) ?? null
    case 'max':
      return values.at(-1) ?? null
    default:
      return adds.reduce(add, ZERO)
  }
}

function middleOf(sorted: readonly Rational[]): Rational | null {
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.floor(sorted.length / 2)]
  return low && high ? divide(add(low, high), rational(2)) : null
}

export function sameNumber(a: Rational | null, b: Rational | null): boolean {
  return a === null || b === null ? a === b : equals(a, b)
}
