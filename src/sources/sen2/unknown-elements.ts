import { sourceIssue } from '../rules.ts'
import { counted } from '../tally.ts'
import type { SourceItem } from '../types.ts'
import { elementOf, holdsModule, isOfYear, isPersonal } from './names.ts'
import type { Reading } from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { asGiven } from './values.ts'

/** More than one of these in one parent is as it should be. */
const MANY: ReadonlySet<string> = new Set(['Requests', 'PlanDetail', 'PlacementDetail', 'SENneed'])

/** No parent has nearly so many children that stand once; a hostile one is not looked through. */
const MOST_COMPARED = 64

/**
 * Tells of every element below a node that is unknown, out of place, of another year or doubled: how
 * many there are, and what each holds.
 */
export function tellUnknown(reading: Reading, node: XmlNode): SourceItem[] {
  const { children } = node
  const kept: SourceItem[] = []
  for (const [at, one] of children.entries()) {
    if (holdsModule(node.name, one.name)) kept.push(...tellUnknown(reading, one))
    else if (isStrange(reading, node, one)) kept.push(...tellElement(reading, node, one))
    if (at >= MOST_COMPARED || MANY.has(one.name)) continue
    if (children.findIndex(({ name }) => name === one.name) < at)
      kept.push(...tellTwice(reading, node, one))
  }
  return kept
}

/** Whether an element is none of the year; one that no table has a column for is remembered. */
function isStrange({ rulesOf, notLoaded }: Reading, node: XmlNode, one: XmlNode): boolean {
  const known = elementOf(node.name, one.name)
  if (!known || !(isOfYear(known, rulesOf) || one.text.trim() === '')) return true
  if (known.column === undefined && one.text !== '')
    notLoaded.add(node.name === 'PlanDetail' ? node.name : known.name)
  return false
}

function tellElement(reading: Reading, node: XmlNode, one: XmlNode): SourceItem[] {
  const field = fieldName(one.name)
  const why = elementOf(node.name, one.name)
    ? `which returns of ${String(reading.header.year)} do not have`
    : `which is not known in ${node.name}`
  reading.tally.add(
    'sen2-unknown-element',
    field,
    one.line,
    (count) => `${counted(count, 'element')} ${field}, ${why}.`,
  )
  return valuesIn(reading, one, field)
}

function tellTwice(reading: Reading, node: XmlNode, one: XmlNode): SourceItem[] {
  const field = fieldName(one.name)
  reading.tally.add(
    'sen2-element-twice',
    field,
    one.line,
    (count) => `${counted(count, 'element')} ${field} where one stands already.`,
  )
  const isTold = !holdsModule(node.name, one.name) && isStrange(reading, node, one)
  return isTold ? [] : valuesIn(reading, one, field)
}

/** What an element that is not loaded holds, it and all within it: kept where it stands. */
function valuesIn(reading: Reading, node: XmlNode, path: string): SourceItem[] {
  const text = node.text.trim()
  const own = text === '' || isPersonal(node.name) ? [] : [keptValue(reading, node, path, text)]
  return [
    ...own,
    ...node.children.flatMap((one) => valuesIn(reading, one, `${path}/${fieldName(one.name)}`)),
  ]
}

function keptValue({ file }: Reading, { line }: XmlNode, field: string, text: string): SourceItem {
  const message = `${field} holds ${asGiven(text)}, which goes into no table.`
  const issue = sourceIssue('sen2-value-kept', { file, line, field }, message)
  return { kind: 'issue', issue }
}

/** A name that cannot be anything but the name of an element. */
export function fieldName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name) ? name : '(odd name)'
}
