import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Issue } from '../../core/index.ts'
import { sourceIssue } from '../rules.ts'

export type KeyPath = readonly (string | number)[]

/** A YAML text with the means to say where each part of it stands. */
export type PlacedYaml = {
  readonly data: unknown
  /** Faults of its syntax. */
  readonly issues: readonly Issue[]
  /** An issue at the value that a path leads to, or the nearest part above it. */
  readonly issueAt: (path: KeyPath, message: string, fix?: string) => Issue
  /** An issue at the last key of a path. */
  readonly issueAtKey: (path: KeyPath, message: string, fix?: string) => Issue
}

/** Parses a mapping file; nothing in it is carried out, and few aliases are followed. */
export function parsePlaced(text: string, file: string): PlacedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const issueAtOffset = (offset: number, message: string, fix?: string): Issue => {
    const { line, col } = lines.linePos(offset)
    return sourceIssue('source-mapping', { file, line, column: col }, message, fix)
  }
  const nodeAt = (path: KeyPath): unknown =>
    path.length === 0 ? document.contents : document.getIn(path, true)
  const offsetOf = (path: KeyPath): number => {
    const node = nodeAt(path)
    if (isNode(node) && node.range) return node.range[0]
    return path.length === 0 ? 0 : offsetOf(path.slice(0, -1))
  }
  const keyOffset = (path: KeyPath): number => {
    const map = nodeAt(path.slice(0, -1))
    const pairs = isMap(map) ? map.items : []
    const keys = pairs.flatMap(({ key }) => (isScalar(key) && key.range ? [key] : []))
    const key = keys.find(({ value }) => String(value) === String(path.at(-1)))
    return key?.range?.[0] ?? offsetOf(path)
  }
  const issues = document.errors.map(({ pos, message }) =>
    issueAtOffset(pos[0], `This is not YAML: ${message.slice(0, 200)}.`),
  )
  return {
    data: issues.length > 0 ? undefined : document.toJS({ maxAliasCount: 50 }),
    issues,
    issueAt: (path, message, fix) => issueAtOffset(offsetOf(path), message, fix),
    issueAtKey: (path, message, fix) => issueAtOffset(keyOffset(path), message, fix),
  }
}
