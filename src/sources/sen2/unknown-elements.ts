import { counted } from '../tally.ts'
import { elementOf, holdsModule, isOfYear } from './names.ts'
import type { Reading } from './reading.ts'
import type { XmlNode } from './return-parser.ts'

/** More than one of these in one parent is as it should be. */
const MANY: ReadonlySet<string> = new Set(['Requests', 'PlanDetail', 'PlacementDetail', 'SENneed'])

/** No parent has nearly so many children that stand once; a hostile one is not looked through. */
const MOST_COMPARED = 64

/** Tells of every element below a node that is unknown, out of place, of another year or doubled. */
export function tellUnknown(reading: Reading, node: XmlNode): void {
  const { children } = node
  for (const [at, one] of children.entries()) {
    if (holdsModule(node.name, one.name)) tellUnknown(reading, one)
    else tellElement(reading, node, one)
    if (at >= MOST_COMPARED || MANY.has(one.name)) continue
    if (children.findIndex(({ name }) => name === one.name) < at) tellTwice(reading, one)
  }
}

function tellElement(reading: Reading, node: XmlNode, one: XmlNode): void {
  const { tally, rulesOf, header } = reading
  const known = elementOf(node.name, one.name)
  if (known && (isOfYear(known, rulesOf) || one.text.trim() === '')) {
    if (known.column === undefined && one.text !== '')
      reading.notLoaded.add(node.name === 'PlanDetail' ? node.name : known.name)
    return
  }
  const field = fieldName(one.name)
  const why = known
    ? `which returns of ${String(header.year)} do not have`
    : `which is not known in ${node.name}`
  tally.add(
    'sen2-unknown-element',
    field,
    one.line,
    (count) => `${counted(count, 'element')} ${field}, ${why}.`,
  )
}

function tellTwice({ tally }: Reading, one: XmlNode): void {
  const field = fieldName(one.name)
  tally.add(
    'sen2-element-twice',
    field,
    one.line,
    (count) => `${counted(count, 'element')} ${field} where one stands already.`,
  )
}

/** A name that cannot be anything but the name of an element. */
function fieldName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name) ? name : '(odd name)'
}
