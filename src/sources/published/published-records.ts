import type { Published } from '../../catalogue/index.ts'
import type { CsvOptions } from '../csv/read-csv.ts'
import { type CsvRecord, readRecords } from '../csv/records.ts'
import { firstBytes, isZip, readUtf8 } from '../text-bytes.ts'
import { openWorkbook } from '../workbook/open-workbook.ts'
import type { Sheet, SheetCell, SheetRow } from '../workbook/types.ts'
import { plainNumber } from '../workbook/values.ts'
import { findPublished } from './find-table.ts'

/** How to read a published file's rows. */
export type RecordsOptions = Pick<CsvOptions, 'name' | 'limits' | 'onProgress'> & {
  /** Called with the name of each sheet that is not read. */
  readonly onSkipped?: (sheet: string) => void
}

/**
 * The rows of a published file, some at a time, its header among the first: of a CSV file, or of the
 * first sheet of a spreadsheet that has a known layout; none where no sheet has.
 *
 * @throws SourceFault if it cannot be read.
 */
export async function* publishedRecords(
  path: string,
  published: Published,
  options: RecordsOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  const { name, limits, onProgress } = options
  if (!isZip(await firstBytes(path, name, 4))) {
    const text = readUtf8(path, { name, limit: limits.bytes, onProgress })
    yield* readRecords(text, name, limits.rowCharacters)
    return
  }
  const book = await openWorkbook(path, name, limits)
  try {
    const sheets = book.sheets.filter(({ isHidden }) => !isHidden)
    const sheet = await sheetOf(published, name, sheets)
    if (!sheet) return
    for (const other of sheets) if (other !== sheet) options.onSkipped?.(other.name)
    yield* recordsOf(sheet)
  } finally {
    book.close()
  }
}

async function sheetOf(
  published: Published,
  file: string,
  sheets: readonly Sheet[],
): Promise<Sheet | undefined> {
  for (const sheet of sheets) {
    for await (const records of recordsOf(sheet)) {
      if (findPublished(published, file, records)) return sheet
      break
    }
  }
  return undefined
}

/** A header with what stands above it is among so many rows. */
const TOP_ROWS = 25

/** A sheet's rows as those of a CSV file; the first time enough to find the header in. */
async function* recordsOf(sheet: Sheet): AsyncGenerator<readonly CsvRecord[]> {
  let held: SheetRow[] = []
  let width = 0
  for await (const rows of sheet.rows()) {
    held.push(...rows)
    if (width === 0 && held.length < TOP_ROWS) continue
    if (width === 0) width = widthOf(held)
    yield held.map((row) => recordOf(row, width))
    held = []
  }
  if (held.length > 0) yield held.map((row) => recordOf(row, width || widthOf(held)))
}

function widthOf(rows: readonly SheetRow[]): number {
  return Math.max(...rows.map(({ cells }) => cells.length))
}

function recordOf({ row, cells }: SheetRow, width: number): CsvRecord {
  const all = Math.max(width, cells.length)
  return { line: row, cells: Array.from({ length: all }, (_, at) => textOf(cells[at])) }
}

/** As the cell is shown: a spreadsheet keeps 46.4% as 0.464. */
function textOf(cell: SheetCell | undefined): string {
  if (cell?.kind !== 'percent') return cell?.text ?? ''
  return `${plainNumber(String(100 * Number(cell.text))) ?? cell.text}%`
}
