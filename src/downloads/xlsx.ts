import { strToU8, zipSync } from 'fflate'

/**
 * A cell by its type: text, a number, yes or no, nothing, or a day. A text never becomes a formula,
 * whatever it begins with.
 */
export type XlsxCell = string | number | boolean | null | { readonly day: string }

/** One sheet. */
export type SheetCells = {
  /** Cut to the 31 characters that a sheet's name may have; signs it may not have become spaces. */
  readonly name: string
  /** What stands above the table, each line in one cell: title, source, day. */
  readonly heading?: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly (readonly XlsxCell[])[]
}

/** Most rows and characters of a cell that a spreadsheet program takes. */
const MOST_ROWS = 1_048_576
const MOST_CHARACTERS = 32_767

/**
 * The bytes of an .xlsx file: the same sheets give the same bytes. Days are real days, numbers real
 * numbers, the names of the columns stay in sight.
 *
 * @throws RangeError if there is no sheet, two have one name, a sheet has more rows than a
 *   spreadsheet takes, a number is not finite or a day is none.
 */
export function xlsxBytes(sheets: readonly SheetCells[]): Uint8Array {
  const names = sheets.map(({ name }) => sheetName(name))
  const lower = new Set(names.map((name) => name.toLowerCase()))
  if (sheets.length === 0 || lower.size < names.length)
    throw new RangeError(`sheets must have different names; got ${names.join(', ')}`)
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(names),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${String(at + 1)}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
  }
  for (const [at, sheet] of sheets.entries())
    parts[`xl/worksheets/sheet${String(at + 1)}.xml`] = worksheet(sheet)
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const)
  return zipSync(Object.fromEntries(bytes), { mtime: '1980-01-01T12:00:00', level: 6 })
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Style 1 is a day as `yyyy-mm-dd`, style 2 the bold names of the columns. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`

function sheetName(name: string): string {
  const plain = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .slice(0, 31)
    .trim()
  return plain === '' ? 'Sheet' : plain
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${String(at + 1)}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  )
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${parts.join('')}</Types>`
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) =>
      `<sheet name="${escaped(name)}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
  )
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function worksheet({ heading = [], columns, rows }: SheetCells): string {
  const above = heading.length === 0 ? [] : [...heading.map((line) => [line]), []]
  const top = above.length + 1
  if (top + rows.length > MOST_ROWS)
    throw new RangeError(
      `rows must be at most ${String(MOST_ROWS - top)}; got ${String(rows.length)}`,
    )
  const lines = [
    ...above.map((cells) => rowOf(cells, 0)),
    rowOf(columns, 2),
    ...rows.map((cells) => rowOf(cells, 0)),
  ]
  const pane = `<pane ySplit="${String(top)}" topLeftCell="A${String(top + 1)}" activePane="bottomLeft" state="frozen"/>`
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetData>${lines.join('')}</sheetData></worksheet>`
}

function rowOf(cells: readonly XlsxCell[], style: number): string {
  return `<row>${cells.map((cell) => cellOf(cell, style)).join('')}</row>`
}

function cellOf(cell: XlsxCell, style: number): string {
  const styled = style === 0 ? '' : ` s="${String(style)}"`
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c${styled}><v>${finite(cell)}</v></c>`
  if (typeof cell === 'boolean') return `<c${styled} t="b"><v>${cell ? '1' : '0'}</v></c>`
  if (typeof cell === 'object') return dayCell(cell.day)
  const text = escaped(cell.slice(0, MOST_CHARACTERS))
  return `<c${styled} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

function finite(value: number): string {
  if (Number.isFinite(value)) return String(value)
  throw new RangeError(`a number in a cell must be finite; got ${String(value)}`)
}

const DAY_MS = 86_400_000
/** From March 1900 on, the days since this one are the number of a day. */
const START = Date.UTC(1899, 11, 30)

/** A day before March 1900 has no sure number, so it stays text. */
function dayCell(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(time)) throw new RangeError(`a day must be YYYY-MM-DD; got ${day}`)
  if (day < '1900-03-01') return cellOf(day, 0)
  return `<c s="1"><v>${String((time - START) / DAY_MS)}</v></c>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Signs that XML cannot hold are left out; a text that looks like an escaped one keeps its look. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .toWellFormed()
}
