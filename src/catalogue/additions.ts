import type { Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import { termName } from './schema-build.ts'
import type {
  AdditionShape,
  DatasetShape,
  DerivedColumnShape,
  DerivedShape,
} from './table-shapes.ts'
import { issueAtKey, issueAtPath, type YamlFile } from './yaml-file.ts'

/** What a file says, and the file. */
export type Shaped<T> = { readonly shape: T; readonly file: YamlFile }

export type Addition = Shaped<AdditionShape>

/**
 * A table with a council's own columns, codes, links, spells and terms put in after its own. What it
 * has already stands: `additionIssues` says so.
 */
export function withAdditions<T extends DatasetShape | DerivedShape>(
  shape: T,
  additions: readonly Addition[],
): T {
  return additions
    .filter((addition) => addition.shape.add_to === shape.table)
    .reduce((whole, { shape: added }) => joined(whole, added), shape)
}

function joined<T extends DatasetShape | DerivedShape>(whole: T, added: AdditionShape): T {
  return {
    ...whole,
    ...('columns' in whole && {
      columns: withCodes({ ...whole.columns, ...without(added.columns, whole.columns) }, added),
    }),
    ...(whole.derived && { derived: withCodes(whole.derived, added) }),
    links: { ...whole.links, ...without(added.links, whole.links) },
    spells: { ...whole.spells, ...without(added.spells, whole.spells) },
    terms: { ...whole.terms, ...without(added.terms, whole.terms) },
  }
}

function withCodes<C extends DerivedColumnShape>(
  columns: Readonly<Record<string, C>>,
  added: AdditionShape,
): Record<string, C> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const more = added.codes?.[name]
      if (!more || column.type !== 'code' || column.codes_from) return [name, column]
      return [name, { ...column, codes: { ...column.codes, ...without(more, column.codes) } }]
    }),
  )
}

function without<T>(
  added: Readonly<Record<string, T>> | undefined,
  own: Readonly<Record<string, unknown>> | undefined,
): Record<string, T> {
  return Object.fromEntries(Object.entries(added ?? {}).filter(([name]) => !(name in (own ?? {}))))
}

/** What is wrong with additions: a table that is not there, or a name that is taken. */
export function additionIssues(
  additions: readonly Addition[],
  tables: readonly (DatasetShape | DerivedShape)[],
): Issue[] {
  const known = new Map(tables.map((table) => [table.table, table]))
  return additions.flatMap(({ shape, file }, index) => {
    const table = known.get(shape.add_to)
    if (!table) return [unknownTable(file, shape.add_to, [...known.keys()])]
    const earlier = additions.slice(0, index).filter((one) => one.shape.add_to === shape.add_to)
    return clashes(shape, file, withAdditions(table, earlier))
  })
}

function unknownTable(file: YamlFile, table: string, known: readonly string[]): Issue {
  const near = nearest(table, known)
  const message = `there is no table ${table}`
  const fix = near === undefined ? `The tables are ${known.join(', ')}.` : `Write \`${near}\`.`
  return issueAtPath(file, ['add_to'], 'catalogue-unknown-table', message, fix)
}

function clashes(
  added: AdditionShape,
  file: YamlFile,
  table: DatasetShape | DerivedShape,
): Issue[] {
  const columns =
    'columns' in table ? { ...table.columns, ...table.derived } : (table.derived ?? {})
  const taken = { ...columns, ...table.links, ...table.spells }
  const terms = Object.keys(table.terms ?? {}).map(termName)
  const isTaken = (name: string): boolean => name in taken || terms.includes(termName(name))
  const twice = (['columns', 'links', 'spells', 'terms'] as const).flatMap((part) =>
    Object.keys(added[part] ?? {})
      .filter((name) => isTaken(termName(name)))
      .map((name) => {
        const message = `${table.table} has a \`${termName(name)}\` already`
        return issueAtKey(file, [part, name], 'catalogue-twice', message, 'Give it another name.')
      }),
  )
  const toDerived =
    'columns' in table || !added.columns
      ? []
      : [
          issueAtKey(
            file,
            ['columns'],
            'catalogue-derived',
            `${table.table} is made by Sendboard, so no file can have a column for it`,
            'Add the column to a table that it is made from.',
          ),
        ]
  return [...twice, ...toDerived, ...codeClashes(added, file, table)]
}

function codeClashes(
  added: AdditionShape,
  file: YamlFile,
  table: DatasetShape | DerivedShape,
): Issue[] {
  const own = 'columns' in table ? table.columns : {}
  const columns: Record<string, DerivedColumnShape> = { ...added.columns, ...table.derived, ...own }
  return Object.entries(added.codes ?? {}).flatMap(([name, codes]) => {
    const column = columns[name]
    if (column?.type !== 'code') return [noCodeColumn(file, table.table, name, columns)]
    return Object.keys(codes)
      .filter((code) => column.codes && code in column.codes)
      .map((code) => {
        const message = `${table.table}.${name} has a code ${code} already`
        const fix = 'Leave it out, or write another code.'
        return issueAtKey(file, ['codes', name, code], 'catalogue-twice', message, fix)
      })
  })
}

function noCodeColumn(
  file: YamlFile,
  table: string,
  name: string,
  columns: Readonly<Record<string, DerivedColumnShape>>,
): Issue {
  const found = columns[name]
  if (found) {
    const message = `${table}.${name} is a column of type ${found.type}, which has no codes`
    const fix = 'Name a column of type code.'
    return issueAtKey(file, ['codes', name], 'catalogue-unknown-column', message, fix)
  }
  const coded = Object.keys(columns).filter((one) => columns[one]?.type === 'code')
  const near = nearest(name, coded)
  const message = `${table} has no column ${name}`
  const fix =
    near === undefined ? `Its columns with codes are ${coded.join(', ')}.` : `Write \`${near}\`.`
  return issueAtKey(file, ['codes', name], 'catalogue-unknown-column', message, fix)
}
