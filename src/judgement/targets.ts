import type { DayText } from '../core/index.ts'

/**
 * Of several dated targets the one that a figure is judged by: the next that is due on or after the
 * day, else one without a date, else the last that was due.
 */
export function targetInForce<T extends { readonly date?: DayText }>(
  targets: readonly T[],
  day: DayText,
): T | undefined {
  const dated = targets
    .filter((target) => target.date !== undefined)
    .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
  const coming = dated.find((target) => (target.date ?? '') >= day)
  return coming ?? targets.find((target) => target.date === undefined) ?? dated.at(-1)
}
