import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { SourceFault } from '../rules.ts'
import { type CsvRecord, readRecords } from './records.ts'

test('the rows before the first quotation mark are those that the parser sees', async () => {
  const character = fc.constantFrom('a', 'é', ',', ',', '\r\n', '\n', '\r', ' ')
  const plain = fc.array(character, { maxLength: 40 }).map((characters) => characters.join(''))
  const quoted = fc.constantFrom('', '\r\n"a,b",c\r\n', '\n"a\n""b",c\n', 'x\r\nd,"e\r\n"\r\nf')
  await fc.assert(
    fc.asyncProperty(plain, quoted, plain, fc.integer({ min: 1, max: 9 }), async (...given) => {
      const [before, middle, after, size] = given
      const text = before + middle + after
      assert.deepEqual(await cellsOf(piecesOf(text, size)), parsed(text))
    }),
    { numRuns: 2_000, seed: 4 },
  )
})

test('a line knows its number in both parts of a file', async () => {
  const rows = await read(['a,b\n1,', '2\n\n3,4\n"5\n5",6\n7,8'])
  assert.deepEqual(rows, [
    { cells: ['a', 'b'], line: 1 },
    { cells: ['1', '2'], line: 2 },
    { cells: ['3', '4'], line: 4 },
    { cells: ['5\n5', '6'], line: 5 },
    { cells: ['7', '8'], line: 7 },
  ])
})

test('a row without end is refused, with a quotation mark or without', async () => {
  const endless = 'a\n' + 'x'.repeat(2_000)
  await assert.rejects(read([endless]), isTooLong)
  await assert.rejects(read([`"${endless}`]), isTooLong)
})

/** As the parser alone reads it; undefined where it refuses the text. */
function parsed(text: string): readonly (readonly string[])[] | undefined {
  try {
    const rows = parse(text, { relax_column_count: true })
    return rows.filter(([first, ...others]) => first !== '' || others.length > 0)
  } catch {
    return undefined
  }
}

async function cellsOf(pieces: readonly string[]): Promise<(readonly string[])[] | undefined> {
  try {
    return (await read(pieces)).map(({ cells }) => cells)
  } catch (error) {
    if (error instanceof SourceFault) return undefined
    throw error
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof SourceFault && error.issue.code === 'source-too-long'
}

function piecesOf(text: string, size: number): readonly string[] {
  return text.match(new RegExp(`[^]{1,${String(size)}}`, 'g')) ?? []
}

async function read(pieces: readonly string[]): Promise<readonly CsvRecord[]> {
  const rows: CsvRecord[] = []
  for await (const batch of readRecords(inTurn(pieces), 'a.csv', 1_000)) rows.push(...batch)
  return rows
}

async function* inTurn(pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}
