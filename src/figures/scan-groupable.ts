import { isKnown } from './scan-keys.ts'
import type { Need } from './scan-plan.ts'

/**
 * Whether the rows of a need can be grouped before they meet the contexts: nothing of a row depends on
 * a context but whether it counts, and that by tests of values that are known.
 */
export function isGroupable({ compiled, split }: Need): boolean {
  const isTold = compiled.conditions.every(
    ({ readsRun, test }) => !readsRun || (test !== undefined && isKnown(test)),
  )
  const isSame = !compiled.ofReadsRun || compiled.days !== undefined
  return isTold && isSame && (split?.sql.readsRun !== true || split.sql.spread !== undefined)
}
