import { fault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'
import { cellAddress } from './address.ts'
import type { CellKind, Merge, Sheet, SheetCell, SheetRow, Workbook } from './types.ts'
import { dayOfSerial, plainDay, plainNumber } from './values.ts'
import { readWholeXml, readXml, type XmlHandlers } from './xml.ts'
import type { Zip } from './zip.ts'

type Opened = { readonly zip: Zip; readonly file: string; readonly limits: SourceLimits }
type Given = Readonly<Record<string, string>>

const CONTENT = 'content.xml'
const MANIFEST = 'META-INF/manifest.xml'

/** The OpenDocument spreadsheet in an archive. @throws SourceFault if it is locked or damaged. */
export async function openOds(zip: Zip, file: string, limits: SourceLimits): Promise<Workbook> {
  const opened: Opened = { zip, file, limits }
  await refuseLocked(opened)
  const listed = await listTables(opened)
  return {
    form: 'ods',
    sheets: listed.map(({ name, isHidden }, at) => makeSheet(opened, name, isHidden, at)),
    dayOf: (serial) => dayOfSerial(serial, false),
    close: zip.close,
  }
}

async function refuseLocked({ zip, file, limits }: Opened): Promise<void> {
  if (!zip.has(MANIFEST)) return
  const open = (name: string): void => {
    if (name === 'encryption-data')
      throw fault('source-workbook-locked', { file }, `${file} is locked with a password.`)
  }
  await readWholeXml(zip.text(MANIFEST), { file, limits, handlers: { open } })
}

/** The tables in order; one within another is not a sheet. */
async function listTables(opened: Opened) {
  const listed: { name: string; isHidden: boolean }[] = []
  const hidden = new Set<string>()
  let [style, depth] = ['', 0]
  const handlers = {
    open: (name: string, given: Given): void => {
      if (name === 'style') style = given['style:name'] ?? ''
      if (name === 'table-properties' && given['table:display'] === 'false') hidden.add(style)
      if (name !== 'table') return
      depth += 1
      const isHidden = hidden.has(given['table:style-name'] ?? '')
      if (depth === 1) listed.push({ name: given['table:name'] ?? '', isHidden })
    },
    close: (name: string): void => {
      if (name === 'table') depth -= 1
    },
  }
  await readWholeXml(opened.zip.text(CONTENT), { ...opened, handlers })
  return listed
}

function makeSheet(opened: Opened, name: string, isHidden: boolean, at: number): Sheet {
  let merges: Merge[] = []
  async function* rows(): AsyncGenerator<readonly SheetRow[]> {
    merges = []
    const reading: Reading = {
      ...START,
      opened,
      sheet: name,
      wanted: at,
      merges,
      cells: [],
      done: [],
    }
    const handlers = tableHandlers(reading)
    yield* readXml(opened.zip.text(CONTENT), { ...opened, handlers }, () => takeRows(reading))
  }
  return { name, isHidden, rows, merges: () => merges }
}

const START = {
  table: -1,
  depth: 0,
  row: 0,
  rowRepeat: 1,
  isHidden: false,
  column: 0,
  given: undefined,
  text: '',
  paragraphs: 0,
  isText: false,
  aside: 0,
} as const

type Reading = {
  readonly opened: Opened
  readonly sheet: string
  readonly wanted: number
  readonly merges: Merge[]
  table: number
  depth: number
  done: SheetRow[]
  /** Of the last row that ended. */
  row: number
  rowRepeat: number
  isHidden: boolean
  cells: (SheetCell | undefined)[]
  column: number
  /** What the open cell says of itself. */
  given: Given | undefined
  text: string
  paragraphs: number
  isText: boolean
  /** Within a comment or a drawing, whose text is not the cell's. */
  aside: number
}

function takeRows(reading: Reading): readonly SheetRow[] | undefined {
  if (reading.done.length === 0) return undefined
  const { done } = reading
  reading.done = []
  return done
}

const ASIDES = new Set(['annotation', 'frame', 'shapes', 'custom-shape', 'ruby-text'])

function tableHandlers(reading: Reading): XmlHandlers {
  const isIn = (): boolean => reading.table === reading.wanted && reading.depth === 1
  return {
    open: (name, given) => {
      if (name === 'table') {
        if (reading.depth === 0) reading.table += 1
        reading.depth += 1
      } else if (isIn()) openWithin(reading, name, given)
    },
    text: (text) => {
      if (reading.isText && reading.aside === 0) reading.text += text
    },
    close: (name) => {
      if (name === 'table') reading.depth -= 1
      else if (isIn()) closeWithin(reading, name)
    },
  }
}

function openWithin(reading: Reading, name: string, given: Given): void {
  if (ASIDES.has(name)) reading.aside += 1
  else if (name === 'table-row') startRow(reading, given)
  else if (name === 'table-cell' || name === 'covered-table-cell') startCell(reading, given)
  else if (name === 'p') startParagraph(reading)
  else if (reading.aside > 0) return
  else if (name === 's') reading.text += ' '.repeat(repeat(reading, given['text:c'], 1_000))
  else if (name === 'tab') reading.text += '\t'
  else if (name === 'line-break') reading.text += '\n'
}

function startRow(reading: Reading, given: Given): void {
  reading.cells = []
  reading.column = 0
  reading.rowRepeat = repeat(reading, given['table:number-rows-repeated'], MOST_ROWS)
  reading.isHidden = (given['table:visibility'] ?? 'visible') !== 'visible'
}

function startCell(reading: Reading, given: Given): void {
  reading.given = given
  reading.text = ''
  reading.paragraphs = 0
}

function startParagraph(reading: Reading): void {
  if (reading.aside > 0) return
  if (reading.paragraphs > 0) reading.text += '\n'
  reading.paragraphs += 1
  reading.isText = true
}

function closeWithin(reading: Reading, name: string): void {
  if (ASIDES.has(name)) reading.aside -= 1
  else if (name === 'table-row') endRow(reading)
  else if (name === 'table-cell' || name === 'covered-table-cell') endCell(reading)
  else if (name === 'p' && reading.aside === 0) reading.isText = false
}

/** Rows that a sheet can have in any spreadsheet program. */
const MOST_ROWS = 1_048_576

/** How often a cell or row stands there; blank ones run to the end of the sheet. */
function repeat({ opened: { file } }: Reading, text: string | undefined, most: number): number {
  const count = text === undefined ? 1 : Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw fault(
    'source-workbook-damaged',
    { file },
    `${file} repeats a cell or row impossibly often.`,
  )
}

function endCell(reading: Reading): void {
  const given = reading.given ?? {}
  reading.given = undefined
  const { opened, sheet, column } = reading
  const times = repeat(reading, given['table:number-columns-repeated'], MOST_ROWS)
  reading.column += times
  noteMerge(reading, given)
  const cell = cellOf(reading, given)
  if (cell.text === '' && !cell.isFormula) return
  if (column + times > opened.limits.columns) {
    const address = cellAddress(sheet, column, reading.row + 1)
    const message = `${address} lies or is repeated further right than any real column.`
    throw fault('source-too-much', { file: opened.file }, message)
  }
  for (let at = column; at < column + times; at += 1) reading.cells[at] = cell
}

function noteMerge({ merges, sheet, column, row }: Reading, given: Given): void {
  const rows = Number(given['table:number-rows-spanned'] ?? '1')
  const columns = Number(given['table:number-columns-spanned'] ?? '1')
  if (!(rows > 1 || columns > 1)) return
  const range = cellAddress(sheet, column, row + 1).split('!')[1] ?? ''
  merges.push({ range, firstRow: row + 1, lastRow: row + rows })
}

const KINDS: ReadonlyMap<string, CellKind> = new Map([
  ['float', 'number'],
  ['currency', 'number'],
  ['percentage', 'percent'],
  ['date', 'day'],
  ['time', 'time'],
  ['boolean', 'boolean'],
])

function cellOf(reading: Reading, given: Given): SheetCell {
  const isFormula = given['table:formula'] !== undefined
  const said = KINDS.get(given['office:value-type'] ?? '') ?? 'text'
  const kind = given['calcext:value-type'] === 'error' ? 'error' : said
  return { text: textOf(reading, given, said), kind, isFormula }
}

const VALUES: ReadonlyMap<CellKind, string> = new Map([
  ['day', 'office:date-value'],
  ['time', 'office:time-value'],
  ['boolean', 'office:boolean-value'],
])

function textOf(reading: Reading, given: Given, kind: CellKind): string {
  if (kind === 'text') return given['office:string-value'] ?? reading.text
  const attribute = VALUES.get(kind) ?? 'office:value'
  const value = given[attribute] ?? ''
  if (kind === 'day') return plainDay(value)
  if (kind === 'time' || kind === 'boolean') return value.toUpperCase()
  const text = plainNumber(value)
  if (text !== undefined) return text
  const { file } = reading.opened
  throw fault('source-workbook-damaged', { file }, `${file} has a number that is none.`)
}

function endRow(reading: Reading): void {
  const { cells, isHidden, rowRepeat, opened } = reading
  const first = reading.row + 1
  reading.row += rowRepeat
  if (cells.length === 0) return
  if (rowRepeat > opened.limits.repeatedRows || reading.row > MOST_ROWS) {
    const message = `Row ${String(first)} of ${reading.sheet} is repeated more often than any real one.`
    throw fault('source-too-much', { file: opened.file }, message)
  }
  const kept = Array.from(cells)
  for (let row = first; row <= reading.row; row += 1)
    reading.done.push({ row, cells: kept, isHidden })
}
