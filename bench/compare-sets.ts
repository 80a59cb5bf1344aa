import type { MeasuredFigure } from './measured-set.ts'

/** Sums of floating point numbers, as pandas adds money, may differ in the last places. */
const RELATIVE = 1e-9

/**
 * Checks that a peer gives the same figures as Sendboard, before anyone looks at its time.
 *
 * @returns How many there are.
 * @throws Error that lists up to ten figures which one of them lacks or gives otherwise.
 */
export function requireEqual(
  peer: string,
  ours: readonly MeasuredFigure[],
  theirs: readonly MeasuredFigure[],
): number {
  const expected = byName(ours)
  const got = byName(theirs)
  const names = new Set([...expected.keys(), ...got.keys()])
  const wrong = [...names].filter((name) => !same(expected.get(name), got.get(name)))
  if (wrong.length > 0) {
    const lines = wrong
      .slice(0, 10)
      .map(
        (name) =>
          `  ${name}: Sendboard ${text(expected.get(name))}, ${peer} ${text(got.get(name))}`,
      )
    throw new Error(
      `${peer} differs in ${String(wrong.length)} of ${String(names.size)} figures:\n${lines.join('\n')}`,
    )
  }
  return names.size
}

function byName(figures: readonly MeasuredFigure[]): ReadonlyMap<string, number> {
  const named = figures.map(({ authority, measure, month, breakdown, category, value }) => {
    const part = breakdown === null ? '' : ` ${breakdown}=${category ?? ''}`
    return [`${authority} ${measure} ${month}${part}`, value] as const
  })
  return new Map(named)
}

function same(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return Math.abs(a - b) <= RELATIVE * Math.max(1, Math.abs(a))
}

function text(value: number | undefined): string {
  return value === undefined ? 'has none' : String(value)
}
