import type { Measure } from '../catalogue/index.ts'
import { isZero, type Rational } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'

/**
 * A series from its first step of which records count anything. Before it no records may be held, and
 * a figure that is missing is not shown as zero. A series that counts nothing at all stays whole.
 */
export function fromFirstRecords(steps: readonly Figure[], measure: Measure): readonly Figure[] {
  const first = steps.findIndex((step) => countsAnything(step, measure))
  return first < 0 ? steps : steps.slice(first)
}

/**
 * The figure of a year before; null where it counts nothing and lies before the first step of which records
 * count anything: then it is not known whether there was nothing, or no records are held.
 *
 * @param steps - From the first records on.
 */
export function unlessBeforeRecords(
  earlier: Figure | null,
  steps: readonly Figure[],
  measure: Measure,
): Figure | null {
  const [first] = steps
  if (!earlier || !first || countsAnything(earlier, measure)) return earlier
  return earlier.period.end < first.period.start ? null : earlier
}

/** A share has cases when its denominator has; a rate over residents only when its numerator has. */
function countsAnything({ numerator, denominator, value }: Figure, { kind }: Measure): boolean {
  if (kind === 'percentage') return isSome(denominator)
  return isSome(numerator ?? value)
}

function isSome(number: Rational | null): boolean {
  return number !== null && !isZero(number)
}
