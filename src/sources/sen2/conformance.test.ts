import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAuthorities } from '../../catalogue/index.ts'
import { readText, refusal } from '../test-reading.ts'
import { cases } from '../test-xml-suite.ts'
import { personOf, returnOf } from './test-return.ts'

const authorities = await readAuthorities()

/** The code of the refusal of a document that is given as a return, or `read`. */
async function outcomeOf(bytes: Buffer | string): Promise<string> {
  return refusal(await readText('return.xml', bytes, { authorities }))?.code ?? 'read'
}

/** What a document says before its first element: that must stand at the beginning of a return too. */
const PROLOGUE = /^\s*<\?xml[^>]*\?>/

/** A return of one person in whom a document of the suite stands. */
function inReturn(text: string): string {
  return returnOf(2026, personOf(text.replace(PROLOGUE, '')))
}

async function refusals(type: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const { bytes } of cases(type)) {
    const code = await outcomeOf(bytes)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

test('every ill-formed document of the W3C suite is refused as a return', async () => {
  const counts = await refusals('not-wf')
  assert.equal(counts.get('read'), undefined)
  assert.ok([...counts.values()].reduce((sum, count) => sum + count, 0) > 500)
})

test('every well-formed document of the W3C suite is refused for what it is: no return', async () => {
  const counts = await refusals('valid')
  const expected = ['source-doctype', 'source-encoding', 'source-not-a-return', 'source-too-much']
  assert.deepEqual(
    [...counts.keys()].filter((code) => !expected.includes(code)),
    [],
  )
})

test('an ill-formed document of the suite refuses the return in whom a person has it', async () => {
  const wanted = cases('not-wf').filter(
    ({ text }) => text !== undefined && !/<!DOCTYPE|<\?xml/i.test(text),
  )
  assert.ok(wanted.length > 80, String(wanted.length))
  const read: string[] = []
  for (const { path, text = '' } of wanted)
    if ((await outcomeOf(inReturn(text))) === 'read') read.push(path)
  assert.deepEqual(read, SOUND_WITHIN)
})

/** Documents that are ill-formed for what stands beside their one element, or for having none: within one they are sound. */
const SOUND_WITHIN = [
  ...['036', '037', '040', '041', '043', '044', '048', '050', '051', '052', '105', '106'].map(
    (number) => `xmltest/not-wf/sa/${number}.xml`,
  ),
  'oasis/p01fail3.xml',
  'oasis/p39fail3.xml',
]
