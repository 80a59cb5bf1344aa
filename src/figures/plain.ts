import type { Rational } from '../core/index.ts'

/**
 * A record as plain data, for the evaluator: text, codes and days as text; integers, numbers and
 * money (in pounds) as exact fractions; null for empty.
 */
export type PlainValue = string | Rational | null
export type PlainRow = Readonly<Record<string, PlainValue>>

/** Rows by table, of one authority. A table that was never supplied is not in the map. */
export type PlainTables = ReadonlyMap<string, readonly PlainRow[]>
