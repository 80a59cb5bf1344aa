import type { IdentityCheck } from '../figures/index.ts'

/** What must add up: what does not, first and in full; what does; what could not be tried. */
export type IdentitiesSection = {
  /** `Everything adds up: 40 sums.` or `2 of 40 sums do not add up.`; empty before any was tried. */
  readonly words: string
  readonly broken: readonly string[]
  readonly sound: readonly string[]
  readonly untried: readonly string[]
}

export function identitiesSection(checks: readonly IdentityCheck[]): IdentitiesSection {
  const told = (wanted: IdentityCheck['outcome']) =>
    checks.filter(({ outcome }) => outcome === wanted).map(({ statement }) => statement)
  const [broken, sound, untried] = [told('broken'), told('adds-up'), told('not-checked')]
  return { words: summary(broken.length, sound.length), broken, sound, untried }
}

function summary(broken: number, sound: number): string {
  const tried = broken + sound
  if (tried === 0) return ''
  if (broken === 0) return `Everything adds up: ${String(tried)} sums were tried.`
  return `${String(broken)} of ${String(tried)} sums ${broken === 1 ? 'does' : 'do'} not add up.`
}
