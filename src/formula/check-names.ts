import {
  addFault,
  type Anchor,
  type Argument,
  rowName,
  type Scope,
  tableNamed,
  useTable,
} from './check-scope.ts'
import { columnType, DATE, hasEnds, numberOf, PERIOD, TEXT } from './check-types.ts'
import { backNames, didYouMean, listWords, withArticle, writeNearest } from './check-words.ts'
import type { Schema, Table } from './schema.ts'
import type { PathSyntax, Word } from './syntax.ts'
import type { ColumnRead, Expression, RunValueName, Span, Step, ValueType } from './tree.ts'

/** A name that was found: its value, or nothing when that has a fault or cannot be known yet. */
export type Found = { readonly value: Expression | undefined }

const RUN_VALUES: ReadonlyMap<string, RunValueName> = new Map(
  (['P', 'D', 'FY', 'AY', 'S', 'LA'] as const).map((name) => [name, name]),
)

function runValueType(name: RunValueName, schema: Schema): ValueType {
  switch (name) {
    case 'P':
      return PERIOD
    case 'D':
      return DATE
    case 'FY':
      return { is: 'financial-year' }
    case 'AY':
      return { is: 'academic-year' }
    case 'S':
      return { is: 'code', codes: scenarios(schema) }
    case 'LA':
      return TEXT
  }
}

/** Every code of a column called scenario. */
function scenarios(schema: Schema): string[] {
  const codes = [...schema.tables.values()].flatMap((table) => [
    ...(table.columns.get('scenario')?.codes?.keys() ?? []),
  ])
  return [...new Set(codes)]
}

/** A value that a first word names wherever it stands: an argument, a parameter, a run value. */
export function namedValue(scope: Scope, word: Word, beside?: Expression): Found | undefined {
  const argument = scope.bindings.get(word.text)
  if (argument) return readArgument(scope, argument, word.span, beside)
  const parameter = scope.parameters.get(word.text)
  if (parameter) {
    scope.uses.parameters.add(word.text)
    const type = numberOf(parameter.unit)
    return { value: { kind: 'parameter', name: word.text, type, span: word.span } }
  }
  const name = RUN_VALUES.get(word.text)
  if (!name) return undefined
  scope.uses.runValues.add(name)
  const type = runValueType(name, scope.schema)
  return { value: { kind: 'run-value', name, type, span: word.span } }
}

function readArgument(scope: Scope, argument: Argument, span: Span, beside?: Expression): Found {
  if (argument.is === 'unknown') return { value: undefined }
  const value = scope.check(argument.syntax, { ...argument.scope, here: scope.here }, beside)
  argument.read.push(value)
  return { value: value && { ...value, span } }
}

export function isNamedValue(scope: Scope, name: string): boolean {
  return scope.bindings.has(name) || scope.parameters.has(name) || RUN_VALUES.has(name)
}

/** `P.start`, `p.end`; undefined, without a fault, when the path is not of that shape. */
export function periodEnd(scope: Scope, path: PathSyntax): Found | undefined {
  const [first, second] = path.words
  const shaped = path.words.length === 2 && !path.arguments
  if (!first || !second || !shaped || !isNamedValue(scope, first.text)) return undefined
  const of = namedValue(scope, first)?.value
  return { value: of && endOf(scope, of, first, second, path.span) }
}

function endOf(
  scope: Scope,
  of: Expression,
  first: Word,
  { text: side, span: at }: Word,
  span: Span,
): Expression | undefined {
  const ends = hasEnds(of.type)
  if ((side === 'start' || side === 'end') && ends) {
    return { kind: 'period-end', side, of, type: DATE, span }
  }
  const message = `\`${first.text}\` has no \`${side}\``
  const fix = ends
    ? `Write \`${first.text}.start\` or \`${first.text}.end\`.`
    : `Write \`${first.text}\` alone: only a period has a start and an end.`
  return addFault(scope, at, 'formula-unknown-name', message, fix)
}

/** Where the words before the last lead, from the row in hand or from `this`. */
export function walk(scope: Scope, words: readonly Word[]): Anchor | undefined {
  const [first, ...others] = words
  if (first?.text !== 'this') return scope.row && follow(scope, scope.row, words)
  if (scope.asked) return follow(scope, scope.asked, others)
  const message = '`this` has a meaning only inside a question'
  const fix = 'Inside `has …[…]` or an aggregate in a condition it is the row asked about.'
  addFault(scope, first.span, 'formula-this', message, fix)
  return undefined
}

function follow(scope: Scope, start: Anchor, words: readonly Word[]): Anchor | undefined {
  let anchor = start
  for (const word of words) {
    const link = anchor.table.links.get(word.text)
    if (!link) return noLink(scope, anchor.table, word)
    const table = tableNamed(scope.schema, link.to)
    const step: Step = { link: link.name, from: anchor.table.name, to: link.to }
    useTable(scope, table)
    anchor = { ...anchor, table, path: [...anchor.path, step] }
  }
  return anchor
}

