import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { fault, SourceFault } from '../rules.ts'

/** The cells of one row as they stand, and the line on which it begins. */
export type CsvRecord = { readonly cells: readonly string[]; readonly line: number }

type Parsed = { readonly record: readonly string[]; readonly info: Info }

/** Rows given at once: to hand over each alone would take longer than to parse it. */
const BATCH = 256

/**
 * The rows of a CSV text by RFC 4180, header included, some at a time; lines without a character
 * are left out. Up to the first quotation mark a row is a line and a cell what stands between commas;
 * only from there on is the parser needed, which takes five times as long.
 *
 * @param rowCharacters - Longest row, so that a quotation mark never closed cannot fill the memory.
 * @throws SourceFault at the line of a quotation mark out of place or never closed.
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  file: string,
  rowCharacters: number,
): AsyncGenerator<readonly CsvRecord[]> {
  const pieces = text[Symbol.asyncIterator]()
  try {
    const rest = yield* readPlainRows(pieces, Math.floor(rowCharacters / MOST_BYTES))
    if (rest.text !== '') yield* parseRecords(rest, pieces, { file, rowCharacters })
  } finally {
    await pieces.return?.()
  }
}

/** What a file holds from some row on. */
type Rest = {
  /** What has been read of it; empty where the file has ended. */
  readonly text: string
  readonly line: number
  /** How the lines before it end; undefined where there is none. */
  readonly lineEnd: string | undefined
}

/** Bytes of a character in UTF-8. The parser counts bytes. */
const MOST_BYTES = 4

/** The rows before the first quotation mark or very long row, and what follows them. */
async function* readPlainRows(
  pieces: AsyncIterator<string>,
  longestRow: number,
): AsyncGenerator<readonly CsvRecord[], Rest> {
  let rest: Rest = { text: '', line: 1, lineEnd: undefined }
  for (;;) {
    const piece = await pieces.next()
    const text = rest.text + (piece.done === true ? '' : piece.value)
    if (piece.done === true || text.includes('"')) return { ...rest, text }
    const lineEnd = rest.lineEnd ?? firstLineEnd(text)
    const rows = lineEnd === undefined ? [text] : text.split(lineEnd)
    if (rows.some((row) => row.length > longestRow)) return { ...rest, text }
    const unfinished = rows.pop() ?? ''
    for (let at = 0; at < rows.length; at += BATCH)
      yield plainRecords(rows.slice(at, at + BATCH), rest.line + at)
    rest = { text: unfinished, line: rest.line + rows.length, lineEnd }
  }
}

function plainRecords(rows: readonly string[], firstLine: number): readonly CsvRecord[] {
  return rows.flatMap((row, at) =>
    row === '' ? [] : [{ cells: row.split(','), line: firstLine + at }],
  )
}

/** How the lines of a text end: as the first does. Undefined where that cannot be seen yet. */
function firstLineEnd(text: string): string | undefined {
  const at = text.search(/[\r\n]/)
  if (at === -1 || (text[at] === '\r' && at === text.length - 1)) return undefined
  if (text[at] === '\n') return '\n'
  return text[at + 1] === '\n' ? '\r\n' : '\r'
}

async function* textOf(rest: Rest, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield rest.text
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next())
    yield piece.value
}

async function* parseRecords(
  rest: Rest,
  pieces: AsyncIterator<string>,
  { file, rowCharacters }: { readonly file: string; readonly rowCharacters: number },
): AsyncGenerator<readonly CsvRecord[]> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    max_record_size: rowCharacters,
    ...(rest.lineEnd !== undefined && { record_delimiter: rest.lineEnd }),
  })
  const input = Readable.from(textOf(rest, pieces))
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let line = rest.line
  let batch: CsvRecord[] = []
  try {
    for await (const { record, info } of rowsOf(parser)) {
      const isBlank = record.length === 1 && record[0] === ''
      if (!isBlank) batch.push({ cells: record, line })
      line = rest.line + info.lines
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  } catch (error) {
    throw refusal(error, file, line)
  } finally {
    input.destroy()
    parser.destroy()
  }
}

/** The parser gives objects that its types do not tell. */
function rowsOf(parser: AsyncIterable<Parsed>): AsyncIterable<Parsed> {
  return parser
}

function refusal(error: unknown, file: string, line: number): unknown {
  if (error instanceof SourceFault || !(error instanceof CsvError)) return error
  const place = { file, line }
  const at = `the row that begins on line ${String(line)}`
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return fault('source-too-long', place, `A quotation mark in ${at} is never closed.`)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return fault('source-quotes', place, `The file ends within a quotation opened in ${at}.`)
  return fault('source-quotes', place, `A quotation mark stands out of place in ${at}.`)
}
