import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { type DemoSummary, writeDemo } from '../../src/demo/index.ts'
import {
  checkReturn,
  countReturn,
  type ReturnFigure,
  readFolder,
  readSource,
} from '../../src/sources/index.ts'
import { templateBytes, treeOf, writeExport } from './return-forms.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'sendboard-forms-'))
let summary: DemoSummary
after(() => {
  rmSync(FOLDER, { recursive: true })
})

/** The return of each year as the demonstration writes it, and the same in the two other forms. */
const forms = new Map<number, readonly string[]>()

before(async () => {
  summary = await writeDemo({ size: 'kingston', out: FOLDER })
  for (const year of [2023, 2024, 2025, 2026]) {
    const xml = join(FOLDER, 'sen2', `sen2-${String(year)}.xml`)
    const message = treeOf(readFileSync(xml, 'utf8'))
    const csv = writeExport(message, join(FOLDER, `export-${String(year)}`))
    const template = join(FOLDER, `template-${String(year)}.xlsx`)
    writeFileSync(template, templateBytes(message))
    forms.set(year, [xml, csv, template])
  }
})

type Read = { readonly hash: string; readonly persons: number; readonly refused: number }

/** The rows of a return with all that they hold but their lines, as one hash. */
async function rowsOf(path: string): Promise<Read> {
  const catalogue = await readCatalogue()
  const { files } = await readFolder(path)
  const hash = createHash('sha256')
  let [persons, refused] = [0, 0]
  for await (const item of readSource(files[0]?.path ?? '', catalogue)) {
    if (item.kind === 'refused') refused += 1
    if (item.kind !== 'row') continue
    if (item.row.dataset === 'persons') persons += 1
    hash.update(`${JSON.stringify({ ...item.row, line: 0 })}\n`)
  }
  return { hash: hash.digest('hex'), persons, refused }
}

test('a return in three forms gives the same rows, every person of them', async () => {
  for (const [year, paths] of forms) {
    const [xml, csv, template] = await Promise.all(paths.map(rowsOf))
    assert.equal(xml?.persons, summary.authorities[0]?.sen2Persons.get(year))
    assert.deepEqual(csv, xml)
    assert.deepEqual(template, xml)
  }
})

/** What the rules say, wherever it stands: the same findings about the same persons. */
async function findingsOf(path: string): Promise<{ findings: string[]; figures: ReturnFigure[] }> {
  const counter = countReturn({ withChallenged: false })
  const report = await checkReturn(path, { onPerson: counter.add, now: new Date('2026-03-01') })
  const findings = report.findings.map(({ rule, level, module, field, person, says }) =>
    [rule, level, module, field, String(person), says].join(' | '),
  )
  return { findings: findings.toSorted(), figures: [...counter.figures()] }
}

test('a return in three forms breaks the same rules, and comes to the same figures', async () => {
  for (const [, paths] of forms) {
    const [xml, csv, template] = await Promise.all(paths.map(findingsOf))
    assert.ok((xml?.findings.length ?? 0) > 0)
    assert.deepEqual(csv, xml)
    assert.deepEqual(template, xml)
  }
})
