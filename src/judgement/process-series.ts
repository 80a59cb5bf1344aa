import {
  type Assurance,
  assuranceOf,
  attributeChart,
  type AttributeChart,
  type AttributeChartKind,
  attributeSignals,
  autocorrelation,
  type SeasonalReading,
  seasonalReading,
  type SpecialCausePoint,
  type Variation,
  xmr,
  type XmrResult,
} from '../statistics/index.ts'
import {
  type ChartChoice,
  chooseChart,
  type SeriesInput,
  type SeriesNature,
} from './choose-chart.ts'
import type { UsualRange } from './types.ts'

/** Centre and limits of one step; each null where the chart has none. */
export type StepLines = {
  readonly centre: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** A series read from the chart that fits it. */
export type SeriesReading = {
  readonly choice: ChartChoice
  /** The values less what their season does, where one was found: limits are held against these. */
  readonly held: readonly (number | null)[]
  /** One for each value, in its unit and with its season: what the figures themselves are drawn between. */
  readonly lines: readonly StepLines[]
  /** What the process goes on giving; of a seasonal one in any season. Null where no icon may be shown. */
  readonly usual: UsualRange | null
  /** What the latest figure shows; null where no icon may be shown. */
  readonly variation: Variation | null
  /** What the limits say of the target; null without one, or where no icon may be shown. */
  readonly assurance: Assurance | null
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

/** Fewer figures than this give limits that mean little: NHS England, Making Data Count. */
export const LEAST_POINTS = 12

/** Fewer events a step than this are rare: most limits would lie at 0. */
const RARE_BELOW = 1

/**
 * Reads a series from the chart that fits it, held to its season.
 *
 * @throws RangeError on what `xmr` and `attributeChart` refuse.
 */
export function readSeries(input: SeriesInput): SeriesReading {
  const { perYear = 1 } = input
  const season = input.perYear === undefined ? null : seasonalReading(input.values, perYear)
  const isSeasonal = season?.isSeasonal === true
  const chart = chartOf(input, isSeasonal ? season : null)
  const noIcons = whyNoIcons(input, chart)
  const usual = noIcons === '' ? usualRangeOf(chart.lines, isSeasonal ? perYear : 1) : null
  const icons = usual ? iconsOf(input, chart.signals, usual) : { variation: null, assurance: null }
  return {
    ...chart,
    ...icons,
    season,
    usual,
    noIcons,
    notes: notesOf(input, isSeasonal && noIcons === ''),
  }
}

type Chart = Pick<
  SeriesReading,
  'choice' | 'held' | 'lines' | 'individuals' | 'attribute' | 'signals'
>

function chartOf(input: SeriesInput, season: SeasonalReading | null): Chart {
  const choice: ChartChoice = season
    ? { kind: 'xmr', why: 'each figure is held against its time of year' }
    : chooseChart(input)
  if (choice.kind !== 'xmr') {
    const attribute = attributeOf(input, choice.kind)
    const { centre, points } = attribute
    const lines = points.map(({ lower3, upper3 }) => ({ centre, lower: lower3, upper: upper3 }))
    const signals = attributeSignals(attribute, input.direction)
    return { choice, held: input.values, lines, individuals: null, attribute, signals }
  }
  const held = season?.adjusted ?? input.values
  const individuals = individualsOf(input, held)
  const lines = seasonalLines(individuals, season)
  return {
    choice,
    held,
    lines,
    individuals,
    attribute: null,
    signals: individuals.specialCausePoints,
  }
}

/** The lines of each segment, moved by what the season does to each step. */
function seasonalLines({ segments }: XmrResult, season: SeasonalReading | null): StepLines[] {
  return segments.flatMap((segment) =>
    Array.from({ length: segment.lastIndex - segment.firstIndex + 1 }, (_, position) => {
      const moved = (line: number | null) =>
        line === null ? null : line + effectAt(season, segment.firstIndex + position)
      return {
        centre: moved(segment.centre),
        lower: moved(segment.lowerProcessLimit),
        upper: moved(segment.upperProcessLimit),
      }
    }),
  )
}

function effectAt(season: SeasonalReading | null, index: number): number {
  return season?.effects[index % season.effects.length] ?? 0
}

function iconsOf(
  { values, direction, target = null }: SeriesInput,
  signals: readonly SpecialCausePoint[],
  usual: UsualRange,
): Pick<SeriesReading, 'variation' | 'assurance'> {
  const latest = values.findLastIndex((value) => value !== null)
  const last = signals.find((point) => point.index === latest)
  return {
    variation: last ? (`${last.meaning}_${last.side}` as const) : 'common_cause',
    assurance: target === null ? null : assuranceOf(target, usual, direction),
  }
}

/** From the least lower to the greatest upper limit of the last steps that have limits. */
function usualRangeOf(lines: readonly StepLines[], steps: number): UsualRange | null {
  const known = lines.flatMap(({ lower, upper }) =>
    lower === null || upper === null ? [] : [{ lower, upper }],
  )
  const last = known.slice(-steps)
  if (last.length === 0) return null
  return {
    lower: Math.min(...last.map(({ lower }) => lower)),
    upper: Math.max(...last.map(({ upper }) => upper)),
  }
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

function whyNoIcons(
  { values, nature }: SeriesInput,
  { individuals, signals }: Pick<Chart, 'individuals' | 'signals'>,
): string {
  const known = values.filter((value) => value !== null)
  if (known.length < LEAST_POINTS) return `only ${String(known.length)} figures are known`
  if (new Set(known).size === 1) return 'the figure has never changed'
  const since = individuals?.segments.at(-1)
  if (since && since.firstIndex > 0 && since.pointsUsed < LEAST_POINTS) {
    return `only ${String(since.pointsUsed)} figures are known since its limits started anew`
  }
  if (individuals && !hasWidth(individuals.segments.at(-1))) return 'the limits have no width'
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
