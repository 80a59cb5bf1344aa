import { addFault, type Scope, tableNamed } from './check-scope.ts'
import type { Table } from './schema.ts'
import type { AggregateSyntax } from './syntax.ts'
import type { Expression, Rows } from './tree.ts'

/**
 * Whether a filter leaves at most one row, or the newest of a thing: each column of the key that
 * always has a value is fixed by `=`, or is the date that a spell such as `published(D)` picks.
 */
export function isUnique(syntax: AggregateSyntax, rows: Rows, scope: Scope): boolean {
  const table = tableNamed(scope.schema, rows.table)
  const parts = rows.conditions.flatMap(conjuncts)
  const spells = parts.flatMap((part) => (part.kind === 'spell' ? [part.name] : []))
  if (spells.some((name) => table.spells.get(name)?.latest)) return true
  const fixed = new Set(parts.flatMap(fixedColumn))
  const open = table.key.filter(
    (column) =>
      !fixed.has(column) &&
      table.columns.get(column)?.mayBeEmpty === false &&
      !spells.some((name) => column.startsWith(name)),
  )
  const column = open.at(-1)
  if (column === undefined) return true
  const message = `two rows may match, because \`${column}\` is in the key of ${table.name} and left open`
  const fix = `Add \`${tieBreaker(table, column)}\` to the conditions.`
  addFault(scope, syntax.span, 'formula-the-not-unique', message, fix)
  return false
}

function tieBreaker(table: Table, column: string): string {
  const spells = [...table.spells.values()]
  const spell =
    spells.find(({ name }) => column.startsWith(name)) ?? spells.find(({ latest }) => latest)
  return spell ? `${spell.name}(D)` : `${column} = …`
}

function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'term') return conjuncts(condition.body)
  const isAnd = condition.kind === 'logic' && condition.operator === 'and'
  return isAnd ? condition.operands.flatMap(conjuncts) : [condition]
}

function fixedColumn(condition: Expression): string[] {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return []
  const { left } = condition
  return left.kind === 'column' && left.path.length === 0 && left.row === 'row' ? [left.column] : []
}
