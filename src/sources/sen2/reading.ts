import type { AuthorityEntry } from '../../catalogue/index.ts'
import type { Issue, Place } from '../../core/index.ts'
import { sourceIssue, type SourceCode } from '../rules.ts'
import type { Tally } from '../tally.ts'
import type { SourceItem, SourceRow } from '../types.ts'
import type { ReturnHeader } from './return-header.ts'
import type { XmlNode } from './return-parser.ts'

/** All that is needed to turn the persons of one return into items. */
export type Reading = {
  readonly file: string
  readonly header: ReturnHeader
  /** The year whose elements and codes stand: the nearest known one. */
  readonly rulesOf: number
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
  readonly tally: Tally
  /** Settings named so far, to tell how many. */
  readonly settings: Set<string>
  /** Elements so far that no table has a column for. */
  readonly notLoaded: Set<string>
  /** Days read so far, as written. */
  readonly days: Map<string, string>
}

/** The first element of a name in a node. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((one) => one.name === name)
}

export function childrenNamed(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((one) => one.name === name) ?? []
}

/** Its trimmed text; an empty element is as good as none. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const text = child(node, name)?.text.trim()
  return text === '' ? undefined : text
}

/**
 * A record on its way to a row: values are put in one by one, and what is wrong decides whether the
 * row stands (warnings) or is refused (errors).
 */
export type Draft = {
  readonly dataset: string
  readonly node: XmlNode
  readonly values: Record<string, string | null>
  readonly errors: Issue[]
  readonly warnings: Issue[]
  /** Columns whose element holds no known code. */
  readonly unknown: Set<string>
}

export function draftOf(dataset: string, node: XmlNode): Draft {
  return { dataset, node, values: {}, errors: [], warnings: [], unknown: new Set() }
}

/** Where an element stands, or the record that lacks it. */
export function placeOf(reading: Reading, node: XmlNode, name: string): Place {
  return { file: reading.file, line: child(node, name)?.line ?? node.line, field: name }
}

/** Adds an issue to a draft: an error where its rule is one. */
export function complain(draft: Draft, code: SourceCode, place: Place, message: string): void {
  const issue = sourceIssue(code, place, message)
  ;(issue.severity === 'error' ? draft.errors : draft.warnings).push(issue)
}

/** The items of a finished draft: its warnings, then the row or its refusal. */
export function itemsOf(
  draft: Draft,
  rest: Pick<SourceRow, 'identity' | 'made' | 'spells' | 'weak'>,
): SourceItem[] {
  const { dataset, values, errors, node, unknown } = draft
  const given = unknown.size > 0 && { unknown: [...unknown] }
  const items: SourceItem[] = draft.warnings.map((issue) => ({ kind: 'issue', issue }))
  if (errors.length > 0) items.push({ kind: 'refused', dataset, line: node.line, issues: errors })
  else items.push({ kind: 'row', row: { dataset, values, line: node.line, ...rest, ...given } })
  return items
}

/** The refusal of a record whose parent was refused. */
export function orphan(
  reading: Reading,
  dataset: string,
  node: XmlNode,
  parent: string,
): SourceItem {
  const place = { file: reading.file, line: node.line, field: node.name }
  const message = `The ${parent} that this belongs to was refused.`
  const issues = [sourceIssue('sen2-parent-refused', place, message)]
  return { kind: 'refused', dataset, line: node.line, issues }
}
