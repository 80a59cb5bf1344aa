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
 * are left out.
 *
 * @param rowCharacters - Longest row, so that a quotation mark never closed cannot fill the memory.
 * @throws SourceFault at the line of a quotation mark out of place or never closed.
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  file: string,
  rowCharacters: number,
): AsyncGenerator<readonly CsvRecord[]> {
  const parser = parse({ info: true, relax_column_count: true, max_record_size: rowCharacters })
  const input = Readable.from(text)
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let line = 1
  let batch: CsvRecord[] = []
  try {
    for await (const { record, info } of rowsOf(parser)) {
      const isBlank = record.length === 1 && record[0] === ''
      if (!isBlank) batch.push({ cells: record, line })
      line = info.lines + 1
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
