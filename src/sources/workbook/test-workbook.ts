import { strToU8, zipSync } from 'fflate'

/** For tests: what a workbook is to hold, as the XML of its rows. */
export type TestWorkbook = {
  readonly sheets: readonly {
    readonly name: string
    readonly rows?: string
    /** The whole part instead. */
    readonly whole?: string
    readonly after?: string
    readonly isHidden?: boolean
  }[]
  readonly strings?: readonly string[]
  readonly is1904?: boolean
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The bytes of an .xlsx file. Style 1 is a day, style 2 per cent. */
export function xlsxBytes({ sheets, strings = [], is1904 = false }: TestWorkbook): Uint8Array {
  const listed = sheets.map(
    ({ name, isHidden }, at) =>
      `<sheet name="${name}" sheetId="${String(at + 1)}" r:id="s${String(at)}"${isHidden === true ? ' state="hidden"' : ''}/>`,
  )
  const related = sheets.map((_, at) =>
    relation(`s${String(at)}`, 'worksheet', `sheet${String(at)}.xml`),
  )
  return zipped({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([relation('b', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${is1904 ? '1' : '0'}"/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...related,
      relation('t', 'sharedStrings', 'strings.xml'),
      relation('y', 'styles', '/xl/styles.xml'),
    ]),
    'xl/strings.xml': `<sst xmlns="${MAIN}">${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows = '', whole, after = '' }, at) => [
        `xl/sheet${String(at)}.xml`,
        whole ?? `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
  })
}

function relations(all: readonly string[]): string {
  return `<Relationships xmlns="${RELATIONS}">${all.join('')}</Relationships>`
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function zipped(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  )
}

const SPACES = ['office', 'table', 'text', 'style', 'calcext']

/** The bytes of an .ods file with these tables. */
export function odsBytes(tables: string, manifest = ''): Uint8Array {
  const spaces = SPACES.map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  return zipped({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': `<manifest>${manifest}</manifest>`,
    'content.xml': `<office:document-content ${spaces}><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
  })
}

/** The XML of rows of inline texts from the first row on; an empty text makes no cell. */
export function textRows(rows: readonly (readonly string[])[]): string {
  const cellOf = (text: string): string =>
    text === '' ? '<c/>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`
  return rows.map((cells) => `<row>${cells.map(cellOf).join('')}</row>`).join('')
}
