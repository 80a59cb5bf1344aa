import type { Catalogue } from '../../catalogue/index.ts'
import { fault } from '../rules.ts'
import { makeTally } from '../tally.ts'
import { readUtf8 } from '../text-bytes.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { type RowChecks, rowChecks } from './check-row.ts'
import { findDataset } from './find-dataset.ts'
import { matchHeader } from './header.ts'
import { type CsvRecord, readRecords } from './records.ts'
import { makeRowGate, type RowGate } from './row-gate.ts'

/** How to read one file. */
export type CsvOptions = {
  readonly name: string
  readonly limits: SourceLimits
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
  catalogue: Catalogue,
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
      const checks = checksOf(catalogue, first, options)
      rows = makeRowGate(checks)
      yield checks.header.notes.map((issue) => ({ kind: 'issue', issue }))
      yield rows.add(batch.slice(1))
    }
  }
  if (!rows) throw fault('source-empty', { file: name }, `${name} holds no rows.`)
  yield rows.end(/[\r\n]/.test(end.last))
}

function checksOf(catalogue: Catalogue, { cells }: CsvRecord, options: CsvOptions): RowChecks {
  const { name: file, limits } = options
  if (cells.length > limits.columns)
    throw fault('source-too-long', { file, line: 1 }, 'The header has too many columns to be real.')
  const dataset = findDataset(catalogue, file, cells)
  const header = matchHeader(dataset, cells, file)
  const rest = { file, tally: makeTally(), textCharacters: limits.textCharacters }
  return rowChecks(dataset, header, rest)
}

async function* watchEnd(text: AsyncIterable<string>, end: End): AsyncGenerator<string> {
  for await (const piece of text) {
    end.last = piece.at(-1) ?? end.last
    yield piece
  }
}
