import { nearest } from './nearest.ts'
import { addFault } from './fault.ts'
import { type Anchor, type Scope, tableNamed, useColumn, useTable } from './check-scope.ts'
import { ANY_CODE, columnType, hasEnds, numberOf, PERIOD, TEXT } from './check-types.ts'
import { DATE } from './check-types.ts'
import type { Schema, Table } from './schema.ts'
import type { PathSyntax, Word } from './syntax.ts'
import type { ColumnRead, Expression, RunValueName, Span, Step, ValueType } from './tree.ts'

const RUN_VALUES: ReadonlyMap<string, { name: RunValueName; type: ValueType }> = new Map([
  ['P', { name: 'P', type: PERIOD }],
  ['D', { name: 'D', type: DATE }],
  ['FY', { name: 'FY', type: { is: 'financial-year' } }],
  ['AY', { name: 'AY', type: { is: 'academic-year' } }],
  ['S', { name: 'S', type: ANY_CODE }],
  ['LA', { name: 'LA', type: TEXT }],
])

/** A value that a first word names wherever it stands: a term's argument, a parameter, a run value. */
export function namedValue(scope: Scope, word: Word): Expression | undefined {
  const bound = scope.bindings.get(word.text)
  if (bound) return bound
  const parameter = scope.parameters.get(word.text)
  if (parameter) {
    return { kind: 'parameter', name: word.text, type: numberOf(parameter.unit), span: word.span }
  }
  const run = RUN_VALUES.get(word.text)
  if (!run) return undefined
  scope.uses.runValues.add(run.name)
  return { kind: 'run-value', name: run.name, type: run.type, span: word.span }
}

/** `P.start`, `p.end`; undefined, without a fault, when the path is not of that shape. */
export function periodEnd(scope: Scope, path: PathSyntax): Expression | undefined {
  const [first, second] = path.words
  if (!first || !second || path.words.length !== 2) return undefined
  if (second.text !== 'start' && second.text !== 'end') return undefined
  const of = namedValue(scope, first)
  if (!of || !hasEnds(of.type)) return undefined
  return { kind: 'period-end', side: second.text, of, type: DATE, span: path.span }
}

/** Where the words before the last lead, from the row in hand or from `this`. */
export function walk(scope: Scope, words: readonly Word[]): Anchor | undefined {
  const [first, ...others] = words
  const usesThis = first?.text === 'this'
  const start = usesThis ? scope.asked : scope.row
  if (!start) {
    if (usesThis && first) return noThis(scope, first)
    return undefined
  }
  let anchor: Anchor = start
  for (const word of usesThis ? others : words) {
    const step = stepAlong(scope, anchor.table, word)
    if (!step) return undefined
    const table = tableNamed(scope.schema, step.to)
    useTable(scope, table)
    anchor = { ...anchor, table, path: [...anchor.path, step] }
  }
  return anchor
}

function noThis(scope: Scope, word: Word): undefined {
  return addFault(
    scope.faults,
    word.span,
    'this-outside-question',
    '`this` has a meaning only inside a question',
    'Use it inside `has …[…]` or an aggregate in a condition, for the row that is asked about.',
  )
}

function stepAlong(scope: Scope, table: Table, word: Word): Step | undefined {
  const link = table.links.get(word.text)
  if (link) return { link: link.name, from: table.name, to: link.to }
  if (!manyRows(scope, table, word)) unknownName(scope, table, word)
  return undefined
}

/** Says so when a word asks a row for its many rows of another table. */
function manyRows(scope: Scope, table: Table, word: Word): boolean {
  if (!backNames(scope.schema, table).includes(word.text)) return false
  addFault(
    scope.faults,
    word.span,
    'many-rows',
    `a ${table.singular} has many ${word.text}; ask \`has ${word.text}[…]\` or \`count(${word.text}[…])\``,
  )
  return true
}

/** Names by which a table's row can be asked about the rows that belong to it directly. */
export function backNames(schema: Schema, table: Table): string[] {
  return [...schema.tables.values()].flatMap((other) =>
    [...other.links.values()].filter((link) => link.to === table.name).map((link) => link.back),
  )
}

export function unknownName(scope: Scope, table: Table, word: Word): undefined {
  const names = [
    ...table.columns.keys(),
    ...table.terms.keys(),
    ...table.spells.keys(),
    ...table.links.keys(),
    ...scope.parameters.keys(),
  ]
  const near = nearest(word.text, names)
  return addFault(
    scope.faults,
    word.span,
    'unknown-name',
    `${table.name} has no column \`${word.text}\`.${near ? ` Did you mean \`${near}\`?` : ''}`,
    near ? `Write \`${near}\`.` : `${table.name} has ${listWords([...table.columns.keys()])}.`,
  )
}

export function listWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
}

export function readColumn(scope: Scope, anchor: Anchor, name: string, span: Span): ColumnRead {
  const column = anchor.table.columns.get(name)
  useColumn(scope, anchor.table, name)
  return {
    kind: 'column',
    row: anchor.row,
    path: anchor.path,
    table: anchor.table.name,
    column: name,
    type: column ? columnType(column) : TEXT,
    span,
  }
}

/** A code written bare, when the other side has a set of codes with that code. */
export function bareCode(
  path: PathSyntax,
  expected: ValueType | undefined,
): Expression | undefined {
  const [word] = path.words
  if (expected?.is !== 'code' || path.words.length !== 1 || path.arguments || !word)
    return undefined
  if (!expected.codes.includes(word.text)) return undefined
  return { kind: 'literal', value: word.text, type: expected, span: path.span }
}

/** A bare word where a code was wanted and nothing has that name. */
export function unknownCode(
  scope: Scope,
  subject: string,
  written: string,
  codes: readonly string[],
  span: Span,
): undefined {
  const near = nearest(written, codes)
  return addFault(
    scope.faults,
    span,
    'unknown-code',
    `${subject} is never \`${written}\`; it is ${listWords(codes, 'or')}`,
    near ? `Did you mean \`${near}\`?` : undefined,
  )
}
