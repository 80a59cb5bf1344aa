import {
  attributeChart,
  type AttributeChart,
  type AttributeChartKind,
  attributeSignals,
  autocorrelation,
  type ImprovementDirection,
  prefersPrime,
  type SeasonalReading,
  seasonalReading,
  type SpecialCausePoint,
  xmr,
  type XmrResult,
} from '../statistics/index.ts'
import { LEAST_POINTS } from './process.ts'

/** What the figures of a series count. */
export type SeriesNature =
  | 'percentage'
  | 'rate'
  /** Events of the period. */
  | 'count'
  /** What is there on a day: most of it is still there at the next. */
  | 'stock'
  /** Cases from one rare event to the next. */
  | 'cases-between'
  /** Days from one rare event to the next. */
  | 'days-between'
  | 'other'

export type SeriesInput = {
  readonly nature: SeriesNature
  /** One per step, oldest first, in any one unit; null for a step without a figure. */
  readonly values: readonly (number | null)[]
  /** Of percentages and rates, where they are known; null where there is no figure. */
  readonly numerators?: readonly (number | null)[]
  readonly denominators?: readonly (number | null)[]
  readonly direction: ImprovementDirection
  readonly target?: number | null
  /** Steps in a year, for the season: 12 or 4; none is looked for unless given. */
  readonly perYear?: number
  /** Where limits start anew, with who decided it and why. */
  readonly rebases?: readonly Rebase[]
}

/** A decision that a process has changed for good, so that old limits no longer describe it. */
export type Rebase = { readonly index: number; readonly reason: string; readonly author: string }

export type ChartChoice = {
  readonly kind: 'xmr' | AttributeChartKind
  /** As the end of a sentence. */
  readonly why: string
}

/** A series read from the chart that fits it. */
export type SeriesReading = {
  readonly choice: ChartChoice
  /** The individuals chart, or the other: one of the two, in the unit of the values. */
  readonly individuals: XmrResult | null
  readonly attribute: AttributeChart | null
  readonly signals: readonly SpecialCausePoint[]
  /** Null where it was not looked for, or there are too few whole years. */
  readonly season: SeasonalReading | null
  /** Why no icon may be shown, as the end of a sentence; empty where icons stand. */
  readonly noIcons: string
  /** What a reader must know of the chart, whole sentences. */
  readonly notes: readonly string[]
}

/** From this correlation with the step before, limits of a stock are narrower than its ordinary ups and downs. */
const STRONG_CORRELATION = 0.5

/** Fewer events a step than this are rare: most limits would lie at 0. */
const RARE_BELOW = 1

/**
 * Reads a series from the chart that fits it, held to its season.
 *
 * @throws RangeError on what `xmr` and `attributeChart` refuse.
 */
export function readSeries(input: SeriesInput): SeriesReading {
  const season = seasonOf(input)
  const isSeasonal = season?.isSeasonal === true
  const choice = isSeasonal
    ? { kind: 'xmr' as const, why: 'each figure is held against its time of year' }
    : chooseChart(input)
  const values = isSeasonal ? season.adjusted : input.values
  const attribute = choice.kind === 'xmr' ? null : attributeOf(input, choice.kind)
  const individuals = attribute === null ? individualsOf(input, values) : null
  const signals = attribute
    ? attributeSignals(attribute, input.direction)
    : (individuals?.specialCausePoints ?? [])
  const noIcons = whyNoIcons(input, individuals, attribute, signals)
  const notes = notesOf(input, isSeasonal)
  return { choice, individuals, attribute, signals, season, noIcons, notes }
}

function seasonOf({ values, perYear }: SeriesInput): SeasonalReading | null {
  return perYear === undefined ? null : seasonalReading(values, perYear)
}

function individualsOf(input: SeriesInput, values: SeriesInput['values']): XmrResult {
  return xmr({
    values,
    improvementDirection: input.direction,
    target: input.target ?? null,
    rebaseAt: input.rebases?.map(({ index }) => index) ?? [],
  })
}

/** The chart's limits in the unit of the values, whatever they were multiplied by. */
function attributeOf(input: SeriesInput, chart: AttributeChartKind): AttributeChart {
  const { numerators, denominators, values } = input
  if (!numerators || !denominators) return attributeChart({ chart, numerators: values })
  const at = values.findIndex((value, index) => value !== null && (numerators[index] ?? 0) > 0)
  const share = (numerators[at] ?? 0) / (denominators[at] ?? 1)
  const multiply = at < 0 ? 1 : (values[at] ?? 0) / share
  return attributeChart({ chart, numerators, denominators, multiply })
}

/**
 * The chart for a series, by rule: P for percentages and U for rates with their counts, in the prime form where
 * points spread more than chance (`prefersPrime`); C for counts that spread no more than chance; G and T
 * between rare events; an individuals chart for all else, and for every series with a rebase.
 */
