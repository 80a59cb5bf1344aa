import type { PublishedFigure } from '../../catalogue/index.ts'
import { type Issue, plainName } from '../../core/index.ts'
import type { CsvRecord } from '../csv/records.ts'
import { sourceIssue, type SourceCode } from '../rules.ts'
import { counted, type Tally } from '../tally.ts'
import { dayDescribed } from './describes.ts'
import type { AreaFinder } from './find-area.ts'
import type { FoundTable } from './find-table.ts'
import { isLonger, publishedCell } from './published-cell.ts'
import type { ReadFigure } from './types.ts'

/** What is the same for all rows of a file. */
export type Gathering = {
  readonly found: FoundTable
  readonly file: string
  readonly findArea: AreaFinder
  readonly tally: Tally
}

/** What a row gives: its figures, and what is wrong with it. */
export type Gathered = {
  readonly figures: readonly ReadFigure[]
  readonly issues: readonly Issue[]
}

const NOTHING: Gathered = { figures: [], issues: [] }

/** The figures of a row. What it has of an area that cannot be told is refused, whole. */
export function gatherRow(gathering: Gathering, record: CsvRecord): Gathered {
  const { found, tally } = gathering
  const { table, width } = found
  const { cells, line } = record
  if (cells.length !== width && !table.header) {
    const message = `The row has ${counted(cells.length, 'cell')}; the header has ${String(width)}.`
    return refusal(gathering, 'source-ragged', line, message)
  }
  if (isHeading(cells) || table.leaveOut.includes(cellOf(gathering, record, table.area.name))) {
    tally.add(
      'source-published-skipped',
      '',
      line,
      (n) => `${counted(n, 'row')} left out: ${LEFT}.`,
    )
    return NOTHING
  }
  const area = areaOf(gathering, record)
  if ('fault' in area) {
    const code = area.isKnown ? 'source-published-area' : 'source-published-no-area'
    return refusal(gathering, code, line, area.fault)
  }
  const part = breakdownOf(gathering, record)
  const columns = figuresOf(gathering, record).filter(({ figure }) => part === '' || figure.main)
  if (part !== '')
    tally.add('source-published-parts', '', line, (n) => `${counted(n, 'row')} ${PARTS}`)
  const about = { ...area, breakdown: part, line }
  return joined(columns.map((column) => figureOf(gathering, record, column, about)))
}

const LEFT = 'a heading between the rows, or an area that the layout leaves out'
const PARTS =
  'of part of the cases, such as an age or a sort of setting: of these only the main figures are kept.'

function joined(parts: readonly Gathered[]): Gathered {
  return {
    figures: parts.flatMap(({ figures }) => figures),
    issues: parts.flatMap(({ issues }) => issues),
  }
}

function refusal({ file }: Gathering, code: SourceCode, line: number, message: string): Gathered {
  return { figures: [], issues: [sourceIssue(code, { file, line }, message)] }
}

/** A row with one cell filled is a heading, such as the name of a region above its authorities. */
function isHeading(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell.trim() !== '').length <= 1
}

function cellOf({ found }: Gathering, { cells }: CsvRecord, heading: string | undefined): string {
  const at = heading === undefined ? undefined : found.at.get(heading)
  return at === undefined ? '' : (cells[at] ?? '').trim()
}

type RowArea =
  | Pick<ReadFigure, 'area' | 'areaName' | 'region' | 'isWithin'>
  | { readonly fault: string; readonly isKnown: boolean }

/** The area of a row: its authority; without one its region; without that its country. */
function areaOf(gathering: Gathering, record: CsvRecord): RowArea {
  const { code, la, name } = gathering.found.table.area
  const own = {
    code: cellOf(gathering, record, code),
    la: plainNumber(cellOf(gathering, record, la)),
    name: cellOf(gathering, record, name),
  }
  const region = cellOf(gathering, record, 'region_code')
  const isOwn = own.code !== '' || own.la !== '' || own.name !== ''
  const wider = isOwn ? own : widerOf(gathering, record, region)
  const found = gathering.findArea(wider)
  if ('fault' in found) return found
  const { isWithin } = found
  return { area: found.code, areaName: wider.name, region: isWithin ? region : '', isWithin }
}

