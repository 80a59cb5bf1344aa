import { isDeepStrictEqual } from 'node:util'
import type { Measure } from '../catalogue/index.ts'
import {
  type ChartBand,
  type ChartPoint,
  trendChart,
  type TrendChartInput,
} from '../charts/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { ChartChoice, ProcessReading } from '../judgement/index.ts'
import type { SpecialCausePoint } from '../statistics/index.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import {
  axisNumber,
  figureOnChart,
  figureWithUnit,
  partsWords,
  periodWords,
  shortPeriod,
  unitHead,
} from './figure-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { recordsHref } from './records-link.ts'

/** One step of the trend's table. */
export type TrendRow = {
  readonly period: string
  /** The figure, or why there is none. */
  readonly figure: string
  readonly known: boolean
  readonly numerator: string
  readonly denominator: string
  /** What the step shows beyond ordinary ups and downs; empty when nothing. */
  readonly mark: string
  readonly figureMark: FigureMark
  readonly href: string
}

/** The trend of a KPI: the chart in two sizes, and its table, latest step first. */
export type Trend = {
  readonly wide: string
  readonly narrow: string
  readonly unit: string
  readonly hasParts: boolean
  /** How to read the lines. */
  readonly note: string
  readonly key: readonly string[]
  readonly rows: readonly TrendRow[]
}

/** The trend of a judged KPI; null where there is no step with a figure. */
export function trendOf(judged: JudgedKpi): Trend | null {
  const { measure, use } = judged.kpi
  const { steps } = judged.figures
  if (!measure || !steps.some((step) => step.value !== null)) return null
  const special = judged.process.noIcons === '' ? (judged.process.series?.signals ?? []) : []
  const bands = bandsOf(judged)
  const input = {
    title: `${use.name}, ${spanWords(steps)}`,
    description: judged.sentence,
    points: steps.map((step, index) =>
      pointOf(
        step,
        measure,
        special.find((p) => p.index === index),
      ),
    ),
    bands,
    formatTick: (value: number) => axisNumber(value, measure),
    ...(judged.aim.number !== null && {
      target: {
        value: judged.aim.number,
        label: `Target ${axisNumber(judged.aim.number, measure)}`,
      },
    }),
  } satisfies Omit<TrendChartInput, 'id' | 'size'>
  return {
    wide: trendChart({ ...input, id: 'trend-wide', size: 'wide' }),
    narrow: trendChart({ ...input, id: 'trend-narrow', size: 'narrow' }),
    unit: unitHead(measure),
    hasParts: steps.some((step) => step.denominator !== null),
    note: noteOf(judged.process, bands, measure),
    key: keyOf(special, steps),
    rows: rowsOf(judged, measure, special),
  }
}

function spanWords(steps: readonly Figure[]): string {
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return ''
  return `${shortPeriod(first.period)} to ${shortPeriod(last.period)}`
}

function pointOf(
  step: Figure,
  measure: Measure,
  special: SpecialCausePoint | undefined,
): ChartPoint {
  return {
    label: periodWords(step.period, step.partial),
    shortLabel: shortPeriod(step.period),
    value: step.value && toNumber(step.value),
    display: figureWithUnit(step, measure) ?? step.reason,
    shortDisplay: figureOnChart(step, measure),
    provisional: step.status === 'provisional' || step.partial,
    ...(special && { special: { meaning: special.meaning, side: special.side } }),
  }
}

/** Centre and limits, a band for each stretch in which they stay the same; none where they would mean nothing. */
function bandsOf({ kpi: { measure }, figures, process }: JudgedKpi): ChartBand[] {
  if (!measure || process.noIcons !== '') return []
  const within = heldWithin(measure, figures.steps)
  const bands: ChartBand[] = []
  for (const [index, { centre, lower, upper }] of (process.series?.lines ?? []).entries()) {
    const band = { first: index, last: index, centre, lower: within(lower), upper: within(upper) }
    const before = bands.at(-1)
    const isSame = before && isDeepStrictEqual({ ...before, first: index, last: index }, band)
    if (isSame) bands.splice(-1, 1, { ...before, last: index })
    else bands.push(band)
  }
  return bands
}

