import { compare, type DayText, parseDecimal, type Rational } from '../core/index.ts'
import { type BenchmarkRow, benchmarksOn } from './benchmarks.ts'
import { targetInForce } from './targets.ts'
import type { Reached } from './types.ts'

/**
 * What a figure is held against. The comparators are those of `Target` in the catalogue; `value` and
 * `upper` are decimal text in the measure's unit.
 */
export type TargetRule = {
  readonly comparator: string
  readonly value?: string
  readonly upper?: string
  readonly areas: readonly string[]
}

/** What a target is compared with, beside the figure itself. */
export type TargetFacts = {
  /** The exact value; null when there is none. */
  readonly value: Rational | null
  /** The value of the same period a year earlier; null when there is none. */
  readonly yearEarlier: Rational | null
  /** The figures of other areas for the same year, by area. */
  readonly benchmarks: ReadonlyMap<string, Rational>
}

export type TargetStatus = { readonly status: Reached; readonly reason: string }

/**
 * Whether an unrounded figure meets a target. What cannot be compared is unknown and never shown as
 * met or missed: no figure, no figure a year earlier, no figure of an area named, no number set.
 *
 * @param rule - undefined where the strategy sets no target.
 */
export function reachedTarget(rule: TargetRule | undefined, facts: TargetFacts): TargetStatus {
  if (!rule || rule.comparator === 'none') return { status: 'none', reason: 'no target is set' }
  if (rule.comparator === 'unknown') return unknown('the target has no figure')
  const { value } = facts
  if (value === null) return unknown('there is no figure to compare')
  switch (rule.comparator) {
    case 'increase':
    case 'decrease':
      return againstYearEarlier(rule.comparator, value, facts.yearEarlier)
    case 'above-benchmark':
    case 'at-or-above-benchmark':
    case 'below-benchmark':
      return againstAreas(rule, value, facts.benchmarks)
    case 'achieved':
      return met(value.n > 0n)
    default:
      return againstNumber(rule, value)
  }
}

function unknown(reason: string): TargetStatus {
  return { status: 'unknown', reason }
}

function met(isMet: boolean): TargetStatus {
  return { status: isMet ? 'met' : 'not-met', reason: '' }
}

function againstYearEarlier(
  comparator: 'increase' | 'decrease',
  value: Rational,
  earlier: Rational | null,
): TargetStatus {
  if (earlier === null) return unknown('there is no figure a year earlier')
  const change = compare(value, earlier)
  return met(comparator === 'increase' ? change > 0 : change < 0)
}

function againstAreas(
  { comparator, areas }: TargetRule,
  value: Rational,
  benchmarks: ReadonlyMap<string, Rational>,
): TargetStatus {
  const figures = areas.map((area) => benchmarks.get(area) ?? null)
  const missing = areas.filter((area) => !benchmarks.has(area))
  if (areas.length === 0) return unknown('the target names no area')
  if (missing.length > 0)
    return unknown(`there is no figure of ${missing.join(' and ')} for that year`)
  return met(
    figures.every((figure) => {
      const difference = figure === null ? 0 : compare(value, figure)
      if (comparator === 'below-benchmark') return difference < 0
      return comparator === 'above-benchmark' ? difference > 0 : difference >= 0
    }),
  )
}

function againstNumber(
  { comparator, value: wanted, upper }: TargetRule,
  value: Rational,
): TargetStatus {
  if (wanted === undefined) return unknown('the target has no figure')
  const difference = compare(value, parseDecimal(wanted))
  switch (comparator) {
    case 'gte':
      return met(difference >= 0)
    case 'gt':
      return met(difference > 0)
    case 'lte':
      return met(difference <= 0)
    case 'lt':
      return met(difference < 0)
    case 'eq':
      return met(difference === 0)
    case 'within':
      if (upper === undefined) return unknown('the target has no upper figure')
      return met(difference >= 0 && compare(value, parseDecimal(upper)) <= 0)
    default:
      throw new RangeError(`a comparator must be one of the catalogue's; got ${comparator}`)
  }
}

/** Figures that a target may be compared with, as they are held. */
export type JudgingFacts = {
  readonly value: Rational | null
  readonly yearEarlier: Rational | null
  readonly benchmarks: readonly BenchmarkRow[]
}

/** Whether a figure of the day `day` meets the target that it is to be judged by then. */
export function judgeTarget(
  targets: readonly (TargetRule & { readonly date?: DayText })[],
  { value, yearEarlier, benchmarks }: JudgingFacts,
  day: DayText,
): TargetStatus {
  const facts = { value, yearEarlier, benchmarks: benchmarksOn(benchmarks, day) }
  return reachedTarget(targetInForce(targets, day), facts)
}
