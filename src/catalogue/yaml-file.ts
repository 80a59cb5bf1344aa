import { readFile } from 'node:fs/promises'
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml'
import type { Issue, Place } from '../core/index.ts'
import type { TextAt } from '../formula/index.ts'
import type { CatalogueFault } from './fault-codes.ts'

/** A definition file, parsed, with the means to say where each part stands. */
export type YamlFile = {
  /** The path as a person knows it, for messages. */
  readonly name: string
  readonly text: string
  readonly document: Document
  readonly lines: LineCounter
  /** Counts the folders read: 0 is the one that the others add to. */
  readonly folder: number
}

/** The way to a part of a file: keys and, in lists, positions from 0. */
export type KeyPath = readonly (string | number)[]

export type ParsedFile = { readonly file: YamlFile; readonly issues: readonly Issue[] }

/** Reads a YAML file; faults of its syntax come as issues. @throws Error if it cannot be read. */
export async function readYaml(path: string, name: string, folder = 0): Promise<ParsedFile> {
  return parseYaml(await readFile(path, 'utf8'), name, folder)
}

/** Parses the text of a YAML file; faults of its syntax come as issues. */
export function parseYaml(text: string, name: string, folder = 0): ParsedFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const file = { name, text, document, lines, folder }
  const issues = document.errors.map((error) =>
    yamlIssue(file, error.code, error.message, error.pos),
  )
  return { file, issues }
}

/** The commonest faults of YAML in plain words, by the parser's code. */
const YAML_FAULTS: Readonly<Record<string, Words>> = {
  DUPLICATE_KEY: {
    message: 'this key stands twice in the same place',
    fix: 'Leave one of them out, or join the two.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this line is neither a key with its value nor part of the one before',
    fix: 'Write `key: value`, with a colon and a space between the two.',
  },
  MISSING_CHAR: {
    message: 'something that began further up is never closed, or a sign is missing here',
    fix: 'Close every `[`, `{` and quotation mark, and write a colon after every key.',
  },
  BAD_INDENT: {
    message: 'this line stands too far to the left or right, or follows a bracket never closed',
    fix: 'Give keys of one kind the same number of spaces, and close every `[` and `{`.',
  },
  TAB_AS_INDENT: {
    message: 'this line begins with a tab',
    fix: 'Indent with spaces, two for each step.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'two colons stand in one line, so that it is unclear which is the key',
    fix: 'Put a text that holds a colon in quotes.',
  },
}

function yamlIssue(
  file: YamlFile,
  code: string,
  message: string,
  [start, end]: readonly [number, number],
): Issue {
  const words = YAML_FAULTS[code] ?? {
    message: lowerFirst(message),
    fix: 'Check the indentation, the quotes and the colon of this line.',
  }
  const key = code === 'DUPLICATE_KEY' ? file.text.slice(start).search(/[:\n]/) : 0
  const range = { start, end: Math.max(end, start + Math.max(1, key)) }
  return issueAtOffset(file, range, 'catalogue-yaml', words)
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

type Range = { readonly start: number; readonly end: number }
type Words = { readonly message: string; readonly fix?: string | undefined }

function issueAtOffset(file: YamlFile, range: Range, code: CatalogueFault, words: Words): Issue {
  const { line, col } = file.lines.linePos(range.start)
  const text = file.text.split('\n')[line - 1] ?? ''
  const width = Math.max(1, Math.min(range.end - range.start, text.length - col + 1))
  return {
    code,
    severity: 'error',
    message: words.message,
    place: { file: file.name, line, column: col },
    excerpt: `${text}\n${' '.repeat(col - 1)}${'^'.repeat(width)}`,
    ...(words.fix && { fix: words.fix }),
  }
}

/** An issue for the value that a path of keys leads to, or for the nearest part above it. */
export function issueAtPath(
  file: YamlFile,
  path: KeyPath,
  code: CatalogueFault,
  message: string,
  fix?: string,
): Issue {
  return issueAtOffset(file, rangeOf(file, path), code, { message, fix })
}

/** An issue for the last key of a path itself, not for its value. */
export function issueAtKey(
  file: YamlFile,
  path: KeyPath,
  code: CatalogueFault,
  message: string,
  fix?: string,
): Issue {
  const range = keyRange(file, path) ?? rangeOf(file, path)
  return issueAtOffset(file, range, code, { message, fix })
}

function keyRange(file: YamlFile, path: KeyPath): Range | undefined {
  const map = nodeAt(file, path.slice(0, -1))
  if (!isMap(map)) return undefined
  const wanted = String(path.at(-1))
  for (const { key } of map.items) {
    if (isScalar(key) && key.range && String(key.value) === wanted) return nodeRange(key)
  }
  return undefined
}

function nodeAt(file: YamlFile, path: KeyPath): unknown {
  return path.length === 0 ? file.document.contents : file.document.getIn(path, true)
}

function nodeRange(node: Node): Range | undefined {
  return node.range ? { start: node.range[0], end: node.range[1] } : undefined
}

function rangeOf(file: YamlFile, path: KeyPath): Range {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(file, path.slice(0, length))
    const range = isMap(node) || isScalar(node) || isNode(node) ? nodeRange(node) : undefined
    if (range) {
      const lineEnd = file.text.indexOf('\n', range.start)
      return { start: range.start, end: lineEnd < 0 ? range.end : Math.min(range.end, lineEnd) }
    }
  }
  return { start: 0, end: 1 }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value
}

/** Where the value that a path leads to begins. */
export function placeAtPath(file: YamlFile, path: KeyPath): Place {
  return placeOf(file, rangeOf(file, path).start)
}

function placeOf(file: YamlFile, offset: number): Place {
  const { line, col } = file.lines.linePos(offset)
  return { file: file.name, line, column: col }
}

/** The values of a file as plain data; nothing in it is carried out, and few aliases are followed. */
export function dataOf(file: YamlFile): unknown {
  return file.document.toJS({ maxAliasCount: 50 })
}

/** Whether a path leads to anything in the file. */
export function isThere(file: YamlFile, path: KeyPath): boolean {
  return path.length === 0 || file.document.hasIn(path)
}

/**
 * The text of a scalar as it stands in the file, line ends and indentation included, and where its
 * first character stands: so that an issue about a part of it has the true line and column.
 */
export function textAtPath(file: YamlFile, path: KeyPath): TextAt {
  const node = nodeAt(file, path)
  if (!isScalar(node) || !node.range) return { text: '', place: placeAtPath(file, path) }
  const { start, end } = contentRange(file, node, node.range)
  const written = file.text.slice(start, end)
  const value = String(node.value)
  const same = written.replace(/\s+/g, ' ').trim() === value.replace(/\s+/g, ' ').trim()
  return { text: same ? written : value, place: placeOf(file, start) }
}

function contentRange(
  file: YamlFile,
  node: Scalar,
  range: readonly [number, number, number],
): Range {
  const [start, end] = range
  if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') {
    return { start: start + 1, end: end - 1 }
  }
  if (node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL') return { start, end }
  const header = file.text.indexOf('\n', start) + 1
  const first = header + file.text.slice(header, end).search(/\S|$/)
  return { start: first, end: first + file.text.slice(first, end).trimEnd().length }
}