function widerOf(gathering: Gathering, record: CsvRecord, region: string) {
  const part = region === '' ? 'country' : 'region'
  const name = cellOf(gathering, record, `${part}_name`)
  return { code: cellOf(gathering, record, `${part}_code`), la: '', name }
}

/** `301.0` of a spreadsheet is 301; 0 is no number. */
function plainNumber(text: string): string {
  const number = text.replace(/\.0+$/, '')
  return /^0*$/.test(number) ? '' : number
}

function breakdownOf(gathering: Gathering, record: CsvRecord): string {
  const { whole, by } = gathering.found.table
  const isWhole = [...whole].every(([heading, words]) => {
    const cell = cellOf(gathering, record, heading)
    return words.some((word) => word.toLowerCase() === cell.toLowerCase())
  })
  if (isWhole) return ''
  const parts = by
    .map((heading) => cellOf(gathering, record, heading))
    .filter((text) => text !== '')
  return [...new Set(parts)].join(': ') || 'part of the cases'
}

type Column = {
  readonly figure: PublishedFigure
  readonly heading: string
  readonly at: number
  readonly year: string | null
}

function figuresOf(gathering: Gathering, record: CsvRecord): readonly Column[] {
  const { table, at, figures } = gathering.found
  if (!table.long) return figures
  const name = plainName(cellOf(gathering, record, table.long.series))
  const figure = table.figures.get(name)
  const place = at.get(table.long.value)
  if (figure && place !== undefined) return [{ figure, heading: name, at: place, year: null }]
  const { line } = record
  gathering.tally.add('source-published-unlisted', name, line, (count) => {
    return `${counted(count, 'figure')} of ${name || 'no series'}, which the layout does not list, left out.`
  })
  return []
}

type About = Pick<ReadFigure, 'area' | 'areaName' | 'region' | 'isWithin' | 'breakdown' | 'line'>

function figureOf(gathering: Gathering, record: CsvRecord, column: Column, about: About): Gathered {
  const { found, tally } = gathering
  const { table } = found
  const { figure, heading, at } = column
  const text = record.cells[at] ?? ''
  const wrong = (code: SourceCode, message: string) =>
    cellFault(gathering, code, column, about, message)
  const year = yearOf(gathering, record, column)
  const asAt = dayDescribed(typeof table.period === 'string' ? figure.year : 'day', year)
  if (asAt === undefined)
    return wrong('source-published-year', `“${year.slice(0, 20)}” is not a year of this table.`)
  const again = found.repeated.get(at)
  if (again !== undefined && record.cells[again] !== text)
    return wrong(
      'source-published-twice',
      `${heading} stands twice in the header, with two values in this row.`,
    )
  const read = publishedCell(text, table, figure.unit)
  if (!read)
    return wrong('source-published-cell', 'The cell is neither a number nor a known symbol.')
  if (read.value !== null && isLonger(text))
    tally.add(
      'source-published-digits',
      heading,
      about.line,
      (n) => `${counted(n, 'number')} ${LONG}`,
    )
  return { figures: [{ ...read, ...about, figure, asAt, heading, doubt: null }], issues: [] }
}

const LONG = 'with more than six decimals, kept to six.'

function cellFault(
  { file }: Gathering,
  code: SourceCode,
  { heading }: Column,
  { line }: About,
  message: string,
): Gathered {
  return { figures: [], issues: [sourceIssue(code, { file, line, field: heading }, message)] }
}

function yearOf(gathering: Gathering, record: CsvRecord, { year }: Column): string {
  const { period } = gathering.found.table
  if (typeof period !== 'string') return period.always
  return year ?? cellOf(gathering, record, period)
}
