import type { DayText } from '../core/index.ts'
import type { XmrResult } from '../statistics/index.ts'

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
  readonly chart: XmrResult | null
}

/** A figure at a day, as a plain number in its display unit. */
export type ValueAt = { readonly value: number; readonly on: DayText }

/** What the comparison with the target says, before asking whether there is still time. */
export type Reached = 'met' | 'not-met' | 'none' | 'unknown'

export type CourseInput = {
  readonly reached: Reached
  /** Why it is unknown or not set; empty otherwise. */
  readonly reason: string
  /** The latest figure; null when there is none. */
  readonly latest: ValueAt | null
  /** The number to reach, where the target is one. */
  readonly target: number | null
  /** The last day to reach it, where one is given. */
  readonly due: DayText | null
  readonly baseline: ValueAt | null
  /** The figure about a year before the latest, for the present pace. */
  readonly earlier: ValueAt | null
}

/** `status` is null where the strategy sets no target: nothing to be judged. */
export type Course = { readonly status: Status | null; readonly why: string }
