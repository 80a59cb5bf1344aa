import type { Issue, PeriodType, Place } from '../core/index.ts'
import type { Published } from './published-types.ts'
import type { Formula, MeasureKind, MeasureParameter, Schema, Table } from '../formula/index.ts'

/** How a new file meets the rows that are there already. */
export type LoadRule = 'replace-all' | 'replace-period' | 'add-and-update'

/** When a column must have a value: a formula of the table, in the formula language. */
export type RequiredWhen = {
  readonly column: string
  readonly when: string
  readonly words: string
}

/** A file that a council supplies. `table` is its shape as formulas see it. */
export type Dataset = {
  readonly name: string
  readonly table: Table
  /** Column names in file order, derived ones left out. */
  readonly fileColumns: readonly string[]
  /** Column names by the headings they may stand under, evened out: their own names and others in use. */
  readonly headings: ReadonlyMap<string, string>
  readonly required: readonly string[]
  readonly requiredWhen: readonly RequiredWhen[]
  readonly purpose: string
  readonly heldIn: string
  readonly load: LoadRule
  /** For replace-period: the column whose values are replaced together. */
  readonly periodColumn?: string
}

export type Polarity =
  'higher-better' | 'lower-better' | 'neutral' | 'close-to-value' | 'within-range'

/** What is published: see datasets.md section 7. */
export type Disclosure = 'public' | 'suppress-small' | 'restricted'

/** How a figure is written: decides decimals, sign and symbol. */
export type DisplayUnit =
  | 'percent'
  | 'people'
  | 'plans'
  | 'cases'
  | 'count'
  | 'GBP'
  | 'GBP-per-head'
  | 'weeks'
  | 'points'
  | 'per-100'
  | 'score'
  | 'yes-no'

/** A definition, owned by no strategy. */
export type Measure = {
  readonly id: string
  readonly name: string
  readonly kind: MeasureKind
  readonly unit: string
  /** The period of the headline figure. */
  readonly period: PeriodType
  /** The step of the trend. */
  readonly every: 'month' | 'quarter' | 'term' | 'year' | 'once'
  /** Multiplier of a rate or percentage: 100 unless given. */
  readonly per: number
  /** Decimals shown, where not those usual for the kind (datasets.md section 7). */
  readonly decimals?: number
  readonly parameters: readonly MeasureParameter[]
  /** The formula as written, by key. */
  readonly text: Partial<Record<'value' | 'denominator' | 'numerator', string>>
  readonly formula: Formula
  readonly breakdowns: readonly string[]
  readonly polarity: Polarity
  /** A count of what is asked for, which the council does not decide. */
  readonly demand: boolean
  /** Ids of measures that are always shown beside it, so that harm cannot look like success. */
  readonly guards: readonly string[]
  /** Id of the measure, one of the guards, of what is open and late already: finishing it lowers this one. */
  readonly backlog?: string
  readonly disclosure: Disclosure
  readonly law?: string
  /** How the definition reads its subject, in words. */
  readonly reading?: string
  /** Another reading that was not chosen, in words. */
  readonly alternative?: string
  /** Days after the period's end until which the figure is provisional. */
  readonly settlesDays?: number
  readonly version: number
  readonly place: Place
}

export type Comparator =
  | 'gte'
  | 'gt'
  | 'lte'
  | 'lt'
  | 'eq'
  | 'within'
  | 'increase'
  | 'decrease'
  | 'above-benchmark'
  | 'at-or-above-benchmark'
  | 'below-benchmark'
  | 'achieved'
  | 'none'
  | 'unknown'

/** What sort of stretch of time a figure stands for. */
export type Basis =
  | 'at-a-date'
  | 'month'
  | 'quarter'
  | 'part-year'
  | 'year-to-date'
  | 'full-year'
  | 'rolling-12m'
  | 'several-years'

