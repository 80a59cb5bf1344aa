import type { SourceLimits } from './types.ts'

/** The largest real return is about 100 MB with some 60,000 persons; these stand well above it. */
export const LIMITS: SourceLimits = {
  rowCharacters: 1_000_000,
  textCharacters: 10_000,
  columns: 1_000,
  depth: 32,
  nameCharacters: 200,
  attributes: 32,
  elementsOfPerson: 20_000,
  bytes: 4_000_000_000,
}
