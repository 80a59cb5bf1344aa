import type { Published, PublishedFigure, PublishedTable } from '../../catalogue/index.ts'
import { plainName } from '../../core/index.ts'
import type { CsvRecord } from '../csv/records.ts'
import { globOf } from '../mapping/match.ts'
import { fault } from '../rules.ts'

/** A column of figures. */
export type FigureColumn = {
  readonly figure: PublishedFigure
  readonly heading: string
  readonly at: number
  /** The year that stands above it, where the rows do not say theirs. */
  readonly year: string | null
}

/** A published table found in a file. */
export type FoundTable = {
  readonly table: PublishedTable
  /** Where each heading stands, the first of two. */
  readonly at: ReadonlyMap<string, number>
  readonly figures: readonly FigureColumn[]
  /** Headings that the layout does not know. */
  readonly unknown: readonly string[]
  /** Columns that have the heading of an earlier one, by the earlier one's place. */
  readonly repeated: ReadonlyMap<number, number>
  /** Cells in the header, and its last line. */
  readonly width: number
  readonly line: number
}

type Heading = { readonly name: string; readonly year: string | null }

/** Above the header may stand a title and notes. */
const ROWS_ABOVE = 20

/**
 * The published table that the first rows of a file are of; undefined where they are of none.
 *
 * @throws SourceFault where they are of several, and the file's name is none's.
 */
export function findPublished(
  { tables }: Published,
  file: string,
  records: readonly CsvRecord[],
): FoundTable | undefined {
  const fitting = tables.flatMap((table) => foundIn(table, records) ?? [])
  const named = fitting.filter(({ table }) => globOf(table.file).test(file))
  const [only] = fitting.length > 1 ? named : fitting
  if (fitting.length > 1 && named.length !== 1) {
    const which = fitting.map(({ table }) => table.file.replaceAll('*', '')).join(', ')
    const message = `The headings are of several published tables, and the name ${file} does not say which.`
    const fix = `Call it as its publisher does: its name must hold one of ${which}.`
    throw fault('source-published-which', { file, line: 1 }, message, fix)
  }
  return only
}

function foundIn(table: PublishedTable, records: readonly CsvRecord[]): FoundTable | undefined {
  const [first, second] = headerRows(table, records)
  if (!first) return undefined
  const headings = table.header
    ? underYears(first.cells, second?.cells ?? [])
    : first.cells.map((text) => ({ name: plainName(text), year: null }))
  const names = new Set(headings.map(({ name }) => name))
  if (!table.headings.every((one) => names.has(one))) return undefined
  const last = table.header ? second : first
  return { table, ...columnsOf(table, headings), line: last?.line ?? first.line }
}

/** The first row and the one after it, from where the header begins. */
function headerRows({ header }: PublishedTable, records: readonly CsvRecord[]) {
  if (!header) return records.slice(0, 1)
  const start = records
    .slice(0, ROWS_ABOVE)
    .findIndex(({ cells }) => plainName(cells[0] ?? '').startsWith(plainName(header.begins)))
  return start < 0 ? [] : records.slice(start, start + 2)
}

/** Headings on two lines: a year stands over the figures of that year. Footnotes are no part of them. */
function underYears(above: readonly string[], below: readonly string[]): Heading[] {
  let year: string | null = null
  return above.map((text, at) => {
    const upper = text.trim()
    if (/^\d{4}$/.test(upper)) year = upper
    const lower = plainName(below[at] ?? '').replace(/[\d,]+$/, '')
    return lower === '' ? { name: plainName(upper), year: null } : { name: lower, year }
  })
}

function columnsOf(table: PublishedTable, headings: readonly Heading[]) {
  const at = new Map<string, number>()
  const repeated = new Map<number, number>()
  const figures: FigureColumn[] = []
  const unknown: string[] = []
  const known = knownHeadings(table)
  for (const [place, { name, year }] of headings.entries()) {
    const before = at.get(`${name} ${year ?? ''}`)
    if (before !== undefined) {
      repeated.set(before, place)
      continue
    }
    at.set(`${name} ${year ?? ''}`, place)
    const figure = table.long ? undefined : table.figures.get(name)
    if (figure) figures.push({ figure, heading: name, at: place, year })
    else if (!known.has(name) && name !== '') unknown.push(name)
  }
  const places = new Map([...at].map(([key, place]) => [key.trim(), place]))
  return { at: places, figures, unknown, repeated, width: headings.length }
}

/** Columns that every table of official statistics has; what else the layout speaks of. */
function knownHeadings({ period, area, whole, by, long, ignore }: PublishedTable) {
  return new Set([
    ...STANDARD,
    ...(typeof period === 'string' ? [period] : []),
    ...Object.values(area),
    ...whole.keys(),
    ...by,
    ...(long ? [long.series, long.value] : []),
    ...ignore,
  ])
}

const STANDARD = [
  'time_period',
  'time_identifier',
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'new_la_code',
  'old_la_code',
  'la_name',
]
