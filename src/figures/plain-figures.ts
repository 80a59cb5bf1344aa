import type { Measure } from '../catalogue/index.ts'
import { addDays, type DayText, isPartial, type Period } from '../core/index.ts'
import { countsKpis } from './kpi-judgings.ts'
import { ACHIEVED_LATE } from './milestone-late.ts'
import { withKpis } from './plain-kpis.ts'
import { isMilestoneLate } from './plain-late.ts'
import { type MeasureRun, measureRun, type Outcome, workOut } from './plain-run.ts'
import { datasetsOf, isTooEarly, scenariosOf, usualScenario } from './plain-scenario.ts'
import type { PlainSource } from './plain-source.ts'
import { splitMeasure } from './plain-split.ts'
import type { Figure, FigureAsk } from './types.ts'

/** A figure as the evaluator gives it. */
export type PlainFigure = Omit<Figure, 'authority' | 'variant'>

/** A measure for some periods, whole and by each breakdown asked, worked out by the evaluator. */
export function plainFigures(source: PlainSource, ask: FigureAsk): readonly PlainFigure[] {
  const measure = source.catalogue.measures.get(ask.measure)
  if (!measure) throw new Error(`there must be a measure ${ask.measure}`)
  const runs = () => ask.periods.map((period) => runOf(askedOf(source, measure, ask, period)))
  const full = countsKpis(measure, source.catalogue.measures)
    ? withKpis(source, measure, runs(), plainFigures)
    : source
  return ask.periods.flatMap((period) => figuresOfPeriod(full, measure, ask, period))
}

type Asked = {
  readonly source: PlainSource
  readonly measure: Measure
  readonly ask: FigureAsk
  readonly period: Period
  /** The period up to the day that the records go up to: P, whose end is D. */
  readonly soFar: Period
  readonly scenario: string | null
}

function askedOf(source: PlainSource, measure: Measure, ask: FigureAsk, period: Period): Asked {
  const { measures } = source.catalogue
  const soFar = period.end > source.asAt ? { ...period, end: source.asAt } : period
  const known = ask.scenario !== undefined && scenariosOf(measure, measures).includes(ask.scenario)
  const scenario = known ? (ask.scenario ?? null) : usualScenario(measure, soFar, measures)
  return { source, measure, ask, period, soFar, scenario }
}

function figuresOfPeriod(
  source: PlainSource,
  measure: Measure,
  ask: FigureAsk,
  period: Period,
): readonly PlainFigure[] {
  const asked = askedOf(source, measure, ask, period)
  const run = runOf(asked)
  const whole = wholeFigure(asked, run)
  const names = ask.breakdowns === 'own' ? measure.breakdowns : ask.breakdowns
  const split = names === 'none' ? [] : names.flatMap((name) => brokenDown(asked, run, name))
  return [whole, ...split]
}

function wholeFigure(asked: Asked, run: MeasureRun): PlainFigure {
  const withheld = whyWithheld(asked)
  if (withheld) return { ...figureOf(asked, NOTHING), ...withheld }
  const figure = figureOf(
    asked,
    workOut(run, (from, aggregate) => from.rowsOf(aggregate)),
  )
  return isMilestoneLate(run) ? { ...figure, reason: ACHIEVED_LATE } : figure
}

const NOTHING: Outcome = { numerator: null, denominator: null, value: null, unknown: false }

/** Why there is no figure to work out, if so. */
function whyWithheld(asked: Asked): Pick<PlainFigure, 'status' | 'reason'> | undefined {
  const { source, measure, period, soFar, scenario } = asked
  const { measures } = source.catalogue
  const missing = [...datasetsOf(measure, measures)].filter((name) => !source.supplied.has(name))
  if (missing.length > 0) {
    return { status: 'not-supplied', reason: `not supplied: ${missing.toSorted().join(', ')}` }
  }
  if (period.start > source.asAt) return { status: 'unknown', reason: 'the period is yet to come' }
  if (isTooEarly(measure, scenario, soFar, measures)) {
    return { status: 'unknown', reason: 'the financial year is not closed' }
  }
  return undefined
}

function runOf({ source, measure, ask, soFar, scenario }: Asked): MeasureRun {
  return measureRun(
    source,
    measure.id,
    { period: soFar, scenario, authority: source.authority },
    settingsOn(ask, soFar.end),
  )
}

/** Of several values set for a parameter, the one set last on or before a day. */
function settingsOn({ settings = [] }: FigureAsk, day: DayText): Readonly<Record<string, string>> {
  const begun = settings.filter(({ from }) => from === null || from <= day)
  const inOrder = begun.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
  return Object.fromEntries(inOrder.map(({ name, value }) => [name, value]))
}

function brokenDown(asked: Asked, run: MeasureRun, breakdown: string): readonly PlainFigure[] {
  if (breakdown === 'scenario') return byScenario(asked)
  if (whyWithheld(asked)) return []
  const split = splitMeasure(asked.source, run, breakdown)
  if (!split) return []
  return split.categories.map((category) => ({
    ...figureOf(asked, workOut(run, split.pick(category))),
    breakdown,
    category,
    ofWhole: split.ofWhole,
  }))
}

function byScenario(asked: Asked): readonly PlainFigure[] {
  const { source, measure } = asked
  return scenariosOf(measure, source.catalogue.measures).map((scenario) => ({
    ...wholeFigure({ ...asked, scenario }, runOf({ ...asked, scenario })),
    breakdown: 'scenario',
    category: scenario,
  }))
}

function figureOf(asked: Asked, outcome: Outcome): PlainFigure {
  const { unknown: _, ...numbers } = outcome
  return {
    measure: asked.measure.id,
    period: asked.period,
    scenario: asked.scenario,
    breakdown: null,
    category: null,
    ...numbers,
    ...statusOf(asked, outcome),
    partial: isPartial(asked.period, asked.source.asAt),
    ofWhole: false,
  }
}

function statusOf(
  { source, measure, period }: Asked,
  { value, unknown }: Outcome,
): Pick<PlainFigure, 'status' | 'reason'> {
  if (unknown) return { status: 'unknown', reason: 'a figure taken as given is missing' }
  if (value === null) return { status: 'no-cases', reason: 'there is nothing to divide by' }
  if (measure.settlesDays === undefined) return { status: 'ok', reason: '' }
  const settled = addDays(period.end, measure.settlesDays)
  if (source.asAt >= settled) return { status: 'ok', reason: '' }
  return { status: 'provisional', reason: `may move until ${settled}` }
}
