import type { Measure, RowMeasure, Schema, Tolerance } from '../catalogue/index.ts'
import { capital, formatDay } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { QualityMark } from '../judgement/index.ts'
import type { ComparedSets } from './compared.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import { axisNumber, partsWords, periodWords } from './figure-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type Breakdown, breakdownsOf } from './kpi-breakdowns.ts'
import { type Definition, definitionOf } from './kpi-definition.ts'
import { type Elsewhere, elsewhereOf } from './kpi-elsewhere.ts'
import type { KpiHistory } from './kpi-history.ts'
import { kpiHref, type KpiLine, kpiLine } from './kpi-line.ts'
import { intervalWords } from './interval-words.ts'
import { instantWords } from './import-words.ts'
import type { TableHeld } from './read-tables.ts'
import { type Trend, trendOf } from './kpi-trend.ts'
import { recordsHref } from './records-link.ts'

/** `mark` where the text is a figure, or the part of it that is named. */
type NamedText = {
  readonly name: string
  readonly text: string
  readonly mark?: FigureMark | null
  readonly part?: string
}

/** Whose question: the owner's, the officer's, the inspector's: "what is this figure, is it right, what lies behind it?" */
export type KpiPage = {
  readonly strategy: string
  readonly area: string
  readonly ref: string
  readonly words: string
  readonly owners: string
  readonly line: KpiLine
  readonly parts: readonly {
    readonly sub: string
    readonly name: string
    readonly href: string
    readonly current: boolean
  }[]
  readonly facts: readonly NamedText[]
  readonly trend: Trend | null
  /** What a backlog does to the figure; empty where nothing. */
  readonly backlog: string
  readonly breakdowns: readonly Breakdown[]
  /** How far the figure can be believed, and why; null without a figure. */
  readonly quality: {
    readonly words: string
    readonly parts: readonly {
      readonly name: string
      readonly found: string
      readonly points: string
    }[]
  } | null
  /** Null where nothing is known of other areas. */
  readonly elsewhere: Elsewhere | null
  readonly aims: readonly NamedText[]
  readonly actuals: readonly {
    readonly period: string
    readonly text: string
    readonly source: string
  }[]
  readonly definition: Definition | null
  /** How the strategy's words were read; `ambiguous` when another reading was possible. */
  readonly note: string
  readonly ambiguous: boolean
  readonly oddity: string
  readonly recordsHref: string
  /** The tables that the figure reads, and the import that last filled each. */
  readonly sources: readonly TableSource[]
  /** Null before any figure was computed. */
  readonly history: KpiHistory | null
}

export type TableSource = {
  readonly name: string
  readonly rows: string
  readonly imported: { readonly words: string; readonly href: string } | null
}

/** The page of one KPI. @param describe - Makes the sentence of a measure. */
export function kpiPage(
  judged: JudgedKpi,
  about: {
    readonly schema: Schema
    readonly describe: (measure: Measure) => string
    readonly held: ReadonlyMap<string, TableHeld>
    readonly tolerance: Tolerance | null
    readonly compared: ComparedSets
    /** The figures of the years before the latest, whole and by breakdown. */
    readonly earlierParts: readonly Figure[]
    readonly history: KpiHistory | null
  },
): KpiPage {
  const { kpi, figures } = judged
  const { framework, row, use, measure } = kpi
  return {
    strategy: framework.title,
    area: row.area,
    ref: row.ref,
    words: row.words,
    owners: row.owners.join(', '),
    line: kpiLine(judged),
    parts: row.measures.map(({ sub, name }) => ({
      sub,
      name,
      href: kpiHref(`${framework.id}/${row.ref}/${sub}`),
      current: sub === use.sub,
    })),
    facts: factsOf(judged),
    trend: trendOf(judged),
    backlog: judged.backlog,
    breakdowns: breakdownsOf(judged, about.schema, about.earlierParts),
    quality: qualityOf(judged),
    elsewhere: elsewhereOf(judged, about.compared),
    aims: aimsOf(use, judged, about.tolerance),
    actuals: use.actuals.map(({ period, value, words, source }) => ({
      period,
      text: [value, words].filter((text) => text !== undefined).join(': '),
      source,
    })),
    definition: measure ? definitionOf(measure, about.describe) : null,
    note: use.note,
    ambiguous: use.ambiguous,
    oddity: row.oddity ?? '',
    sources: [...about.held].map(tableSource),
    history: about.history,
    recordsHref: figures.latest ? recordsHref(kpi.address, { period: figures.latest.period }) : '',
  }
}

