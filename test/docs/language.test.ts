import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CATALOGUE_FAULTS, checkPath, readCatalogue } from '../../src/catalogue/index.ts'
import { formatIssue } from '../../src/core/index.ts'
import {
  checkMeasures,
  describeMeasure,
  FORMULA_FAULTS,
  type MeasureText,
} from '../../src/formula/index.ts'
import { RECORD_RULES } from '../../src/records/index.ts'
import { SOURCE_RULES } from '../../src/sources/index.ts'
import { measureTexts } from '../faults/cases.ts'

const page = await readFile('docs/formula-language.md', 'utf8')
const catalogue = await readCatalogue()
const folder = await mkdtemp(join(tmpdir(), 'language-'))
after(async () => {
  await rm(folder, { recursive: true })
})

type Block = { readonly sort: string; readonly table: string; readonly text: string }

const known = measureTexts(catalogue, [
  'active-plans',
  'plans-transferred-in',
  'plans-transferred-out',
])

/** The fenced examples of the page: `yaml`, `formula`, or `formula` and a table. */
const blocks: readonly Block[] = [...page.matchAll(/^```(\w+) ?(\w*)\n([^]*?)^```$/gm)].map(
  ([, sort = '', table = '', text = '']) => ({ sort, table, text }),
)

test('the page on the language has examples of each sort', () => {
  assert.deepEqual([...new Set(blocks.map(({ sort }) => sort))].sort(), ['formula', 'yaml'])
  assert.ok(blocks.length >= 10)
})

for (const [index, { text }] of blocks.filter(({ sort }) => sort === 'yaml').entries()) {
  test(`definition ${String(index + 1)} on the page checks`, async () => {
    const path = join(folder, `${String(index)}.yaml`)
    await writeFile(path, text)
    assert.deepEqual((await checkPath(path)).map(formatIssue), [])
  })
}

const lines = blocks
  .filter(({ sort }) => sort === 'formula')
  .flatMap(({ table, text }) =>
    text
      .trim()
      .split('\n')
      .map((line) => ({ table, line })),
  )

for (const { table, line } of lines) {
  test(`on the page: ${line}`, () => {
    const place = { file: 'docs/formula-language.md' }
    const value = { text: table === '' ? line : `count(${table}[${line}])`, place }
    const measure: MeasureText = {
      id: 'on-the-page',
      kind: 'difference',
      texts: { value },
      parameters: [],
      place,
    }
    const { issues } = checkMeasures([...known, measure], catalogue.schema)
    assert.deepEqual(issues.map(formatIssue), [])
  })
}

test('the sentence that the page quotes is the one that is shown', () => {
  const measure = catalogue.measures.get('review-decisions-within-4-weeks')
  const sentence = measure && describeMeasure(measure, catalogue.schema)
  assert.ok(sentence && page.replace(/\s+/g, ' ').includes(`"${sentence}"`))
})

/** What a list of rules says of each code, as docs/errors.md gives it: what it means, what to do. */
function meanings(
  rules: Readonly<Record<string, { readonly about: string; readonly fix: string }>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(rules).map(([code, { about, fix }]) => [code, `${about} ${fix}`]),
  )
}

/** Every list of codes whose meanings docs/errors.md must give. */
const REGISTRIES: readonly Readonly<Record<string, string>>[] = [
  FORMULA_FAULTS,
  CATALOGUE_FAULTS,
  meanings(SOURCE_RULES),
  meanings(RECORD_RULES),
]

test('the page on errors explains every code, and no code that is not', async () => {
  const errors = await readFile('docs/errors.md', 'utf8')
  const told = [...errors.matchAll(/^### ([\w-]+)$/gm)].map(([, code]) => code)
  const known = REGISTRIES.flatMap((registry) => Object.keys(registry))
  const prefixes = ['formula-', 'catalogue-', 'source-', 'sen2-', 'records-', 'strategy-']
  const ours = told.filter((code) => prefixes.some((prefix) => code?.startsWith(prefix)))
  assert.deepEqual([...ours].sort(), [...known].sort())
})

test('the page on errors says of every code what it means', async () => {
  const errors = await readFile('docs/errors.md', 'utf8')
  const silent = REGISTRIES.flatMap((registry) => Object.entries(registry)).filter(
    ([code, meaning]) => !errors.includes(`### ${code}\n\n${meaning} `),
  )
  assert.deepEqual(silent, [])
})
