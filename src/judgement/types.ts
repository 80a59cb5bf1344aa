import type { DayText } from '../core/index.ts'
import type { SeriesReading } from './process-series.ts'

/** Where a figure stands against its target. */
export type Status = 'met' | 'on-course' | 'off-course' | 'cannot-tell'

/**
 * What the process does, apart from any target. `rising` and `falling` are for figures that no one
 * wants higher or lower.
 */
export type ProcessWord =
  'improving' | 'worsening' | 'rising' | 'falling' | 'steady' | 'one-off' | 'too-few-points'

export type ProcessReading = {
  readonly word: ProcessWord
  /** Why, as the end of a sentence: `seven figures in a row are above the average`. */
  readonly why: string
  /** The control chart that it was read from; null with too few points. */
  readonly series: SeriesReading | null
  /** Why no icon stands, as the end of a sentence; empty where icons do. */
  readonly noIcons: string
}

/** A figure at a day, as a plain number in its display unit. */
export type ValueAt = { readonly value: number; readonly on: DayText }

/** What the comparison with the target says, before asking whether there is still time. */
export type Reached = 'met' | 'not-met' | 'none' | 'unknown'

/** The figures that a steady process gives, in the unit of the figure. */
export type UsualRange = { readonly lower: number; readonly upper: number }

export type CourseInput = {
  readonly reached: Reached
  /** Why it is unknown or not set; empty otherwise. */
  readonly reason: string
  /** The latest figure; null when there is none. */
  readonly latest: ValueAt | null
  /** The number to reach, where the target is one. */
  readonly target: number | null
  /** Which way the target asks for: 1 upwards, -1 downwards, 0 where neither or not known. */
  readonly wished: -1 | 0 | 1
  /** The last day to reach it, where one is given. */
  readonly due: DayText | null
  readonly baseline: ValueAt | null
  /** The numbers of all dated targets, milestones among them, in any order. */
  readonly milestones: readonly ValueAt[]
  /** The figure about a year before the latest, for the present pace. */
  readonly earlier: ValueAt | null
  /** How far behind still counts as on course, in the unit of the figure; 0 when none is set. */
  readonly tolerance: number
  /** The least and the most that are borne, whatever the target. */
  readonly floor: number | null
  readonly ceiling: number | null
  /** What a steady process goes on giving; null while it moves, or where too little is known. */
  readonly usual: UsualRange | null
}

/** What is expected on the day that the target is due. */
export type Expected = {
  readonly status: 'met' | 'not-met' | 'cannot-tell'
  readonly due: DayText
  /** The figure that the present pace comes to; null where none is told. */
  readonly value: number | null
  readonly why: string
}

/** `status` is null where the strategy sets no target: nothing to be judged. */
export type Course = {
  readonly status: Status | null
  readonly why: string
  /** Null without a day to come. */
  readonly expected: Expected | null
}
