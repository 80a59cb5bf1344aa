import type { Catalogue } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { checkLayout } from '../mapping/layout.ts'
import { type Locate, makeMappedGate } from '../mapping/mapped-gate.ts'
import { mappingFor } from '../mapping/match.ts'
import type { Mapping } from '../mapping/types.ts'
import { fault } from '../rules.ts'
import { makeTally } from '../tally.ts'
import { readUtf8 } from '../text-bytes.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { rowChecks } from './check-row.ts'
import { findDataset } from './find-dataset.ts'
import { matchHeader } from './header.ts'
import { type CsvRecord, readRecords } from './records.ts'
import { makeRowGate, type RowGate } from './row-gate.ts'

/** How to read one file. */
export type CsvOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly mappings?: readonly Mapping[] | undefined
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/** Knows how the file ended, once it has been read. */
type End = { last: string }

/**
 * The rows of a CSV file, in order, some at a time; memory holds a few hundred rows, whatever the
 * file's size.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readCsv(
  path: string,
  catalogue: Pick<Catalogue, 'datasets'>,
  options: CsvOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name, limits } = options
  const end: End = { last: '' }
  const watch = { name, limit: limits.bytes, onProgress: options.onProgress }
  const text = watchEnd(readUtf8(path, watch), end)
  let rows: RowGate | undefined
  for await (const batch of readRecords(text, name, limits.rowCharacters)) {
    const [first] = batch
    if (rows) yield rows.add(batch)
    else if (first) {
      const opened = gateOf(catalogue, first, options)
      rows = opened.gate
      yield opened.notes.map((issue) => ({ kind: 'issue', issue }))
      yield rows.add(batch.slice(1))
    }
  }
  if (!rows) throw fault('source-empty', { file: name }, `${name} holds no rows.`)
  yield rows.end(/[\r\n]/.test(end.last))
}

type OpenGate = { readonly gate: RowGate; readonly notes: readonly Issue[] }

/** The gate for the rows under a header: of the table that it is of, or of a mapping. */
function gateOf(
  catalogue: Pick<Catalogue, 'datasets'>,
  first: CsvRecord,
  options: CsvOptions,
): OpenGate {
  const { name: file, limits } = options
  const { cells: header, line } = first
  if (header.length > limits.columns)
    throw fault('source-too-long', { file, line }, 'The header has too many columns to be real.')
  const mapping = mappingFor(options.mappings ?? [], { file, header })
  if (!mapping) return tableGate(catalogue, first, options)
  const layout = checkLayout(mapping, { file, header }, line)
  const locate: Locate = (at) => (at === undefined ? '' : `“${header[at] ?? ''}”: `)
  const extract = { mapping, layout, catalogue, file, width: header.length, limits, locate }
  return { gate: makeMappedGate(extract), notes: layout.notes }
}

function tableGate(
  catalogue: Pick<Catalogue, 'datasets'>,
  { cells }: CsvRecord,
  options: CsvOptions,
): OpenGate {
  const { name: file, limits } = options
  const dataset = findDataset(catalogue, file, cells)
  const header = matchHeader(dataset, cells, file)
  const rest = { file, tally: makeTally(), textCharacters: limits.textCharacters }
  return { gate: makeRowGate(rowChecks(dataset, header, rest)), notes: header.notes }
}

async function* watchEnd(text: AsyncIterable<string>, end: End): AsyncGenerator<string> {
  for await (const piece of text) {
    end.last = piece.at(-1) ?? end.last
    yield piece
  }
}
