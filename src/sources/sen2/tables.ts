import type { Issue } from '../../core/index.ts'
import { sourceIssue } from '../rules.ts'
import { elementOf, isPersonal, publishedName } from './names.ts'
import type { XmlNode } from './return-parser.ts'

/** The tables that a return is exported as: the record of each, its key, and that of its parent. */
export const TABLES = {
  person: { record: 'Person', parent: undefined },
  requests: { record: 'Requests', parent: 'person' },
  assessment: { record: 'Assessment', parent: 'requests' },
  namedplan: { record: 'NamedPlan', parent: 'assessment' },
  plandetail: { record: 'PlanDetail', parent: 'namedplan' },
  activeplans: { record: 'ActivePlans', parent: 'requests' },
  placementdetail: { record: 'PlacementDetail', parent: 'activeplans' },
  senneed: { record: 'SENneed', parent: 'activeplans' },
} as const
export type TableName = keyof typeof TABLES

/** One table with its rows in order; heads are of the export, such as `receiveddate`. */
export type ReturnTable = {
  readonly name: TableName
  readonly file: string
  readonly heads: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

type Grown = { readonly node: XmlNode & { children: XmlNode[] }; readonly order: number }

/**
 * The persons of a return from its tables, joined by their keys, in the order that their
 * `orderseqcolumn` gives. A row whose parent is not there is told.
 *
 * @param keepsNames - Whether names and postcodes are kept, as a check needs them.
 */
export function personsOf(
  tables: ReadonlyMap<TableName, ReturnTable>,
  keepsNames: boolean,
): { readonly persons: readonly XmlNode[]; readonly issues: readonly Issue[] } {
  const grove: Grove = { issues: [], byKey: new Map(), persons: [], children: new Map() }
  for (const name of tableNames()) {
    const table = tables.get(name)
    if (!table) continue
    const heads = headsOf(table)
    for (const row of table.rows) addRow(grove, table, heads, row, keepsNames)
  }
  for (const [key, members] of grove.children)
    grove.byKey.get(key)?.node.children.push(...inOrder(members).map(({ node }) => node))
  return { persons: inOrder(grove.persons).map(({ node }) => node), issues: grove.issues }
}

/** What has grown so far: every record by table and key, and what lies in it. */
type Grove = {
  readonly issues: Issue[]
  readonly byKey: Map<string, Grown>
  readonly persons: Grown[]
  readonly children: Map<string, Grown[]>
}

function addRow(
  { issues, byKey, persons, children }: Grove,
  table: ReturnTable,
  heads: Heads,
  row: ReturnTable['rows'][number],
  keepsNames: boolean,
): void {
  const { name } = table
  const grown = nodeOf(table, heads, row, keepsNames)
  const key = `${name} ${heads.key(row.cells)}`
  if (byKey.has(key)) issues.push(keyTwice(table, row.line))
  else byKey.set(key, grown)
  const { parent } = TABLES[name]
  const above = parent === undefined ? undefined : `${parent} ${heads.parentKey(row.cells)}`
  if (above === undefined) persons.push(grown)
  else if (!byKey.has(above)) issues.push(strayRow(table, row.line))
  else {
    const members = children.get(above)
    if (members) members.push(grown)
    else children.set(above, [grown])
  }
}

/** Parents before children. */
function tableNames(): readonly TableName[] {
  return [
    ...(['person', 'requests', 'assessment', 'namedplan', 'plandetail'] as const),
    ...(['activeplans', 'placementdetail', 'senneed'] as const),
  ]
}

function inOrder(members: readonly Grown[]): readonly Grown[] {
  return members.toSorted((a, b) => a.order - b.order)
}

function strayRow({ name, file }: ReturnTable, line: number): Issue {
  const message = `The row of ${TABLES[name].record} belongs to a record that is not there.`
  return sourceIssue('sen2-stray-row', { file, line }, message)
}

function keyTwice({ name, file }: ReturnTable, line: number): Issue {
  const message = `The row of ${TABLES[name].record} has the key of one before it; what belongs to them is taken to belong to the first.`
  return sourceIssue('sen2-key-twice', { file, line }, message)
}

type Heads = {
  readonly key: (cells: readonly string[]) => string
  readonly parentKey: (cells: readonly string[]) => string
  readonly order: (cells: readonly string[]) => number
  /** Element and place of each column that holds one. */
  readonly elements: readonly (readonly [string, number])[]
}

function headsOf({ name, heads }: ReturnTable): Heads {
  const lower = heads.map((head) =>
    head
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  )
  const { record, parent } = TABLES[name]
  const own = ['nativeid', 'sourceid', `${name}orderseqcolumn`]
  const cell = (head: string) => {
    const at = lower.indexOf(head)
    return (cells: readonly string[]): string => (cells[at] ?? '').trim()
  }
  const order = cell(`${name}orderseqcolumn`)
  return {
    key: cell(`${name}tableid`),
    parentKey: cell(`${parent ?? 'sen2'}tableid`),
    order: (cells) => Number(order(cells)) || 0,
    elements: lower.flatMap((head, at) => {
      if (head === '' || own.includes(head) || head.endsWith('tableid')) return []
      const published = publishedName(head)
      return [[elementOf(record, published) ? published : head, at] as const]
    }),
  }
}

function nodeOf(
  { name, file }: ReturnTable,
  heads: Heads,
  { line, cells }: ReturnTable['rows'][number],
  keepsNames: boolean,
): Grown {
  const children = heads.elements.flatMap(([element, at]) => {
    const text = cells[at]?.trim() ?? ''
    if (text === '' || (isPersonal(element) && !keepsNames)) return []
    return [{ name: element, line, file, text, children: [] }]
  })
  const node = { name: TABLES[name].record, line, file, text: '', children }
  return { node, order: heads.order(cells) }
}
