import { oneOf, pickFrom, type Random, randomFrom } from './random.ts'
import type { World } from './world.ts'

/** Who takes part in surveys and groups under a number of their own. */
export type Participant = { readonly id: string; readonly group: string; readonly plan: string }
export type Speaker = 'child_young_person' | 'parent_carer'

/** People on the lists of the participation team, for 1,900 plans. */
const ON_THE_LIST: Readonly<Record<Speaker, number>> = { child_young_person: 70, parent_carer: 165 }
const LETTER: Readonly<Record<Speaker, string>> = { child_young_person: 'VC', parent_carer: 'VP' }

/** Anyone on the list: some take part far more often than others. */
export function someoneOf(world: World, random: Random, speaker: Speaker): Participant {
  const size = Math.max(20, Math.round(ON_THE_LIST[speaker] * Math.sqrt(world.authority.scale)))
  const number = Math.floor(size * random.unit() ** 1.5)
  const own = randomFrom(world.seed, `${world.authority.code}/${LETTER[speaker]}/${String(number)}`)
  return {
    id: `${LETTER[speaker]}${String(number + 1).padStart(5, '0')}`,
    group: pickFrom(own, [
      ['N', 70],
      ['Y', 24],
      ['unknown', 6],
    ] as const),
    plan: oneOf(own, ['ehcp', 'ehcp', 'ehcp', 'no_ehcp', 'unknown']),
  }
}
