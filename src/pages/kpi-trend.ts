import type { Measure } from '../catalogue/index.ts'
import { type ChartPoint, trendChart, type TrendChartInput } from '../charts/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { SpecialCausePoint } from '../statistics/index.ts'
import {
  axisNumber,
  figureWithUnit,
  partNumber,
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
  const special = judged.process.chart?.specialCausePoints ?? []
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
    bands: bandsOf(judged),
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
    note: noteOf(judged),
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
    provisional: step.status === 'provisional' || step.partial,
    ...(special && { special: { meaning: special.meaning, side: special.side } }),
  }
}

function bandsOf({ process }: JudgedKpi): TrendChartInput['bands'] {
  return (process.chart?.segments ?? []).map((segment) => ({
    first: segment.firstIndex,
    last: segment.lastIndex,
    centre: segment.centre,
    lower: segment.lowerProcessLimit,
    upper: segment.upperProcessLimit,
  }))
}

function noteOf({ kpi: { measure }, process }: JudgedKpi): string {
  const axis = 'The axis spans the figures and need not begin at zero.'
  const segment = process.chart?.segments.at(-1)
  if (!measure || segment?.centre == null) return axis
  const centre = axisNumber(roundedForAxis(segment.centre), measure)
  if (segment.lowerProcessLimit === null || segment.upperProcessLimit === null) {
    return `The thin line is the average, ${centre}. ${axis}`
  }
  const lower = axisNumber(roundedForAxis(segment.lowerProcessLimit), measure)
  const upper = axisNumber(roundedForAxis(segment.upperProcessLimit), measure)
  return `The thin line is the average, ${centre}; figures between the dotted lines, ${lower} to ${upper}, are ordinary ups and downs (rules of NHS England’s Making Data Count). ${axis}`
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
        numerator: step.numerator ? partNumber(step.numerator) : '',
        denominator: step.denominator ? partNumber(step.denominator) : '',
        mark: point ? MARKS[point.meaning] : '',
        href: recordsHref(kpi.address, { period: step.period }),
      }
    })
    .reverse()
}
