import { type Issue, plainName } from '../core/index.ts'
import { nearest, type Schema, type Table } from '../formula/index.ts'
import type { Shaped } from './additions.ts'
import { termName } from './schema-build.ts'
import type {
  AdditionShape,
  DatasetShape,
  DerivedColumnShape,
  DerivedShape,
  FileColumnShape,
  SetsShape,
} from './table-shapes.ts'
import { issueAtKey, issueAtPath, type KeyPath, type YamlFile } from './yaml-file.ts'

type TableShape = DatasetShape | DerivedShape | AdditionShape

/** What is wrong within one file about a table: its key, columns, links, spells and terms. */
export function tableIssues(
  { shape, file }: Shaped<TableShape>,
  tableName: string,
  schema: Schema,
): Issue[] {
  const table = schema.tables.get(tableName)
  if (!table) return []
  return [
    ...('key' in shape ? keyIssues(shape, file, table) : []),
    ...columnIssues(shape, file, table, schema),
    ...linkIssues(shape, file, table, schema),
    ...spellIssues(shape, file, table),
    ...termIssues(shape, file, table),
    ...('load' in shape ? loadIssues(shape, file, table) : []),
  ]
}

function keyIssues(shape: DatasetShape | DerivedShape, file: YamlFile, table: Table): Issue[] {
  const keys = shape.key.flatMap((column, index) =>
    table.columns.has(column) ? [] : [noColumn(file, ['key', index], table, column)],
  )
  const main = shape.main_spell
  if (main === undefined || table.spells.has(main)) return keys
  const message = `${table.name} has no spell ${main}`
  const spells = [...table.spells.keys()]
  const fix =
    spells.length > 0 ? `Write ${spells.join(' or ')}.` : 'Leave it out, or write the spell.'
  return [...keys, issueAtPath(file, ['main_spell'], 'catalogue-spell', message, fix)]
}

function noColumn(file: YamlFile, path: KeyPath, table: Table, column: string): Issue {
  const near = nearest(column, table.columns.keys())
  const message = `${table.name} has no column ${column}`
  const listed = `It has ${[...table.columns.keys()].join(', ')}.`
  const fix = near === undefined ? listed : `Write \`${near}\`.`
  return issueAtPath(file, path, 'catalogue-unknown-column', message, fix)
}

function columnIssues(shape: TableShape, file: YamlFile, table: Table, schema: Schema): Issue[] {
  return (['columns', 'derived'] as const).flatMap((part) => {
    return Object.entries(columnsOf(shape, part)).flatMap(([name, column]) => [
      ...codeIssues(column, file, [part, name]),
      ...headingIssues(column, file, [part, name], table),
      ...referenceIssues(column, file, [part, name], schema),
    ])
  })
}

function columnsOf(
  shape: TableShape,
  part: 'columns' | 'derived',
): Readonly<Record<string, FileColumnShape | DerivedColumnShape>> {
  if (part === 'derived') return ('derived' in shape ? shape.derived : undefined) ?? {}
  return ('columns' in shape ? shape.columns : undefined) ?? {}
}

function codeIssues(
  column: FileColumnShape | DerivedColumnShape,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  const has = column.codes !== undefined || column.codes_from !== undefined
  if (has === (column.type === 'code')) return []
  const message = has ? 'only a column of type code has codes' : 'a code column lists its codes'
  const fix = has ? 'Write `type: code`.' : 'Write `codes:`, and each code with what it means.'
  return [issueAtKey(file, path, 'catalogue-codes', message, fix)]
}

/** A heading that could mean two columns means neither. */
function headingIssues(
  column: FileColumnShape | DerivedColumnShape,
  file: YamlFile,
  path: readonly [string, string],
  table: Table,
): Issue[] {
  const [, name] = path
  const also = 'also' in column ? (column.also ?? []) : []
  return also.flatMap((heading, index) => {
    const plain = plainName(heading)
    const other = [...table.columns.values()].find(
      (one) =>
        one.name !== name && (one.name === plain || one.also?.map(plainName).includes(plain)),
    )
    if (!other) return []
    const message = `"${heading}" is a heading of ${table.name}.${other.name} already`
    const at = [...path, 'also', index]
    return [issueAtPath(file, at, 'catalogue-twice', message, 'Leave it with one of the two.')]
  })
}

function referenceIssues(
  column: FileColumnShape | DerivedColumnShape,
  file: YamlFile,
  path: KeyPath,
  schema: Schema,
): Issue[] {
  const madeFrom = 'made_from' in column ? (column.made_from ?? []) : []
  const named = [
    ...(column.refers_to === undefined ? [] : [['refers_to', column.refers_to] as const]),
    ...madeFrom.map((table) => ['made_from', table] as const),
  ]
  return named
    .filter(([, table]) => !schema.tables.has(table))
    .map(([key, table]) => noTable(file, [...path, key], table, schema))
}

