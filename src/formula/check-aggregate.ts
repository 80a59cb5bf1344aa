import { readColumn } from './check-names.ts'
import { type CheckedRows, checkRows } from './check-rows.ts'
import { addFault, type Anchor, type Scope, tableNamed, written } from './check-scope.ts'
import { numberOf, typeWords, YES_NO } from './check-types.ts'
import { isUnique } from './check-unique.ts'
import type { AggregateSyntax, HasSyntax } from './syntax.ts'
import type { Aggregate, AggregateName, Expression, Rows, ValueType } from './tree.ts'

export { checkMeasureUse, checkNarrowed } from './check-reference.ts'

export function checkHas(syntax: HasSyntax, scope: Scope): Expression | undefined {
  const checked = checkRows(syntax.rows, scope)
  if (!checked) return undefined
  const { negated, span } = syntax
  return { kind: 'has', negated, rows: checked.rows, type: YES_NO, span }
}

export function checkAggregate(syntax: AggregateSyntax, scope: Scope): Aggregate | undefined {
  const checked = checkRows(syntax.rows, scope)
  if (!checked) return undefined
  const { rows, inside } = checked
  const of = syntax.of ? scope.check(syntax.of, inside) : personOf(syntax, checked)
  if (!rowsFit(syntax, rows, inside)) return undefined
  if (!of && (syntax.of ?? syntax.name === 'persons')) return undefined
  const type = aggregateType(syntax, of, scope)
  if (!type) return undefined
  return { kind: 'aggregate', name: syntax.name, rows, ...(of && { of }), type, span: syntax.span }
}

function rowsFit(syntax: AggregateSyntax, rows: Rows, inside: Scope): boolean {
  if (syntax.name === 'years') return yearsFit(syntax, rows, inside)
  return syntax.name !== 'the' || isUnique(syntax, rows, inside)
}

/** The person of each row: its own person_id, or that of the nearest row with one. */
function personOf(syntax: AggregateSyntax, { inside }: CheckedRows): Expression | undefined {
  if (syntax.name !== 'persons' || !inside.row) return undefined
  const anchor = personAnchor(inside, inside.row)
  if (anchor) return readColumn(inside, anchor, 'person_id', syntax.span)
  const { name } = inside.row.table
  const message = `\`persons\` counts different people, and ${name} does not lead to a person`
  const fix = `Write \`count(${name}[…])\`, which counts rows.`
  return addFault(inside, syntax.span, 'formula-no-person', message, fix)
}

function personAnchor(scope: Scope, anchor: Anchor): Anchor | undefined {
  if (anchor.table.columns.has('person_id')) return anchor
  if (anchor.path.length >= 3) return undefined
  for (const link of anchor.table.links.values()) {
    const table = tableNamed(scope.schema, link.to)
    const step = { link: link.name, from: anchor.table.name, to: link.to }
    const found = personAnchor(scope, { ...anchor, table, path: [...anchor.path, step] })
    if (found) return found
  }
  return undefined
}

function yearsFit(syntax: AggregateSyntax, rows: Rows, inside: Scope): boolean {
  const table = inside.row?.table
  const spell = table?.spells.get(table.mainSpell ?? '')
  const usesDay = /\bD\b/.test(written(inside, syntax.span))
  if (spell && inside.row && !usesDay) {
    readColumn(inside, inside.row, spell.from, syntax.span)
    readColumn(inside, inside.row, spell.until, syntax.span)
    return true
  }
  if (!spell) {
    const message = `\`years\` measures how long rows last, and ${rows.table} has no main spell to measure`
    const fix = 'Write `count(…)`, or use a table such as caseload.'
    addFault(inside, syntax.span, 'formula-years', message, fix)
    return false
  }
  const message =
    '`years` adds up the days of the whole year so far, so no condition can ask for `D`'
  addFault(inside, syntax.span, 'formula-years', message, 'Leave out the condition on `D`.')
  return false
}

const NUMERIC: readonly AggregateName[] = ['sum', 'mean', 'median']
const ORDERED: readonly AggregateName[] = ['max', 'min']

function aggregateType(
  { name, rows }: AggregateSyntax,
  of: Expression | undefined,
  scope: Scope,
): ValueType | undefined {
  if (name === 'persons') return numberOf('people')
  if (name === 'years') return numberOf('years')
  if (name === 'count' || name === 'distinct' || !of) return numberOf('rows')
  if (takes(name, of.type)) return of.type
  const text = written(scope, of.span)
  const message = `\`${name}\` works with numbers; \`${text}\` is ${typeWords(of.type)}`
  const fix =
    of.type.is === 'yes-no'
      ? `Count the rows: \`count(${rows.words.map((word) => word.text).join('.')}[${text}])\`.`
      : 'Write a column that is a number before `of`.'
  addFault(scope, of.span, 'formula-type', message, fix)
  return undefined
}

function takes(name: AggregateName, { is }: ValueType): boolean {
  if (NUMERIC.includes(name)) return is === 'number'
  return !ORDERED.includes(name) || is === 'number' || is === 'date'
}
