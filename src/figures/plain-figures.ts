import type { Measure } from '../catalogue/index.ts'
import { addDays, isPartial, type Period } from '../core/index.ts'
import { type MeasureRun, measureRun, type Outcome, workOut } from './plain-run.ts'
import { datasetsOf, scenariosOf, usualScenario } from './plain-scenario.ts'
import type { PlainSource } from './plain-source.ts'
import { splitMeasure } from './plain-split.ts'
import type { Figure } from './types.ts'

/** One measure to work out for one period. */
export type PlainRequest = {
  readonly measure: string
  readonly period: Period
  readonly breakdowns: 'own' | 'none' | readonly string[]
  readonly scenario?: string
  readonly parameters?: Readonly<Record<string, string>>
}

/** A figure of a measure, whole and by each breakdown, worked out by the evaluator. */
export function plainFigures(source: PlainSource, request: PlainRequest): readonly Figure[] {
  const measure = source.catalogue.measures.get(request.measure)
  if (!measure) throw new Error(`there must be a measure ${request.measure}`)
  const { measures } = source.catalogue
  const scenario = request.scenario ?? usualScenario(measure, request.period, measures)
  const asked: Asked = { source, measure, request, scenario }
  const missing = [...datasetsOf(measure, measures)].filter((name) => !source.supplied.has(name))
  if (missing.length > 0) return [notSupplied(asked, missing)]
  const run = runOf(asked, scenario)
  const whole = figureOf(
    asked,
    workOut(run, (from, aggregate) => from.rowsOf(aggregate)),
  )
  const names = request.breakdowns === 'own' ? measure.breakdowns : request.breakdowns
  const split = names === 'none' ? [] : names.flatMap((name) => brokenDown(asked, run, name))
  return [whole, ...split]
}

type Asked = {
  readonly source: PlainSource
  readonly measure: Measure
  readonly request: PlainRequest
  readonly scenario: string | null
}

function runOf({ source, measure, request }: Asked, scenario: string | null): MeasureRun {
  const { period, parameters } = request
  return measureRun(
    source,
    measure.id,
    { period, scenario, authority: source.authority },
    parameters,
  )
}

function brokenDown(asked: Asked, run: MeasureRun, breakdown: string): Figure[] {
  if (breakdown === 'scenario') return byScenario(asked)
  if (!isSupplied(asked, breakdown)) return []
  const split = splitMeasure(asked.source, run, breakdown)
  return (split?.categories ?? []).map((category) => ({
    ...figureOf(asked, workOut(run, split?.pick(category) ?? (() => []))),
    breakdown,
    category,
  }))
}

function byScenario(asked: Asked): Figure[] {
  const { source, measure } = asked
  return scenariosOf(measure, source.catalogue.measures).map((scenario) => {
    const run = runOf(asked, scenario)
    const outcome = workOut(run, (from, aggregate) => from.rowsOf(aggregate))
    return {
      ...figureOf({ ...asked, scenario }, outcome),
      breakdown: 'scenario',
      category: scenario,
    }
  })
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  age: ['persons'],
  academic_age: ['persons'],
  sex: ['persons'],
  ethnicity: ['persons'],
}

/** Whether the tables that a breakdown reads beyond the measure's own were supplied. */
function isSupplied({ source }: Asked, breakdown: string): boolean {
  return (NEEDED[breakdown] ?? []).every((name) => source.supplied.has(name))
}

function notSupplied(asked: Asked, missing: readonly string[]): Figure {
  const none: Outcome = { numerator: null, denominator: null, value: null, unknown: false }
  const names = missing.toSorted().join(', ')
  return { ...figureOf(asked, none), status: 'not-supplied', reason: `not supplied: ${names}` }
}

function figureOf(asked: Asked, outcome: Outcome): Figure {
  const { source, measure, request, scenario } = asked
  const { unknown, ...numbers } = outcome
  return {
    authority: source.authority,
    measure: measure.id,
    period: request.period,
    scenario,
    breakdown: null,
    category: null,
    ...numbers,
    ...statusOf(asked, outcome, unknown),
    partial: isPartial(request.period, source.asAt),
  }
}

function statusOf(
  { source, measure, request }: Asked,
  { value }: Outcome,
  unknown: boolean,
): Pick<Figure, 'status' | 'reason'> {
  if (unknown) return { status: 'unknown', reason: 'a figure taken as given is missing' }
  if (value === null) return { status: 'no-cases', reason: 'there is nothing to divide by' }
  const settled = addDays(request.period.end, measure.settlesDays ?? 0)
  if (source.asAt < settled && measure.settlesDays !== undefined) {
    return { status: 'provisional', reason: `may move until ${settled}` }
  }
  return { status: 'ok', reason: '' }
}
