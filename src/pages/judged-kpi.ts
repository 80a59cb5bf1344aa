import type { Kpi, Measure, Polarity, RebaseDecision, Tolerance } from '../catalogue/index.ts'
import { daysBetween, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import {
  type Course,
  judgeCourse,
  type ProcessReading,
  type QualityMark,
  readProcess,
  sayJudgement,
  toleranceOf,
  type ValueAt,
} from '../judgement/index.ts'
import type { ImprovementDirection } from '../statistics/index.ts'
import { figureWithUnit, hasFewCases, inPeriod, sizeWords } from './figure-words.ts'
import type { AimReading } from './aim.ts'
import type { Guard } from './guards.ts'
import { seriesOf } from './series-of.ts'

/** The figures of one KPI of a strategy. */
export type KpiFigures = {
  /** The headline: of the measure's own period. */
  readonly latest: Figure | null
  /** The steps of the trend, oldest first. */
  readonly steps: readonly Figure[]
  /** The headline's period by each breakdown. */
  readonly breakdowns: readonly Figure[]
  /** The headline a year before the latest. */
  readonly yearEarlier: Figure | null
}

export const NO_FIGURES: KpiFigures = {
  latest: null,
  steps: [],
  breakdowns: [],
  yearEarlier: null,
}

/** A KPI with its figures, judged. */
export type JudgedKpi = {
  readonly kpi: Kpi
  readonly figures: KpiFigures
  readonly aim: AimReading
  readonly course: Course
  readonly process: ProcessReading
  /** Why there is no figure; empty when there is one. */
  readonly reason: string
  /** The headline a year earlier with its unit and size; empty when not known. */
  readonly earlier: string
  readonly sentence: string
  /** How far the figure can be believed; null without a figure. */
  readonly quality: QualityMark | null
  readonly guards: readonly Guard[]
  /** What a backlog that is being cleared does to the figure, a sentence; empty where it does nothing. */
  readonly backlog: string
}

/** A KPI judged by its figures alone. */
export type FigureJudgement = Omit<JudgedKpi, 'quality' | 'guards' | 'backlog'>

const DIRECTIONS: Readonly<Record<Polarity, ImprovementDirection>> = {
  'higher-better': 'increase',
  'lower-better': 'decrease',
  neutral: 'neutral',
  'close-to-value': 'neutral',
  'within-range': 'neutral',
}

/**
 * Judges the figures of a KPI against the aim that holds.
 *
 * @param tolerance - How far behind still counts as on course; null where the council sets none.
 * @param rebases - The council’s decisions to start limits anew, of any KPI.
 */
export function judgeKpi(
  kpi: Kpi,
  figures: KpiFigures,
  aim: AimReading,
  tolerance: Tolerance | null,
  rebases: readonly RebaseDecision[] = [],
): FigureJudgement {
  const reason = reasonWithout(kpi, figures.latest)
  const process = readProcess({
    ...seriesOf(
      kpi.measure,
      figures.steps,
      rebases.filter((one) => one.kpi === kpi.address),
    ),
    direction: DIRECTIONS[kpi.use.polarity],
    target: targetOfSteps(kpi, figures, aim),
  })
  const course = judgeCourse({
    reached: aim.reached,
    reason: reason || aim.reason,
    latest: valueAt(figures.latest),
    target: aim.number,
    wished: aim.wished,
    due: aim.due,
    baseline: aim.baseline,
    milestones: aim.milestones,
    earlier: valueAt(figures.yearEarlier),
    tolerance: toleranceOf(tolerance, kpi.measure?.unit ?? '', aim.number ?? 0),
    floor: numberOf(kpi.use.floor),
    ceiling: numberOf(kpi.use.ceiling),
    usual:
      isSteady(process) && isLikeHeadline(kpi, figures) ? (process.series?.usual ?? null) : null,
  })
  const earlier = earlierWords(kpi, figures.yearEarlier)
  const judged = { kpi, figures, aim, course, process, reason, earlier }
  return { ...judged, sentence: sentenceOf(judged) }
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

/** Kinds whose size does not grow with the length of a step, so that steps tell of the headline. */
const SIZELESS = ['percentage', 'mean', 'median', 'rate']

/** A target is for the headline: a step is held against it where it is one, and where it asks for what is wished. */
function targetOfSteps(kpi: Kpi, figures: KpiFigures, aim: AimReading): number | null {
  const wished = { increase: 1, decrease: -1, neutral: 0 }[DIRECTIONS[kpi.use.polarity]]
  return aim.wished === wished && isLikeHeadline(kpi, figures) ? aim.number : null
}

function isSteady({ word }: ProcessReading): boolean {
  return word === 'steady' || word === 'one-off'
}

function isLikeHeadline({ measure }: Kpi, { latest, steps }: KpiFigures): boolean {
  if (!measure) return false
  return SIZELESS.includes(measure.kind) || monthsOf(latest) === monthsOf(steps.at(-1) ?? null)
}

/** Whole months of a figure's period. */
function monthsOf(figure: Figure | null): number {
  return figure ? Math.round(daysBetween(figure.period.start, figure.period.end) / 30.4) : -1
}

function earlierWords({ measure }: Kpi, figure: Figure | null): string {
  if (!measure || !figure?.value || measure.kind === 'milestone') return ''
  const size = sizeOf(figure, measure)
  return `${figureWithUnit(figure, measure) ?? ''}${size === null ? '' : ` (${size})`}`
}

function reasonWithout({ use, measure }: Kpi, latest: Figure | null): string {
  if (!measure) return use.note || 'its definition is still to come'
  if (latest === null) return 'it has not been computed yet'
  return latest.value === null ? latest.reason || 'there is no value' : ''
}

function valueAt(figure: Figure | null): ValueAt | null {
  if (!figure?.value) return null
  return { value: toNumber(figure.value), on: figure.period.end }
}

function sentenceOf(judged: Omit<FigureJudgement, 'sentence'>): string {
  const { kpi, figures, aim, course, process, reason } = judged
  const { latest } = figures
  const { measure } = kpi
  return sayJudgement({
    name: kpi.use.name,
    display: latest && measure ? figureWithUnit(latest, measure) : null,
    size: latest && measure ? sizeOf(latest, measure) : null,
    period: latest ? inPeriod(latest.period, latest.partial) : 'any period',
    fewCases: latest !== null && measure !== undefined && hasFewCases(latest, measure),
    reason,
    target: aim.words,
    course,
    process,
  })
}

function sizeOf(figure: Figure, measure: Measure): string | null {
  return measure.kind === 'milestone' ? null : sizeWords(figure, measure)
}
