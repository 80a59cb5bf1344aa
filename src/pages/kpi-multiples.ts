import type { Measure, Schema } from '../catalogue/index.ts'
import { sharedScale, smallMultiple } from '../charts/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { categoryWords } from './category-words.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import {
  axisNumber,
  figureWithUnit,
  hasFewCases,
  periodWords,
  shortPeriod,
} from './figure-words.ts'
import { fromFirstRecords } from './series-start.ts'

/** A figure of a category in one of the periods, or why there is none. */
type Cell = {
  readonly figure: string
  readonly known: boolean
  readonly mark: FigureMark
}

/** One small chart for each category of a breakdown, all on one scale, and the table that says the same. */
export type Multiples = {
  readonly periods: readonly string[]
  readonly rows: readonly {
    readonly category: string
    /** SVG text; empty where fewer than two figures are known. */
    readonly chart: string
    /** What stands in the chart's place, and the latest figure beside it. */
    readonly latest: string
    /** In any of the years: a line between such figures jumps by chance. */
    readonly fewCases: boolean
    readonly cells: readonly Cell[]
  }[]
  readonly note: string
}

/** What is drawn around every category of a KPI. */
export type MultiplesAround = {
  readonly address: string
  readonly measure: Measure
  readonly schema: Schema
  /** Whole figures, a year apart, oldest first. */
  readonly whole: readonly Figure[]
  /** Figures by breakdown of the same periods, in any order. */
  readonly parts: readonly Figure[]
}

/** Kinds that may be compared with the figure of all together. */
const COMPARED: readonly string[] = ['percentage', 'mean', 'median', 'rate']

/**
 * The categories of a breakdown over the years; null where there are not two years with records. A figure
 * that is missing or withheld is a gap, and the table says why.
 *
 * @param categories - In the order in which they are to stand.
 */
export function multiplesOf(
  name: string,
  categories: readonly string[],
  around: MultiplesAround,
): Multiples | null {
  const { measure, schema, address } = around
  const whole = fromFirstRecords(around.whole, measure)
  const [first, last] = [whole[0], whole.at(-1)]
  if (!first || !last || whole.length < 2) return null
  const own = around.parts.filter(({ breakdown }) => breakdown === name)
  const series = categories.map((category) =>
    whole.map(({ period }) =>
      own.find((one) => one.category === category && at(one) === period.end),
    ),
  )
  const compared = COMPARED.includes(measure.kind) && !own.some(({ ofWhole }) => ofWhole)
  const reference = compared ? whole.map(valueOf) : []
  const scale = sharedScale([...series.flat().map(valueOf), ...reference])
  const ends = [shortPeriod(first.period), shortPeriod(last.period)] as const
  return {
    periods: whole.map(({ period, partial }) => periodWords(period, partial)),
    note: noteOf(compared, scale, measure),
    rows: series.map((figures, index) => {
      const category = categories[index] ?? ''
      const values = figures.map(valueOf)
      const known = values.filter((value) => value !== null).length
      return {
        category: categoryWords(schema, name, category),
        chart: known < 2 ? '' : smallMultiple({ values, reference, scale, ends }),
        latest: wordsOf(figures.at(-1), measure),
        fewCases: figures.some((figure) => figure !== undefined && hasFewCases(figure, measure)),
        cells: figures.map((figure, step) =>
          cellOf(figure, measure, {
            ...figureMark(whole[step] ?? last, address),
            ...{ by: name, category },
          }),
        ),
      }
    }),
  }
}

function noteOf(
  compared: boolean,
  [low, high]: readonly [number, number],
  measure: Measure,
): string {
  const end = (value: number) => axisNumber(Number(value.toFixed(1)), measure)
  const line = compared ? ' The thin grey line is the figure of all together.' : ''
  return `All small charts have one scale, from ${end(low)} to ${end(high)}, so that they can be compared.${line} A gap is a year without a figure.`
}

function at({ period }: Figure): string {
  return period.end
}

function valueOf(figure: Figure | undefined): number | null {
  return figure?.value ? toNumber(figure.value) : null
}

function wordsOf(figure: Figure | undefined, measure: Measure): string {
  if (!figure) return 'no records'
  return figureWithUnit(figure, measure) ?? (figure.reason || 'no figure')
}

function cellOf(figure: Figure | undefined, measure: Measure, mark: FigureMark): Cell {
  return { figure: wordsOf(figure, measure), known: valueOf(figure) !== null, mark }
}
