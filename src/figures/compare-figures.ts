import type { Rational } from '../core/index.ts'
import { ACHIEVED_LATE } from './milestone-late.ts'
import type { Figure } from './types.ts'

/** The parts of a figure that both ways must agree on; of the reason only that a milestone was late. */
export type ComparedFigure = Omit<Figure, 'authority' | 'variant'>

/** A figure that one way gives otherwise than the other, or not at all. */
export type FigureDifference<T extends ComparedFigure = ComparedFigure> = {
  readonly formula: T | undefined
  readonly sql: T | undefined
}

/** Figures on which the two ways do not agree, exactly: numbers, status and what they are out of. */
export function figureDifferences<T extends ComparedFigure>(
  formula: readonly T[],
  sql: readonly T[],
): FigureDifference<T>[] {
  const [byFormula, bySql] = [byPlace(formula), byPlace(sql)]
  const places = new Set([...byFormula.keys(), ...bySql.keys()])
  return [...places].flatMap((place) => {
    const pair = { formula: byFormula.get(place), sql: bySql.get(place) }
    const agree = pair.formula && pair.sql && sayFigure(pair.formula) === sayFigure(pair.sql)
    return agree ? [] : [pair]
  })
}

function byPlace<T extends ComparedFigure>(figures: readonly T[]): ReadonlyMap<string, T> {
  return new Map(figures.map((figure) => [placeOf(figure), figure]))
}

/** Which figure it is: measure, period, scenario, breakdown and category. */
export function placeOf(figure: ComparedFigure): string {
  const { measure, period, scenario, breakdown, category } = figure
  const when = `${period.start} to ${period.end}`
  const by = breakdown === null ? '' : `, ${breakdown} ${category ?? ''}`
  return `${measure}, ${when}${scenario === null ? '' : `, ${scenario}`}${by}`
}

/** A figure's numbers as exact fractions, and its status. */
export function sayFigure(figure: ComparedFigure | undefined): string {
  if (!figure) return 'no figure'
  const { numerator, denominator, value, status, partial, ofWhole, reason } = figure
  const marks = [
    status,
    ...(partial ? ['so far'] : []),
    ...(ofWhole ? ['of the whole'] : []),
    ...(reason === ACHIEVED_LATE ? ['late'] : []),
  ]
  return `${fraction(numerator)} over ${fraction(denominator)} is ${fraction(value)} (${marks.join(', ')})`
}

function fraction(value: Rational | null): string {
  if (value === null) return 'nothing'
  return value.d === 1n ? String(value.n) : `${String(value.n)}/${String(value.d)}`
}