export function chooseChart(input: SeriesInput): ChartChoice {
  const { nature } = input
  if ((input.rebases ?? []).length > 0) return { kind: 'xmr', why: 'its limits start anew' }
  if (nature === 'cases-between') return { kind: 'g', why: 'it counts cases between rare events' }
  if (nature === 'days-between') return { kind: 't', why: 'it counts days between rare events' }
  if (nature === 'count') return chooseForCounts(input)
  if (nature === 'percentage' || nature === 'rate') return chooseForShares(input, nature)
  return { kind: 'xmr', why: 'the figures are single values' }
}

function chooseForShares(input: SeriesInput, nature: 'percentage' | 'rate'): ChartChoice {
  const { numerators, denominators } = input
  if (!numerators || !denominators || !hasCounts(input)) {
    return { kind: 'xmr', why: 'the counts behind the figures are not known' }
  }
  const [plain, prime] =
    nature === 'percentage' ? (['p', 'p_prime'] as const) : (['u', 'u_prime'] as const)
  const { sigmaZ } = attributeChart({ chart: prime, numerators, denominators })
  const points = knownCount(input.values)
  const spread = sigmaZ !== null && points > 1 && prefersPrime(sigmaZ, points)
  return spread
    ? { kind: prime, why: 'the figures spread more than chance alone would make them' }
    : { kind: plain, why: 'the limits follow the number of cases' }
}

function hasCounts({ values, numerators = [], denominators = [] }: SeriesInput): boolean {
  return values.every((value, index) => {
    const [count, size] = [numerators[index] ?? null, denominators[index] ?? null]
    if (value === null) return count === null && size === null
    return count !== null && size !== null && size > 0
  })
}

function chooseForCounts(input: SeriesInput): ChartChoice {
  const points = knownCount(input.values)
  if (points < 2) return { kind: 'xmr', why: 'the figures are single values' }
  const chart = attributeChart({ chart: 'i', numerators: input.values })
  const sigma = chart.points.find((point) => point.sigma !== null)?.sigma ?? 0
  const byChance = Math.sqrt(chart.centre)
  return chart.centre > 0 && !prefersPrime(sigma / byChance, points)
    ? { kind: 'c', why: 'the counts spread no more than chance' }
    : { kind: 'xmr', why: 'the counts spread more than chance alone would make them' }
}

function knownCount(values: SeriesInput['values']): number {
  return values.filter((value) => value !== null).length
}

function whyNoIcons(
  { values, nature }: SeriesInput,
  individuals: XmrResult | null,
  attribute: AttributeChart | null,
  signals: readonly SpecialCausePoint[],
): string {
  const known = values.filter((value) => value !== null)
  if (known.length < LEAST_POINTS) return `only ${String(known.length)} figures are known`
  if (new Set(known).size === 1) return 'the figure has never changed'
  const segment = individuals?.segments.at(-1)
  if (!attribute && !hasWidth(segment)) return 'the limits have no width'
  return whyDrifting(values, nature, signals.length > known.length / 2)
}

function whyDrifting(values: SeriesInput['values'], nature: SeriesNature, drifts: boolean): string {
  if (nature === 'stock' && (drifts || (autocorrelation(values) ?? 0) > STRONG_CORRELATION)) {
    return 'each figure is mostly the one before, so that limits would be too narrow'
  }
  return drifts ? 'the figures have moved throughout, so that no one average describes them' : ''
}

function hasWidth(segment: XmrResult['segments'][number] | undefined): boolean {
  const { lowerProcessLimit: lower = null, upperProcessLimit: upper = null } = segment ?? {}
  return lower !== null && upper !== null && upper > lower
}

function notesOf(input: SeriesInput, isSeasonal: boolean): string[] {
  const known = input.values.filter((value) => value !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  const isRare = input.nature === 'count' && known.length > 0 && mean < RARE_BELOW
  return [
    ...(isSeasonal
      ? ['The figures follow the seasons: each is held against its own time of year.']
      : []),
    ...(isRare
      ? ['These events are rare: the days between them tell more than their number.']
      : []),
    ...(input.rebases ?? []).map(
      ({ reason, author }) => `Limits start anew: ${reason} (decided by ${author}).`,
    ),
  ]
}

/**
 * What a fall of the 20-week percentage means when a backlog is being cleared: a plan that was late already
 * counts against the month in which it is finished.
 *
 * @param openLate - Cases open and already late at the end of each step, oldest first.
 * @param percentage - Plans finished in each step that were in time.
 * @returns A sentence, or an empty text where it does not apply: unless open late cases fell and the
 *   percentage fell between the first and the last step at which both are known.
 */
export function readBacklog(
  openLate: readonly (number | null)[],
  percentage: readonly (number | null)[],
): string {
  const both = openLate.flatMap((open, index) => {
    const share = percentage[index] ?? null
    return open === null || share === null ? [] : [{ open, share }]
  })
  const [first, last] = [both[0], both.at(-1)]
  if (!first || !last || last.open >= first.open || last.share >= first.share) return ''
  return `A backlog is being cleared: cases open and already late fell from ${inFull(first.open)} to ${inFull(last.open)}. Each one finished counts as late, so the percentage falls while the service catches up.`
}

function inFull(count: number): string {
  return count.toLocaleString('en-GB')
}
