import type { AuthorityCode, Period, Rational } from '../core/index.ts'

/**
 * `ok`; `no-cases` a zero denominator; `not-supplied` a table it reads was never supplied;
 * `provisional` a value that may still move; `unknown` a figure taken as given that is missing.
 */
export type FigureStatus = 'ok' | 'no-cases' | 'not-supplied' | 'provisional' | 'unknown'

/**
 * authority x measure x period x breakdown x category. Numbers are exact: people, pounds, weeks,
 * percent; `value` is 100 n / d for a percentage. `breakdown` and `category` are null for the whole;
 * a category is a code, a whole number in text, or `not-recorded`.
 */
export type Figure = {
  readonly authority: AuthorityCode
  readonly measure: string
  readonly period: Period
  readonly scenario: string | null
  readonly breakdown: string | null
  readonly category: string | null
  readonly numerator: Rational | null
  readonly denominator: Rational | null
  readonly value: Rational | null
  readonly status: FigureStatus
  /** Why there is no value, or why it is provisional; empty when ok. */
  readonly reason: string
  /** The period runs past the day that the records go up to. */
  readonly partial: boolean
}

/** What to compute. Every measure is computed for every period, whole and by each breakdown asked. */
export type FigureRequest = {
  readonly measures: readonly string[]
  readonly periods: readonly Period[]
  /** `own`: those that each measure lists; `none`; or names. */
  readonly breakdowns: 'own' | 'none' | readonly string[]
  readonly authority: AuthorityCode
  /** The day that the records go up to; makes a later period partial. */
  readonly asAt: string
  readonly scenario?: string
  /** Parameter values that replace the measure's own, such as a standard set by the board. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** One row behind a figure. */
export type RecordBehind = {
  readonly table: string
  /** Key columns and a few that the formula reads; person ids are pseudonymous. */
  readonly values: Readonly<Record<string, string | null>>
  /** In the numerator (or value) too; false: in the denominator only. */
  readonly counted: boolean
  /** What the row adds to its part: 1, an amount, a number of days. */
  readonly adds: Rational
  readonly category: string | null
  readonly file: string | null
  readonly line: number | null
}

/** The rows of one aggregate of a measure, and whether they add up to it. */
export type RecordsPart = {
  readonly name: string
  readonly formula: string
  readonly rows: readonly RecordBehind[]
  readonly total: Rational | null
  readonly addsUp: boolean
}
