import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode, DayText, Period, Rational } from '../core/index.ts'
import type { Database } from '../database/index.ts'

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
  /** Which parameter values it was computed with: empty for the measure's own (`variantOf`). */
  readonly variant: string
  readonly period: Period
  readonly scenario: string | null
  readonly breakdown: string | null
  readonly category: string | null
  readonly numerator: Rational | null
  readonly denominator: Rational | null
  readonly value: Rational | null
  readonly status: FigureStatus
  /** Why there is no value, or why it is provisional; or that a milestone was late; else empty. */
  readonly reason: string
  /** The period runs past the day that the records go up to: the figure is "so far". */
  readonly partial: boolean
  /** Each category is over the whole denominator, not over its own. Always false for the whole. */
  readonly ofWhole: boolean
}

/**
 * A value that replaces a measure's own parameter: always (`from` null, a framework row) or from a
 * day on (a row of `targets` of kind standard). Of several the one with the latest `from` on or
 * before D stands. `value` is decimal text in the parameter's unit.
 */
export type ParameterSetting = {
  readonly name: string
  readonly value: string
  readonly from: DayText | null
}

/** One measure to compute, for each of some periods, whole and by each breakdown asked. */
export type FigureAsk = {
  readonly measure: string
  readonly settings?: readonly ParameterSetting[]
  readonly periods: readonly Period[]
  /** `own`: those that the measure lists; `none`; or names. */
  readonly breakdowns: 'own' | 'none' | readonly string[]
  /** A code that S stands for; the measure's usual one unless given. */
  readonly scenario?: string
}

export type FigureRequest = readonly FigureAsk[]

/** What figures are computed from: the records of one authority as they stand in the database. */
export type FigureSource = {
  readonly database: Database
  readonly catalogue: Pick<Catalogue, 'schema' | 'measures' | 'frameworks' | 'version'>
  readonly authority: AuthorityCode
  /** Datasets that were ever supplied. A figure that reads another one is `not-supplied`. */
  readonly supplied: ReadonlySet<string>
  /** The day that the records go up to. D is never later; a later period is partial. */
  readonly asAt: DayText
}

/** The figure whose records are asked for: whole, or one breakdown, or one category of it. */
export type RecordsAsk = {
  readonly measure: string
  readonly settings?: readonly ParameterSetting[]
  readonly period: Period
  readonly scenario?: string
  readonly breakdown?: string
  readonly category?: string
}

/** One row behind a figure. */
export type RecordBehind = {
  readonly table: string
  /** Key columns and those that the formula reads; person ids are pseudonymous. */
  readonly values: Readonly<Record<string, string | null>>
  /** In the numerator (or value) too; false: in the denominator only. */
  readonly counted: boolean
  /**
   * What the row adds to its part: 1, an amount, a share of a year. Where people or different
   * values are counted, 1 for the first row of each and 0 for the others.
   */
  readonly adds: Rational
  readonly category: string | null
  /** Where the row came from; of a row that Sendboard derived, its plan's. */
  readonly file: string | null
  readonly line: number | null
}

/** The rows of one aggregate of a measure, and whether they add up to it. */
export type RecordsPart = {
  /** The measure that the aggregate belongs to: the one asked, or one that it uses. */
  readonly measure: string
  readonly name: 'value' | 'numerator' | 'denominator' | 'denominator and numerator'
  /** The aggregate as written. */
  readonly formula: string
  /** None when they do not add up. */
  readonly rows: readonly RecordBehind[]
  readonly total: Rational | null
  /** Of the rows that are in the numerator too; only where the part is both. */
  readonly countedTotal: Rational | null
  /** In every cell, exactly. */
  readonly addsUp: boolean
  /** Why the rows are withheld; empty when they add up. */
  readonly reason: string
}

/** What stands behind a figure: the figures of the ask, and the rows of each part. */
export type RecordsBehind = {
  readonly figures: readonly Figure[]
  readonly parts: readonly RecordsPart[]
}
