import { type Catalogue, findKpis, type Kpi, type Target } from '../catalogue/index.ts'
import { type DayText, type Rational, yearEarlier } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { answerDifferences } from './examples-compare.ts'
import {
  type EitherFigure,
  type Engine,
  exampleSource,
  formulaEngine,
  openWorkbench,
} from './examples-engines.ts'
import { type ExpectedFigure, readExamples, type WorkedExample } from './examples-read.ts'
import { textOf } from './plain-days.ts'
import type { PlainSource } from './plain-source.ts'
import { figureOfRow } from './row-figure.ts'
import type { FigureAsk } from './types.ts'

/** One answer of an example. `differences` is empty when both ways agree with it. */
export type ExampleCase = {
  readonly example: string
  readonly kpi: string
  readonly measure: string | null
  readonly passed: boolean
  /** Such as `SQL: numerator is 4, expected 3`. */
  readonly differences: readonly string[]
}

export type ExampleResults = {
  readonly passed: number
  readonly failed: number
  readonly cases: readonly ExampleCase[]
}

/** Figures that a target may be compared with. */
export type ExampleFacts = {
  readonly value: Rational | null
  readonly yearEarlier: Rational | null
  readonly benchmarks: readonly {
    readonly area: string
    readonly asAt: DayText
    readonly publishedOn: DayText
    readonly value: Rational
  }[]
}

export type ExampleOptions = {
  /** Holds a figure to a row's targets: `judgeTarget` of the judgement folder, which this may not import. */
  readonly judge: (
    targets: readonly Target[],
    facts: ExampleFacts,
    day: DayText,
  ) => { readonly status: string }
  /** Measures, or KPIs by address or the beginning of one; all unless given. */
  readonly only?: readonly string[]
  /** Opens the empty database to work in, which is closed in the end; one in memory unless given. */
  readonly open?: () => Promise<Database>
}

/**
 * Runs a file of worked examples both ways, with the evaluator and with SQL over a database
 * that holds the example's rows only, and compares each with the answers given.
 *
 * The file is JSON: `examples`, each with `id`, `title`, `home_la` (a GSS code), `period` (`start` and
 * `end`, both in), `params` (`scenario`, `standard_weeks`), `data` (rows by table; a column left out is
 * empty) and `expected`: `kpi` (`framework/ref/sub`), `numerator`, `denominator` and `value` (null for
 * none, rounded to six decimals), `display`, `status`, and where wanted `target` and `public`.
 *
 * @throws Error when the text is not such a file; DatabaseError when the database fails.
 */
export async function runExamples(
  catalogue: Catalogue,
  fileText: string,
  options: ExampleOptions,
): Promise<ExampleResults> {
  const workbench = await openWorkbench(catalogue, options.open)
  try {
    const cases: ExampleCase[] = []
    for (const example of readExamples(fileText)) {
      const wanted = example.expected.filter(({ kpi }) => isWanted(kpi, catalogue, options.only))
      if (wanted.length === 0) continue
      const source = exampleSource(catalogue, example)
      const engines = [formulaEngine(source), await workbench.engineFor(example)]
      const bench: Bench = { catalogue, example, source, engines, options }
      for (const expected of wanted) cases.push(await runCase(bench, expected))
    }
    const passed = cases.filter((one) => one.passed).length
    return { passed, failed: cases.length - passed, cases }
  } finally {
    await workbench.close()
  }
}

type Bench = {
  readonly catalogue: Catalogue
  readonly example: WorkedExample
  readonly source: PlainSource
  readonly engines: readonly Engine[]
  readonly options: ExampleOptions
}

function isWanted(
  address: string,
  catalogue: Catalogue,
  only: readonly string[] | undefined,
): boolean {
  if (!only || only.length === 0) return true
  const measure = findKpis(catalogue, address).kpis[0]?.measure?.id
  return only.some((name) => name === measure || name === address || address.startsWith(`${name}/`))
}

async function runCase(bench: Bench, expected: ExpectedFigure): Promise<ExampleCase> {
  const found = findKpis(bench.catalogue, expected.kpi)
  const [kpi] = found.kpis
  const differences = kpi?.measure
    ? await differencesOf(bench, kpi, kpi.measure.id, expected)
    : [found.problem ?? `${expected.kpi} has no definition yet`]
  return {
    example: bench.example.id,
    kpi: expected.kpi,
    measure: kpi?.measure?.id ?? null,
    passed: differences.length === 0,
    differences,
  }
}

async function differencesOf(
  bench: Bench,
  kpi: Kpi,
  measure: string,
  expected: ExpectedFigure,
): Promise<string[]> {
  const ask = askOf(bench.example, kpi, measure)
  const differences: string[] = []
  for (const engine of bench.engines) {
    const figure = await wholeFigure(engine, ask, kpi)
    if (!figure || !kpi.measure) continue
    const target =
      expected.target === undefined
        ? undefined
        : await targetStatus(bench, engine, ask, kpi, figure)
    const shown = { measure: kpi.measure, disclosure: kpi.use.disclosure, target }
    const found = answerDifferences(figure, shown, expected)
    differences.push(...found.map((difference) => `${engine.name}: ${difference}`))
  }
  return differences
}

async function wholeFigure(
  engine: Engine,
  ask: FigureAsk,
  { use }: Kpi,
): Promise<EitherFigure | undefined> {
  const figures = await engine.figures([ask])
  const whole = figures.find(({ breakdown }) => breakdown === null)
  return whole && figureOfRow(whole, use)
}

function askOf(example: WorkedExample, { use }: Kpi, measure: string): FigureAsk {
  const { scenario, standard_weeks: weeks } = example.params ?? {}
  const own = use.parameters.map(({ name, value }) => ({ name, value, from: null }))
  const standard = { name: 'standard', value: String(weeks), from: null }
  return {
    measure,
    settings: weeks === undefined ? own : [...own, standard],
    periods: [example.period],
    breakdowns: 'none',
    ...(scenario !== undefined && { scenario: String(scenario) }),
  }
}

async function targetStatus(
  { example, source, options }: Bench,
  engine: Engine,
  ask: FigureAsk,
  kpi: Kpi,
  { value }: EitherFigure,
): Promise<string> {
  const before = await wholeFigure(engine, { ...ask, periods: [yearEarlier(example.period)] }, kpi)
  const benchmarks = source.data.rows('reference').flatMap((row) => benchmarkOf(row, kpi.address))
  const facts = { value, yearEarlier: before?.value ?? null, benchmarks }
  return options.judge(kpi.use.targets, facts, example.period.end).status
}

function benchmarkOf(row: PlainRow, address: string): ExampleFacts['benchmarks'] {
  const isOfKpi = textOf(row, 'series') === 'benchmark' && textOf(row, 'measure') === address
  const [area, asAt] = [textOf(row, 'area'), textOf(row, 'as_at')]
  const value = row['value'] ?? null
  if (!isOfKpi || area === null || asAt === null || typeof value !== 'object' || !value) return []
  return [{ area, asAt, publishedOn: textOf(row, 'published_date') ?? '', value }]
}
