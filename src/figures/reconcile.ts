import type { Measure } from '../catalogue/index.ts'
import { type DayText, type Period, periodHolding, type Rational, toNumber } from '../core/index.ts'
import { checkMeasures } from '../formula/index.ts'
import { computeFigures } from './compute-figures.ts'
import { displayFigure } from './display.ts'
import { measureOfFormula } from './identities.ts'
import { publishedTotals, type PublishedTotal } from './reconcile-published.ts'
import { type Pair, PAIRS, type PairCause } from './reconcile-pairs.ts'
import type { Figure, FigureAsk, FigureSource } from './types.ts'

/** A figure of a return: a count, a share of a denominator, or a mean. */
export type CountedFigure = {
  readonly section: string
  readonly name: string
  readonly numerator: number
  readonly denominator: number | null
  readonly value: string | null
}

/** A return with its figures by id. */
export type CountedReturn = {
  readonly year: number
  readonly censusDay: DayText
  readonly figures: ReadonlyMap<string, CountedFigure>
}

/** A cause with how much of a difference it explains; null where that cannot be counted. */
export type ReconciledCause = { readonly words: string; readonly explains: number | null }

/** A figure of a return beside the KPI that should equal it. */
export type ReconciledFigure = {
  readonly figure: string
  readonly section: string
  readonly name: string
  readonly returned: CountedFigure
  readonly measure: string
  readonly measureName: string
  readonly computed: Figure
  /** As it is shown; the reason where there is none. */
  readonly computedWords: string
  /** Return less KPI: of counts, or of the two bases of percentages; null where the KPI has none. */
  readonly difference: number | null
  /** Return less KPI of the two numerators of percentages; null for counts. */
  readonly numeratorDifference: number | null
  /** As the Department published it; undefined where no release of that year was loaded. */
  readonly published: PublishedTotal | undefined
  readonly causes: readonly ReconciledCause[]
  /** What the counted causes leave of the difference. */
  readonly unexplained: number | null
}

/**
 * The figures that the Department derives from a return, each beside the KPI over the records that
 * should equal it, with what makes them differ.
 */
export async function reconcileReturn(
  source: FigureSource,
  counted: CountedReturn,
): Promise<readonly ReconciledFigure[]> {
  const pairs = PAIRS.filter(({ figure }) => counted.figures.has(figure))
  const measures = new Map([...source.catalogue.measures, ...causeMeasures(pairs, source)])
  const asks = pairs.flatMap((pair) => asksOf(pair, counted))
  const figures = await computeFigures(
    { ...source, catalogue: { ...source.catalogue, measures } },
    asks,
  )
  const byId = new Map(figures.map((figure) => [figure.measure, figure]))
  const published = await publishedTotals(source, pairs, counted.year)
  return pairs.flatMap((pair) => {
    const one = reconciled(pair, counted, byId, measures)
    return one ? [{ ...one, published: published.get(pair.published ?? '') }] : []
  })
}

function causeId({ figure }: Pair, at: number): string {
  return `reconcile/${figure}/${String(at + 1)}`
}

/** The formulas of causes as measures, so that they are computed like any other. */
function causeMeasures(
  pairs: readonly Pair[],
  { catalogue }: FigureSource,
): readonly (readonly [string, Measure])[] {
  const texts = pairs.flatMap((pair) =>
    pair.causes.flatMap(({ formula }, at) =>
      formula === undefined ? [] : [{ id: causeId(pair, at), formula }],
    ),
  )
  const place = { file: 'reconcile-pairs.ts' }
  const { formulas, issues } = checkMeasures(
    texts.map(({ id, formula }) => ({
      ...({ id, kind: 'difference', parameters: [], place } as const),
      texts: { value: { text: formula, place } },
    })),
    catalogue.schema,
  )
  const [issue] = issues
  if (issue) throw new Error(`a cause must be a sound formula: ${issue.message}`)
  return [...formulas].map(([id, formula]) => [id, measureOfFormula({ id, words: id, formula })])
}

function asksOf(pair: Pair, { year, censusDay }: CountedReturn): readonly FigureAsk[] {
  const period: Period =
    pair.at === 'census'
      ? { start: censusDay, end: censusDay }
      : periodHolding('calendar-year', `${String(year - 1)}-12-31`)
  const ask = (measure: string): FigureAsk => ({
    measure,
    periods: [period],
    breakdowns: 'none',
  })
  return [
    ask(pair.measure),
    ...pair.causes.flatMap(({ formula }, at) =>
      formula === undefined ? [] : [ask(causeId(pair, at))],
    ),
  ]
}

function reconciled(
  pair: Pair,
  { figures }: CountedReturn,
  byId: ReadonlyMap<string, Figure>,
  measures: ReadonlyMap<string, Measure>,
): Omit<ReconciledFigure, 'published'> | undefined {
  const returned = figures.get(pair.figure)
  const computed = byId.get(pair.measure)
  const measure = measures.get(pair.measure)
  if (!returned || !computed || !measure) return undefined
  const isShare = returned.denominator !== null
  const numerators = lessKpi(returned.numerator, isShare ? computed.numerator : computed.value)
  const difference = isShare ? lessKpi(returned.denominator, computed.denominator) : numerators
  const causes = causesOf(pair, figures, byId)
  const explained = causes.reduce((sum, { explains }) => sum + (explains ?? 0), 0)
  return {
    ...{ figure: pair.figure, section: returned.section, name: returned.name, returned },
    ...{ measure: pair.measure, measureName: measure.name, computed },
    computedWords: computed.value ? displayFigure(computed, measure) : computed.reason,
    difference,
    numeratorDifference: isShare ? numerators : null,
    causes: causes.filter(({ explains }) => explains !== 0),
    unexplained: difference === null ? null : difference - explained,
  }
}

function lessKpi(returned: number | null, computed: Rational | null): number | null {
  return returned === null || computed === null ? null : returned - toNumber(computed)
}

function causesOf(
  pair: Pair,
  figures: ReadonlyMap<string, CountedFigure>,
  byId: ReadonlyMap<string, Figure>,
): readonly ReconciledCause[] {
  const counted = ({ formula, figures: ids }: PairCause, at: number): number | null => {
    const value = formula === undefined ? null : byId.get(causeId(pair, at))?.value
    const known = value ? toNumber(value) : null
    if (!ids) return known
    return ids.reduce((sum, id) => sum + (figures.get(id)?.numerator ?? 0), -(known ?? 0))
  }
  return pair.causes.map((cause, at) => {
    const count = counted(cause, at)
    return { words: cause.words, explains: count === null ? null : count * (cause.sign ?? 1) }
  })
}
