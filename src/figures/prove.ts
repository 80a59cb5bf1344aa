import { type Catalogue, type Kpi, kpisOf } from '../catalogue/index.ts'
import { type DayText, lastPeriods } from '../core/index.ts'
import { CALENDAR_END, type Database } from '../database/index.ts'
import { figureDifferences, placeOf, sayFigure } from './compare-figures.ts'
import { computeFigures } from './compute-figures.ts'
import { variantOf } from './measure-facts.ts'
import { plainFigures } from './plain-figures.ts'
import { readPlainTables } from './plain-read.ts'
import { type PlainSource, plainSource } from './plain-source.ts'
import type { Figure, FigureAsk, FigureRequest, FigureSource, ParameterSetting } from './types.ts'

/** A figure on which the two ways do not agree. */
export type ProofDifference = {
  readonly measure: string
  /** Measure, period, scenario, breakdown and category in words. */
  readonly figure: string
  /** What the evaluator and what the SQL gives: `3 over 4 is 75 (ok)`. */
  readonly byFormula: string
  readonly bySql: string
  /** The definition, by key. */
  readonly formula: Readonly<Record<string, string>>
  /** The statements run for it; of the first measures that differ only. */
  readonly sql: readonly string[]
}

export type ProofResult = {
  readonly measures: number
  /** Figures that either way gave. */
  readonly figures: number
  readonly differences: readonly ProofDifference[]
}

export type ProofProgress =
  | { readonly phase: 'reading'; readonly table: string; readonly rows: number }
  | { readonly phase: 'computing' }
  | {
      readonly phase: 'proving'
      readonly measure: string
      readonly done: number
      readonly of: number
    }

/**
 * What a proof asks for unless told otherwise: every measure of every strategy, for its latest whole
 * period, whole and by each of its breakdowns, with the parameter values of each row.
 *
 * @param settingsOf - The values set for a KPI; its row's own unless given.
 */
export function headlineAsks(
  catalogue: Catalogue,
  asAt: DayText,
  settingsOf: (kpi: Kpi) => readonly ParameterSetting[] = rowSettings,
): FigureRequest {
  const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))
  const asks = kpis.flatMap((kpi): [string, FigureAsk][] => {
    const { measure } = kpi
    if (!measure) return []
    const settings = settingsOf(kpi)
    const periods = lastPeriods(measure.period, asAt, 1)
    const ask = { measure: measure.id, settings, periods, breakdowns: 'own' } as const
    return [[`${measure.id} ${variantOf(measure, settings)}`, ask]]
  })
  return [...new Map(asks).values()]
}

function rowSettings({ use }: Kpi): readonly ParameterSetting[] {
  return use.parameters.map(({ name, value }) => ({ name, value, from: null }))
}

/**
 * Computes figures both ways and compares them: with SQL over the read tables, and with the evaluator
 * over the records themselves, whose derived columns and tables are made in plain code. Numerators,
 * denominators and values must be equal as exact fractions, and the statuses the same.
 *
 * @param requests - Each is compared by itself, so that two may ask for the same figures; within one,
 *   a measure is asked for a period once.
 * @throws RangeError if a measure is not in the catalogue; DatabaseError if the database fails.
 */
export async function prove(
  source: FigureSource,
  requests: readonly FigureRequest[],
  onProgress: (progress: ProofProgress) => void = () => undefined,
): Promise<ProofResult> {
  const tables = await readPlainTables(source, (table, rows) => {
    onProgress({ phase: 'reading', table, rows })
  })
  const { authority, asAt } = source
  const plain = plainSource(source.catalogue, tables, {
    authority,
    asAt,
    calendarEnd: CALENDAR_END,
  })
  const proofs: RequestProof[] = []
  for (const request of requests) {
    onProgress({ phase: 'computing' })
    proofs.push(await proveRequest(source, plain, request, onProgress))
  }
  return {
    measures: new Set(requests.flat().map(({ measure }) => measure)).size,
    figures: proofs.reduce((sum, proof) => sum + proof.figures, 0),
    differences: proofs.flatMap((proof) => proof.differences),
  }
}

type RequestProof = Omit<ProofResult, 'measures'>

async function proveRequest(
  source: FigureSource,
  plain: PlainSource,
  request: FigureRequest,
  onProgress: (progress: ProofProgress) => void,
): Promise<RequestProof> {
  const bySql = Map.groupBy(await computeFigures(source, request), variantKey)
  const differences: ProofDifference[] = []
  let figures = 0
  for (const [done, ask] of request.entries()) {
    onProgress({ phase: 'proving', measure: ask.measure, done, of: request.length })
    const proof = proveAsk(plain, ask, bySql)
    figures += proof.figures
    const explained = new Set(
      differences.filter(({ sql }) => sql.length > 0).map((one) => one.measure),
    )
    const sql = proof.found.length > 0 && explained.size < 3 ? await statementsOf(source, ask) : []
    differences.push(...proof.found.map((one, place) => ({ ...one, sql: place === 0 ? sql : [] })))
  }
  return { figures, differences }
}

function variantKey({ measure, variant }: Pick<Figure, 'measure' | 'variant'>): string {
  return `${measure} ${variant}`
}

type AskProof = {
  readonly figures: number
  readonly found: readonly Omit<ProofDifference, 'sql'>[]
}

function proveAsk(
  plain: PlainSource,
  ask: FigureAsk,
  bySql: ReadonlyMap<string, readonly Figure[]>,
): AskProof {
  const measure = plain.catalogue.measures.get(ask.measure)
  if (!measure) throw new RangeError(`the catalogue must have the measure ${ask.measure}`)
  const variant = variantOf(measure, ask.settings ?? [])
  const places = new Set(ask.periods.map(({ start, end }) => `${start} ${end}`))
  const sql = (bySql.get(variantKey({ measure: measure.id, variant })) ?? []).filter(({ period }) =>
    places.has(`${period.start} ${period.end}`),
  )
  const formula = plainFigures(plain, ask)
  const found = figureDifferences(formula, sql).flatMap((pair) => {
    const figure = pair.formula ?? pair.sql
    if (!figure) return []
    return {
      measure: measure.id,
      figure: placeOf(figure),
      byFormula: sayFigure(pair.formula),
      bySql: sayFigure(pair.sql),
      formula: measure.text,
    }
  })
  return { figures: Math.max(formula.length, sql.length), found }
}

/** The statements that the SQL way runs for one ask. */
async function statementsOf(source: FigureSource, ask: FigureAsk): Promise<readonly string[]> {
  const statements: string[] = []
  const database: Database = {
    ...source.database,
    query: async (sql, parameters) => {
      statements.push(sql)
      return await source.database.query(sql, parameters)
    },
  }
  await computeFigures({ ...source, database }, [ask])
  return statements
}
