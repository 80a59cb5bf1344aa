import type { Measure, Schema } from '../catalogue/index.ts'
import { bar, barScale } from '../charts/index.ts'
import { toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { breakdownWords, categoryWords } from './category-words.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import { figureWithUnit, hasFewCases, partsWords } from './figure-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { type Multiples, multiplesOf } from './kpi-multiples.ts'
import { recordsHref } from './records-link.ts'

export type BreakdownRow = {
  readonly category: string
  readonly figure: string
  readonly known: boolean
  readonly numerator: string
  readonly denominator: string
  readonly fewCases: boolean
  readonly mark: FigureMark
  /** SVG text; empty without a figure. */
  readonly bar: string
  readonly href: string
}

/** A figure by the values of one column: a table of which every row carries its bar. */
export type Breakdown = {
  readonly name: string
  readonly id: string
  readonly hasParts: boolean
  readonly note: string
  readonly rows: readonly BreakdownRow[]
  /** The same categories over the years; null where no earlier year has records. */
  readonly multiples: Multiples | null
}

/**
 * The latest figure by each of its breakdowns, in the measure's order; largest category first, ages in order.
 *
 * @param earlier - The figures of the years before, whole and by breakdown, oldest first.
 */
export function breakdownsOf(
  { kpi, figures }: JudgedKpi,
  schema: Schema,
  earlier: readonly Figure[],
): Breakdown[] {
  const { measure } = kpi
  if (!measure) return []
  const byName = Map.groupBy(figures.breakdowns, (figure) => figure.breakdown ?? '')
  return measure.breakdowns.flatMap((name) => {
    const members = byName.get(name) ?? []
    return members.length === 0
      ? []
      : [
          breakdownOf(name, members, {
            address: kpi.address,
            measure,
            schema,
            whole: figures.latest,
            earlier,
          }),
        ]
  })
}

type Around = {
  readonly address: string
  readonly measure: Measure
  readonly schema: Schema
  readonly whole: Figure | null
  readonly earlier: readonly Figure[]
}

function breakdownOf(name: string, members: readonly Figure[], around: Around): Breakdown {
  const { measure, whole } = around
  const values = members.flatMap(({ value }) => (value ? [toNumber(value)] : []))
  // A count's whole is the sum of its parts and would only press the bars together.
  const compared = ['percentage', 'mean', 'median', 'rate'].includes(measure.kind)
  const reference = compared && whole?.value ? toNumber(whole.value) : undefined
  const scale = barScale(reference === undefined ? values : [...values, reference])
  const ofWhole = members.some((figure) => figure.ofWhole)
  const ordered = inOrder(name, members)
  return {
    name: breakdownWords(name),
    id: `by-${name.replaceAll('_', '-')}`,
    hasParts: members.some((figure) => figure.denominator !== null),
    note: noteOf(reference !== undefined, ofWhole),
    rows: ordered.map((figure) => rowOf(figure, name, around, { scale, reference })),
    multiples: multiplesOf(
      name,
      ordered.map(({ category }) => category ?? ''),
      {
        ...around,
        whole: [
          ...around.earlier.filter(({ breakdown }) => breakdown === null),
          ...(whole ? [whole] : []),
        ],
        parts: [...around.earlier, ...members],
      },
    ),
  }
}

function noteOf(compared: boolean, ofWhole: boolean): string {
  const line = compared ? 'The upright line is the figure of all together.' : ''
  const share = ofWhole ? 'Each part is shown as a share of the whole.' : ''
  return [line, share].filter((text) => text !== '').join(' ')
}

/** Bands and years in their own order, others from the most cases to the fewest; not recorded last. */
function inOrder(name: string, members: readonly Figure[]): readonly Figure[] {
  const ordered = /age|year/.test(name)
  return members.toSorted((a, b) => {
    const [last, other] = [a.category === 'not-recorded', b.category === 'not-recorded']
    if (last !== other) return last ? 1 : -1
    if (ordered) return natural(a.category ?? '', b.category ?? '')
    return sizeOf(b) - sizeOf(a) || natural(a.category ?? '', b.category ?? '')
  })
}

function natural(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

function sizeOf({ denominator, numerator, value }: Figure): number {
  const size = denominator ?? numerator ?? value
  return size ? toNumber(size) : -Infinity
}

type Bars = {
  readonly scale: readonly [number, number]
  readonly reference: number | undefined
}

function rowOf(
  figure: Figure,
  by: string,
  around: Around,
  { scale, reference }: Bars,
): BreakdownRow {
  const { measure, schema, address } = around
  const category = figure.category ?? ''
  return {
    category: categoryWords(schema, by, category),
    figure: figureWithUnit(figure, measure) ?? (figure.reason || 'no figure'),
    known: figure.value !== null,
    ...partsWords(figure, measure),
    fewCases: hasFewCases(figure, measure),
    mark: figureMark(figure, address),
    bar: figure.value
      ? bar({ value: toNumber(figure.value), scale, ...(reference !== undefined && { reference }) })
      : '',
    href: recordsHref(address, { period: figure.period, by, category }),
  }
}
