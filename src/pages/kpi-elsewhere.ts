import type { Measure } from '../catalogue/index.ts'
import { bar, barScale } from '../charts/index.ts'
import { capital, formatDay, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { funnelOf } from '../judgement/index.ts'
import type { Benchmark } from './aim.ts'
import { differenceWords } from './difference-words.ts'
import { axisNumber, figureOnChart } from './figure-words.ts'
import type { ComparedSets } from './compared.ts'
import { countsCases } from './interval-words.ts'
import { type Ranking, rankingOf } from './kpi-ranking.ts'
import type { JudgedKpi } from './judged-kpi.ts'

/** One area, this authority among them. */
export type ElsewhereRow = {
  readonly area: string
  readonly own: boolean
  readonly figure: string
  /** SVG text, hidden from screen readers: the figure stands beside it. */
  readonly bar: string
  /** Of the authority against the area, such as `4.1 points higher, which is worse`; of itself empty. */
  readonly difference: string
  readonly day: string
  readonly source: string
}

/** Whose question: the board's, "is it normal elsewhere?" Null where nothing is known of other areas. */
export type Elsewhere = {
  /** The highest first. */
  readonly rows: readonly ElsewhereRow[]
  /** What chance alone would do to an authority of this size, held against England; empty where not known. */
  readonly chance: string
  /** Among all authorities: by what is published, and by the records of those held here. */
  readonly rankings: readonly Ranking[]
  /** Why what is published is not compared; empty where it is. */
  readonly differs: string
}

/** The figure beside those of other areas of the same year. */
export function elsewhereOf(judged: JudgedKpi, { sets, differs }: ComparedSets): Elsewhere | null {
  const { kpi } = judged
  const { measure } = kpi
  if (!measure) return null
  const beside = besideAreas(judged, measure)
  const rankings = isTotal(measure)
    ? []
    : sets.map((one) => rankingOf(one, measure, kpi.use.polarity))
  if (!beside && rankings.length === 0 && differs === '') return null
  return { rows: beside?.rows ?? [], chance: beside?.chance ?? '', rankings, differs }
}

function besideAreas(
  judged: JudgedKpi,
  measure: Measure,
): Pick<Elsewhere, 'rows' | 'chance'> | null {
  const { aim, figures, kpi } = judged
  const { latest } = figures
  if (!latest?.value || aim.benchmarks.length === 0) return null
  const own = toNumber(latest.value)
  const values = aim.benchmarks.map(({ value }) => toNumber(value))
  const scale = barScale([own, ...values])
  const ownRow = {
    area: 'This authority',
    own: true,
    value: own,
    figure: figureOnChart(latest, measure),
    difference: '',
    day: formatDay(latest.period.end),
    source: 'The records held here',
  }
  const others = aim.benchmarks.map((one) => ({
    area: capital(one.areaName),
    own: false,
    value: toNumber(one.value),
    figure: shownValue(toNumber(one.value), measure),
    difference: isTotal(measure)
      ? 'not compared: a total follows the size of the area'
      : differenceWords(own, toNumber(one.value), measure, kpi.use.polarity),
    day: formatDay(one.asAt),
    source: one.source,
  }))
  const rows = [ownRow, ...others]
    .toSorted((a, b) => b.value - a.value)
    .map(({ value, ...row }) => ({
      ...row,
      bar: isTotal(measure) ? '' : bar({ value, scale, reference: own }),
    }))
  return { rows, chance: chanceWords(latest, measure, aim.benchmarks) }
}

/** Totals of areas of other sizes are no measure of one another. */
function isTotal({ kind }: Measure): boolean {
  return kind === 'count' || kind === 'sum'
}

function shownValue(value: number, measure: Measure): string {
  return measure.kind === 'percentage' ? `${value.toFixed(1)}%` : axisNumber(value, measure)
}

/** The exact limits of a funnel around England’s figure, at this authority’s number of cases. */
function chanceWords(latest: Figure, measure: Measure, benchmarks: readonly Benchmark[]): string {
  const england = benchmarks.find(({ area }) => area === 'england')
  if (!england || measure.kind !== 'percentage' || !countsCases(latest, measure)) return ''
  const around = toNumber(england.value) / measure.per
  const { numerator, denominator } = latest
  if (!numerator || !denominator || around <= 0 || around >= 1) return ''
  const own = {
    ...{ area: 'own', name: 'own', value: null, year: '', definition: '' },
    ...{ numerator: toNumber(numerator), denominator: toNumber(denominator) },
  }
  const [point] = funnelOf([own], around)
  if (!point) return ''
  const shown = (share: number) => shownValue(share * measure.per, measure)
  const { lower, upper } = point.limits95
  const cases = point.denominator.toLocaleString('en-GB')
  return `Were nothing but chance at work around England’s figure, an authority with ${cases} cases would lie between ${shown(lower)} and ${shown(upper)} in 95 of 100 years. ${PLACES[point.place]}`
}

const PLACES = {
  usual: 'This figure lies between them: no more than chance need be behind the difference.',
  apart: 'This figure lies beyond them: more than chance is likely to be behind the difference.',
  far: 'This figure lies beyond them, and beyond the limits of 998 in 1,000: more than chance is behind the difference.',
} as const
