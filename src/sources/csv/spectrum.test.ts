import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readUtf8 } from '../text-bytes.ts'
import { readRecords } from './records.ts'

const SUITE = join(import.meta.dirname, '../../../node_modules/csv-spectrum')

/** The rows under the header of a file, by the names in it. */
async function rowsOf(path: string): Promise<Record<string, string>[]> {
  const rows: string[][] = []
  const text = readUtf8(path, { name: path, limit: 10_000 })
  for await (const batch of readRecords(text, path, 10_000))
    rows.push(...batch.map(({ cells }) => [...cells]))
  const [header = [], ...below] = rows
  return below.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
}

// A quotation mark within a cell that has none around it is not RFC 4180, and often a broken file.
const LOOSE = 'location_coordinates.csv'

test('every file of csv-spectrum that is written by the rules gives the rows that it should', async () => {
  const files = readdirSync(join(SUITE, 'csvs')).filter((file) => file !== LOOSE)
  const read: Record<string, unknown> = {}
  const wanted: Record<string, unknown> = {}
  for (const file of files) {
    read[file] = await rowsOf(join(SUITE, 'csvs', file))
    const json = file.replace(/\.csv$/, '.json')
    wanted[file] = JSON.parse(readFileSync(join(SUITE, 'json', json), 'utf8'))
  }
  assert.equal(files.length, 11)
  assert.deepEqual(read, wanted)
})

test('the file of csv-spectrum with a loose quotation mark is refused, not guessed', async () => {
  await assert.rejects(rowsOf(join(SUITE, 'csvs', LOOSE)), /quotation mark stands out of place/)
})
