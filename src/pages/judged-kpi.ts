import type { Kpi, Measure, Polarity } from '../catalogue/index.ts'
import { daysBetween, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import {
  type Course,
  judgeCourse,
  type ProcessReading,
  readProcess,
  sayJudgement,
  type ValueAt,
} from '../judgement/index.ts'
import type { ImprovementDirection } from '../statistics/index.ts'
import { figureWithUnit, inPeriod, sizeWords } from './figure-words.ts'
import type { AimReading } from './aim.ts'

/** The figures of one KPI of a strategy. */
export type KpiFigures = {
  /** The headline: of the measure's own period. */
  readonly latest: Figure | null
  /** The steps of the trend, oldest first. */
  readonly steps: readonly Figure[]
  /** The headline's period by each breakdown. */
  readonly breakdowns: readonly Figure[]
}

export const NO_FIGURES: KpiFigures = { latest: null, steps: [], breakdowns: [] }

/** A KPI with its figures, judged. */
export type JudgedKpi = {
  readonly kpi: Kpi
  readonly figures: KpiFigures
  readonly aim: AimReading
  readonly course: Course
  readonly process: ProcessReading
  /** Why there is no figure; empty when there is one. */
  readonly reason: string
  readonly sentence: string
}

const DIRECTIONS: Readonly<Record<Polarity, ImprovementDirection>> = {
  'higher-better': 'increase',
  'lower-better': 'decrease',
  neutral: 'neutral',
  'close-to-value': 'neutral',
  'within-range': 'neutral',
}

/** Judges the figures of a KPI against the aim that holds. */
export function judgeKpi(kpi: Kpi, figures: KpiFigures, aim: AimReading): JudgedKpi {
  const reason = reasonWithout(kpi, figures.latest)
  const course = judgeCourse({
    reached: aim.reached,
    reason: reason || aim.reason,
    latest: valueAt(figures.latest),
    target: aim.number,
    due: aim.due,
    baseline: aim.baseline,
    earlier: aYearBefore(figures),
  })
  const process = readProcess(
    figures.steps.map((figure) => figure.value && toNumber(figure.value)),
    DIRECTIONS[kpi.use.polarity],
  )
  const judged = { kpi, figures, aim, course, process, reason }
  return { ...judged, sentence: sentenceOf(judged) }
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

/** The last step that ended between 11 and 13 months before the latest figure. */
function aYearBefore({ latest, steps }: KpiFigures): ValueAt | null {
  if (!latest) return null
  const found = steps.findLast((step) => {
    const days = daysBetween(step.period.end, latest.period.end)
    return step.value !== null && days >= 335 && days <= 396
  })
  return valueAt(found ?? null)
}

function sentenceOf(judged: Omit<JudgedKpi, 'sentence'>): string {
  const { kpi, figures, aim, course, process, reason } = judged
  const { latest } = figures
  const { measure } = kpi
  return sayJudgement({
    name: kpi.use.name,
    display: latest && measure ? figureWithUnit(latest, measure) : null,
    size: latest && measure ? sizeOf(latest, measure) : null,
    period: latest ? inPeriod(latest.period, latest.partial) : 'any period',
    reason,
    target: aim.words,
    course,
    process,
  })
}

function sizeOf(figure: Figure, measure: Measure): string | null {
  return measure.kind === 'milestone' ? null : sizeWords(figure, measure)
}
