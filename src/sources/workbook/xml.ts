import { SaxesParser } from 'saxes'
import { fault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'

/** What is told of a part as it is read; element names come without their prefix. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Longest piece without an event: a comment, a text or a tag beyond it is refused. */
const LONGEST_SILENCE = 1_000_000

/**
 * Reads the XML of a part piece by piece, and lets what was built meanwhile out after each.
 *
 * @param take - Called after each piece.
 * @throws SourceFault if the XML is ill-formed, has a DOCTYPE or passes a limit.
 */
export async function* readXml<T>(
  pieces: AsyncIterable<string>,
  given: { readonly file: string; readonly limits: SourceLimits; readonly handlers: XmlHandlers },
  take: () => T | undefined,
): AsyncGenerator<T> {
  const parser = makeParser(given.file, given.limits, given.handlers)
  for await (const piece of pieces) {
    parser.write(piece)
    const taken = take()
    if (taken !== undefined) yield taken
  }
  parser.close()
  const last = take()
  if (last !== undefined) yield last
}

/** Reads a whole part of which the handlers keep what they need. */
export async function readWholeXml(
  pieces: AsyncIterable<string>,
  given: { readonly file: string; readonly limits: SourceLimits; readonly handlers: XmlHandlers },
): Promise<void> {
  const parser = makeParser(given.file, given.limits, given.handlers)
  for await (const piece of pieces) parser.write(piece)
  parser.close()
}

type Pushed = { readonly write: (text: string) => void; readonly close: () => void }

/** No more than seven handlers in all, as in the parser of returns, lest it becomes slow. */
function makeParser(file: string, limits: SourceLimits, handlers: XmlHandlers): Pushed {
  const parser = new SaxesParser({ position: true, fragment: false, xmlns: false as const })
  const refuse = (why: string) =>
    fault('source-too-much', { file }, `${file} is not read: ${why} in it.`)
  let [depth, told] = [0, 0]
  let attributes = 0
  parser.on('doctype', () => {
    throw fault('source-doctype', { file }, 'A part of the file has a DOCTYPE.')
  })
  parser.on('error', () => {
    throw fault('source-workbook-damaged', { file }, `A part of ${file} is not well-formed XML.`)
  })
  parser.on('attribute', () => {
    told = parser.position
    attributes += 1
    if (attributes > limits.attributes) throw refuse('an element has too many attributes')
  })
  parser.on('opentag', ({ name, attributes: given }) => {
    told = parser.position
    attributes = 0
    depth += 1
    if (depth === 1) refuseEncoding(parser.xmlDecl.encoding, file)
    if (depth > limits.depth) throw refuse('elements lie too deep')
    if (name.length > limits.nameCharacters) throw refuse('a name is too long')
    handlers.open(localName(name), given)
  })
  const text = (part: string): void => {
    told = parser.position
    handlers.text?.(part)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', ({ name }) => {
    told = parser.position
    depth -= 1
    handlers.close?.(localName(name))
  })
  return {
    write: (piece) => {
      parser.write(piece)
      if (parser.position - told > LONGEST_SILENCE) throw refuse('a text or a tag is too long')
    },
    close: () => {
      parser.close()
    },
  }
}

function refuseEncoding(encoding: string | undefined, file: string): void {
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding))
    throw fault('source-encoding', { file }, `A part of ${file} says that it is not in UTF-8.`)
}

/** `x:row` is `row`: some programs write a prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
