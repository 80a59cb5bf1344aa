import type { Kpi, Polarity } from '../catalogue/index.ts'
import {
  ASSURANCE_WORDS,
  assuranceIcon,
  sparkline,
  VARIATION_WORDS,
  variationIcon,
} from '../charts/index.ts'
import { capital, compare, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { PROCESS_WORDS, type ProcessWord, type Status, STATUS_WORDS } from '../judgement/index.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import { figureWithUnit, hasFewCases, periodWords, sizeWords } from './figure-words.ts'
import type { Guard } from './guards.ts'
import type { JudgedKpi } from './judged-kpi.ts'

/** A status or its absence, as the filter and the stylesheet know it. */
export type LineStatus = Status | 'no-target' | 'no-figure'

/** One KPI as a list shows it: everything in words. */
export type KpiLine = {
  readonly address: string
  readonly href: string
  readonly sub: string
  readonly name: string
  readonly role: string
  /** `41.3%`; empty when there is no figure. */
  readonly display: string
  /** `33 of 80`; empty where the figure is its own size. */
  readonly size: string
  readonly fewCases: boolean
  readonly provisional: boolean
  readonly period: string
  /** `62.0%`: the figure a year earlier; empty when not known. */
  readonly earlier: string
  /** How the figure compares with it; null where neither way is better or it is not known. */
  readonly sinceYear: 'better' | 'worse' | 'same' | null
  /** Why there is no figure; empty when there is. */
  readonly reason: string
  readonly target: string
  readonly status: LineStatus
  readonly statusWord: string
  readonly statusWhy: string
  readonly process: ProcessWord
  readonly processWord: string
  readonly processWhy: string
  /** Icons of variation and assurance, SVG text one after the other; empty where limits would mean nothing. */
  readonly icons: string
  /** What they say, in words; or why there are none. */
  readonly iconWords: string
  /** SVG text; empty where too little is known. */
  readonly spark: string
  readonly sentence: string
  /** What stands beside it always. */
  readonly guards: readonly Guard[]
  /** Which figures `display` and `size`, and `earlier`, are; null without one. */
  readonly mark: FigureMark | null
  readonly earlierMark: FigureMark | null
  /** `good, 90`; empty without a figure. */
  readonly quality: string
  readonly qualityLevel: string
}

/** Words of `LineStatus`. */
export const LINE_STATUS_WORDS: Readonly<Record<LineStatus, string>> = {
  ...STATUS_WORDS,
  'no-target': 'no target',
  'no-figure': 'cannot be shown',
}

/** Judgements are kept until there are new figures; so are the lines made of them. */
const lines = new WeakMap<JudgedKpi, KpiLine>()

/** A judged KPI as a line of a list. */
export function kpiLine(judged: JudgedKpi): KpiLine {
  const line = lines.get(judged) ?? newLine(judged)
  lines.set(judged, line)
  return line
}

function newLine(judged: JudgedKpi): KpiLine {
  const { kpi, aim, course, process, reason, sentence, quality } = judged
  const status = lineStatus(judged)
  return {
    address: kpi.address,
    href: kpiHref(kpi.address),
    sub: kpi.use.sub,
    name: kpi.use.name,
    role: kpi.use.role,
    ...figureParts(judged),
    ...yearOf(judged),
    reason,
    target: aim.words ?? '',
    status,
    statusWord: LINE_STATUS_WORDS[status],
    statusWhy: course.why,
    process: process.word,
    processWord: PROCESS_WORDS[process.word],
    processWhy: process.why,
    ...iconsOf(judged),
    spark: reason === '' ? sparkOf(judged) : '',
    sentence,
    guards: judged.guards,
    mark: markOf(judged.figures.latest, kpi),
    earlierMark: markOf(judged.figures.yearEarlier, kpi),
    quality: quality ? `${quality.level}, ${String(quality.mark)}` : '',
    qualityLevel: quality?.level ?? '',
  }
}

function iconsOf({ reason, process }: JudgedKpi): Pick<KpiLine, 'icons' | 'iconWords'> {
  const { variation = null, assurance = null } = process.series ?? {}
  if (reason !== '' || variation === null) {
    return { icons: '', iconWords: `No icon: ${process.noIcons}.` }
  }
  const words = [VARIATION_WORDS[variation], assurance === null ? '' : ASSURANCE_WORDS[assurance]]
  return {
    icons: `${variationIcon(variation)}${assurance === null ? '' : assuranceIcon(assurance)}`,
    iconWords: `${capital(words.filter((text) => text !== '').join('; '))}.`,
  }
}

function markOf(figure: Figure | null, { address }: Kpi): FigureMark | null {
  return figure && figureMark(figure, address)
}

/** Address of a KPI's page. */
export function kpiHref(address: string): string {
  return `/strategies/${address.split('/').map(encodeURIComponent).join('/')}`
}

function lineStatus({ reason, course }: JudgedKpi): LineStatus {
  if (reason !== '') return 'no-figure'
  return course.status ?? 'no-target'
}

type YearParts = Pick<KpiLine, 'earlier' | 'sinceYear'>

function yearOf({ kpi: { measure, use }, figures }: JudgedKpi): YearParts {
  const [now, then] = [figures.latest?.value, figures.yearEarlier]
  if (!measure || !now || !then?.value || measure.kind === 'milestone') {
    return { earlier: '', sinceYear: null }
  }
  const change = Math.sign(compare(now, then.value))
  return { earlier: figureWithUnit(then, measure) ?? '', sinceYear: since(use.polarity, change) }
}

function since(polarity: Polarity, change: number): KpiLine['sinceYear'] {
  if (polarity !== 'higher-better' && polarity !== 'lower-better') return null
  if (change === 0) return 'same'
  return change > 0 === (polarity === 'higher-better') ? 'better' : 'worse'
}

type FigureParts = Pick<KpiLine, 'display' | 'size' | 'fewCases' | 'provisional' | 'period'>

function figureParts({ kpi: { measure }, figures: { latest } }: JudgedKpi): FigureParts {
  if (!latest || !measure) {
    return { display: '', size: '', fewCases: false, provisional: false, period: '' }
  }
  return {
    display: figureWithUnit(latest, measure) ?? '',
    size: (measure.kind === 'milestone' ? null : sizeWords(latest, measure)) ?? '',
    fewCases: hasFewCases(latest, measure),
    provisional: latest.status === 'provisional',
    period: periodWords(latest.period, latest.partial),
  }
}

function sparkOf({ kpi: { measure }, figures: { steps } }: JudgedKpi): string {
  const known = steps.filter((step) => step.value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!measure || !first || !last) return ''
  const from = `${figureWithUnit(first, measure) ?? ''} in ${periodWords(first.period, false)}`
  const to = `${figureWithUnit(last, measure) ?? ''} in ${periodWords(last.period, false)}`
  return sparkline(
    steps.map(({ value }) => value && toNumber(value)),
    `Trend: ${from}, ${to}`.replaceAll(' in at ', ' at '),
  )
}
