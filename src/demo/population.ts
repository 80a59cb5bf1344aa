import { CHILDREN_PER_YEAR_OF_AGE, type World } from './world.ts'

/** Children of one age in the middle of a year: fewer births after 2016, more young adults. */
export function childrenOfAge(world: World, age: number, year: number): number {
  const born = year - age
  const births = 1 - 0.012 * Math.max(0, born - 2016)
  const adults = age >= 19 ? 1.06 : 1
  return Math.round(CHILDREN_PER_YEAR_OF_AGE * world.authority.scale * births * adults)
}
