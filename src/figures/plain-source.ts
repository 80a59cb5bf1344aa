import type { Catalogue } from '../catalogue/index.ts'
import {
  plainData,
  type PlainData,
  type PlainRow,
  type PlainTables,
  type PlainValue,
} from '../formula/index.ts'
import { groupBy, textOf } from './plain-days.ts'
import { derivePlain } from './plain-derive.ts'

/** Plain records of one authority, ready for the evaluator. */
export type PlainSource = {
  readonly catalogue: Pick<Catalogue, 'schema' | 'measures' | 'frameworks'>
  readonly data: PlainData
  /** The datasets that were supplied, if only with no rows. */
  readonly supplied: ReadonlySet<string>
  readonly authority: string
  /** The day that the records go up to. */
  readonly asAt: string
  /** Rows of a table by the text in a column. */
  readonly rowsBy: (table: string, column: string, value: PlainValue) => readonly PlainRow[]
}

/**
 * Makes the derived columns and tables, and the lists by key.
 *
 * @param base - The tables as supplied, without derived columns.
 * @param calendarEnd - A day after every day that figures are asked for.
 */
export function plainSource(
  catalogue: Pick<Catalogue, 'schema' | 'measures' | 'frameworks'>,
  base: PlainTables,
  about: { readonly authority: string; readonly asAt: string; readonly calendarEnd: string },
): PlainSource {
  const tables = derivePlain(base, about)
  const lists = new Map<string, ReadonlyMap<string, readonly PlainRow[]>>()
  const rowsBy = (table: string, column: string, value: PlainValue) => {
    const name = `${table}.${column}`
    const list = lists.get(name) ?? groupBy(tables.get(table) ?? [], (row) => textOf(row, column))
    lists.set(name, list)
    return typeof value === 'string' ? (list.get(value) ?? []) : []
  }
  return {
    catalogue,
    data: plainData(catalogue.schema, tables),
    supplied: new Set(base.keys()),
    authority: about.authority,
    asAt: about.asAt,
    rowsBy,
  }
}
