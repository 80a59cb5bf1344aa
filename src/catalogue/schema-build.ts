import { plainName } from '../core/index.ts'
import type { Column, Link, Schema, Spell, Table, Term } from '../formula/index.ts'
import type {
  DatasetShape,
  DerivedColumnShape,
  DerivedShape,
  FileColumnShape,
  LinkShape,
  SpellShape,
  TermShape,
} from './table-shapes.ts'
import type { Dataset, RequiredWhen } from './types.ts'

/** What the tables' files say, with a council's additions put in. */
export type TableShapes = {
  readonly datasets: readonly DatasetShape[]
  readonly derived: readonly DerivedShape[]
  readonly sets: ReadonlyMap<string, readonly string[]>
  readonly setSays: ReadonlyMap<string, string>
  /** Ids of the strategies: the codes of a column whose `codes_from` is `frameworks`. */
  readonly frameworks: readonly string[]
}

/** The schema that formulas read, and the files that a council supplies. */
export function buildSchema(shapes: TableShapes): {
  readonly schema: Schema
  readonly datasets: ReadonlyMap<string, Dataset>
} {
  const tables = new Map<string, Table>()
  const datasets = new Map<string, Dataset>()
  for (const shape of shapes.datasets) {
    const table = datasetTable(shape, shapes.frameworks)
    tables.set(shape.table, table)
    datasets.set(shape.table, datasetOf(shape, table))
  }
  for (const shape of shapes.derived) {
    tables.set(shape.table, derivedTable(shape, tables, shapes.frameworks))
  }
  return { schema: { tables, sets: shapes.sets, setSays: shapes.setSays }, datasets }
}

function datasetTable(shape: DatasetShape, frameworks: readonly string[]): Table {
  const columns = [
    ...columnsOf(shape.columns, false, frameworks),
    ...columnsOf(shape.derived ?? {}, true, frameworks),
  ]
  return tableOf(shape, { derived: false, madeFrom: [shape.table], columns })
}

function derivedTable(
  shape: DerivedShape,
  tables: ReadonlyMap<string, Table>,
  frameworks: readonly string[],
): Table {
  const from = shape.copies && tables.get(shape.copies.from)
  const copied = [...(from?.columns.values() ?? [])].filter(
    ({ name }) => shape.copies?.without.includes(name) !== true,
  )
  const columns = [
    ...copied.map((column): Column => ({ ...column, derived: true })),
    ...columnsOf(shape.derived ?? {}, true, frameworks),
  ]
  return tableOf(shape, { derived: true, madeFrom: shape.made_from, columns })
}

type TableParts = {
  readonly derived: boolean
  readonly madeFrom: readonly string[]
  readonly columns: readonly Column[]
}

function tableOf(shape: DatasetShape | DerivedShape, parts: TableParts): Table {
  const links = Object.entries(shape.links ?? {})
  const spells = Object.entries(shape.spells ?? {})
  return {
    name: shape.table,
    singular: shape.singular,
    plural: shape.plural,
    key: shape.key,
    derived: parts.derived,
    columns: new Map(parts.columns.map((column) => [column.name, column])),
    links: new Map(links.map(([name, link]) => [name, linkOf(name, link, shape.table)])),
    spells: new Map(spells.map(([name, spell]) => [name, spellOf(name, spell)])),
    ...(shape.main_spell && { mainSpell: shape.main_spell }),
    terms: new Map(Object.entries(shape.terms ?? {}).map(termOf)),
    madeFrom: parts.madeFrom,
  }
}

function columnsOf(
  shapes: Readonly<Record<string, FileColumnShape | DerivedColumnShape>>,
  derived: boolean,
  frameworks: readonly string[],
): Column[] {
  return Object.entries(shapes).map(([name, shape]) => {
    const codes = codesOf(shape, frameworks)
    return {
      name,
      type: shape.type,
      label: shape.label,
      mayBeEmpty: shape.required !== true,
      derived,
      ...(codes && { codes }),
      ...(shape.unit && { unit: shape.unit }),
      ...(shape.minimum !== undefined && { minimum: shape.minimum }),
      ...(shape.maximum !== undefined && { maximum: shape.maximum }),
      ...(shape.refers_to && { refersTo: shape.refers_to }),
      ...('made_from' in shape && shape.made_from && { madeFrom: shape.made_from }),
      ...wordsOf(shape),
    }
  })
}

function wordsOf(
  shape: FileColumnShape | DerivedColumnShape,
): Pick<Column, 'says' | 'note' | 'also'> {
  return {
    ...(shape.says && { says: shape.says }),
    ...(shape.note && { note: shape.note }),
    ...('also' in shape && shape.also && { also: shape.also }),
  }
}

function codesOf(
  shape: FileColumnShape | DerivedColumnShape,
  frameworks: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (shape.codes_from) return new Map(frameworks.map((id) => [id, id]))
  return shape.codes && new Map(Object.entries(shape.codes))
}

function linkOf(name: string, shape: LinkShape, table: string): Link {
  return {
    name,
    to: shape.to,
    column: shape.column,
    toColumn: shape.to_column ?? shape.column,
    back: shape.back ?? table,
    ...(shape.only && {
      only: {
        column: shape.only.column,
        codes: shape.only.codes,
        ...(shape.only.not && { not: true as const }),
      },
    }),
  }
}

function spellOf(name: string, { from, until, says, latest }: SpellShape): Spell {
  return { name, from, until, label: says, latest: latest ?? false }
}

/** `age(t)` is a term named `age` with one argument, `t`. */
function termOf([head, { formula, says }]: [string, TermShape]): [string, Term] {
  const name = termName(head)
  const inside = head.slice(name.length + 1, -1)
  const parameters = inside === '' ? [] : inside.split(', ')
  return [name, { name, parameters, formula, ...(says && { sentence: says }) }]
}

/** The name before the brackets of a term's head. */
export function termName(head: string): string {
  return head.split('(')[0] ?? head
}

function datasetOf(shape: DatasetShape, table: Table): Dataset {
  const entries = Object.entries(shape.columns)
  const requiredWhen = entries.flatMap(
    ([column, { required_when: when, required_words: said }]): RequiredWhen[] =>
      when === undefined ? [] : [{ column, when, words: said ?? when }],
  )
  return {
    name: shape.table,
    table,
    fileColumns: entries.map(([name]) => name),
    headings: headingsOf(entries),
    required: entries.filter(([, column]) => column.required).map(([name]) => name),
    requiredWhen,
    purpose: shape.purpose,
    heldIn: shape.held_in,
    load: shape.load,
    ...(shape.period_column && { periodColumn: shape.period_column }),
  }
}

/** Each heading that a column may stand under, evened out, and the column. Names of their own go first. */
function headingsOf(entries: readonly (readonly [string, FileColumnShape])[]): Map<string, string> {
  return new Map([
    ...entries.flatMap(([name, { also = [] }]) =>
      also.map((heading) => [plainName(heading), name] as const),
    ),
    ...entries.map(([name]) => [name, name] as const),
  ])
}
