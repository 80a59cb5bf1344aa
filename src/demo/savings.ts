import { financialYearOfMonth } from './charges.ts'
import type { World } from './world.ts'

/** A scheme of the recovery plan, with thousands of pounds planned and achieved, for 1,900 plans. */
type Scheme = {
  readonly kind: 'saving' | 'cost_mitigation'
  readonly segment: 'under_16' | 'over_16' | 'alternative_provision' | 'all_ages'
  readonly lever: 'placement_cost' | 'demand' | 'local_places' | 'commissioning' | 'other'
  readonly block: 'high_needs' | 'general_fund'
  /** From 2020-21 to 2025-26; undefined where the scheme did not run. */
  readonly planned: readonly (number | undefined)[]
  readonly achieved: readonly number[]
}

const SCHEMES: readonly Scheme[] = [
  {
    kind: 'saving',
    segment: 'under_16',
    lever: 'placement_cost',
    block: 'high_needs',
    planned: [60, 120, 200, 280, 360, 420],
    achieved: [48, 71, -26, 244, 371, 455],
  },
  {
    kind: 'saving',
    segment: 'over_16',
    lever: 'placement_cost',
    block: 'high_needs',
    planned: [40, 80, 120, 180, 240, 270],
    achieved: [33, 52, 31, 166, 228, 283],
  },
  {
    kind: 'cost_mitigation',
    segment: 'under_16',
    lever: 'local_places',
    block: 'high_needs',
    planned: [undefined, undefined, undefined, 210, 480, 790],
    achieved: [0, 0, 0, 173, 462, 818],
  },
  {
    kind: 'cost_mitigation',
    segment: 'under_16',
    lever: 'demand',
    block: 'high_needs',
    planned: [undefined, 90, 150, 190, 260, 300],
    achieved: [0, 22, 0, 88, 195, 266],
  },
  {
    kind: 'saving',
    segment: 'over_16',
    lever: 'commissioning',
    block: 'high_needs',
    planned: [undefined, undefined, 60, 110, 150, 160],
    achieved: [0, 0, 24, 97, 152, 171],
  },
  {
    kind: 'saving',
    segment: 'alternative_provision',
    lever: 'commissioning',
    block: 'high_needs',
    planned: [25, 40, 55, 80, 95, 110],
    achieved: [21, 29, 12, 66, 98, 104],
  },
  {
    kind: 'saving',
    segment: 'all_ages',
    lever: 'other',
    block: 'general_fund',
    planned: [80, 110, 140, 160, 190, 210],
    achieved: [74, 83, 35, 128, 181, 206],
  },
]

/** Writes the savings programme, scheme by scheme and year by year. */
export function writeSavings(world: World): void {
  for (const scheme of SCHEMES) {
    const saving = world.nextId('SV')
    for (const [index, planned] of scheme.planned.entries()) {
      if (planned === undefined) continue
      const { kind, segment, lever, block } = scheme
      const row = { saving_id: saving, kind, segment, lever, block }
      world.emit('savings', {
        ...row,
        financial_year: financialYearOfMonth(index * 12),
        planned: pounds(world, planned),
        achieved: pounds(world, scheme.achieved[index] ?? 0),
        confirmed: 'Y',
      })
    }
    writeNextYear(world, saving, scheme)
  }
}

/** Next year's plan: nothing is achieved yet and finance has signed nothing off. */
function writeNextYear(world: World, saving: string, scheme: Scheme): void {
  const { kind, segment, lever, block, planned } = scheme
  world.emit('savings', {
    saving_id: saving,
    financial_year: financialYearOfMonth(72),
    kind,
    segment,
    lever,
    block,
    planned: pounds(world, (planned.at(-1) ?? 0) * 1.05),
    confirmed: 'N',
  })
}

function pounds(world: World, thousands: number): string {
  return (Math.round(thousands * 10 * world.authority.scale) * 100).toFixed(2)
}
