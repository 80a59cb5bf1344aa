import { chainsTo } from './check-chains.ts'
import { walk } from './check-names.ts'
import { addFault, insideRows, rowName, type Scope, tableNamed, useTable } from './check-scope.ts'
import { checkYesNo } from './check-wanted.ts'
import { unreachable } from './check-unreachable.ts'
import { didYouMean, listWords, writeNearest } from './check-words.ts'
import type { Table } from './schema.ts'
import type { RowsSyntax } from './syntax.ts'
import type { Expression, Relation, Rows } from './tree.ts'

/** Rows of a table, of the denominator, or that belong to the row in hand; and the scope inside. */
export type CheckedRows = { readonly rows: Rows; readonly inside: Scope }

export function checkRows(syntax: RowsSyntax, scope: Scope): CheckedRows | undefined {
  if (syntax.words.length === 0) return denominatorRows(syntax, scope)
  const found = scope.row ? related(syntax, scope) : rootTable(syntax, scope)
  if (!found) return undefined
  useTable(scope, found.table)
  const inside = insideRows(scope, found.table)
  const conditions = checkFilter(syntax, inside)
  const rows: Rows = {
    span: syntax.span,
    table: found.table.name,
    written: syntax.words.map((word) => word.text).join('.'),
    source: found.relation ? 'related' : 'root',
    ...(found.relation && { relation: found.relation }),
    conditions,
    ownConditions: conditions.length,
  }
  return { rows, inside }
}

function checkFilter(syntax: RowsSyntax, inside: Scope): Expression[] {
  return (syntax.filter ?? []).flatMap((condition) => checkYesNo(condition, inside) ?? [])
}

/** The rows of the measure's own denominator, narrowed by the filter's conditions. */
function denominatorRows(syntax: RowsSyntax, scope: Scope): CheckedRows | undefined {
  const { denominator: whole, denominatorFaulty } = scope.measure
  if (scope.row) return inCondition(syntax, scope)
  if (whole?.kind !== 'aggregate') {
    return denominatorFaulty ? undefined : noRows(syntax, whole, scope)
  }
  const inside = insideRows(scope, tableNamed(scope.schema, whole.rows.table))
  const own = checkFilter(syntax, inside)
  const rows: Rows = {
    ...whole.rows,
    span: syntax.span,
    written: 'denominator',
    source: 'denominator',
    conditions: [...whole.rows.conditions, ...own],
    ownConditions: own.length,
  }
  return { rows, inside }
}

function inCondition(syntax: RowsSyntax, scope: Scope): CheckedRows | undefined {
  const message = '`denominator` cannot stand in a condition on rows'
  const fix = 'Write `denominator` outside the square brackets, in the numerator.'
  addFault(scope, syntax.span, 'formula-in-condition', message, fix)
  return undefined
}

function noRows(
  syntax: RowsSyntax,
  whole: Expression | undefined,
  scope: Scope,
): CheckedRows | undefined {
  if (!whole) {
    const message = '`denominator` has a meaning only in the numerator of a measure that has one'
    const fix = 'Give the measure a `denominator`, or name a table here.'
    addFault(scope, syntax.span, 'formula-no-denominator', message, fix)
    return undefined
  }
  const message = 'the denominator is not one aggregate, so there are no rows to narrow'
  const fix = 'Write an aggregate of its own here, such as `count(requests[…])`, and `kind: rate`.'
  addFault(scope, syntax.span, 'formula-no-rows', message, fix)
  return undefined
}

type Found = { readonly table: Table; readonly relation?: Relation }

function rootTable(syntax: RowsSyntax, scope: Scope): Found | undefined {
  const [word, second] = syntax.words
  const table = word && scope.schema.tables.get(word.text)
  if (!word || !table) return unknownTable(syntax, word?.text ?? '', scope)
  if (!second) return { table }
  const message = `there is no row here to begin from: \`${word.text}\` is a whole table`
  const fix = `Write \`${syntax.words.at(-1)?.text ?? ''}[…]\`, and name links inside the brackets.`
  addFault(scope, syntax.span, 'formula-unknown-table', message, fix)
  return undefined
}

function unknownTable(syntax: RowsSyntax, name: string, scope: Scope): Found | undefined {
  const tables = [...scope.schema.tables.keys()]
  const message = `there is no table \`${name}\`${didYouMean(name, tables)}`
  const fix = writeNearest(name, tables, `The tables are ${listWords(tables)}.`)
  addFault(scope, syntax.words[0]?.span ?? syntax.span, 'formula-unknown-table', message, fix)
  return undefined
}

function related(syntax: RowsSyntax, scope: Scope): Found | undefined {
  const last = syntax.words.at(-1)
  const anchor = walk(scope, syntax.words.slice(0, -1))
  if (!last || !anchor) return undefined
  const [chain, other] = chainsTo(scope.schema, anchor.table, last.text)
  if (!chain || other) {
    unreachable({ scope, anchor: anchor.table, word: last, syntax }, chain, other)
    return undefined
  }
  const row = rowName(scope, anchor, syntax.span)
  const [start] = chain
  if (!start || !row) return undefined
  for (const step of chain) useTable(scope, tableNamed(scope.schema, step.from))
  return {
    table: tableNamed(scope.schema, start.from),
    relation: { row, via: anchor.path, anchor: anchor.table.name, chain },
  }
}
