import type { Issue } from '../../core/index.ts'
import { LIMITS } from '../limits.ts'
import { sourceIssue } from '../rules.ts'
import { counted, makeTally, type Tally } from '../tally.ts'
import type { SourceLimits } from '../types.ts'
import { topRows } from '../workbook/find-table.ts'
import { openWorkbook } from '../workbook/open-workbook.ts'
import { makeRecords, type Meant } from '../workbook/sheet-records.ts'
import type { Sheet, SheetRow, Workbook } from '../workbook/types.ts'
import { elementOf } from './names.ts'
import type { OpenOptions, OpenReturn } from './open-return.ts'
import { personsOf, type ReturnTable, type TableName, TABLES } from './tables.ts'
import { type HeadMeaning, meaningOf, tableTitled, type TemplateTable } from './template-heads.ts'
import { dayOfText } from './values.ts'

/**
 * Whether a spreadsheet is a SEN2 return: the data-entry template, whose tables stand one above the
 * other under their titles, or a working book with one of them on each sheet.
 */
export async function isTemplate(
  path: string,
  name: string,
  limits: SourceLimits = LIMITS,
): Promise<boolean> {
  const book = await openWorkbook(path, name, limits)
  try {
    const titles = book.sheets.map((sheet) => tableTitled(sheet.name))
    if (titles.includes('sen2') && titles.includes('person')) return true
    for (const sheet of book.sheets) {
      const [first, second] = await topRows(sheet)
      if (first && second && headsAfter(first, second)?.table === 'sen2') return true
    }
    return false
  } finally {
    book.close()
  }
}

/**
 * Opens a return kept in the Excel template.
 *
 * @throws SourceFault if the file cannot be read as a spreadsheet.
 */
export async function openTemplate(path: string, options: OpenOptions): Promise<OpenReturn> {
  const { name, limits, keepsNames = false } = options
  const book = await openWorkbook(path, name, limits)
  const tally = makeTally()
  const blocks: Block[] = []
  try {
    for (const sheet of book.sheets) blocks.push(...(await blocksOf(book, sheet, tally)))
  } finally {
    book.close()
  }
  const header = headerTexts(blocks)
  const tables = tablesOf(blocks, name)
  const { persons, issues } = personsOf(tables, keepsNames)
  const seen = new Set(['Message', ...blocks.flatMap(partsSeen), ...header.keys()])
  const all = [...issues, ...crossedReviews(blocks, name), ...tally.issues(name)]
  return { header, seen, persons: inOne(persons), issues: () => all }
}

// eslint-disable-next-line @typescript-eslint/require-await -- all is read already
async function* inOne<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  if (items.length > 0) yield items
}

/** A table with its rows, wherever it stands. */
type Block = {
  readonly table: TemplateTable
  readonly sheet: string
  readonly heads: readonly (HeadMeaning | undefined)[]
  readonly rows: { readonly line: number; readonly cells: readonly string[] }[]
}

async function blocksOf(book: Workbook, sheet: Sheet, tally: Tally): Promise<Block[]> {
  const blocks: Block[] = []
  const taker = rowTaker(tableTitled(sheet.name), (heads) => {
    const block: Block = { ...heads, sheet: sheet.name, rows: [] }
    const records = makeRecords(book, meantBy(block), block.heads.length, tally)
    blocks.push(block)
    return (row) => block.rows.push(records(row))
  })
  for await (const rows of sheet.rows()) for (const row of rows) taker.add(row)
  taker.end()
  return blocks
}

type Take = (row: SheetRow) => unknown

/** Finds where tables begin; every other row is given to the table above it. */
function rowTaker(
  ofSheet: TemplateTable | undefined,
  begin: (heads: Heads) => Take,
): { readonly add: (row: SheetRow) => void; readonly end: () => void } {
  let take: Take | undefined
  /** A row that may be a title, or a row of a record whose sort is so called. */
  let held: SheetRow | undefined
  const release = (): void => {
    if (held) take?.(held)
    held = undefined
  }
  return {
    add: (row) => {
      const heads = held ? headsAfter(held, row) : headsOf(ofSheet, row)
      if (heads) {
        held = undefined
        take = begin(heads)
        return
      }
      release()
      held = row
      if (titleIn(row) === undefined) release()
    },
    end: release,
  }
}

function titleIn({ cells }: SheetRow): TemplateTable | undefined {
  return tableTitled(cells[0]?.text ?? '')
}

type Heads = Pick<Block, 'table' | 'heads'>

/** The headings of the table that the row before announces, if they are some. */
function headsAfter(before: SheetRow, row: SheetRow): Heads | undefined {
  return headsOf(titleIn(before), row)
}