/** A dated wish. `value` and bounds are decimal text in the measure's display unit. */
export type Target = {
  readonly comparator: Comparator
  readonly value?: string
  readonly upper?: string
  readonly date?: string
  readonly words: string
  readonly areas: readonly string[]
}

/** Where things stood before. */
export type Baseline = {
  readonly value?: string
  readonly date?: string
  readonly period?: string
  readonly basis?: Basis
  readonly words: string
  readonly source?: string
}

/** A figure or status published before the records began; shown marked as such. */
export type PublishedActual = {
  readonly period: string
  readonly value?: string
  readonly words?: string
  readonly source: string
}

/** One measure of a strategy's row. Sub `a` is the headline. */
export type RowMeasure = {
  readonly sub: string
  /** Id of a measure; undefined while the definition is still to come. */
  readonly measure?: string
  readonly name: string
  readonly role: 'headline' | 'part' | 'other-reading' | 'supporting'
  readonly polarity: Polarity
  readonly baseline?: Baseline
  readonly targets: readonly Target[]
  readonly actuals: readonly PublishedActual[]
  readonly benchmarks: readonly string[]
  /** The least and the most that are borne, whatever the target; decimal text. */
  readonly floor?: string
  readonly ceiling?: string
  /** Checks of sense that the council has overruled, with its reasons. */
  readonly accepted: readonly { readonly check: string; readonly why: string }[]
  readonly disclosure: Disclosure
  readonly provisional: boolean
  readonly parameters: readonly MeasureParameter[]
  /** Notes on how the words were read; `ambiguous` when another reading was possible. */
  readonly note: string
  readonly ambiguous: boolean
}

/** A strategy's KPI: its own words, exactly. */
export type FrameworkRow = {
  readonly ref: string
  readonly words: string
  readonly area: string
  readonly owners: readonly string[]
  readonly measures: readonly RowMeasure[]
  /** The oddity of the source document, kept and explained. */
  readonly oddity?: string
}

export type Framework = {
  readonly id: string
  readonly title: string
  readonly council: string
  readonly document: string
  readonly published: string
  readonly notes: readonly string[]
  readonly areas: readonly string[]
  readonly rows: readonly FrameworkRow[]
  readonly place: Place
}

/** A formula of an identity, with the words that say what it counts; `sign` -1 when taken away. */
export type IdentityTerm = {
  /** The identity's id and the formula's place in it, such as `plans-held/part-1`. */
  readonly id: string
  readonly words: string
  readonly sign: 1 | -1
  readonly formula: Formula
}

/** Figures that must add up: `whole` is all of `parts`, added or taken away. */
export type Identity = {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** The sorts of period that it is tried on. */
  readonly periods: readonly PeriodType[]
  readonly whole: IdentityTerm
  readonly parts: readonly IdentityTerm[]
  /** What may be behind a difference; where it can be counted, how much of it that is. */
  readonly causes: readonly { readonly words: string; readonly explains?: IdentityTerm }[]
}

/**
 * How far behind a figure may be and still count as on course: points for percentages and scores, a
 * percentage of the target for all else.
 */
export type Tolerance = {
  readonly points: number
  readonly percent: number
  /** Who decided it and when. */
  readonly decided: string
}

/** A decision that a process has changed for good: the limits of its chart start anew. */
export type RebaseDecision = {
  /** `kingston-2021/111/a`. */
  readonly kpi: string
  /** The first day of the changed process, YYYY-MM-DD. */
  readonly from: string
  readonly reason: string
  readonly author: string
}

/** Everything the definition files say, checked. `version` is a fingerprint of their text. */
export type Catalogue = {
  readonly schema: Schema
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly measures: ReadonlyMap<string, Measure>
  readonly frameworks: ReadonlyMap<string, Framework>
  readonly identities: ReadonlyMap<string, Identity>
  /** Null where no council's folder sets one. */
  readonly tolerance: Tolerance | null
  readonly rebases: readonly RebaseDecision[]
  readonly published: Published
  readonly version: string
  readonly issues: readonly Issue[]
}
