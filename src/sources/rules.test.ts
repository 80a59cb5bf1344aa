import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SOURCE_RULES } from './rules.ts'

const FILES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
const CODES = Object.keys(SOURCE_RULES)

/** The code of the folder, or of its tests, as one text. */
function textOf(isWanted: (name: string) => boolean): string {
  const wanted = FILES.filter((name) => name.endsWith('.ts') && isWanted(name))
  return wanted.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n')
}

test('every rule is used', () => {
  const code = textOf((name) => !name.includes('test') && !name.startsWith('rules'))
  assert.deepEqual(
    CODES.filter((one) => !code.includes(`'${one}'`)),
    [],
  )
})

test('every rule has a test', () => {
  const tests = textOf((name) => name.endsWith('.test.ts'))
  assert.deepEqual(
    CODES.filter((one) => !tests.includes(one)),
    [],
  )
})

test('every rule says in a sentence what it is about and what to do', () => {
  const sentences = Object.values(SOURCE_RULES).flatMap(({ about, fix }) => [about, fix])
  assert.deepEqual(
    sentences.filter((text) => !/^[“A-Z].*[.”")]$/.test(text)),
    [],
  )
})
