/**
 * A seeded source of chance: the same seed gives the same numbers on every machine.
 *
 * @see Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47:36:
 * xoshiro128**. Seeded as they advise, from a splitmix generator.
 */
export type Random = {
  /** From 0, inclusive, to 1, exclusive. */
  readonly unit: () => number
  /** Whether something of probability `p` happens. */
  readonly chance: (p: number) => boolean
  /** A whole number from `low` to `high`, both possible. */
  readonly int: (low: number, high: number) => number
  /** A waiting time of the given mean, in whole units from 0. */
  readonly wait: (mean: number) => number
  /** A number around `mean`, by the normal curve. */
  readonly normal: (mean: number, deviation: number) => number
  /** A whole number whose mean is `mean`: the fraction decides by chance. */
  readonly round: (mean: number) => number
}

/** Things and how often each comes up, in any unit. */
export type Mix<T> = readonly (readonly [T, number])[]

/** A source of chance made from a seed and a label; sources of different labels are independent. */
export function randomFrom(seed: number, label: string): Random {
  const unit = xoshiro(hash(`${String(seed)}/${label}`))
  const chance = (p: number): boolean => unit() < p
  const wait = (mean: number): number => Math.floor(-mean * Math.log(1 - unit()))
  const round = (mean: number): number => Math.floor(mean) + (chance(mean % 1) ? 1 : 0)
  return {
    unit,
    chance,
    wait,
    round,
    int: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    normal: (mean, deviation) => mean + deviation * gauss(unit),
  }
}

/** One of a mix. @throws RangeError if the mix is empty. */
export function pickFrom<T>(random: Random, mix: Mix<T>): T {
  let total = 0
  for (const [, weight] of mix) total += weight
  let left = random.unit() * total
  for (const [thing, weight] of mix) {
    left -= weight
    if (left < 0) return thing
  }
  return lastOf(mix)[0]
}

/** One of a list, each as likely as the next. @throws RangeError if the list is empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random.unit() * list.length)] ?? lastOf(list)
}

function lastOf<T>(list: readonly T[]): T {
  const last = list.at(-1)
  if (last === undefined) throw new RangeError('nothing to choose from: the list is empty')
  return last
}

/** Box and Muller (1958), Ann Math Stat 29:610–611. */
function gauss(unit: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  }
  return state >>> 0
}

function splitmix(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
}

function xoshiro(seed: number): () => number {
  const next = splitmix(seed)
  let [a, b, c, d] = [next(), next(), next(), next()]
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return scrambled / 0x1_0000_0000
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
