import type { Catalogue, Measure } from '../../src/catalogue/index.ts'
import type { Period } from '../../src/core/index.ts'
import type { Database } from '../../src/database/index.ts'
import {
  type FigureDifference,
  figureDifferences,
  placeOf,
  sayFigure,
} from '../../src/figures/compare-figures.ts'
import {
  type EitherFigure,
  exampleSource,
  formulaEngine,
  openWorkbench,
} from '../../src/figures/examples-engines.ts'
import type { WorkedExample } from '../../src/figures/examples-read.ts'
import type { FigureAsk } from '../../src/figures/index.ts'
import { HOME, type TextRow } from './records.ts'

/** Records, the day they go up to, and the periods that every measure is asked for. */
export type Case = {
  readonly data: Readonly<Record<string, readonly TextRow[]>>
  readonly asAt: string
  readonly periods: readonly Period[]
}

export type Bench = {
  /** What the two ways do not agree on; of one measure only, where it is given. */
  readonly disagreements: (one: Case, measure?: string) => Promise<readonly string[]>
  /** Measures for which some figure so far had a value other than 0. */
  readonly seen: () => ReadonlySet<string>
  readonly close: () => Promise<void>
}

/** A bench on which both ways work out every figure of random records. */
export async function openBench(catalogue: Catalogue): Promise<Bench> {
  const statements: string[] = []
  const workbench = await openWorkbench(catalogue, (database) => noting(database, statements))
  const seen = new Set<string>()
  return {
    disagreements: async (one, only) => {
      const example = asExample(one)
      const sql = await workbench.engineFor(example)
      const asks = asksOf(catalogue, one, only)
      statements.length = 0
      const [byFormula, bySql] = [
        await formulaEngine(exampleSource(catalogue, example)).figures(asks),
        await sql.figures(asks),
      ]
      for (const figure of byFormula)
        if (figure.value && figure.value.n !== 0n) seen.add(figure.measure)
      const differences = figureDifferences(byFormula, bySql)
      return differences.map((difference) =>
        sayDifference(difference, catalogue, only ? statements : []),
      )
    },
    seen: () => seen,
    close: workbench.close,
  }
}

/** A case in the form of a worked example, so that a failing one can be kept as one. */
export function asExample({ data, asAt, periods }: Case): WorkedExample {
  const start = periods[0]?.start ?? asAt
  const rows = Object.entries(data).map(
    ([name, list]) => [name, list.map((row) => ({ ...row }))] as const,
  )
  return {
    id: 'random',
    title: 'random records',
    home_la: HOME,
    period: { start: start < asAt ? start : asAt, end: asAt },
    data: Object.fromEntries(rows),
    expected: [],
  }
}

function asksOf(catalogue: Catalogue, { periods }: Case, only: string | undefined): FigureAsk[] {
  const ids = only === undefined ? [...catalogue.measures.keys()] : [only]
  return ids.map((measure) => ({ measure, periods, breakdowns: 'own' }))
}

function noting(database: Database, statements: string[]): Database {
  return {
    ...database,
    query: async (sql, parameters) => {
      statements.push(sql)
      return await database.query(sql, parameters)
    },
  }
}

function sayDifference(
  { formula, sql }: FigureDifference<EitherFigure>,
  catalogue: Catalogue,
  statements: readonly string[],
): string {
  const figure = formula ?? sql
  if (!figure) return ''
  const measure = catalogue.measures.get(figure.measure)
  return [
    placeOf(figure),
    `  formula: ${sayFigure(formula)}`,
    `  SQL:     ${sayFigure(sql)}`,
    ...(measure ? writtenFormula(measure) : []),
    ...statements,
  ].join('\n')
}

function writtenFormula({ text }: Measure): string[] {
  return Object.entries(text).map(([key, formula]) => `  ${key}: ${formula}`)
}