function noTable(file: YamlFile, path: KeyPath, table: string, schema: Schema): Issue {
  const near = nearest(table, schema.tables.keys())
  const listed = `The tables are ${[...schema.tables.keys()].join(', ')}.`
  const fix = near === undefined ? listed : `Write \`${near}\`.`
  return issueAtPath(file, path, 'catalogue-unknown-table', `there is no table ${table}`, fix)
}

function linkIssues(shape: TableShape, file: YamlFile, table: Table, schema: Schema): Issue[] {
  return Object.keys(shape.links ?? {}).flatMap((name) => {
    const link = table.links.get(name)
    if (!link) return []
    const path = ['links', name]
    const there = schema.tables.get(link.to)
    if (!there) return [noTable(file, [...path, 'to'], link.to, schema)]
    const here = table.columns.has(link.column)
    if (!here) return [noColumn(file, [...path, 'column'], table, link.column)]
    if (there.columns.has(link.toColumn)) return []
    const message = `${link.to} has no column ${link.toColumn} for the link to lead to`
    const fix = `Write \`to_column:\` and a column of ${link.to}.`
    return [issueAtKey(file, path, 'catalogue-link', message, fix)]
  })
}

function spellIssues(shape: TableShape, file: YamlFile, table: Table): Issue[] {
  return Object.entries(shape.spells ?? {}).flatMap(([name, spell]) =>
    (['from', 'until'] as const).flatMap((side) => {
      const column = table.columns.get(spell[side])
      if (!column) return [noColumn(file, ['spells', name, side], table, spell[side])]
      if (column.type === 'date') return []
      const message = `${table.name}.${column.name} is not a date`
      const fix = 'A spell is made of two columns of type date.'
      return [issueAtPath(file, ['spells', name, side], 'catalogue-spell', message, fix)]
    }),
  )
}

/** A term must not take the name of a column, link or spell: which is meant could not be told. */
function termIssues(shape: TableShape, file: YamlFile, table: Table): Issue[] {
  return Object.keys(shape.terms ?? {}).flatMap((head) => {
    const name = termName(head)
    const other = (['columns', 'links', 'spells'] as const).find((part) => table[part].has(name))
    if (!other) return []
    const message = `${table.name} has a ${other.slice(0, -1)} called ${name} already`
    return [issueAtKey(file, ['terms', head], 'catalogue-term', message, 'Give it another name.')]
  })
}

function loadIssues(shape: DatasetShape, file: YamlFile, table: Table): Issue[] {
  const column = shape.period_column
  if ((shape.load === 'replace-period') !== (column !== undefined)) {
    const message = '`period_column` belongs to `load: replace-period`, and that needs it'
    const fix =
      column === undefined
        ? 'Add `period_column:` and the column whose values are replaced together.'
        : 'Leave `period_column` out, or write `load: replace-period`.'
    return [issueAtKey(file, ['load'], 'catalogue-load', message, fix)]
  }
  if (column === undefined || column in shape.columns) return []
  return [noColumn(file, ['period_column'], table, column)]
}

/** Sets: each name once, and each code a code of some column. */
export function setIssues(sets: readonly Shaped<SetsShape>[], schema: Schema): Issue[] {
  const known = new Set(
    [...schema.tables.values()].flatMap((table) =>
      [...table.columns.values()].flatMap((column) => [...(column.codes?.keys() ?? [])]),
    ),
  )
  const seen = new Set<string>()
  return sets.flatMap(({ shape, file }) =>
    Object.entries(shape.sets).flatMap(([name, codes]) => {
      const twice = seen.has(name)
      seen.add(name)
      return [
        ...(twice ? [setTwice(file, name)] : []),
        ...codes.flatMap((code, index) => strangeCode(file, ['sets', name, index], code, known)),
      ]
    }),
  )
}

function setTwice(file: YamlFile, name: string): Issue {
  const message = `there is a set ${name} already`
  return issueAtKey(file, ['sets', name], 'catalogue-twice', message, 'Give it another name.')
}

function strangeCode(
  file: YamlFile,
  path: KeyPath,
  code: string,
  known: ReadonlySet<string>,
): Issue[] {
  if (known.has(code)) return []
  const near = nearest(code, known)
  const fix = near === undefined ? 'Add the code to a column first.' : `Write \`${near}\`.`
  return [issueAtPath(file, path, 'catalogue-codes', `no column has a code ${code}`, fix)]
}
