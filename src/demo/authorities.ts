import { DEMO_AUTHORITY } from '../core/index.ts'
import { randomFrom } from './random.ts'
import type { Authority } from './world.ts'

/** How large a demonstration to write. */
export const DEMO_SIZES = ['kingston', 'kent', 'england'] as const
export type DemoSize = (typeof DEMO_SIZES)[number]

/** Plans for which the story's counts are given. */
const UNIT = 1900
const KENT_PLANS = 20_600
/** England held 638,745 plans in January 2025, in 153 authorities (DfE SEN2 2025). */
const ENGLAND_PLANS = 640_000
const ENGLAND_AUTHORITIES = 153

export function isDemoSize(text: string): text is DemoSize {
  return DEMO_SIZES.some((size) => size === text)
}

/** The invented authorities of a size. Their codes are given to nobody. */
export function authoritiesOf(size: DemoSize, seed: number): readonly Authority[] {
  if (size === 'england') return england(seed)
  const plans = size === 'kent' ? KENT_PLANS : UNIT
  return [{ code: DEMO_AUTHORITY, lea: '999', name: 'Kingsmere', plans, scale: plans / UNIT }]
}

/** A few large counties, many middling boroughs and some very small ones, as in England. */
function england(seed: number): Authority[] {
  const random = randomFrom(seed, 'england')
  const weights = Array.from({ length: ENGLAND_AUTHORITIES }, () =>
    Math.exp(random.normal(0, 0.65)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight, index) => {
    const lea = String(index + 1).padStart(3, '0')
    const plans = Math.round((ENGLAND_PLANS * weight) / total)
    return {
      code: `X00000${lea}`,
      lea,
      name: `Invented Authority ${lea}`,
      plans,
      scale: plans / UNIT,
    }
  })
}
