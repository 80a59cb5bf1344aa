import type { Measure } from '../catalogue/index.ts'
import { addDays, formatDay, isPartial, type Period } from '../core/index.ts'
import {
  bandSchemeOf,
  datasetsRead,
  isTooEarly,
  parametersOn,
  scenariosOf,
  usualScenario,
  variantOf,
} from './measure-facts.ts'
import { categoriesOf } from './run-categories.ts'
import { tablesFor } from './kpi-tables.ts'
import { resultOf, type Result, usedOutcome } from './run-figure.ts'
import {
  type Asked,
  type Compiler,
  isOfWhole,
  measureNeeds,
  newCompiler,
  newRun,
  type Run,
} from './run-needs.ts'
import { type Need, needKey, tablesOfNeed } from './scan-plan.ts'
import { type Cells, runScans } from './scan-run.ts'
import type { Figure, FigureAsk, FigureRequest, FigureSource } from './types.ts'

/** One measure in one period and scenario, whole or by one breakdown: it gives one or more figures. */
type Job = {
  readonly ask: FigureAsk
  readonly period: Period
  readonly asked: Asked
  /** `scenario` when the scenario is the category. */
  readonly by: string | null
  readonly needs: readonly Need[]
  /** Why there is no figure at all, if so. */
  readonly withheld?: Pick<Result, 'status' | 'reason'>
}

/**
 * Computes figures with the SQL reading of the formulas: every measure asked, for each of its
 * periods, whole and by its breakdowns. A breakdown that the records cannot give is left out. A
 * period that runs past `asAt` is computed so far: P ends, and D is, on that day.
 *
 * @returns The figures in the order asked: by measure, period, whole then breakdowns, category.
 * @throws RangeError if a measure is not in the catalogue; DatabaseError if the database fails.
 */
export async function computeFigures(
  source: FigureSource,
  request: FigureRequest,
): Promise<Figure[]> {
  for await (const figures of computeFiguresOf([{ source, request }])) return [...figures]
  return []
}

/** What one of several authorities is asked for. */
export type AuthorityAsk = { readonly source: FigureSource; readonly request: FigureRequest }

/**
 * Computes figures of several authorities, whose records are in one database: the same as
 * `computeFigures` for each of them, but a pass over the tables is made once for several.
 *
 * @param asks - Each authority once; all of one database and one catalogue.
 * @param atOnce - Authorities to a pass; more of them only where they have few rows.
 * @returns The figures of one authority after another, in the order of `asks`.
 * @throws The same as `computeFigures`.
 */
export async function* computeFiguresOf(
  asks: readonly AuthorityAsk[],
  atOnce = AT_ONCE,
): AsyncGenerator<readonly Figure[]> {
  for (let at = 0; at < asks.length; at += atOnce)
    yield* computeTogether(asks.slice(at, at + atOnce))
}

/** What one statement holds grows with its rows: twenty authorities of 2,600 plans hold 1.4 GB. */
const AT_ONCE = 20

async function* computeTogether(asks: readonly AuthorityAsk[]): AsyncGenerator<readonly Figure[]> {
  const [first] = asks
  if (!first) return
  const { database, catalogue } = first.source
  const planned = planAll(asks, newCompiler(catalogue.schema))
  const jobs = new Set(planned.map((one) => one.jobs))
  const needs = new Map(
    [...jobs].flat().flatMap((job) => job.needs.map((need) => [needKey(need), need])),
  )
  const sources = asks.map(({ source }) => source)
  const tables = await tablesFor(sources, needs.values(), computeFiguresOf)
  const authorities = sources.map(({ authority }) => authority)
  const cells = await runScans(database, authorities, needs.values(), tables)
  for (const { source, run, jobs: own } of planned) {
    const found: Cells = cells.get(source.authority) ?? new Map()
    yield own.flatMap((job) => figuresOf(job, source, run, found))
  }
}

/** The tables that the figures of each of some asks are read from; none where they are withheld. */
export function tablesRead(
  source: FigureSource,
  request: FigureRequest,
): readonly ReadonlySet<string>[] {
  const run = newRun(source)
  return request.map((ask) => {
    const needs = jobsOf(ask, source, run).flatMap((job) => job.needs)
    return new Set(needs.flatMap(tablesOfNeed))
  })
}

type Planned = { readonly source: FigureSource; readonly run: Run; readonly jobs: readonly Job[] }

/** Authorities that are asked for the same from the same tables on the same day share their jobs. */
function planAll(asks: readonly AuthorityAsk[], compiler: Compiler): readonly Planned[] {
  const shared = new Map<string, Pick<Planned, 'run' | 'jobs'>>()
  return asks.map(({ source, request }) => {
    const key = JSON.stringify([source.asAt, [...source.supplied].sort(), request])
    const known = shared.get(key) ?? plan(source, request, compiler)
    shared.set(key, known)
    return { source, ...known }
  })
}

function plan(source: FigureSource, request: FigureRequest, compiler: Compiler) {
  const run = newRun(source, compiler)
  return { run, jobs: request.flatMap((ask) => jobsOf(ask, source, run)) }
}

