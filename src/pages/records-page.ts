import type { Kpi, Measure, Schema } from '../catalogue/index.ts'
import { capital, isDay, type Period } from '../core/index.ts'
import type { Figure, RecordBehind, RecordsBehind, RecordsPart } from '../figures/index.ts'
import { breakdownWords, categoryWords } from './category-words.ts'
import { figureMark, type FigureMark } from './figure-mark.ts'
import { figureWithUnit, partNumber, periodWords, sizeWords } from './figure-words.ts'
import { kpiHref } from './kpi-line.ts'
import { type Paging, pagingOf } from './paging.ts'
import { recordsHref, type RecordsOf } from './records-link.ts'

export const RECORDS_A_PAGE = 50

/** A part of the figure with the records that make it. */
export type RecordsPartView = {
  readonly id: string
  readonly name: string
  readonly formula: string
  /** What the records come to; empty where withheld. */
  readonly total: string
  /** Whether records may be outside the numerator. */
  readonly hasCounted: boolean
  readonly withheld: string
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly values: readonly string[]
    readonly counted: string
    readonly adds: string
    readonly category: string
    readonly source: string
  }[]
  readonly showsCategory: boolean
  readonly paging: Paging
}

/** Whose question: the inspector's, "which cases are these, and where do they come from?" */
export type RecordsPage = {
  readonly name: string
  readonly kpiHref: string
  readonly of: string
  /** The figure that the records add up to. */
  readonly figure: string
  readonly mark: FigureMark | null
  readonly parts: readonly RecordsPartView[]
}

/** Which records a query asks for; undefined if it names no period. */
export function recordsAsked(query: {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly by?: string | undefined
  readonly category?: string | undefined
}): RecordsOf | undefined {
  const { from = '', to = '', by, category } = query
  if (!isDay(from) || !isDay(to) || from > to) return undefined
  const period: Period = { start: from, end: to }
  return by === undefined || category === undefined ? { period } : { period, by, category }
}

type About = {
  readonly kpi: Kpi
  readonly measure: Measure
  readonly schema: Schema
  readonly asked: RecordsOf
  readonly page: number
}

export function recordsPage({ figures, parts }: RecordsBehind, about: About): RecordsPage {
  const { kpi, measure, schema, asked } = about
  const [figure] = figures
  const words = periodWords(asked.period, figure?.partial ?? false)
  const category =
    asked.by === undefined || asked.category === undefined
      ? ''
      : `, ${breakdownWords(asked.by).toLowerCase()}: ${categoryWords(schema, asked.by, asked.category)}`
  return {
    name: kpi.use.name,
    kpiHref: kpiHref(kpi.address),
    of: `${words}${category}`,
    figure: figure ? figureText(figure, measure) : 'There is no such figure.',
    mark: figure ? figureMark(figure, kpi.address) : null,
    parts: parts.map((part, index) => partView(part, index, about)),
  }
}

function figureText(figure: Figure, measure: Measure): string {
  const shown = figureWithUnit(figure, measure)
  if (shown === null) return `Cannot be shown: ${figure.reason}.`
  const size = sizeWords(figure, measure)
  return size === null || measure.kind === 'milestone' ? shown : `${shown} (${size})`
}

function partView(part: RecordsPart, index: number, about: About): RecordsPartView {
  const { kpi, asked, page, schema } = about
  const shown = part.rows.slice((page - 1) * RECORDS_A_PAGE, page * RECORDS_A_PAGE)
  const columns = [...new Set(part.rows.flatMap((row) => Object.keys(row.values)))]
  const href = recordsHref(kpi.address, asked)
  return {
    id: `part-${String(index + 1)}`,
    name: capital(part.name),
    formula: part.formula,
    total: totalWords(part),
    hasCounted: part.countedTotal !== null,
    withheld: part.addsUp ? '' : part.reason,
    columns,
    rows: shown.map((row) => rowView(row, columns, { schema, by: asked.by })),
    showsCategory: asked.by !== undefined,
    paging: pagingOf(
      { page, total: part.rows.length, size: RECORDS_A_PAGE },
      (number) => `${href}&page=${String(number)}#part-${String(index + 1)}`,
    ),
  }
}

function totalWords({ rows, total, countedTotal, addsUp }: RecordsPart): string {
  if (!addsUp || total === null) return ''
  const count = `${rows.length.toLocaleString('en-GB')} ${rows.length === 1 ? 'record' : 'records'}`
  const counted = countedTotal === null ? '' : `, of which ${partNumber(countedTotal)} are counted`
  return `${count}, adding up to ${partNumber(total)}${counted}.`
}

function rowView(
  row: RecordBehind,
  columns: readonly string[],
  { schema, by }: { readonly schema: Schema; readonly by: string | undefined },
): RecordsPartView['rows'][number] {
  const category = by === undefined || row.category === null ? '' : row.category
  return {
    values: columns.map((column) => shortCode(row.values[column] ?? '')),
    counted: row.counted ? 'yes' : 'no',
    adds: partNumber(row.adds),
    category: category === '' ? '' : categoryWords(schema, by ?? '', category),
    source: sourceWords(row),
  }
}

/** The code of a person is long; its first eight signs tell one from another on a page. */
function shortCode(value: string): string {
  return /^[0-9a-f]{32,}$/.test(value) ? `${value.slice(0, 8)}…` : value
}

function sourceWords({ file, line }: RecordBehind): string {
  if (file === null) return 'worked out from several records'
  return line === null ? file : `${file}, line ${line.toLocaleString('en-GB')}`
}
