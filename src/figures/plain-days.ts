import type { PlainRow, PlainValue } from '../formula/index.ts'

/** The text, code or day in a column; null when empty. */
export function textOf(row: PlainRow | undefined, column: string): string | null {
  const value = row?.[column] ?? null
  if (value === null || typeof value === 'string') return value
  throw new Error(`${column} must hold text, a code or a day`)
}

/** The whole number in a column; null when empty. */
export function wholeOf(row: PlainRow, column: string): number | null {
  const value: PlainValue = row[column] ?? null
  if (value === null) return null
  if (typeof value === 'object' && value.d === 1n) return Number(value.n)
  throw new Error(`${column} must hold a whole number`)
}

/** The earliest of the days that there are; null when there is none. */
export function earliest(...days: readonly (string | null)[]): string | null {
  return inOrder(days).at(0) ?? null
}

/** The latest of the days that there are; null when there is none. */
export function latest(...days: readonly (string | null)[]): string | null {
  return inOrder(days).at(-1) ?? null
}

function inOrder(days: readonly (string | null)[]): string[] {
  return days.filter((day) => day !== null).toSorted(byText)
}

/** Order of texts by their code points, which for days is the order of time. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Rows by the text in a column; rows in which it is empty are left out. */
export function groupBy(
  rows: readonly PlainRow[],
  nameOf: (row: PlainRow) => string | null,
): ReadonlyMap<string, readonly PlainRow[]> {
  const groups = new Map<string, PlainRow[]>()
  for (const row of rows) {
    const name = nameOf(row)
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}

/** Rows by key: the one row with that text in the column. */
export function keyed(rows: readonly PlainRow[], column: string): ReadonlyMap<string, PlainRow> {
  return new Map(
    rows.flatMap((row) => {
      const key = textOf(row, column)
      return key === null ? [] : [[key, row] as const]
    }),
  )
}

/**
 * `latest_from` and `latest_until` of one row among those of the same thing: from its own day until
 * the next day of the thing, so that all of one day stand together.
 */
export function standing(
  day: string | null,
  daysOfThing: readonly (string | null)[],
): { readonly from: string | null; readonly until: string | null } {
  if (day === null) return { from: null, until: null }
  return { from: day, until: earliest(...daysOfThing.filter((one) => one !== null && one > day)) }
}