/** Limits beyond what the figures can be, under 0 or over 100 per cent, are drawn at that end. */
function heldWithin(
  measure: Measure,
  steps: readonly Figure[],
): (limit: number | null) => number | null {
  const values = steps.flatMap(({ value }) => (value ? [toNumber(value)] : []))
  const floor = Math.min(...values) >= 0 ? 0 : -Infinity
  const isShare = measure.kind === 'percentage' && Math.max(...values) <= 100
  const ceiling = isShare ? 100 : Infinity
  return (limit) => (limit === null ? null : Math.min(ceiling, Math.max(floor, limit)))
}

const AXIS_NOTE = 'The axis spans the figures and need not begin at zero.'

const CHART_NAMES: Readonly<Record<ChartChoice['kind'], string>> = {
  ...{ xmr: 'Individuals chart', i: 'Individuals chart', i_prime: 'I′ chart' },
  ...{ p: 'P chart', p_prime: 'P′ chart', u: 'U chart', u_prime: 'U′ chart' },
  ...{ c: 'C chart', g: 'G chart', t: 'T chart' },
}

/** How to read the lines, and why there are none. */
function noteOf(
  { series, noIcons }: ProcessReading,
  bands: readonly ChartBand[],
  measure: Measure,
): string {
  if (!series || noIcons !== '')
    return sentences(`No limits are drawn: ${noIcons}.`, ...(series?.notes ?? []), AXIS_NOTE)
  const { centre = null, lower = null, upper = null } = bands.at(-1) ?? {}
  const words = (value: number | null) => axisNumber(roundedForAxis(value ?? 0), measure)
  const moves = bands.length > 1 ? 'of the latest step ' : ''
  return sentences(
    `The thin line is the average, ${words(centre)}; figures between the dotted lines, ${moves}${words(lower)} to ${words(upper)}, are ordinary ups and downs.`,
    `${CHART_NAMES[series.choice.kind]}: ${series.choice.why} (rules of NHS England’s Making Data Count).`,
    ...series.notes,
    AXIS_NOTE,
  )
}

function sentences(...parts: readonly string[]): string {
  return parts.join(' ')
}

function roundedForAxis(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10
}

const KEY: Readonly<Record<SpecialCausePoint['meaning'], string>> = {
  improvement: '▲ better than ordinary ups and downs',
  concern: '◆ worse than ordinary ups and downs',
  neutral: '● larger: beyond ordinary ups and downs',
}

function keyOf(special: readonly SpecialCausePoint[], steps: readonly Figure[]): string[] {
  const meanings = [...new Set(special.map((point) => point.meaning))]
  const hollow = steps.some((step) => step.status === 'provisional' || step.partial)
  return [...meanings.map((meaning) => KEY[meaning]), ...(hollow ? ['○ may still change'] : [])]
}

const MARKS: Readonly<Record<SpecialCausePoint['meaning'], string>> = {
  improvement: 'better than usual',
  concern: 'worse than usual',
  neutral: 'unusual',
}

function rowsOf(
  { kpi, figures }: JudgedKpi,
  measure: Measure,
  special: readonly SpecialCausePoint[],
): TrendRow[] {
  return figures.steps
    .map((step, index) => {
      const point = special.find((one) => one.index === index)
      return {
        period: periodWords(step.period, step.partial),
        figure: figureWithUnit(step, measure) ?? (step.reason || 'no figure'),
        known: step.value !== null,
        ...partsWords(step, measure),
        figureMark: figureMark(step, kpi.address),
        mark: point ? MARKS[point.meaning] : '',
        href: recordsHref(kpi.address, { period: step.period }),
      }
    })
    .reverse()
}
