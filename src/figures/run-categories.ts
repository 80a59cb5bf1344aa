import { type Need, needKey } from './scan-plan.ts'
import type { Cells } from './scan-run.ts'
import { AGE_BANDS, NOT_RECORDED } from './splits.ts'

/** Every category that any aggregate has: bands and numbers in order, then codes, `not-recorded` last. */
export function categoriesOf(needs: readonly Need[], cells: Cells): readonly string[] {
  const found = needs
    .filter(({ split }) => split !== null)
    .flatMap((need) => [...(cells.get(needKey(need))?.keys() ?? [])])
  return [...new Set(found)].sort(byCategory)
}

const BANDS: readonly string[] = Object.values(AGE_BANDS).flatMap((bands) =>
  bands.map(([code]) => code),
)

function byCategory(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function rank(category: string): number {
  if (category === NOT_RECORDED) return 1_000_000
  if (BANDS.includes(category)) return BANDS.indexOf(category)
  return /^-?\d+$/.test(category) ? Number(category) : 100_000
}
