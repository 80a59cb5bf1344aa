import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { formatIssue } from '../core/index.ts'
import { readExtractNote, readFolder } from './folder.ts'

let folder = ''

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendboard-folder-'))
  mkdirSync(join(folder, 'csv'))
  mkdirSync(join(folder, 'later'))
  const note = 'authority: X00000999\nextracted_on: 2026-03-31\nholder: Case system\n'
  writeFileSync(join(folder, 'extract.yaml'), note)
  writeFileSync(join(folder, 'later', 'extract.yaml'), 'extracted_on: 2026-04-30\n')
  for (const name of ['csv/plans.csv', 'later/plans.CSV', 'return.xml', 'notes.docx'])
    writeFileSync(join(folder, name), 'x')
  symlinkSync(join(folder, 'return.xml'), join(folder, 'again.xml'))
})

after(() => {
  rmSync(folder, { recursive: true })
})

test('every CSV and XML file of a folder is found, with the note that holds for it', async () => {
  const { files } = await readFolder(folder)
  const above = { authority: 'X00000999', extractedOn: '2026-03-31', holder: 'Case system' }
  assert.deepEqual(
    files.map(({ path, note }) => [relative(folder, path), note]),
    [
      ['csv/plans.csv', above],
      ['later/plans.CSV', { ...above, extractedOn: '2026-04-30' }],
      ['return.xml', above],
    ],
  )
})

test('what is not read is told, and links are not followed', async () => {
  const { issues } = await readFolder(folder)
  assert.deepEqual(
    issues.map((issue) => formatIssue(issue).split('\n')[0]),
    [
      'again.xml: note source-skipped-file: again.xml is not an ordinary file.',
      'notes.docx: note source-skipped-file: notes.docx is neither CSV, spreadsheet nor XML.',
    ],
  )
})

test('a file stands for itself', async () => {
  const path = join(folder, 'return.xml')
  assert.deepEqual((await readFolder(path)).files, [{ path, note: {} }])
})

test('a folder that is not there is told', async () => {
  const { files, issues } = await readFolder(join(folder, 'nowhere'))
  assert.equal(files.length, 0)
  assert.equal(issues[0]?.code, 'source-not-found')
})

test('a note with another key or no real day is refused', async () => {
  const faulty = mkdtempSync(join(tmpdir(), 'sendboard-note-'))
  writeFileSync(join(faulty, 'extract.yaml'), 'authority: X00000999\nextracted_on: 2026-02-30\n')
  const read = await readExtractNote(faulty)
  rmSync(faulty, { recursive: true })
  assert.equal(read.ok, false)
  assert.equal(read.issues[0]?.code, 'source-note')
  assert.deepEqual(read.issues[0].place, { file: 'extract.yaml', field: 'extracted_on' })
})

test('a folder in which there is nothing to read is refused', async () => {
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  const { files, issues } = await readFolder(empty)
  rmSync(empty, { recursive: true })
  assert.deepEqual(files, [])
  assert.deepEqual(issues.map(formatIssue), [
    'empty: error source-nothing: The folder empty holds no file that ends in .csv, .xlsx, .ods or .xml.\n  Give the folder into which the files were exported.',
  ])
})
