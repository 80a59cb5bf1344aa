import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { censusDay } from '../../core/index.ts'
import { type CheckOptions, checkReturn, type Finding } from './check-return.ts'
import { SEN2_CHECKS } from './rules.ts'
import { changedReturn } from './test-message.ts'

const FILES = join(import.meta.dirname, '..', '..', '..', 'test', 'files', 'sen2-rules')
const Case = z.strictObject({
  rule: z.string(),
  on: z.enum(['new', 'old', 'refused']),
  year: z.number().optional(),
  with: z.enum(['register', 'before']).optional(),
  level: z.enum(['error', 'query', 'warning']).default('error'),
  pass: z.array(z.string()),
  fail: z.array(z.string()),
})
const cases = z.array(Case).parse(parse(readFileSync(join(FILES, 'cases.yaml'), 'utf8')))

const folder = mkdtempSync(join(tmpdir(), 'sendboard-sen2-'))
after(() => {
  rmSync(folder, { recursive: true })
})

const BEFORE = join(folder, 'before.xml')
writeFileSync(
  BEFORE,
  changedReturn(
    'new',
    `Year=2025; ReferenceDate=2025-01-16; EntryDate=2024-09-03${'; +Person'.repeat(9)}`,
  ),
)
const GIVEN: Readonly<Record<string, CheckOptions>> = {
  register: { register: join(FILES, 'register.csv') },
  before: { before: BEFORE },
}

async function findings(xml: string, given: string | undefined): Promise<readonly Finding[]> {
  const path = join(folder, 'return.xml')
  writeFileSync(path, xml)
  const now = new Date('2026-02-01T12:00:00Z')
  return (await checkReturn(path, { ...GIVEN[given ?? ''], now })).findings
}

/** Levels at which a rule was broken, by what was changed. */
async function levels(one: z.infer<typeof Case>, changes: readonly string[]): Promise<string[]> {
  const year =
    one.year === undefined ? '' : `Year=${String(one.year)}; ReferenceDate=${censusDay(one.year)}; `
  const found: string[] = []
  for (const change of changes) {
    const all = await findings(changedReturn(one.on, year + change), one.with)
    const own = all.filter(({ rule, level }) => rule === one.rule && level === one.level)
    found.push(`${change}: ${own.length > 0 ? one.level : 'passes'}`)
  }
  return found
}

for (const one of cases) {
  const { rule, level, on, pass, fail, year = 2026 } = one
  test(`${rule} as ${level}, on the ${on} person of ${String(year)}`, async () => {
    assert.deepEqual(
      await levels(one, fail),
      fail.map((change) => `${change}: ${level}`),
    )
    assert.deepEqual(
      await levels(one, pass),
      pass.map((change) => `${change}: passes`),
    )
  })
}

test('every rule has a case that it lets pass and one that it does not', () => {
  const tried = cases.filter(({ pass, fail }) => pass.length > 0 && fail.length > 0)
  assert.deepEqual(
    [...new Set(SEN2_CHECKS.map(({ id }) => id))],
    [...new Set(tried.map(({ rule }) => rule))].sort(),
  )
})

test('a sound return breaks no rule at all', async () => {
  for (const person of ['new', 'old', 'refused'])
    assert.deepEqual(await findings(changedReturn(person, ''), undefined), [])
})

test('a finding has the line, the place of the person, and no name or number', async () => {
  const xml = changedReturn('new', '+Person; UPN=A999202230013; Surname=; Ethnicity=XXXX')
  const all = await findings(xml, undefined)
  assert.deepEqual(
    all.map(({ rule, line, person, field }) => [rule, line, person, field]),
    [
      ['S2-101', 73, 2, 'Surname'],
      ['S2-105', 77, 2, 'Ethnicity'],
      ['S2-114', 79, 2, 'UPN'],
    ],
  )
  assert.doesNotMatch(JSON.stringify(all), /A999|Ada|2018-05-02|XXXX/)
})

test('docs/sen2-rules.md has every rule with its words', () => {
  const page = readFileSync(join(FILES, '..', '..', '..', 'docs', 'sen2-rules.md'), 'utf8')
  const missing = SEN2_CHECKS.filter(
    ({ id, says, fix }) =>
      !page.includes(`| ${id} `) || !page.includes(says) || !page.includes(fix),
  )
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  )
})

test('a register of schools without its columns is sen2-register: said, and nothing else is judged', async () => {
  const path = join(folder, 'return.xml')
  writeFileSync(path, changedReturn('new', ''))
  const { findings: all } = await checkReturn(path, { register: join(FILES, 'cases.yaml') })
  assert.deepEqual(
    all.map(({ rule, says }) => [rule, says]),
    [['S2-001', 'cases.yaml has no column URN, so it is not a register of schools.']],
  )
})
