import type { DayText } from '../core/index.ts'

/** What the figures of a year describe: the whole of it, its school census day in January, … */
export type PublishedYear = 'calendar' | 'january' | 'academic' | 'financial' | 'mid-year' | 'day'

/** Why a published cell has no number: `blank` and `fault` stand for an empty one and a broken one. */
export type PublishedSymbol = 'z' | 'x' | 'c' | 'low' | 'u' | 'blank' | 'fault'

/** A figure that a published table gives of each area. */
export type PublishedFigure = {
  /** `sen2-20-weeks/plans_issued_den`: the same in every release, whatever its heading. */
  readonly series: string
  readonly name: string
  readonly unit: string
  readonly year: PublishedYear
  /** Kept for every row, also of part of an area's cases. */
  readonly main: boolean
  /** May be below nothing. */
  readonly signed: boolean
  /** Is the number of something, not an amount: it has no total. */
  readonly isCode: boolean
  /** Queried where it is so many times, or for a percentage so many points, from the year before. */
  readonly jump?: number
}

/** How a published table is laid out. Headings are in small letters with `_` for spaces. */
export type PublishedTable = {
  readonly id: string
  readonly title: string
  /** What its files are called, with `*` for anything: tells tables of the same headings apart. */
  readonly file: string
  /** All of these stand in its header. */
  readonly headings: readonly string[]
  /** The column of the year, or the day that all of it describes. */
  readonly period: string | { readonly always: DayText }
  readonly area: {
    readonly code?: string | undefined
    readonly la?: string | undefined
    readonly name?: string | undefined
  }
  /** Where the header is not the first row: how it begins, and that years stand above its figures. */
  readonly header?: { readonly begins: string; readonly years_above: true } | undefined
  /** By heading, what a row holds that is of all cases of an area. */
  readonly whole: ReadonlyMap<string, readonly string[]>
  /** The columns that say which part of the cases a row is of. */
  readonly by: readonly string[]
  /** Where each row is one figure: the columns of its name and value. */
  readonly long?: { readonly series: string; readonly value: string } | undefined
  /** Names of areas whose rows are not wanted. */
  readonly leaveOut: readonly string[]
  /** How the first row after the table begins. */
  readonly ends: readonly string[]
  readonly symbols: ReadonlyMap<string, PublishedSymbol | 'zero'>
  readonly withCommas: boolean
  readonly ignore: readonly string[]
  readonly releases: readonly { readonly newest: string; readonly published: DayText }[]
  readonly figures: ReadonlyMap<string, PublishedFigure>
}

/** The published figure that a measure equals. */
export type Comparison = {
  readonly measure: string
  readonly value?: string | undefined
  /** Series whose figures are added up. */
  readonly numerator: readonly string[]
  readonly denominator: readonly string[]
  readonly definition: string
  /** Why it must not be compared, where it must not. */
  readonly differs?: string | undefined
}

/** What a series is, wherever it was published. */
export type PublishedSeries = Pick<PublishedFigure, 'name' | 'unit' | 'year'> & {
  readonly title: string
}

/** What is known of published tables. */
export type Published = {
  readonly tables: readonly PublishedTable[]
  readonly series: ReadonlyMap<string, PublishedSeries>
  /** By measure. */
  readonly comparisons: ReadonlyMap<string, Comparison>
}
