import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../cli/sendboard.ts'

/*
 * Every way in which cells leave Sendboard as a table for a spreadsheet. A new one fails this test
 * until it stands here: make its cells with src/downloads, where formulas are made plain text, and
 * add it.
 */

/** The only files that put a text into a cell of CSV or of a workbook. */
const WRITERS = [
  'src/demo/csv-files.ts', // writes what is invented, as a council's own system would
  'src/downloads/csv.ts',
  'src/downloads/xlsx.ts',
]
/** Those that hand rows to them, in the terminal and on pages. */
const EXPORTS = [
  'src/cli/changes.ts',
  'src/cli/check-sen2-text.ts',
  'src/cli/check-sen2.ts',
  'src/cli/figures.ts',
  'src/cli/hash.ts',
  'src/cli/import-report.ts',
  'src/cli/imports.ts',
  'src/cli/published.ts',
  'src/cli/reconcile.ts',
  'src/cli/records.ts',
  'src/cli/replaced.ts',
  'src/cli/write-table.ts',
  'src/downloads/csv.ts',
  'src/downloads/xlsx.ts',
  'src/pages/clocks-page.ts',
  'src/pages/csv.ts',
  'src/pages/data-routes.ts',
  'src/pages/import-page.ts',
  'src/pages/reconcile-routes.ts',
  'src/pages/scorecard-download.ts',
]

const SOURCES = globSync('src/**/*.ts', { cwd: ROOT })
  .filter((path) => !/test[^/]*\.ts$/.test(path))
  .toSorted()

function holding(pattern: RegExp): readonly string[] {
  return SOURCES.filter((path) => pattern.test(readFileSync(join(ROOT, path), 'utf8')))
}

test('cells of tables are written in one place, where formulas are made plain text', () => {
  assert.deepEqual(holding(/replaceAll\('"', '""'\)|<sheetData>|table:table-cell/), WRITERS)
})

test('every export of a table is known, and has its cells written there', () => {
  assert.deepEqual(holding(/\b(?:csvText|csvLines|xlsxBytes|writeRows)[(<]/), EXPORTS)
})

test('nothing is sent as CSV or as a workbook that is not one of these', () => {
  const sent = holding(/['"`]text\/csv|officedocument\.spreadsheetml\.sheet['"`]|opendocument/)
  assert.deepEqual(
    sent.filter((path) => !path.startsWith('src/sources/')),
    ['src/pages/clocks-routes.ts', 'src/pages/csv.ts', 'src/pages/strategy-routes.ts'],
  )
})
