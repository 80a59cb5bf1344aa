import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type TableName, TABLE_NAMES } from './columns.ts'
import { dayOn } from './days.ts'
import type { AuthoritySummary } from './write-authority.ts'
import { writeDemo } from './write-demo.ts'

/** A row as the file has it: stray spaces taken off, an empty cell as no text. */
export type CsvRow = Readonly<Record<string, string>>

/** A demonstration of the size of Kingston, written and read back for the tests. */
export type TestDemo = {
  readonly folder: string
  readonly summary: AuthoritySummary
  /** How long the writing took. */
  readonly milliseconds: number
  readonly rowsOf: (name: TableName) => readonly CsvRow[]
  /** Rows by a column; of several the last. */
  readonly keyed: (name: TableName, column: string) => ReadonlyMap<string, CsvRow>
}

let written: Promise<TestDemo> | undefined

/** The demonstration of the usual seed: written once, whichever test asks first. */
export function testDemo(): Promise<TestDemo> {
  written ??= writeTestDemo()
  return written
}

async function writeTestDemo(): Promise<TestDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  process.on('exit', () => {
    rmSync(folder, { recursive: true })
  })
  const start = Date.now()
  const { authorities } = await writeDemo({ size: 'kingston', out: folder })
  const milliseconds = Date.now() - start
  const [summary] = authorities
  if (summary === undefined) throw new Error('the demonstration must have an authority')
  const tables = new Map(TABLE_NAMES.map((name) => [name, readTable(folder, name)]))
  const rowsOf = (name: TableName): readonly CsvRow[] => tables.get(name) ?? []
  return {
    folder,
    summary,
    milliseconds,
    rowsOf,
    keyed: (name, column) => new Map(rowsOf(name).map((row) => [row[column] ?? '', row])),
  }
}

function readTable(folder: string, name: TableName): readonly CsvRow[] {
  return parse<CsvRow>(readFileSync(join(folder, 'csv', `${name}.csv`)), {
    columns: true,
    trim: true,
  })
}

/** Days from one day's text to another's. */
export function daysApart(from: string | undefined, to: string | undefined): number {
  return dayOn(to ?? '') - dayOn(from ?? '')
}

/** Whether a day's text lies in a calendar year. */
export function isIn(year: number, day: string | undefined): boolean {
  return day?.startsWith(String(year)) === true
}

/** Asserts that a value lies between two bounds, both allowed. */
export function between(value: number, low: number, high: number, what: string): void {
  const message = `${what} must be ${String(low)} to ${String(high)}; got ${String(value)}`
  assert.ok(value >= low && value <= high, message)
}