function tableSource([name, { rows, lastImport }]: readonly [string, TableHeld]): TableSource {
  return {
    name,
    rows: rows.toLocaleString('en-GB'),
    imported: lastImport && {
      words: instantWords(lastImport.importedAt),
      href: `/data/imports/${String(lastImport.id)}`,
    },
  }
}

function factsOf({ kpi, figures, reason, earlier }: JudgedKpi): NamedText[] {
  const { measure, address } = kpi
  const { latest, yearEarlier } = figures
  if (!latest || !measure) return []
  const parts = partsWords(latest, measure)
  const mark = figureMark(latest, address)
  const before = yearEarlier && figureMark(yearEarlier, address)
  const facts: readonly NamedText[] = [
    { name: 'Period', text: periodWords(latest.period, latest.partial) },
    {
      ...{ name: 'Counted (numerator)', text: latest.denominator ? parts.numerator : '' },
      ...{ mark, part: 'numerator' },
    },
    {
      ...{ name: 'Out of (denominator)', text: parts.denominator },
      ...{ mark, part: 'denominator' },
    },
    { name: '95% interval', text: intervalWords(latest, measure) },
    { name: 'A year earlier', text: earlier, mark: before, part: 'both' },
    {
      name: 'Provisional',
      text: latest.status === 'provisional' ? latest.reason || 'it may still change' : '',
    },
    { name: 'Cannot be shown', text: reason },
  ]
  return facts.filter(({ text }) => text !== '')
}

const LEVELS: Readonly<Record<QualityMark['level'], string>> = {
  good: 'Good',
  fair: 'Fair',
  weak: 'Weak',
}

function qualityOf({ quality }: JudgedKpi): KpiPage['quality'] {
  if (!quality) return null
  return {
    words: `${LEVELS[quality.level]}: ${String(quality.mark)} of 100`,
    parts: quality.parts.map(({ name, found, points }) => ({
      name,
      found,
      points: points === 0 ? '0' : `-${String(points)}`,
    })),
  }
}

/** What is expected by the day of the target, and what the council bears. */
function outlookOf({ course, aim }: JudgedKpi, tolerance: Tolerance | null): NamedText[] {
  const { expected } = course
  const outlook =
    expected === null
      ? []
      : [
          {
            name: `Expected by ${formatDay(expected.due)}`,
            text: `${EXPECTED[expected.status]}: ${expected.why}.`,
          },
        ]
  const borne = tolerance
    ? `${String(tolerance.points)} points for percentages and scores, ${String(tolerance.percent)}% of the target for all else. Set by ${tolerance.decided}.`
    : 'None is set, so any figure behind where it should be is off course.'
  return [...outlook, ...(aim.words === null ? [] : [{ name: 'Tolerance', text: borne }])]
}

const EXPECTED = {
  met: 'To be met',
  'not-met': 'Not to be met',
  'cannot-tell': 'Cannot tell',
} as const

/** `At least 75%, at most 95%`, the limits that are borne. */
function limitsOf({ floor, ceiling }: RowMeasure): NamedText[] {
  const parts = [
    floor === undefined ? '' : `not below ${floor}`,
    ceiling === undefined ? '' : `not above ${ceiling}`,
  ].filter((text) => text !== '')
  return parts.length === 0 ? [] : [{ name: 'Limits', text: capital(parts.join(', ')) }]
}

function aimsOf(use: RowMeasure, judged: JudgedKpi, tolerance: Tolerance | null): NamedText[] {
  const {
    aim,
    course,
    kpi: { measure },
  } = judged

  const { baseline } = use
  const value = baseline?.value
  const figure = value !== undefined && measure ? `${axisNumber(Number(value), measure)}. ` : ''
  const when = baseline?.date === undefined ? '' : ` At ${formatDay(baseline.date)}.`
  return [
    ...(aim.words === null
      ? []
      : [{ name: 'Held against', text: `${aim.words}. ${capital(course.why)}.` }]),
    ...outlookOf(judged, tolerance),
    ...limitsOf(use),
    ...use.accepted.map(({ why }) => ({ name: 'Accepted by the council', text: why })),
    ...use.targets.map((target) => ({
      name:
        target.date === undefined
          ? 'Target in the strategy'
          : `Target for ${formatDay(target.date)}`,
      text: `“${target.words}”`,
    })),
    ...(use.targets.length === 0 && aim.words === null
      ? [{ name: 'Target', text: 'The strategy sets none, so there is no status.' }]
      : []),
    ...(baseline ? [{ name: 'Baseline', text: `${figure}“${baseline.words}”${when}` }] : []),
  ]
}
