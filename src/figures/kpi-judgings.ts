import { type Framework, type Kpi, kpisOf, type Measure } from '../catalogue/index.ts'
import {
  type DayText,
  lastPeriods,
  type Period,
  type Rational,
  yearEarlier,
} from '../core/index.ts'
import { everyPart, type Expression } from '../formula/index.ts'
import { type BenchmarkRow, judgeTarget, type TargetRule } from '../judgement/index.ts'
import { type Measures, partsOf, variantOf, withUsed } from './measure-facts.ts'
import type { FigureAsk, ParameterSetting } from './types.ts'

/** The table of KPIs with what became of their targets, worked out when it is asked for. */
export const KPIS = 'kpis'

/** A KPI to be judged on a day, by its latest whole period and the same a year earlier. */
export type KpiJudging = {
  readonly kpi: Kpi
  readonly day: DayText
  readonly measure: Measure
  readonly settings: readonly ParameterSetting[]
  readonly headline: Period
  readonly earlier: Period
}

/** A row of the table of KPIs. */
export type KpiRow = {
  readonly framework: string
  readonly ref: string
  readonly sub: string
  readonly area: string
  readonly role: string
  readonly judged_on: DayText
  readonly result: 'met' | 'not_met' | 'unknown' | 'none'
}

/** What the board decided and what other areas reached, of all KPIs. */
export type JudgingFacts = {
  readonly decisions: readonly TargetDecision[]
  readonly benchmarks: readonly (BenchmarkRow & { readonly kpi: string })[]
}

/** A target that was set after the strategy was written; it stands before the strategy's own. */
export type TargetDecision = {
  readonly kpi: string
  readonly applies: DayText
  readonly comparator: string | null
  readonly value: string | null
}

/** Whether a measure counts KPIs, itself or through others. */
export function countsKpis(measure: Measure, measures: Measures): boolean {
  return withUsed(measure, measures)
    .flatMap(partsOf)
    .flatMap(everyPart)
    .some((part) => rowsIn(part)?.table === KPIS)
}

function rowsIn(part: Expression) {
  if (part.kind === 'aggregate' || part.kind === 'has') return part.rows
  return part.kind === 'narrowed' ? part.aggregate.rows : undefined
}

/** The strategies whose KPIs conditions ask about: those named, else all. */
export function frameworksAsked(
  conditions: readonly Expression[],
  frameworks: ReadonlyMap<string, Framework>,
): readonly Framework[] {
  const named = conditions.flatMap((part) => {
    if (part.kind !== 'comparison' || part.operator !== '=') return []
    if (part.left.kind !== 'column' || part.left.column !== 'framework') return []
    return part.right.kind === 'literal' ? [part.right.value] : []
  })
  const asked = named.flatMap((id) => frameworks.get(id) ?? [])
  return named.length > 0 ? [...new Set(asked)] : [...frameworks.values()]
}

/** What is to be judged: every KPI with a definition, but those that count KPIs, on each day. */
export function judgingsOf(
  catalogue: { readonly measures: Measures },
  frameworks: readonly Framework[],
  days: Iterable<DayText>,
  settingsOf: (kpi: Kpi) => readonly ParameterSetting[],
): readonly KpiJudging[] {
  const kpis = frameworks.flatMap((framework) => kpisOf(catalogue, framework))
  return [...new Set(days)].sort().flatMap((day) =>
    kpis.flatMap((kpi) => {
      const { measure } = kpi
      if (!measure || countsKpis(measure, catalogue.measures)) return []
      const [headline] = lastPeriods(measure.period, day, 1)
      if (!headline) return []
      const settings = settingsOf(kpi)
      return [{ kpi, day, measure, settings, headline, earlier: yearEarlier(headline) }]
    }),
  )
}

/** The figures that judgings rest on. */
export function asksOf(judgings: readonly KpiJudging[]): readonly FigureAsk[] {
  const asks = judgings.flatMap(({ measure, settings, headline, earlier }) =>
    [headline, earlier].map((period): [string, FigureAsk] => [
      figureKey(measure.id, variantOf(measure, settings), period),
      { measure: measure.id, settings, periods: [period], breakdowns: 'none' },
    ]),
  )
  return [...new Map(asks).values()]
}

/** Names the figure of a measure, its settings and a period. */
export function figureKey(measure: string, variant: string, { start, end }: Period): string {
  return `${measure} ${variant} ${start} ${end}`
}

/**
 * Judges a KPI as its page does: by the target in force on the last day of its headline's period.
 *
 * @param values - Exact values by `figureKey`.
 */
export function kpiRow(
  { kpi, day, measure, settings, headline, earlier }: KpiJudging,
  values: ReadonlyMap<string, Rational | null>,
  facts: JudgingFacts,
): KpiRow {
  const variant = variantOf(measure, settings)
  const valueIn = (period: Period) => values.get(figureKey(measure.id, variant, period)) ?? null
  const { status } = judgeTarget(
    targetsOf(kpi, headline.end, facts.decisions),
    {
      value: valueIn(headline),
      yearEarlier: valueIn(earlier),
      benchmarks: facts.benchmarks.filter((one) => one.kpi === kpi.address),
    },
    headline.end,
  )
  return {
    framework: kpi.framework.id,
    ref: kpi.row.ref,
    sub: kpi.use.sub,
    area: kpi.row.area,
    role: kpi.use.role,
    judged_on: day,
    result: status === 'not-met' ? 'not_met' : status,
  }
}

function targetsOf(
  { address, use }: Kpi,
  day: DayText,
  decisions: readonly TargetDecision[],
): readonly TargetRule[] {
  const decided = decisions
    .filter(({ kpi, applies }) => kpi === address && applies <= day)
    .toSorted((a, b) => (a.applies < b.applies ? -1 : 1))
    .at(-1)
  if (!decided) return use.targets
  const { comparator, value } = decided
  return [{ comparator: comparator ?? 'unknown', areas: [], ...(value !== null && { value }) }]
}
