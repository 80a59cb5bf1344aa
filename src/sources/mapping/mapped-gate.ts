import type { Catalogue } from '../../catalogue/index.ts'
import { sourceIssue } from '../rules.ts'
import { rowChecks } from '../csv/check-row.ts'
import { plainName } from '../../core/index.ts'
import { matchHeader } from '../csv/header.ts'
import type { CsvRecord } from '../csv/records.ts'
import { makeRowGate, type RowGate } from '../csv/row-gate.ts'
import { counted, makeTally, type Tally } from '../tally.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { type CellMap, cellMap } from './map-cell.ts'
import type { Layout } from './layout.ts'
import type { MappedTable, Mapping } from './types.ts'

/** How to speak of a cell of the extract: its column from 0, and its line. */
export type Locate = (at: number | undefined, line: number) => string

/** What is the same for all rows of an extract. */
export type MappedExtract = {
  readonly mapping: Mapping
  readonly layout: Layout
  readonly catalogue: Pick<Catalogue, 'datasets'>
  readonly file: string
  /** Cells in its header. */
  readonly width: number
  readonly limits: SourceLimits
  readonly locate: Locate
}

/** Lets the rows of an extract through, each as a row of every table that it feeds. */
export function makeMappedGate(extract: MappedExtract): RowGate {
  const tables = extract.mapping.tables.map((table) => makeTable(extract, table, makeTally()))
  return {
    add: (records) => {
      const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
      return tables.flatMap((table) => table.add(filled))
    },
    end: (isEnded) => tables.flatMap((table) => table.end(isEnded)),
  }
}

/** A column of a table with where its cells come from. */
type Source = { readonly at: number | undefined; readonly map: CellMap }

function makeTable(extract: MappedExtract, table: MappedTable, tally: Tally): RowGate {
  const { catalogue, mapping, layout, file, limits } = extract
  const dataset = catalogue.datasets.get(table.table)
  if (!dataset) throw new Error(`a mapping must be of known tables; got ${table.table}`)
  const at = (heading: string) => layout.at.get(plainName(heading))
  const sources = new Map<string, Source>()
  for (const [name, mapped] of table.columns) {
    const from = mapped.from === undefined ? undefined : at(mapped.from)
    sources.set(name, { at: from, map: cellMap(mapping, mapped, dataset.table.columns.get(name)) })
  }
  const header = matchHeader(dataset, [...sources.keys()], file)
  const checks = rowChecks(dataset, header, { file, tally, textCharacters: limits.textCharacters })
  const gate = makeRowGate(checks)
  const choose = chooser(extract, table, tally, [...sources.values()])
  const located = (item: SourceItem) => withPlaces(item, sources, extract)
  return {
    add: (records) => {
      const ragged = records.filter(({ cells }) => cells.length !== extract.width)
      const sound = records.filter(({ cells }) => cells.length === extract.width)
      return [
        ...ragged.map((record) => raggedItem(extract, table.table, record)),
        ...gate.add(choose(sound)).map(located),
      ]
    },
    // That no row was left for a table is no fault of the file.
    end: (isEnded) => gate.end(isEnded).filter(isNotEmptyNote).map(located),
  }
}

type Skipped = keyof typeof SKIPPED
const SKIPPED = {
  'source-mapping-skipped': 'left out of this table, as the mapping asks',
  'source-mapping-repeated': 'the same for this table as one before, and given once',
} as const

function isNotEmptyNote(item: SourceItem): boolean {
  return item.kind !== 'issue' || item.issue.code !== 'source-no-rows'
}

/** The records that count for a table, with its cells. */
function chooser(
  { layout, mapping }: MappedExtract,
  { table, onlyWhen, whenFilled, once }: MappedTable,
  tally: Tally,
  sources: readonly Source[],
): (records: readonly CsvRecord[]) => CsvRecord[] {
  const cellOf = ({ cells }: CsvRecord, heading: string) =>
    (cells[layout.at.get(plainName(heading)) ?? -1] ?? '').trim().toLowerCase()
  const counts = (record: CsvRecord): boolean =>
    [...onlyWhen].every(([heading, words]) => words.has(cellOf(record, heading))) &&
    whenFilled.every((heading) => {
      const word = cellOf(record, heading)
      return word !== '' && !mapping.empty.has(word)
    })
  const seen = new Set<string>()
  const skip = (code: Skipped, line: number): readonly CsvRecord[] => {
    tally.add(code, table, line, (count) => `${counted(count, 'row')} ${SKIPPED[code]}.`)
    return []
  }
  return (records) =>
    records.flatMap((record) => {
      if (!counts(record)) return skip('source-mapping-skipped', record.line)
      const cells = sources.map(({ at, map }) =>
        map(at === undefined ? '' : (record.cells[at] ?? '')),
      )
      const key = once ? JSON.stringify(cells) : ''
      if (once && seen.has(key)) return skip('source-mapping-repeated', record.line)
      if (once) seen.add(key)
      return [{ cells, line: record.line }]
    })
}

function raggedItem(
  { file, width, locate }: MappedExtract,
  dataset: string,
  { line, cells }: CsvRecord,
): SourceItem {
  const message = `${locate(undefined, line)}The row has ${counted(cells.length, 'cell')}; the header has ${String(width)}.`
  return {
    kind: 'refused',
    dataset,
    line,
    issues: [sourceIssue('source-ragged', { file, line }, message)],
  }
}

function withPlaces(
  item: SourceItem,
  sources: ReadonlyMap<string, Source>,
  { locate, mapping }: MappedExtract,
): SourceItem {
  if (item.kind !== 'refused') return item
  const { line } = item
  const issues = item.issues.map((issue) => {
    const at = sources.get(issue.place?.field ?? '')?.at
    if (issue.code !== 'source-not-a-day')
      return { ...issue, message: `${locate(at, line)}${issue.message}` }
    const message = `${locate(at, line)}The cell is no day in the form ${mapping.days}.`
    return { ...issue, message, fix: 'Correct the day, or `days:` in the mapping.' }
  })
  return { ...item, issues }
}
