import type { Catalogue, Measure } from '../../src/catalogue/index.ts'
import type { Period } from '../../src/core/index.ts'
import { type Database, openDuckDb } from '../../src/database/index.ts'
import {
  type FigureDifference,
  figureDifferences,
  placeOf,
  sayFigure,
} from '../../src/figures/compare-figures.ts'
import {
  type EitherFigure,
  exampleSource,
  openWorkbench,
} from '../../src/figures/examples-engines.ts'
import type { WorkedExample } from '../../src/figures/examples-read.ts'
import type { FigureAsk } from '../../src/figures/index.ts'
import { plainFigures } from '../../src/figures/plain-figures.ts'
import { openManyAuthorities } from './many-authorities.ts'
import { HOME, type TextRow } from './records.ts'

/** Records, the day they go up to, and the periods that every measure is asked for. */
export type Case = {
  readonly data: Readonly<Record<string, readonly TextRow[]>>
  readonly asAt: string
  readonly periods: readonly Period[]
}

export type Bench = {
  /** What the two ways do not agree on, with the formula and SQL; of one measure, where it is given. */
  readonly disagreements: (one: Case, measure: string) => Promise<readonly string[]>
  /** The same of each of many cases that are put in as authorities side by side, all measures. */
  readonly disagreementsOfAll: (cases: readonly Case[]) => AsyncIterable<readonly string[]>
  /** Measures for which some figure so far had a value other than 0. */
  readonly seen: () => ReadonlySet<string>
  readonly close: () => Promise<void>
}

/**
 * A bench on which both ways work out every figure of random records.
 *
 * @param open - Opens an empty database; one in memory unless given.
 */
export async function openBench(
  catalogue: Catalogue,
  open: () => Promise<Database> = async () => await openDuckDb(':memory:'),
): Promise<Bench> {
  const statements: string[] = []
  const workbench = await openWorkbench(catalogue, async () => noting(await open(), statements))
  const many = await openManyAuthorities(catalogue, await open())
  const seen = new Set<string>()
  const byFormula = (one: Case, authority: string, asks: readonly FigureAsk[]) => {
    const source = exampleSource(catalogue, asExample(one, authority))
    return asks.flatMap((ask) => plainFigures(source, ask))
  }
  return {
    disagreements: async (one, measure) => {
      const sql = await workbench.engineFor(asExample(one, HOME))
      const asks = asksOf([measure], one)
      statements.length = 0
      const differences = figureDifferences(byFormula(one, HOME, asks), await sql.figures(asks))
      return differences.map((one) => sayDifference(one, catalogue, statements))
    },
    async *disagreementsOfAll(cases) {
      const asksFor = (one: Case) => asksOf([...catalogue.measures.keys()], one)
      for await (const { one, authority, figures } of many.figures(cases, asksFor)) {
        const plain = byFormula(one, authority, asksFor(one))
        for (const { measure, value } of plain) if (value && value.n !== 0n) seen.add(measure)
        yield figureDifferences(plain, figures).map((each) => sayDifference(each, catalogue, []))
      }
    },
    seen: () => seen,
    close: async () => {
      await workbench.close()
      await many.close()
    },
  }
}

/** A case in the form of a worked example, so that a failing one can be kept as one. */
export function asExample({ data, asAt, periods }: Case, authority: string): WorkedExample {
  const start = periods[0]?.start ?? asAt
  const rows = Object.entries(data).map(
    ([name, list]) => [name, list.map((row) => ({ ...row }))] as const,
  )
  return {
    id: 'random',
    title: 'random records',
    home_la: authority,
    period: { start: start < asAt ? start : asAt, end: asAt },
    data: Object.fromEntries(rows),
    expected: [],
  }
}

function asksOf(measures: readonly string[], { periods }: Case): readonly FigureAsk[] {
  return measures.map((measure) => ({ measure, periods, breakdowns: 'own' }))
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
