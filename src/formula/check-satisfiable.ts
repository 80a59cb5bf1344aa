import { addFault, type Faults } from './check-scope.ts'
import { allowedBy, type Allowed, meet, nothing } from './satisfy.ts'
import type { TextAt } from './source.ts'
import type { Expression, Rows } from './tree.ts'

type Seen = { readonly allowed: Allowed; readonly words: string }

/**
 * Notes conditions of one filter that can never hold together, such as two codes for one column.
 *
 * @param denominator - The text of the measure's denominator, whose conditions narrowed rows share.
 */
export function checkSatisfiable(
  rows: Rows,
  faults: Faults,
  denominator: TextAt | undefined,
): void {
  const shared = rows.source === 'denominator' ? rows.conditions.length - rows.ownConditions : 0
  const seen = new Map<string, Seen>()
  for (const [index, whole] of rows.conditions.entries()) {
    const text = index < shared && denominator ? denominator.text : faults.text.text
    for (const condition of conjuncts(whole)) {
      const clash = addCondition(condition, text, seen)
      if (clash && index >= shared) neverHolds(clash, condition, text, faults)
    }
  }
}

/** Adds what a condition allows to what is seen; gives the words that it clashes with. */
function addCondition(
  condition: Expression,
  text: string,
  seen: Map<string, Seen>,
): string | undefined {
  const found = allowedBy(condition)
  if (!found) return undefined
  const words = text.slice(condition.span.start, condition.span.end)
  const before = seen.get(found.column)
  const allowed = before ? meet(before.allowed, found.allowed) : found.allowed
  if (before && nothing(allowed)) return before.words
  seen.set(found.column, { allowed, words })
  return undefined
}

function neverHolds(first: string, at: Expression, text: string, faults: Faults): void {
  const second = text.slice(at.span.start, at.span.end)
  const message = `\`${first}\` and \`${second}\` cannot both be true, so no row is ever counted`
  const bothCodes = at.kind === 'comparison' && at.operator === '=' && at.left.type.is === 'code'
  const fix = bothCodes
    ? 'Write `in (…)` to allow several codes, or leave one condition out.'
    : 'Leave one of the two out, or join them with `or`.'
  addFault({ faults }, at.span, 'formula-never-holds', message, fix)
}

function conjuncts(condition: Expression): Expression[] {
  if (condition.kind !== 'logic' || condition.operator !== 'and') return [condition]
  return condition.operands.flatMap(conjuncts)
}
