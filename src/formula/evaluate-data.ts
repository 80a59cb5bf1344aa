import type { Rational } from '../core/index.ts'
import type { Link, Schema, Table } from './schema.ts'
import type { Relation, Step } from './tree.ts'

/**
 * A value of a record, for the evaluator: text, codes and days as text; integers, numbers and
 * money (in pounds) as exact fractions; null for empty.
 */
export type PlainValue = string | Rational | null
export type PlainRow = Readonly<Record<string, PlainValue>>

/** Rows by table, of one authority. A table that was never supplied is not in the map. */
export type PlainTables = ReadonlyMap<string, readonly PlainRow[]>

/** Plain rows with the two questions that formulas ask of them. */
export type PlainData = {
  readonly rows: (table: string) => readonly PlainRow[]
  /** The row at the end of a path, from `row`; undefined when some link leads nowhere. */
  readonly follow: (row: PlainRow, path: readonly Step[]) => PlainRow | undefined
  /** Rows whose chain of links ends on `anchor`. */
  readonly belonging: (anchor: PlainRow, relation: Relation) => readonly PlainRow[]
}

/** Prepares plain rows for formulas. Each list by key is made when it is first asked for. */
export function plainData(schema: Schema, tables: PlainTables): PlainData {
  const rows = (table: string) => tables.get(table) ?? []
  const byKey = remembered((place: string) => {
    const [table = '', column = ''] = place.split('.')
    return new Map(rows(table).map((row) => [keyText(row[column] ?? null), row] as const))
  })
  const step = (row: PlainRow, { from, link: name }: Step) => {
    const link = linkNamed(schema, from, name)
    const key = stands(link, row) ? (row[link.column] ?? null) : null
    return key === null ? undefined : byKey(`${link.to}.${link.toColumn}`).get(keyText(key))
  }
  const follow = (row: PlainRow, path: readonly Step[]) =>
    path.reduce<PlainRow | undefined>((at, next) => at && step(at, next), row)
  const byChain = new Map<string, ReadonlyMap<PlainRow, readonly PlainRow[]>>()
  const belonging = (anchor: PlainRow, { chain }: Relation) => {
    const name = chain.map(({ from, link }) => `${from}.${link}`).join(' ')
    const known = byChain.get(name) ?? groupByEnd(rows(chain[0]?.from ?? ''), chain, follow)
    byChain.set(name, known)
    return known.get(anchor) ?? []
  }
  return { rows, follow, belonging }
}

function groupByEnd(
  rows: readonly PlainRow[],
  chain: readonly Step[],
  follow: PlainData['follow'],
): ReadonlyMap<PlainRow, readonly PlainRow[]> {
  const groups = new Map<PlainRow, PlainRow[]>()
  for (const row of rows) {
    const end = follow(row, chain)
    if (!end) continue
    const group = groups.get(end)
    if (group) group.push(row)
    else groups.set(end, [row])
  }
  return groups
}

/** Whether a link that holds only for some rows holds for this one. */
function stands({ only }: Link, row: PlainRow): boolean {
  if (!only) return true
  const value = row[only.column] ?? null
  const listed = typeof value === 'string' && only.codes.includes(value)
  return only.not ? !listed : listed
}

/** A value as text that is equal only for equal values. */
export function keyText(value: PlainValue): string {
  if (value === null) return ''
  return typeof value === 'string' ? `'${value}` : `${String(value.n)}/${String(value.d)}`
}

function linkNamed(schema: Schema, table: string, name: string): Link {
  const link = tableNamed(schema, table).links.get(name)
  if (!link) throw new Error(`${table} must have the link ${name}, which a formula follows`)
  return link
}

function tableNamed(schema: Schema, name: string): Table {
  const table = schema.tables.get(name)
  if (!table) throw new Error(`the schema must have the table ${name}, which a formula reads`)
  return table
}

function remembered<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    const found = known.get(name) ?? make(name)
    known.set(name, found)
    return found
  }
}
