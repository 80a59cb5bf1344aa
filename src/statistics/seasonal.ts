import { fTail } from './f-distribution.ts'
import { mean } from './xmr-limits.ts'
import { quantileType7 } from './quantile.ts'

/** Whole years that a season must be seen in. */
const LEAST_YEARS = 3

/** Chance at which a season counts as real: the level of the X-11 test for stable seasonality. */
const LEVEL = 0.001

/** Standard errors that a season must be from the usual one to be taken out. */
const LEAST_ERRORS = 3

/** What the time of year does to a series, and the series without it. */
export type SeasonalReading = {
  /** F ratio of the spread between seasons to the spread within them. */
  readonly ratio: number
  /** Chance of such a ratio without any season. */
  readonly chance: number
  readonly isSeasonal: boolean
  /** Distance from the usual season, by place in the cycle of the first value; 0 where it does not stand out. */
  readonly effects: readonly number[]
  /** The values less the effect of their season; the values themselves when there is no season. */
  readonly adjusted: readonly (number | null)[]
}

/**
 * Tests whether the time of year moves a series, and takes its effect out, so that August is held
 * against Augusts. The test is the F test of X-11 for stable seasonality at 0.1%, on whole years
 * counted back from the end, with the level of each year and a straight drift taken out. The effect
 * of a month is the median of its distances from the level of its year, so that one odd August is
 * not taken for the season; it is taken out where it is more than three standard errors from the usual
 * month, so that chance is not taken out with it.
 *
 * @param values - One per period, oldest first, in any one unit; null for a missing period.
 * @param perYear - Periods in a year, such as 12 or 4: a whole number from 2.
 * @returns Null where there are fewer than three whole years, or one of the periods in them is missing.
 * @see Shiskin, Young & Musgrave (1967), The X-11 Variant, Bureau of the Census Technical Paper 15.
 */
export function seasonalReading(
  values: readonly (number | null)[],
  perYear: number,
): SeasonalReading | null {
  const years = Math.floor(values.length / perYear)
  const start = values.length - years * perYear
  const whole = values.slice(start).filter((value) => value !== null)
  if (perYear < 2 || years < LEAST_YEARS || whole.length < years * perYear) return null
  const distances = distancesFromYear(whole, perYear)
  const { ratio, chance, spread } = seasonTest(distances, perYear, years)
  const isSeasonal = chance < LEVEL
  const effects = effectsOf(distances, perYear, (LEAST_ERRORS * spread) / Math.sqrt(years))
  const effectAt = (index: number) => effects[placeInYear(index - start, perYear)] ?? 0
  const adjusted = values.map((value, index) => (value === null ? null : value - effectAt(index)))
  const fromFirst = effects.map((_, index) => effectAt(index))
  return { ratio, chance, isSeasonal, effects: fromFirst, adjusted: isSeasonal ? adjusted : values }
}

function placeInYear(index: number, perYear: number): number {
  return ((index % perYear) + perYear) % perYear
}

/** Distances from the mean of the year, with a straight drift within it taken out. */
function distancesFromYear(values: readonly number[], perYear: number): number[] {
  const yearly = values.slice(perYear).map((value, index) => value - (values[index] ?? value))
  const drift = (mean(yearly) ?? 0) / perYear
  const level = values.map((value, index) => value - drift * placeInYear(index, perYear))
  return level.map((value, index) => {
    const first = index - placeInYear(index, perYear)
    return value - (mean(level.slice(first, first + perYear)) ?? 0)
  })
}

function ofSeason(distances: readonly number[], season: number, perYear: number): number[] {
  return distances.filter((_, index) => placeInYear(index, perYear) === season)
}

function seasons(perYear: number): number[] {
  return Array.from({ length: perYear }, (_, season) => season)
}

/** Two-way analysis of variance without interaction: seasons against years, one degree for the drift. */
function seasonTest(
  distances: readonly number[],
  perYear: number,
  years: number,
): { ratio: number; chance: number; spread: number } {
  const means = seasons(perYear).map((season) => mean(ofSeason(distances, season, perYear)) ?? 0)
  const between = means.reduce((sum, one) => sum + years * one ** 2, 0)
  const whole = distances.reduce((sum, one) => sum + one ** 2, 0)
  const free = (perYear - 1) * (years - 1) - 1
  const within = Math.max(0, whole - between)
  if (between <= whole * 1e-12) return { ratio: 0, chance: 1, spread: 0 }
  const ratio = between / (perYear - 1) / (within / free)
  return { ratio, chance: fTail(ratio, perYear - 1, free), spread: Math.sqrt(within / free) }
}

/** Medians of the seasons against the median season; 0 for those within `least` of it. */
function effectsOf(distances: readonly number[], perYear: number, least: number): number[] {
  const medians = seasons(perYear).map((season) =>
    quantileType7(ofSeason(distances, season, perYear), 0.5),
  )
  const middle = quantileType7(medians, 0.5)
  return medians.map((median) => (Math.abs(median - middle) > least ? median - middle : 0))
}
