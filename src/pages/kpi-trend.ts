import type { Measure } from '../catalogue/index.ts'
import { type ChartPoint, trendChart, type TrendChartInput } from '../charts/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { SpecialCausePoint } from '../statistics/index.ts'
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
  const drifts = driftsThroughout(judged)
  const special = drifts ? [] : (judged.process.chart?.specialCausePoints ?? [])
  const bands = drifts ? [] : bandsOf(judged)
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
    note: drifts ? DRIFT_NOTE : noteOf(bands, measure),
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

/** Limits beyond what the figures can be, under 0 or over 100 per cent, are drawn at that end. */
function bandsOf({ kpi: { measure }, figures, process }: JudgedKpi): TrendChartInput['bands'] {
  const values = figures.steps.flatMap(({ value }) => (value ? [toNumber(value)] : []))
  const floor = Math.min(...values) >= 0 ? 0 : -Infinity
  const isShare = measure?.kind === 'percentage' && Math.max(...values) <= 100
  const ceiling = isShare ? 100 : Infinity
  const within = (limit: number | null) =>
    limit === null ? null : Math.min(ceiling, Math.max(floor, limit))
  return (process.chart?.segments ?? []).map((segment) => ({
    first: segment.firstIndex,
    last: segment.lastIndex,
    centre: segment.centre,
    lower: within(segment.lowerProcessLimit),
    upper: within(segment.upperProcessLimit),
  }))
}

/** More unusual figures than usual ones: one average and its limits would describe none of them. */
function driftsThroughout({ process: { chart }, figures }: JudgedKpi): boolean {
  const known = figures.steps.filter((step) => step.value !== null).length
  return chart !== null && chart.specialCausePoints.length > known / 2
}

const AXIS_NOTE = 'The axis spans the figures and need not begin at zero.'

const DRIFT_NOTE = `The figures have moved so far over the time shown that one average with limits would mislead; none is drawn. ${AXIS_NOTE}`

function noteOf(bands: TrendChartInput['bands'], measure: Measure): string {
  const { centre = null, lower = null, upper = null } = bands.at(-1) ?? {}
  if (centre === null) return AXIS_NOTE
  const words = (value: number) => axisNumber(roundedForAxis(value), measure)
  if (lower === null || upper === null) {
    return `The thin line is the average, ${words(centre)}. ${AXIS_NOTE}`
  }
  return `The thin line is the average, ${words(centre)}; figures between the dotted lines, ${words(lower)} to ${words(upper)}, are ordinary ups and downs (rules of NHS England’s Making Data Count). ${AXIS_NOTE}`
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
        mark: point ? MARKS[point.meaning] : '',
        href: recordsHref(kpi.address, { period: step.period }),
      }
    })
    .reverse()
}
