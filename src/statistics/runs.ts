/** How a series lies around a line. */
export type Runs = {
  /** Points on one side of the line, one after the other, at the most. */
  readonly longestRun: number
  /** How often the series goes from one side to the other. */
  readonly crossings: number
  /** Points that are not on the line: only these count. */
  readonly points: number
}

/**
 * The longest run and the crossings of a run chart. A point on the line neither ends a run nor adds to
 * it; a missing period is passed over.
 *
 * @see Anhøj & Olesen (2014), PLoS ONE 9:e113825.
 */
export function runsAround(values: readonly (number | null)[], line: number): Runs {
  const sides = values.flatMap((value) =>
    value === null || value === line ? [] : [value > line ? 'above' : 'below'],
  )
  const turns = sides.flatMap((side, index) => (side === sides[index - 1] ? [] : [index]))
  const lengths = turns.map((start, index) => (turns[index + 1] ?? sides.length) - start)
  return {
    longestRun: Math.max(0, ...lengths),
    crossings: Math.max(0, turns.length - 1),
    points: sides.length,
  }
}
