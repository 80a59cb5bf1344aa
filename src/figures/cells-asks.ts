import type { Measure } from '../catalogue/index.ts'
import {
  type DayText,
  lastPeriods,
  type Period,
  type PeriodType,
  yearEarlier,
} from '../core/index.ts'
import { variantOf } from './measure-facts.ts'
import type { KpiUse } from './settings.ts'
import type { FigureAsk, FigureSource, ParameterSetting } from './types.ts'

/** The periods that figures are kept for: the headline, the same a year earlier, and the trend. */
export type KeptPeriods = {
  readonly headline: Period
  readonly yearEarlier: Period
  /** The last 36 months, 24 quarters, or 10 years (36 for a measure counted monthly), oldest first. */
  readonly steps: readonly Period[]
}

/**
 * The periods kept of a measure: whole ones up to the day that the records go up to. A step of a
 * point or of rolling twelve months ends where the step does.
 */
export function keptPeriods(measure: Measure, asAt: DayText): KeptPeriods {
  const [headline] = lastPeriods(measure.period, asAt, 1)
  if (!headline) throw new Error(`${measure.id} has no period`)
  return { headline, yearEarlier: yearEarlier(headline), steps: stepsOf(measure, asAt) }
}

function stepsOf({ period, every }: Measure, asAt: DayText): readonly Period[] {
  const atEnds = period === 'point' || period === 'rolling-12m'
  if (every === 'month') return lastPeriods(atEnds ? period : 'month', asAt, 36)
  const type: PeriodType = every === 'quarter' ? 'quarter' : atEnds ? 'financial-year' : period
  const steps = lastPeriods(type, asAt, every === 'quarter' ? 24 : 10)
  return atEnds ? steps.flatMap(({ end }) => endingOn(period, end)) : steps
}

function endingOn(period: 'point' | 'rolling-12m', day: DayText): readonly Period[] {
  return lastPeriods(period, day, 1)
}

/**
 * What is kept: every measure that a strategy uses, with each of its sets of parameter values, whole
 * for all kept periods and by its own breakdowns for the headline.
 */
export function cellAsks(
  { catalogue, asAt }: Pick<FigureSource, 'catalogue' | 'asAt'>,
  settingsOf: (kpi: KpiUse) => readonly ParameterSetting[],
): readonly FigureAsk[] {
  const uses = [...catalogue.frameworks.values()].flatMap((framework) =>
    framework.rows.flatMap((row) => row.measures.map((use) => ({ framework, row, use }))),
  )
  const asks = uses.flatMap((kpi): [string, readonly FigureAsk[]][] => {
    const measure = catalogue.measures.get(kpi.use.measure ?? '')
    if (!measure) return []
    const settings = settingsOf(kpi)
    return [[`${measure.id} ${variantOf(measure, settings)}`, asksOf(measure, settings, asAt)]]
  })
  return [...new Map(asks).values()].flat()
}

function asksOf(
  measure: Measure,
  settings: readonly ParameterSetting[],
  asAt: DayText,
): readonly FigureAsk[] {
  const { headline, yearEarlier: earlier, steps } = keptPeriods(measure, asAt)
  const text = ({ start, end }: Period) => `${start} ${end}`
  const others = new Map([earlier, ...steps].map((period) => [text(period), period]))
  others.delete(text(headline))
  return [
    { measure: measure.id, settings, periods: [headline], breakdowns: 'own' },
    { measure: measure.id, settings, periods: [...others.values()], breakdowns: 'none' },
  ]
}
