import { addFault, type Faults } from './fault.ts'
import type { Expression, Rows } from './tree.ts'

type Allowed = { readonly codes: ReadonlySet<string>; readonly written: Expression }

/** Conditions of one filter that can never hold together: two codes for one column. */
export function checkSatisfiable(rows: Rows, faults: Faults): void {
  const seen = new Map<string, Allowed>()
  for (const condition of rows.conditions.flatMap(flat)) {
    const allowed = allowedCodes(condition)
    if (!allowed) continue
    const before = seen.get(allowed.column)
    const codes = before
      ? new Set([...allowed.codes].filter((code) => before.codes.has(code)))
      : allowed.codes
    if (before && codes.size === 0) neverHolds(before.written, condition, faults)
    seen.set(allowed.column, { codes, written: condition })
  }
}

function neverHolds(first: Expression, second: Expression, faults: Faults): void {
  const text = (part: Expression) => faults.text.text.slice(part.span.start, part.span.end)
  addFault(
    faults,
    second.span,
    'never-holds',
    `\`${text(first)}\` and \`${text(second)}\` cannot both be true`,
    'Use `in (…)` to allow several codes.',
  )
}

function flat(condition: Expression): Expression[] {
  if (condition.kind !== 'logic' || condition.operator !== 'and') return [condition]
  return condition.operands.flatMap(flat)
}

function allowedCodes(
  condition: Expression,
): { column: string; codes: ReadonlySet<string> } | undefined {
  if (condition.kind === 'comparison' && condition.operator === '=') {
    return allowed(condition.left, [condition.right])
  }
  if (condition.kind === 'in-list' && !condition.negated && !condition.orEmpty) {
    return allowed(condition.of, condition.items)
  }
  return undefined
}

function allowed(
  of: Expression,
  items: readonly Expression[],
): { column: string; codes: ReadonlySet<string> } | undefined {
  const literals = items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []))
  if (of.kind !== 'column' || literals.length < items.length) return undefined
  const path = of.path.map((step) => step.link).join('.')
  return { column: `${of.row}.${path}.${of.column}`, codes: new Set(literals) }
}
