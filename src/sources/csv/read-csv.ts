import type { Catalogue } from '../../catalogue/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { counted, makeTally } from '../tally.ts'
import { readUtf8 } from '../text-bytes.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { checkRow, isBlank, type RowChecks, rowChecks } from './check-row.ts'
import { findDataset } from './find-dataset.ts'
import { matchHeader } from './header.ts'
import { type CsvRecord, readRecords } from './records.ts'
import { SAMPLE_ROWS, wrongColumn } from './swapped.ts'

/** How to read one file. */
export type CsvOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/** Knows how the file ended, once it has been read. */
type End = { last: string }

/**
 * The rows of a CSV file, in order; memory holds a few rows, whatever the file's size.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readCsv(
  path: string,
  catalogue: Catalogue,
  options: CsvOptions,
): AsyncGenerator<SourceItem> {
  const { name, limits } = options
  const end: End = { last: '' }
  const watch = { name, limit: limits.bytes, onProgress: options.onProgress }
  const records = readRecords(watchEnd(readUtf8(path, watch), end), name, limits.rowCharacters)
  const first = await records.next()
  if (first.done === true) throw fault('source-empty', { file: name }, `${name} holds no rows.`)
  const checks = checksOf(catalogue, first.value, options)
  for (const issue of checks.header.notes) yield { kind: 'issue', issue }
  yield* checkedRows(checks, filled(checks, records), end)
  for (const issue of checks.tally.issues(name)) yield { kind: 'issue', issue }
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

async function* filled(
  { tally }: RowChecks,
  records: AsyncIterable<CsvRecord>,
): AsyncGenerator<CsvRecord> {
  for await (const record of records) {
    if (isBlank(record.cells))
      tally.add(
        'source-blank-rows',
        '',
        record.line,
        (count) => `${counted(count, 'row')} without any value.`,
      )
    else yield record
  }
}

/** The last row is held back until the end is known: cut short, it refuses the file. */
async function* checkedRows(
  checks: RowChecks,
  records: AsyncIterable<CsvRecord>,
  end: End,
): AsyncGenerator<SourceItem> {
  let held: CsvRecord[] = []
  let isSampled = false
  for await (const record of records) {
    if (!isSampled && held.length < SAMPLE_ROWS) {
      held.push(record)
      continue
    }
    if (!isSampled) refuseWrongColumn(checks, held)
    isSampled = true
    for (const one of held) yield checkRow(checks, one)
    held = [record]
  }
  if (!isSampled) refuseWrongColumn(checks, held)
  refuseCutEnd(checks, held.at(-1), end)
  for (const one of held) yield checkRow(checks, one)
  const issue = endIssue(checks, held.length, end)
  if (issue) yield { kind: 'issue', issue }
}

function refuseWrongColumn(checks: RowChecks, sample: readonly CsvRecord[]): void {
  const wrong = wrongColumn(checks, sample)
  if (wrong) throw wrong
}

function isEnded({ last }: End): boolean {
  return last === '\n' || last === '\r'
}

function refuseCutEnd({ header, file }: RowChecks, last: CsvRecord | undefined, end: End): void {
  if (!last || isEnded(end) || last.cells.length >= header.width) return
  const message = `The file breaks off in the row that begins on line ${String(last.line)}.`
  throw fault('source-truncated', { file, line: last.line }, message)
}

function endIssue(
  { file }: RowChecks,
  lastRows: number,
  end: End,
): ReturnType<typeof sourceIssue> | undefined {
  if (lastRows === 0)
    return sourceIssue('source-no-rows', { file, line: 1 }, 'The file has a header and no rows.')
  if (isEnded(end)) return undefined
  return sourceIssue(
    'source-no-last-line-end',
    { file },
    'The last line of the file has no line end.',
  )
}
