import { fault, type SourceFault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'
import { cellAddress, parseAddress } from './address.ts'
import type { Merge, Sheet, SheetCell, SheetRow, Workbook } from './types.ts'
import { dayOfSerial, plainDay, plainNumber } from './values.ts'
import { type Opened, readParts, unescaped, type XlsxParts } from './xlsx-parts.ts'
import { readXml, type XmlHandlers } from './xml.ts'
import type { Zip } from './zip.ts'

/** The workbook in an archive. @throws SourceFault if it holds none. */
export async function openXlsx(zip: Zip, file: string, limits: SourceLimits): Promise<Workbook> {
  const opened: Opened = { zip, file, limits }
  const parts = await readParts(opened)
  return {
    form: 'xlsx',
    sheets: parts.sheets.map((sheet) => makeSheet(opened, parts, sheet)),
    dayOf: (serial) => dayOfSerial(serial, parts.is1904),
    close: zip.close,
  }
}

function makeSheet(
  opened: Opened,
  parts: XlsxParts,
  { name, isHidden, part }: XlsxParts['sheets'][number],
): Sheet {
  let merges: Merge[] = []
  async function* rows(): AsyncGenerator<readonly SheetRow[]> {
    merges = []
    const reading = makeReading(opened, parts, name)
    const handlers = sheetHandlers(reading, merges)
    yield* readXml(opened.zip.text(part), { ...opened, handlers }, () => takeRows(reading))
  }
  return { name, isHidden, rows, merges: () => merges }
}

/** A sheet as far as it has been read. */
type Reading = {
  readonly opened: Opened
  readonly parts: XlsxParts
  readonly sheet: string
  done: SheetRow[]
  row: number
  isHidden: boolean
  cells: (SheetCell | undefined)[]
  column: number
  type: string
  style: number
  isFormula: boolean
  value: string
  inline: string
  /** Which of its texts a cell is giving. */
  within: 'value' | 'inline' | undefined
  phonetic: number
}

function makeReading(opened: Opened, parts: XlsxParts, sheet: string): Reading {
  const cell = { column: -1, type: 'n', style: 0, isFormula: false, value: '', inline: '' }
  const row = { row: 0, isHidden: false, cells: [] }
  return { opened, parts, sheet, done: [], ...row, ...cell, within: undefined, phonetic: 0 }
}

function takeRows(reading: Reading): readonly SheetRow[] | undefined {
  if (reading.done.length === 0) return undefined
  const { done } = reading
  reading.done = []
  return done
}

type Given = Readonly<Record<string, string>>

function sheetHandlers(reading: Reading, merges: Merge[]): XmlHandlers {
  const starts: Readonly<Record<string, (given: Given) => void>> = {
    row: (given) => {
      startRow(reading, given)
    },
    c: (given) => {
      startCell(reading, given)
    },
    f: () => {
      reading.isFormula = true
    },
    v: () => {
      reading.within = 'value'
    },
    t: () => {
      reading.within = reading.phonetic === 0 ? 'inline' : undefined
    },
    rPh: () => {
      reading.phonetic += 1
    },
    mergeCell: (given) => {
      merges.push(mergeOf(given['ref'] ?? ''))
    },
  }
  return {
    open: (name, given) => starts[name]?.(given),
    text: (text) => {
      if (reading.within === 'value') reading.value += text
      else if (reading.within === 'inline') reading.inline += text
    },
    close: (name) => {
      reading.within = undefined
      if (name === 'c') endCell(reading)
      else if (name === 'row') endRow(reading)
      else if (name === 'rPh') reading.phonetic -= 1
    },
  }
}

function mergeOf(range: string): Merge {
  const [first, last] = range.split(':').map((part) => parseAddress(part)?.row)
  return { range, firstRow: first ?? 1, lastRow: last ?? first ?? 1 }
}

/** Rows that a sheet can have in any spreadsheet program. */
const MOST_ROWS = 1_048_576

function startRow(reading: Reading, given: Given): void {
  const row = given['r'] === undefined ? reading.row + 1 : Number(given['r'])
  if (!Number.isInteger(row) || row <= reading.row || row > MOST_ROWS)
    throw damaged(reading, 'its rows are not in order')
  reading.row = row
  reading.isHidden = /^(?:1|true)$/.test(given['hidden'] ?? '')
  reading.cells = []
  reading.column = -1
}

function startCell(reading: Reading, given: Given): void {
  const place = given['r'] === undefined ? undefined : parseAddress(given['r'])
  if (given['r'] !== undefined && place?.row !== reading.row)
    throw damaged(reading, 'a cell stands in another row than it says')
  const column = place?.column ?? reading.column + 1
  if (column <= reading.column) throw damaged(reading, 'its cells are not in order')
  reading.column = column
  reading.type = given['t'] ?? 'n'
  reading.style = Number(given['s'] ?? '0')
  reading.isFormula = false
  reading.value = ''
  reading.inline = ''
}

function damaged({ opened: { file }, sheet }: Reading, why: string): SourceFault {
  const message = `The sheet ${sheet} of ${file} cannot be read: ${why}.`
  return fault('source-workbook-damaged', { file }, message)
}

function endCell(reading: Reading): void {
  const { opened, sheet, column, row } = reading
  const made = cellOf(reading)
  if (made.text === '' && !made.isFormula) return
  if (column >= opened.limits.columns) {
    const message = `${cellAddress(sheet, column, row)} lies further right than any real column.`
    throw fault('source-too-much', { file: opened.file }, message)
  }
  reading.cells[column] = made
}

function cellOf(reading: Reading): SheetCell {
  const { parts, type, value, isFormula } = reading
  if (type === 's') {
    const text = value === '' ? '' : parts.strings[Number(value)]
    if (text === undefined) throw damaged(reading, 'a cell points to a text that is not there')
    return { text, kind: 'text', isFormula }
  }
  if (type === 'inlineStr') return { text: unescaped(reading.inline), kind: 'text', isFormula }
  if (type === 'str') return { text: unescaped(value), kind: 'text', isFormula }
  if (type === 'e') return { text: value, kind: 'error', isFormula }
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'boolean', isFormula }
  if (type === 'd') return { text: plainDay(value), kind: 'day', isFormula }
  return { ...numberOf(reading), isFormula }
}

function numberOf(reading: Reading): Pick<SheetCell, 'text' | 'kind'> {
  const { parts, style, value, isFormula } = reading
  // A formula that nothing has reckoned yet is not an empty cell.
  if (value === '')
    return isFormula ? { text: '#VALUE!', kind: 'error' } : { text: '', kind: 'number' }
  const text = plainNumber(value.trim())
  if (text === undefined) throw damaged(reading, 'a cell says that it is a number and is none')
  const kind = parts.kinds[style] ?? 'number'
  if (kind !== 'day' && kind !== 'time') return { text, kind }
  const day = dayOfSerial(Number(value), parts.is1904)
  if (kind === 'time' && Number(value) < 1) return { text, kind }
  return day === undefined ? { text, kind: 'number' } : { text: day, kind: 'day' }
}

function endRow(reading: Reading): void {
  const { row, cells, isHidden } = reading
  if (cells.length > 0) reading.done.push({ row, cells: Array.from(cells), isHidden })
}
