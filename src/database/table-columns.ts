import type { Dataset, Table } from '../catalogue/index.ts'
import { sqlType } from './column-types.ts'

/** A column of a table in SQL. */
export type SqlColumn = { readonly name: string; readonly type: string }

/** The columns of a table of records, in order. */
export function recordColumns(dataset: Dataset): readonly SqlColumn[] {
  return [
    { name: 'authority', type: 'varchar not null' },
    ...dataset.fileColumns.map((name) => columnOf(dataset.table, name)),
    { name: 'import_id', type: 'integer' },
    { name: 'source_file', type: 'integer' },
    { name: 'source_line', type: 'integer' },
    { name: 'ended_by', type: 'integer' },
  ]
}

/** The columns of a read table, in order: derived ones last but for the lineage of a loaded row. */
export function readColumns(table: Table): readonly SqlColumn[] {
  const own = [...table.columns.values()]
  const lineage = table.derived ? [] : ['import_id', 'source_file', 'source_line']
  return [
    { name: 'authority', type: 'varchar not null' },
    ...own.filter(({ derived }) => !derived).map(({ name }) => columnOf(table, name)),
    ...own.filter(({ derived }) => derived).map(({ name }) => columnOf(table, name)),
    ...lineage.map((name) => ({ name, type: 'integer' })),
  ]
}

/** A column of the catalogue as SQL has it. */
export function columnOf(table: Table, name: string): SqlColumn {
  const column = table.columns.get(name)
  if (!column) throw new RangeError(`${table.name} has no column ${name}`)
  return { name, type: sqlType(column.type) }
}

/** The columns of a staging table: the number of the row, its shape, its line, then the file's. */
export function stagingColumns(dataset: Dataset): readonly string[] {
  return ['_seq', '_shape', '_line', ...dataset.fileColumns]
}

/** Columns with their types, as `create table` takes them. */
export function listedColumns(columns: readonly SqlColumn[]): string {
  return columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')
}

/** A column's name as SQL takes it, whatever word it is. */
export function quoted(name: string): string {
  return `"${name}"`
}
