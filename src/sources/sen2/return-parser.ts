import { SaxesParser } from 'saxes'
import { fault, type SourceCode, type SourceFault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'
import { isPersonal, publishedName } from './names.ts'

/** An element with what is in it, under its published name. */
export type XmlNode = {
  readonly name: string
  readonly line: number
  readonly text: string
  readonly children: readonly XmlNode[]
  /** Where it did not stand in the file of the return itself but in one beside it. */
  readonly file?: string
}

type Growing = { readonly name: string; readonly line: number; text: string; children: Growing[] }

/** Reads a return piece by piece. Each method throws SourceFault where the file cannot stand. */
export type ReturnParser = {
  readonly write: (text: string) => void
  readonly close: () => void
  /** The persons finished since the last time. */
  readonly take: () => readonly XmlNode[]
  /** Text of the elements outside Persons so far, by name; the first of each name counts. */
  readonly header: ReadonlyMap<string, string>
  /** Names of all elements outside Persons so far, the empty ones too. */
  readonly seen: ReadonlySet<string>
}

type State = {
  readonly seen: Set<string>
  /** Whether names and postcodes are kept too, as a check needs them. */
  readonly keepsNames: boolean
  readonly open: Growing[]
  readonly header: Map<string, string>
  readonly names: Map<string, string>
  done: Growing[]
  depth: number
  /** Elements in the person being read; 0 outside one. */
  elements: number
  attributes: number
  /** Where in the text the parser last told something. */
  told: number
  isClosing: boolean
}

/** Longest piece without an event: a comment, a text or a tag beyond it is refused. */
const LONGEST_SILENCE = 1_000_000
const MOST_NAMES = 1_000

/**
 * A parser for one file; memory holds one person.
 *
 * @param keepsNames - Whether names and postcodes are kept too: only to check that they are there.
 */
export function makeReturnParser(
  file: string,
  limits: SourceLimits,
  keepsNames = false,
): ReturnParser {
  const parser = new SaxesParser({ position: true, fragment: false })
  const state = freshState(keepsNames)
  const refuse: Refuse = (code, message) =>
    fault(code, { file, line: parser.line, column: parser.column + 1 }, message)
  refuseBadXml(parser, state, refuse)
  buildPersons(parser, state, limits, refuse)
  return {
    header: state.header,
    seen: state.seen,
    write: (text) => {
      parser.write(text)
      if (parser.position - state.told > LONGEST_SILENCE)
        throw refuse('source-too-much', 'A name, a text or a comment is too long to be real.')
    },
    close: () => {
      state.isClosing = true
      parser.close()
    },
    take: () => {
      const { done } = state
      state.done = []
      return done
    },
  }
}

function freshState(keepsNames: boolean): State {
  return {
    seen: new Set(),
    keepsNames,
    open: [],
    header: new Map(),
    names: new Map(),
    done: [],
    depth: 0,
    elements: 0,
    attributes: 0,
    told: 0,
    isClosing: false,
  }
}

type Parser = SaxesParser<{ position: true; fragment: false }>

function refuseBadXml(parser: Parser, state: State, refuse: Refuse): void {
  parser.on('doctype', () => {
    throw refuse('source-doctype', 'The file has a DOCTYPE.')
  })
  parser.on('error', ({ message }) => {
    if (state.isClosing) throw refuse('source-truncated', 'The file ends before its elements do.')
    throw refuse('source-ill-formed', illFormed(message))
  })
}

function refuseEncoding({ xmlDecl: { encoding } }: Parser, refuse: Refuse): void {
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding))
    throw refuse('source-encoding', 'The XML declares an encoding other than UTF-8.')
}

/**
 * No more than seven handlers in all: with eight, V8 keeps the parser in its slow form, at a
 * fifth of the speed.
 */
function buildPersons(parser: Parser, state: State, limits: SourceLimits, refuse: Refuse): void {
  const tell = (): void => {
    state.told = parser.position
  }
  const text = (part: string): void => {
    tell()
    addText(state, part, limits, refuse)
  }
  parser.on('opentagstart', ({ name }) => {
    tell()
    if (state.depth === 0) refuseEncoding(parser, refuse)
    openElement(state, name, parser.line, limits, refuse)
  })
  parser.on('attribute', () => {
    tell()
    state.attributes += 1
    if (state.attributes > limits.attributes)
      throw refuse('source-too-much', 'An element has too many attributes.')
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    tell()
    closeElement(state)
  })
}

type Refuse = (code: SourceCode, message: string) => SourceFault

/** What is ill-formed, without a word of the file itself. */
function illFormed(message: string): string {
  if (/unmatched closing tag|unclosed tag|unexpected close/i.test(message))
    return 'An end tag does not match the start tag before it.'
  if (/entity/i.test(message)) return 'A reference after & is none that XML knows.'
  if (/disallowed character|invalid character/i.test(message))
    return 'A character stands where XML does not allow it.'
  if (/attribute/i.test(message)) return 'An attribute is not written as XML asks.'
  return 'The text is not well-formed XML here.'
}

function openElement(
  state: State,
  name: string,
  line: number,
  limits: SourceLimits,
  refuse: Refuse,
): void {
  state.depth += 1
  state.attributes = 0
  if (state.depth > limits.depth)
    throw refuse('source-too-deep', `Elements lie more than ${String(limits.depth)} deep.`)
  if (name.length > limits.nameCharacters)
    throw refuse('source-too-much', 'The name of an element is too long to be real.')
  const published = nameOf(state, name)
  if (state.depth === 1 && published !== 'Message')
    throw refuse(
      'source-not-a-return',
      'The XML does not begin with Message, as a SEN2 return does.',
    )
  const node: Growing = { name: published, line, text: '', children: [] }
  if (state.elements > 0 || published === 'Person') openInPerson(state, node, limits, refuse)
  else {
    if (state.seen.size < MOST_NAMES) state.seen.add(published)
    state.open.splice(0, state.open.length, node)
  }
}

function openInPerson(state: State, node: Growing, limits: SourceLimits, refuse: Refuse): void {
  if (state.elements === 0) state.open.length = 0
  state.elements += 1
  if (state.elements > limits.elementsOfPerson)
    throw refuse('source-too-much', 'A Person holds too many elements to be real.')
  state.open.at(-1)?.children.push(node)
  state.open.push(node)
}

/** Looked up once for each spelling; a hostile file with ever new names fills no memory. */
function nameOf(state: State, name: string): string {
  const known = state.names.get(name)
  if (known !== undefined) return known
  const published = publishedName(name)
  if (state.names.size < MOST_NAMES) state.names.set(name, published)
  return published
}

function addText(state: State, text: string, limits: SourceLimits, refuse: Refuse): void {
  const node = state.open.at(-1)
  if (!node || (isPersonal(node.name) && !state.keepsNames)) return
  const isSpace = text.length > 0 && text.trim() === ''
  if (isSpace && node.text === '') return
  node.text += text
  if (node.text.length > limits.textCharacters)
    throw refuse('source-too-much', 'The text of an element is too long to be real.')
}

function closeElement(state: State): void {
  state.depth -= 1
  const node = state.open.pop()
  if (!node) return
  if (state.elements === 0) {
    if (!state.header.has(node.name) && node.text !== '' && state.header.size < MOST_NAMES)
      state.header.set(node.name, node.text.trim())
    return
  }
  if (state.open.length > 0) return
  state.elements = 0
  if (node.name === 'Person') state.done.push(node)
}
