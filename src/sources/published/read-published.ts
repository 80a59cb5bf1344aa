import {
  type Catalogue,
  type Published,
  type PublishedTable,
  readAreas,
} from '../../catalogue/index.ts'
import type { DayText } from '../../core/index.ts'
import type { CsvOptions } from '../csv/read-csv.ts'
import type { CsvRecord } from '../csv/records.ts'
import { fault, sourceIssue } from '../rules.ts'
import { makeTally, type Tally } from '../tally.ts'
import type { SourceItem } from '../types.ts'
import { doubtFigures } from './checks.ts'
import { dayDescribed } from './describes.ts'
import { areaFinder } from './find-area.ts'
import { findPublished, type FoundTable } from './find-table.ts'
import { type Gathering, gatherRow } from './gather.ts'
import { publishedRecords } from './published-records.ts'
import type { ReadFigure } from './types.ts'

/** The table of the records that published figures become. */
export const PUBLISHED = 'published'

/** How to read a published file. */
export type PublishedOptions = CsvOptions & {
  /** The day of publication. */
  readonly publishedOn: DayText
}

/** More than any publication has: they are held in memory, to be held against each other. */
const MOST_FIGURES = 3_000_000
const BATCH = 500

type Held = { readonly figures: ReadFigure[]; readonly items: SourceItem[] }

/**
 * The figures of a published file, each area's in its code of today, with the symbols that stand for
 * figures and all that is doubtful. It is read whole before the first is given.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readPublished(
  path: string,
  { published }: Pick<Catalogue, 'published'>,
  options: PublishedOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name: file, publishedOn } = options
  const tally = makeTally()
  const { figures, items, table } = await gatherFile(path, published, options, tally)
  const doubts = doubtFigures(figures, file, tally)
  const rows = figures.map((figure) => rowOf(figure, table.title, publishedOn))
  yield items
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH)
  const none =
    figures.length === 0
      ? [sourceIssue('source-no-rows', { file }, 'The file has a header and no figures.')]
      : []
  yield [...none, ...doubts, ...tally.issues(file)].map((issue) => ({ kind: 'issue', issue }))
}

async function gatherFile(
  path: string,
  published: Published,
  { name: file, limits, onProgress }: PublishedOptions,
  tally: Tally,
): Promise<Held & { readonly table: PublishedTable }> {
  const findArea = areaFinder(await readAreas())
  const held: Held = { figures: [], items: [] }
  let gathering: Gathering | undefined
  const onSkipped = (sheet: string) => held.items.push(skippedItem(file, sheet))
  const options = { name: file, limits, onProgress, onSkipped }
  for await (const batch of publishedRecords(path, published, options)) {
    const found = gathering?.found ?? findPublished(published, file, batch)
    if (!found) throw fault('source-published', { file, line: 1 }, `${file} has no known layout.`)
    if (!gathering) held.items.push(...headerItems(found, file))
    gathering = { found, file, findArea, tally }
    const rows = rowsOf(found, batch)
    for (const record of rows) take(gathering, record, held)
    if (rows.length < batch.length && batch.some((record) => ends(found, record))) break
  }
  if (!gathering) throw fault('source-empty', { file }, `${file} holds no rows.`)
  return { ...held, table: gathering.found.table }
}

function skippedItem(file: string, sheet: string): SourceItem {
  const message = `The sheet ${sheet} was not read: it is not of the published table that was found.`
  return { kind: 'issue', issue: sourceIssue('source-sheet-skipped', { file }, message) }
}

/** The rows below the header and before the notes. */
function rowsOf(found: FoundTable, batch: readonly CsvRecord[]): readonly CsvRecord[] {
  const end = batch.findIndex((record) => ends(found, record))
  const table = end < 0 ? batch : batch.slice(0, end)
  return table.filter(({ line }) => line > found.line)
}

function ends({ table }: FoundTable, { cells }: CsvRecord): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? ''
  return table.ends.some((words) => first.trim().startsWith(words))
}

function take(gathering: Gathering, record: CsvRecord, held: Held): void {
  const { figures, issues } = gatherRow(gathering, record)
  held.figures.push(...figures)
  for (const issue of issues)
    held.items.push({ kind: 'refused', dataset: PUBLISHED, line: record.line, issues: [issue] })
  if (held.figures.length > MOST_FIGURES)
    throw fault(
      'source-too-long',
      { file: gathering.file },
      'The file has too many figures to be real.',
    )
}

function headerItems({ table, unknown, repeated, at, line }: FoundTable, file: string) {
  const place = { file, line }
  const twice = [...at].filter(([, first]) => repeated.has(first)).map(([heading]) => heading)
  const issues = [
    sourceIssue('source-published-used', place, `Read as “${table.title}” (${table.id}).`),
    ...twice
      .filter((heading) => table.figures.has(heading))
      .map((heading) => {
        const message = `The heading ${heading} stands twice; where both columns say the same, it is taken once.`
        return sourceIssue('source-published-twice-same', { ...place, field: heading }, message)
      }),
    ...unknown.map((heading) => {
      const message = `Not loaded, because the layout does not list it: ${heading.slice(0, 60)}.`
      return sourceIssue('source-published-column', { ...place, field: heading }, message)
    }),
  ]
  return issues.map((issue): SourceItem => ({ kind: 'issue', issue }))
}

function rowOf(read: ReadFigure, source: string, publishedOn: DayText): SourceItem {
  const { figure, area, areaName, asAt, breakdown, value, symbol, doubt, line } = read
  const values = {
    ...{ series: figure.series, area, area_name: areaName === '' ? null : areaName, as_at: asAt },
    ...{ breakdown: breakdown === '' ? null : breakdown, value, symbol },
    ...{ unit: figure.unit, queried: doubt, source, published_date: publishedOn },
  }
  return { kind: 'row', row: { dataset: PUBLISHED, values, line } }
}

/**
 * The published table that a file is of, and the day on which its release came out where the layout knows
 * that: by the newest year in it. Undefined where the file is of none.
 */
export async function recognisePublished(
  path: string,
  published: Published,
  { name, limits }: Pick<CsvOptions, 'name' | 'limits'>,
): Promise<{ readonly found: FoundTable; readonly publishedOn?: DayText } | undefined> {
  let found: FoundTable | undefined
  let newest = ''
  for await (const batch of publishedRecords(path, published, { name, limits })) {
    found ??= findPublished(published, name, batch)
    if (!found) return undefined
    const { table, at, line } = found
    const place = typeof table.period === 'string' ? at.get(table.period) : undefined
    if (place === undefined || table.releases.length === 0) return { found }
    const days = batch.flatMap((row) => (row.line > line ? dayIn(table, row.cells[place]) : []))
    newest = [newest, ...days].sort().at(-1) ?? ''
  }
  if (!found) return undefined
  const { table } = found
  const release = table.releases.find((one) => dayIn(table, one.newest) === newest)
  return { found, ...(release && { publishedOn: release.published }) }
}

function dayIn({ figures }: PublishedTable, text = ''): DayText {
  const [first] = figures.values()
  return dayDescribed(first?.year ?? 'calendar', text) ?? ''
}
