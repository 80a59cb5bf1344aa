import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Issue } from '../../core/index.ts'
import { readText, refusal } from '../test-reading.ts'
import { personOf, returnOf } from './test-return.ts'

const RETURN = join(import.meta.dirname, '..', '..', '..', 'test/files/sources/return-2026.xml')

async function refusalOf(xml: string | Buffer): Promise<Issue | undefined> {
  return refusal(await readText('r.xml', xml))
}

test('a DOCTYPE is refused before anything in it is looked at', async () => {
  const bomb =
    '<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<Message>&b;</Message>'
  assert.deepEqual(await refusalOf(bomb), {
    code: 'source-doctype',
    severity: 'error',
    message: 'The file has a DOCTYPE.',
    place: { file: 'r.xml', line: 2, column: 61 },
    fix: 'Take the DOCTYPE out; no return has one.',
  })
})

test('an entity that XML does not know is refused', async () => {
  const found = await refusalOf(returnOf(2026, personOf('<Sex>&xxe;</Sex>')))
  assert.equal(found?.code, 'source-ill-formed')
  assert.match(found.message, /A reference after & is none that XML knows/)
})

test('a return cut short is refused at the line where it ends', async () => {
  const whole = readFileSync(RETURN, 'utf8')
  const found = await refusalOf(whole.slice(0, whole.indexOf('<RequestSource>5')))
  assert.equal(found?.code, 'source-truncated')
  assert.equal(found.place?.line, 76)
})

test('a return in another encoding than UTF-8 is refused', async () => {
  const xml = returnOf(2026, personOf('<Note>Café</Note>'))
  assert.equal((await refusalOf(Buffer.from(xml, 'latin1')))?.code, 'source-encoding')
  assert.equal((await refusalOf(Buffer.from(xml, 'utf16le')))?.code, 'source-encoding')
  const declared = `<?xml version="1.0" encoding="ISO-8859-1"?>${returnOf(2026, personOf(''))}`
  assert.equal((await refusalOf(declared))?.code, 'source-encoding')
})

test('tags that do not match are refused with their line and column', async () => {
  const found = await refusalOf('<Message>\n<Header>\n</Message>')
  assert.deepEqual(found?.place, { file: 'r.xml', line: 3, column: 11 })
  assert.equal(found.code, 'source-ill-formed')
})

test('XML that is no return is refused', async () => {
  assert.equal((await refusalOf('<html><body/></html>'))?.code, 'source-not-a-return')
})

test('a million elements in one another are refused at once', async () => {
  const start = performance.now()
  const found = await refusalOf(`<Message>${'<a>'.repeat(1_000_000)}`)
  assert.equal(found?.code, 'source-too-deep')
  assert.ok(performance.now() - start < 2000)
})

test('names, texts, comments and attributes beyond any measure are refused', async () => {
  const codeOf = async (inner: string): Promise<unknown> =>
    (await refusalOf(`<Message>${inner}</Message>`))?.code
  assert.equal(await codeOf(`<${'n'.repeat(1000)}/>`), 'source-too-much')
  assert.equal(await codeOf(`<${'n'.repeat(3_000_000)}/>`), 'source-too-much')
  assert.equal(await codeOf(`<a>${'t'.repeat(20_000)}</a>`), 'source-too-much')
  assert.equal(await codeOf(`<a>${'t'.repeat(3_000_000)}</a>`), 'source-too-much')
  assert.equal(await codeOf(`<!--${'c'.repeat(3_000_000)}-->`), 'source-too-much')
  const attributes = Array.from({ length: 200_000 }, (_, i) => `a${String(i)}="1"`).join(' ')
  assert.equal(await codeOf(`<a ${attributes}/>`), 'source-too-much')
})

test('a person with elements without end is refused', async () => {
  const found = await refusalOf(returnOf(2026, personOf('<Requests/>'.repeat(30_000))))
  assert.equal(found?.code, 'source-too-much')
})