/** A row of headings: at least two are known, and at least half of them. */
function headsOf(table: TemplateTable | undefined, { cells }: SheetRow): Heads | undefined {
  if (table === undefined) return undefined
  const heads = cells.map((cell) => cell && meaningOf(table, cell.text))
  const known = heads.filter((one) => one && (one.is === 'join' || one.isKnown)).length
  const filled = heads.filter((one) => one !== undefined).length
  return known >= 2 && known * 2 >= filled ? { table, heads } : undefined
}

function meantBy({ table, heads }: Block): readonly Meant[] {
  return heads.map((head) => {
    if (head?.is !== 'element') return 'text'
    const record = table === 'sen2' ? 'CollectionDetails' : TABLES[table].record
    return elementOf(record, head.name)?.format === 'day' ? 'day' : 'text'
  })
}

function partsSeen({ table }: Block): readonly string[] {
  if (table === 'sen2') return ['Header']
  return table === 'person' ? ['Persons'] : []
}

function headerTexts(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { heads, rows } of blocks.filter(({ table }) => table === 'sen2'))
    for (const [at, head] of heads.entries()) {
      const text = rows[0]?.cells[at]?.trim() ?? ''
      if (head?.is === 'element' && text !== '') texts.set(head.name, text)
    }
  return texts
}

/** The tables as they would be exported: the joins become the keys of each record and its parent. */
function tablesOf(blocks: readonly Block[], file: string): ReadonlyMap<TableName, ReturnTable> {
  const tables = new Map<TableName, ReturnTable>()
  const sheets = new Set(blocks.map(({ sheet }) => sheet))
  for (const block of blocks) {
    const { table: name } = block
    if (name === 'sen2') continue
    const table = tableOf(
      { ...block, table: name },
      sheets.size > 1 ? `${file}!${block.sheet}` : file,
    )
    const other = tables.get(name)
    tables.set(name, other ? { ...other, rows: [...other.rows, ...table.rows] } : table)
  }
  return tables
}

function tableOf(
  { table: name, heads, rows, sheet }: Block & { readonly table: TableName },
  file: string,
): ReturnTable {
  const columns = heads.flatMap((head, at) =>
    head?.is === 'element' ? [{ at, name: head.name }] : [],
  )
  const { parent } = TABLES[name]
  return {
    name,
    file,
    heads: [`${name}tableid`, `${parent ?? 'sen2'}tableid`, ...columns.map((one) => one.name)],
    rows: rows.flatMap((row) => {
      const key = keysOf(heads, row.cells)
      const values = columns.map((column) => row.cells[column.at]?.trim() ?? '')
      // spare rows of the template hold the sort of record and the authority, and nothing else
      if (values.every((value) => value === '') && key.request.trim() === '') return []
      const own = name === 'person' ? key.person : key.request
      const above = parent === 'person' ? key.person : key.request
      const ids = [isOnce(name) ? own : `${sheet} ${String(row.line)}`, parent ? above : '']
      return [{ line: row.line, cells: [...ids, ...values] }]
    }),
  }
}

type Keys = { readonly person: string; readonly request: string }

function keysOf(heads: Block['heads'], cells: readonly string[]): Keys {
  const text = (join: string): string => {
    const at = heads.findIndex((one) => one?.is === 'join' && one.join === join)
    return cells[at]?.trim() ?? ''
  }
  return { person: text('person'), request: `${text('person')} ${text('request')}` }
}

/** Of these a request has one at most, so that its key is key enough. */
function isOnce(name: TableName): boolean {
  return ['person', 'requests', 'assessment', 'namedplan', 'activeplans'].includes(name)
}

/** Two headings of reviews are crossed in public readers of the template: most rows would tell. */
function crossedReviews(blocks: readonly Block[], file: string): Issue[] {
  const days = blocks
    .filter(({ table }) => table === 'activeplans')
    .flatMap(({ heads, rows }) => {
      const at = (name: string): number =>
        heads.findIndex((head) => head?.is === 'element' && head.name === name)
      const [met, decided] = [at('ReviewMeeting'), at('LastReview')]
      return rows.flatMap(({ line, cells }) => {
        const meeting = dayOfText(cells[met] ?? '')
        const last = dayOfText(cells[decided] ?? '')
        return meeting === undefined || last === undefined ? [] : [{ line, meeting, last }]
      })
    })
  const crossed = days.filter(({ meeting, last }) => meeting > last)
  if (crossed.length * 2 <= days.length) return []
  const place = { file, line: crossed[0]?.line ?? 1, field: 'ReviewMeeting' }
  const message = `Of ${counted(days.length, 'review')} with both days, ${String(crossed.length)} were decided before they were held: the columns of the two days seem to have changed places.`
  return [sourceIssue('sen2-crossed-reviews', place, message)]
}
