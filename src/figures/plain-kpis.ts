import type { Measure } from '../catalogue/index.ts'
import { type DayText, type Rational, toFixed } from '../core/index.ts'
import { everyPart, type PlainRow, valueOf } from '../formula/index.ts'
import {
  asksOf,
  figureKey,
  frameworksAsked,
  type JudgingFacts,
  judgingsOf,
  KPIS,
  kpiRow,
} from './kpi-judgings.ts'
import { partsOf, variantOf } from './measure-facts.ts'
import { textOf } from './plain-days.ts'
import type { MeasureRun } from './plain-run.ts'
import type { PlainSource } from './plain-source.ts'
import { settingsFrom, type StandardRow } from './settings.ts'
import type { Figure, FigureAsk } from './types.ts'

/** Works figures out: `plainFigures`, which is handed in because it asks for these tables itself. */
type WorkOut = (
  source: PlainSource,
  ask: FigureAsk,
) => readonly Pick<Figure, 'measure' | 'period' | 'value'>[]

/** The source with the rows of KPIs that runs of a measure ask about, each judged on their days. */
export function withKpis(
  source: PlainSource,
  measure: Measure,
  runs: readonly MeasureRun[],
  workOut: WorkOut,
): PlainSource {
  const { catalogue, data } = source
  const days = runs.flatMap(daysOf)
  const parts = runs.flatMap(measuresIn).flatMap(partsOf).flatMap(everyPart)
  const frameworks = frameworksAsked(parts, catalogue.frameworks)
  const standards = data.rows('targets').flatMap(standardOf)
  const judgings = judgingsOf(catalogue, frameworks, days, settingsFrom(standards))
  const values = new Map<string, Rational | null>()
  for (const ask of asksOf(judgings)) {
    const variant = variantOf(catalogue.measures.get(ask.measure) ?? measure, ask.settings ?? [])
    for (const { measure: id, period, value } of workOut(source, ask)) {
      values.set(figureKey(id, variant, period), value)
    }
  }
  const facts = factsOf(source)
  const rows = judgings.map((judging): PlainRow => kpiRow(judging, values, facts))
  return { ...source, data: { ...data, rows: (of) => (of === KPIS ? rows : data.rows(of)) } }
}

/** The days that a run and those that it uses are worked out on. */
function daysOf(run: MeasureRun): readonly DayText[] {
  return [run.at.run.period.end, ...usedBy(run).flatMap(daysOf)]
}

function measuresIn(run: MeasureRun): readonly Measure[] {
  return [run.measure, ...usedBy(run).flatMap(measuresIn)]
}

function usedBy(run: MeasureRun): readonly MeasureRun[] {
  return partsOf(run.measure)
    .flatMap(everyPart)
    .flatMap((part) => {
      if (part.kind !== 'measure') return []
      const day = part.at ? valueOf(part.at, run.at) : null
      return [run.used(part.id, typeof day === 'string' ? day : null)]
    })
}

function standardOf(row: PlainRow): StandardRow[] {
  const value = row['value'] ?? null
  if (textOf(row, 'kind') !== 'standard' || value === null || typeof value === 'string') return []
  return [
    { ...addressOf(row), value: toFixed(value, 6), applies: textOf(row, 'applies_date') ?? '' },
  ]
}

function addressOf(row: PlainRow) {
  const [framework, ref, sub] = ['framework', 'ref', 'sub'].map((name) => textOf(row, name) ?? '')
  return { framework: framework ?? '', ref: ref ?? '', sub: sub ?? '' }
}

function factsOf({ data }: PlainSource): JudgingFacts {
  const targets = data.rows('targets').filter((row) => textOf(row, 'kind') === 'target')
  const benchmarks = data.rows('reference').filter((row) => textOf(row, 'series') === 'benchmark')
  return {
    decisions: targets.map((row) => {
      const value = row['value'] ?? null
      const { framework, ref, sub } = addressOf(row)
      return {
        kpi: `${framework}/${ref}/${sub}`,
        applies: textOf(row, 'applies_date') ?? '',
        comparator: textOf(row, 'comparator'),
        value: value === null || typeof value === 'string' ? null : toFixed(value, 6),
      }
    }),
    benchmarks: benchmarks.flatMap((row) => {
      const value = row['value'] ?? null
      if (value === null || typeof value === 'string') return []
      const kpi = textOf(row, 'measure') ?? ''
      const [area, asAt] = [textOf(row, 'area') ?? '', textOf(row, 'as_at') ?? '']
      return [{ kpi, area, asAt, publishedOn: textOf(row, 'published_date') ?? '', value }]
    }),
  }
}
