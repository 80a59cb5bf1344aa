import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMITS } from '../limits.ts'
import { SourceFault } from '../rules.ts'
import { type Case, cases } from '../test-xml-suite.ts'
import { readWholeXml } from './xml.ts'

/** A text in pieces, as it comes from a file. */
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 7) yield await Promise.resolve(text.slice(at, at + 7))
}

/** The code of the refusal, or `read`. */
async function outcomeOf({ text }: Case): Promise<string> {
  if (text === undefined) return 'not UTF-8'
  const handlers = { open: () => undefined }
  try {
    await readWholeXml(piecesOf(text), { file: 'a.xml', limits: LIMITS, handlers })
    return 'read'
  } catch (error) {
    if (error instanceof SourceFault) return error.issue.code
    throw error
  }
}

async function outcomes(type: string) {
  const found = []
  for (const one of cases(type))
    found.push({ path: one.path, text: one.text, outcome: await outcomeOf(one) })
  return found
}

test('every ill-formed document of the W3C suite is refused', async () => {
  const found = await outcomes('not-wf')
  assert.ok(found.length > 500, String(found.length))
  assert.deepEqual(
    found.filter(({ outcome }) => outcome === 'read').map(({ path }) => path),
    [],
  )
})

test('every well-formed document of the W3C suite is read, or refused for its DOCTYPE or encoding', async () => {
  const found = [...(await outcomes('valid')), ...(await outcomes('invalid'))]
  assert.ok(found.length > 300, String(found.length))
  assert.deepEqual(
    found
      .filter(
        ({ outcome }) =>
          !['read', 'source-doctype', 'source-encoding', 'not UTF-8'].includes(outcome),
      )
      .map(({ path, outcome }) => `${path} ${outcome}`),
    [],
  )
})