function jobsOf(ask: FigureAsk, source: FigureSource, run: Run): readonly Job[] {
  const measure = source.catalogue.measures.get(ask.measure)
  if (!measure) throw new RangeError(`the catalogue has no measure ${ask.measure}`)
  const names = ask.breakdowns === 'own' ? measure.breakdowns : ask.breakdowns
  const breakdowns = names === 'none' ? [] : names
  return ask.periods.flatMap((period) =>
    [null, ...breakdowns].flatMap((by) => jobsBy(by, measure, { ask, period }, source, run)),
  )
}

type Asking = { readonly ask: FigureAsk; readonly period: Period }

function jobsBy(
  by: string | null,
  measure: Measure,
  asking: Asking,
  source: FigureSource,
  run: Run,
): readonly Job[] {
  const scenarios = scenariosOf(measure, run.measures, run.schema)
  const day = asking.period.end < source.asAt ? asking.period.end : source.asAt
  const { scenario: wanted } = asking.ask
  const usual = usualScenario(measure, run.measures, run.schema, day)
  const scenario = wanted !== undefined && scenarios.includes(wanted) ? wanted : usual
  if (by === 'scenario' && scenarios.length > 0) {
    return scenarios.map((one) => jobOf(by, null, one, measure, asking, source, run))
  }
  const job = jobOf(by, by, scenario, measure, asking, source, run)
  return by !== null && (job.withheld || job.needs.length === 0) ? [] : [job]
}

function jobOf(
  by: string | null,
  breakdown: string | null,
  scenario: string | null,
  measure: Measure,
  { ask, period }: Asking,
  { asAt }: FigureSource,
  run: Run,
): Job {
  const day = period.end < asAt ? period.end : asAt
  const asked: Asked = {
    measure,
    parameters: parametersOn(measure, ask.settings ?? [], day),
    context: { start: period.start, day, scenario },
    breakdown,
    scheme: bandSchemeOf(measure, run.measures),
  }
  const withheld = whyWithheld(asked, period, asAt, run)
  const job = { ask, period, asked, by }
  if (withheld) return { ...job, needs: [], withheld }
  const needs = measureNeeds(asked, run)
  const found = needs.flatMap((need) => need ?? [])
  return { ...job, needs: found.length < needs.length ? [] : found }
}

function whyWithheld(
  { measure, context }: Asked,
  period: Period,
  asAt: string,
  run: Run,
): Job['withheld'] {
  const missing = datasetsRead(measure, run.measures).filter((name) => !run.supplied.has(name))
  if (missing.length > 0) {
    const verb = missing.length === 1 ? 'was' : 'were'
    return { status: 'not-supplied', reason: `${missing.join(', ')} ${verb} not supplied` }
  }
  if (period.start > asAt) {
    return { status: 'unknown', reason: `the records go up to ${formatDay(asAt)}` }
  }
  if (isTooEarly(measure, run.measures, context.scenario, context.day)) {
    return { status: 'unknown', reason: 'actual spending is given once the year is closed' }
  }
  return undefined
}

function figuresOf(job: Job, source: FigureSource, run: Run, cells: Cells): readonly Figure[] {
  const evaluation = { run, cells, category: null, measure: usedOutcome }
  if (job.withheld) {
    const none = { numerator: null, denominator: null, value: null, ...job.withheld }
    return [figureOf(job, source, none, categoryOf(job, null), false)]
  }
  if (job.asked.breakdown === null) {
    return [figureOf(job, source, resultOf(job.asked, evaluation), categoryOf(job, null), false)]
  }
  const ofWhole = isOfWhole(job.asked, run)
  return categoriesOf(job.needs, cells).map((category) =>
    figureOf(job, source, resultOf(job.asked, { ...evaluation, category }), category, ofWhole),
  )
}

function categoryOf({ by, asked }: Job, category: string | null): string | null {
  return by === 'scenario' ? asked.context.scenario : category
}

function figureOf(
  { ask, period, asked, by }: Job,
  { authority, asAt }: FigureSource,
  result: Result,
  category: string | null,
  ofWhole: boolean,
): Figure {
  return {
    authority,
    measure: asked.measure.id,
    variant: variantOf(asked.measure, ask.settings ?? []),
    period,
    scenario: asked.context.scenario,
    breakdown: by,
    category,
    ...result,
    ...settled(asked.measure, period, asAt, result),
    partial: isPartial(period, asAt),
    ofWhole,
  }
}

/** A figure whose rows may still change for some time after the period. */
function settled(
  { settlesDays }: Measure,
  period: Period,
  asAt: string,
  { status, reason }: Result,
): Pick<Result, 'status' | 'reason'> {
  if (settlesDays === undefined || status !== 'ok') return { status, reason }
  const settles = addDays(period.end, settlesDays)
  if (settles <= asAt) return { status, reason }
  return { status: 'provisional', reason: `the figure may change until ${formatDay(settles)}` }
}