function noLink(scope: Scope, table: Table, word: Word): Anchor | undefined {
  if (backNames(scope.schema, table).includes(word.text)) {
    manyRows(scope, table, word)
    return undefined
  }
  const links = [...table.links.keys()]
  const isColumn = table.columns.has(word.text)
  const made = [...table.links.values()].find((link) => link.column === word.text)
  const message = isColumn
    ? `\`${word.text}\` is a column of ${table.name}, not a link, so nothing can follow it`
    : `${table.name} has no link \`${word.text}\`${didYouMean(word.text, links)}`
  const listed =
    links.length > 0 ? `${table.name} leads to ${listWords(links)}.` : `${table.name} has no links.`
  const instead = made ? `Write \`${made.name}\`, the link that \`${word.text}\` makes.` : listed
  const fix = isColumn ? instead : writeNearest(word.text, links, listed)
  addFault(scope, word.span, 'formula-unknown-name', message, fix)
  return undefined
}

export function manyRows(scope: Scope, table: Table, word: Word): Expression | undefined {
  const name = word.text
  const message = `${withArticle(table.singular)} has many ${name}; ask \`has ${name}[…]\` or \`count(${name}[…])\``
  const fix = `Put the condition inside the brackets: \`has ${name}[…]\`.`
  return addFault(scope, word.span, 'formula-many-rows', message, fix)
}

export function unknownName(scope: Scope, table: Table, word: Word): Expression | undefined {
  const columns = [...table.columns.keys()]
  const names = [
    ...columns,
    ...table.terms.keys(),
    ...table.spells.keys(),
    ...table.links.keys(),
    ...scope.parameters.keys(),
  ]
  const there = elsewhere(scope, table, word.text)
  const near = there ? '' : didYouMean(word.text, names)
  const message = `${table.name} has no column \`${word.text}\`${near}`
  const listed = `${table.name} has ${listWords(columns)}.`
  const label = (name: string) => table.columns.get(name)?.label
  const fix = there ?? writeNearest(word.text, names, listed, label)
  return addFault(scope, word.span, 'formula-unknown-name', message, fix)
}

/** A column of that very name at the end of a link or two, and how to write it. */
function elsewhere(scope: Scope, table: Table, name: string): string | undefined {
  let reached = [{ table, path: '' }]
  for (let length = 1; length <= 2; length += 1) {
    reached = reached.flatMap((from) =>
      [...from.table.links.values()].map((link) => ({
        table: tableNamed(scope.schema, link.to),
        path: `${from.path}${link.name}.`,
      })),
    )
    const found = reached.find((one) => one.table.columns.has(name))
    const column = found?.table.columns.get(name)
    if (found && column) return `Write \`${found.path}${name}\`: ${column.label}.`
  }
  return undefined
}

/** The value of a column, as read from an anchor's row. */
export function readColumn(
  scope: Scope,
  anchor: Anchor,
  name: string,
  span: Span,
): ColumnRead | undefined {
  const row = rowName(scope, anchor, span)
  if (!row) return undefined
  const column = anchor.table.columns.get(name)
  useTable(scope, anchor.table)
  for (const dataset of column?.madeFrom ?? []) scope.uses.datasets.add(dataset)
  return {
    kind: 'column',
    row,
    path: anchor.path,
    table: anchor.table.name,
    column: name,
    type: column ? columnType(column) : TEXT,
    span,
  }
}

/** A bare word that is one of the codes of what it stands beside. */
export function bareCode(path: PathSyntax, beside?: Expression): Expression | undefined {
  const [word] = path.words
  if (beside?.type.is !== 'code' || path.words.length !== 1 || path.arguments || !word) {
    return undefined
  }
  if (!beside.type.codes.includes(word.text)) return undefined
  return { kind: 'literal', value: word.text, type: beside.type, span: path.span }
}

/** A word or number that stands for a code that the other side never has. */
export function unknownCode(
  scope: Scope,
  subject: Expression,
  code: string,
  codes: readonly string[],
  span: Span,
): Expression | undefined {
  const name = subjectName(subject)
  const many = codes.length > 12
  const shown = many ? `one of ${String(codes.length)} other codes` : listWords(codes, 'or')
  const message = `${name} is never \`${code}\`; it is ${shown}`
  const meanings = meaningsOf(scope, subject)
  const byMeaning = [...meanings].find(([, says]) => says.toLowerCase() === code.toLowerCase())?.[0]
  const listed = many ? `Its codes are ${listWords(codes)}.` : inWords(meanings)
  const fix = writeNearest(byMeaning ?? code, codes, listed, (near) => meanings.get(near))
  return addFault(scope, span, 'formula-unknown-code', message, fix)
}

function meaningsOf(scope: Scope, subject: Expression): ReadonlyMap<string, string> {
  if (subject.kind !== 'column') return new Map()
  const column = scope.schema.tables.get(subject.table)?.columns.get(subject.column)
  return column?.codes ?? new Map<string, string>()
}

function inWords(meanings: ReadonlyMap<string, string>): string {
  if (meanings.size === 0) return 'Write one of these.'
  return `Write ${listWords(
    [...meanings].map(([code, says]) => `\`${code}\` (${says})`),
    'or',
  )}.`
}

function subjectName(subject: Expression): string {
  if (subject.kind === 'column') return subject.column
  return 'name' in subject ? subject.name : 'this'
}
