import type { DayText, Period } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { AreaFigure } from '../judgement/index.ts'

/** The figure of one authority beside those of all others. */
export type ComparedFigure = AreaFigure & {
  /** As it is shown: a number with its unit, or why there is none. */
  readonly shown: string
  /** What is doubtful about it, or how it was restated; empty where nothing. */
  readonly note: string
}

/** The authorities most like one, by a published model; they need not have it among their own. */
export type Neighbours = {
  /** The closest first. */
  readonly areas: readonly { readonly code: string; readonly name: string }[]
  /** The model's day. */
  readonly asAt: DayText
  readonly source: string
}

/** The figures of all authorities for one measure: of one year and one definition. */
export type Compared = {
  /** Whether they were published, or are worked out here from the records of each authority. */
  readonly basis: 'published' | 'records'
  readonly period: Period
  readonly figures: readonly ComparedFigure[]
  /** Code of the authority whose page it is. */
  readonly own: string
  /** Its figure for the same period by the records here; null where there is none. */
  readonly ownRecords: Figure | null
  /** Whether the authority stands among the others by the records here, since none was published. */
  readonly isOwnFromRecords: boolean
  /** Of all England, by the same source; null where not known. */
  readonly england: AreaFigure | null
  /** Of the region that the authority lies in, by the same source; null where not known. */
  readonly region: AreaFigure | null
  /** Null where no model was loaded, or it does not have the authority. */
  readonly neighbours: Neighbours | null
  readonly definition: string
  /** Publication and table. */
  readonly source: string
  /** Null where nothing was published. */
  readonly publishedOn: DayText | null
  /** Figures of that year that a later publication changed. */
  readonly restated: readonly Restated[]
  /** Authorities that are not compared, each with the reason. */
  readonly refused: readonly string[]
}

/** A figure that was published twice, otherwise. */
export type Restated = {
  readonly name: string
  readonly series: string
  readonly before: string
  readonly beforeOn: DayText
  readonly now: string
  readonly nowOn: DayText
}

/** What is known of other authorities for one KPI. */
export type ComparedSets = {
  readonly sets: readonly Compared[]
  /** Why what DfE publishes of it is not compared; empty where it is, or nothing is published. */
  readonly differs: string
}
