import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CATALOGUE_FAULTS, checkPath, readCatalogue } from '../src/catalogue/index.ts'
import { formatIssue } from '../src/core/index.ts'
import { checkMeasures, FORMULA_FAULTS } from '../src/formula/index.ts'
import { measureTexts, readCases } from './faults/cases.ts'

/*
 * Every file of test/faults/formulas holds faulty definitions, each followed by what Sendboard says.
 * After a message has been improved: UPDATE_FAULTS=1 node --test test/faults.test.ts, and read the
 * difference aloud.
 */
const FOLDER = 'test/faults/formulas'
const catalogue = await readCatalogue()
const KNOWN = ['active-plans', 'new-plans', 'projected-plans', 'requests-declined']
const known = measureTexts(catalogue, KNOWN)

const files = readdirSync(FOLDER).map((name) => readCases(join(FOLDER, name)))

for (const { path, cases, write } of files) {
  const answers = cases.map(({ measures }) => {
    const { issues } = checkMeasures([...known, ...measures], catalogue.schema)
    return issues.map(formatIssue).join('\n').replaceAll(`${FOLDER}/`, '')
  })
  if (process.env['UPDATE_FAULTS']) writeFileSync(path, write(answers))
  for (const [index, { title, expected }] of cases.entries()) {
    test(title, () => {
      assert.equal(answers[index], expected)
    })
  }
}

/*
 * Every file or folder of test/faults/catalogue is what a council might write; what Sendboard says of it
 * stands in the .txt beside it.
 */
const WRITTEN = 'test/faults/catalogue'
const entries = readdirSync(WRITTEN).filter((name) => !name.endsWith('.txt'))

for (const name of entries) {
  test(`the catalogue says what is wrong with ${name}`, async () => {
    const path = join(WRITTEN, name)
    const expected = `${path.replace(/\.yaml$/, '')}.txt`
    const answer = `${(await checkPath(path)).map(formatIssue).join('\n').replaceAll(`${WRITTEN}/`, '')}\n`
    if (process.env['UPDATE_FAULTS']) writeFileSync(expected, answer)
    assert.equal(answer, readFileSync(expected, 'utf8'))
  })
}

test('a path that leads nowhere is said to', async () => {
  assert.deepEqual((await checkPath('our-folder')).map(formatIssue), [
    'our-folder: error catalogue-not-found: there is no such folder or file of definitions\n  Check the path.',
  ])
})

test('there are at least sixty faulty definitions', () => {
  assert.ok(files.flatMap(({ cases }) => cases).length >= 60)
})

test('every code that a formula or a definition can have is among them', () => {
  const read = ['formulas', 'catalogue'].flatMap((folder) =>
    readdirSync(join('test/faults', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  )
  const seen = [...read, readFileSync(import.meta.filename, 'utf8')]
  const codes = [...Object.keys(FORMULA_FAULTS), ...Object.keys(CATALOGUE_FAULTS)]
  const unseen = codes.filter((code) => !seen.some((text) => text.includes(` ${code}: `)))
  assert.deepEqual(unseen, [])
})
