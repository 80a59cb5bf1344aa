import { type DayText, daysBetween } from '../core/index.ts'
import type { ValueAt } from './types.ts'

/**
 * Where a figure should stand on a day: on the straight lines from each dated point to the next.
 *
 * @param points - The baseline and the numbers of the dated targets, in any order and one unit.
 * @returns The number in that unit; null before the first point and after the last, or with fewer than two.
 */
export function trajectoryAt(points: readonly ValueAt[], day: DayText): number | null {
  const ordered = points.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const next = ordered.findIndex(({ on }) => on >= day)
  const [from, to] = [ordered[next - 1], ordered[next]]
  if (to?.on === day) return to.value
  return from && to ? lineAt(from, to, day) : null
}

/** Where the straight line through two figures of different days stands on a day. */
export function lineAt(from: ValueAt, to: ValueAt, day: DayText): number {
  const share = daysBetween(from.on, day) / daysBetween(from.on, to.on)
  return from.value + share * (to.value - from.value)
}

/** What the council bears: points for percentages and scores, a share of the target for all else. */
export type Tolerance = { readonly points: number; readonly percent: number }

/** How far behind still counts as on course, in the unit of the figure. */
export function toleranceOf(tolerance: Tolerance | null, unit: string, target: number): number {
  if (!tolerance) return 0
  const inPoints = unit === 'percent' || unit === 'points' || unit === 'score'
  return inPoints ? tolerance.points : (Math.abs(target) * tolerance.percent) / 100
}
