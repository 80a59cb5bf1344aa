import type { Emit } from './columns.ts'
import { type Day, dayOn } from './days.ts'
import { type Random, randomFrom } from './random.ts'
import type { SettingBook } from './settings.ts'
import { EXTRACTED_ON, RECORDS_FROM } from './story.ts'
import type { Tally } from './tally.ts'

/** An invented authority. */
export type Authority = {
  /** GSS-style code, `X` and eight digits. */
  readonly code: string
  /** Three digits, as in SEN2. */
  readonly lea: string
  readonly name: string
  /** Plans held at the end, about. */
  readonly plans: number
  /** Size over 1,900 plans, for which the story's counts are given. */
  readonly scale: number
}

/** What the makers of an authority's records share. */
export type World = {
  readonly authority: Authority
  readonly seed: number
  readonly settings: SettingBook
  readonly tally: Tally
  readonly emit: Emit
  /** The next number of a kind of record, as an id: `R000001`. */
  readonly nextId: (prefix: string) => string
  readonly nextPersonNumber: () => number
  /** Chance for the things that belong to nobody in particular. */
  readonly random: Random
}

/** Children per single year of age, for an authority of 1,900 plans: 3.4 plans per 100 aged 0 to 25. */
export const CHILDREN_PER_YEAR_OF_AGE = 2150

export const FROM: Day = dayOn(RECORDS_FROM)
export const UNTIL: Day = dayOn(EXTRACTED_ON)
/** The simulation runs on for a while past the extract, so that its end looks like its middle. */
export const HORIZON: Day = dayOn('2027-08-31')

/** Makes the counters of an authority. */
export function makeCounters(): Pick<World, 'nextId' | 'nextPersonNumber'> {
  const numbers = new Map<string, number>()
  const next = (prefix: string): number => {
    const number = (numbers.get(prefix) ?? 0) + 1
    numbers.set(prefix, number)
    return number
  }
  return {
    nextId: (prefix) => `${prefix}${String(next(prefix)).padStart(6, '0')}`,
    nextPersonNumber: () => next('person'),
  }
}

/** Chance of its own for one thing, so that a change in one part of the demo moves no other. */
export function chanceFor(world: World, kind: string, key: string | number): Random {
  return randomFrom(world.seed, `${world.authority.code}/${kind}/${String(key)}`)
}
