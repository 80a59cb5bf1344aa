import { type Aggregate, childrenOf, type Expression } from '../formula/index.ts'
import { countOf } from './milestone-late.ts'
import { type Asked, denominatorAsked, type Run, usedMeasure } from './run-needs.ts'
import type { RecordsPart } from './types.ts'

/** One aggregate whose rows are to be shown, and the one narrowed from it where they are one list. */
export type PartAsked = {
  readonly asked: Asked
  readonly name: RecordsPart['name']
  readonly aggregate: Aggregate
  readonly narrowed?: Aggregate
  /** The aggregate as written. */
  readonly formula: string
}

/** The aggregates of a measure, those of the measures that it uses included. */
export function partsAsked(asked: Asked, run: Run): readonly PartAsked[] {
  const { formula, text } = asked.measure
  const { denominator, numerator } = formula
  if (denominator?.kind === 'aggregate' && numerator?.kind === 'narrowed') {
    const whole = denominatorAsked(asked, run)
    const written = { asked, formula: text.denominator ?? '' }
    if (whole.breakdown === asked.breakdown) {
      const name = 'denominator and numerator'
      return [{ ...written, name, aggregate: denominator, narrowed: numerator.aggregate }]
    }
  }
  const parts = [
    ['denominator', denominator],
    ['numerator', numerator],
    ['value', formula.value],
  ] as const
  return parts.flatMap(([name, part]) => {
    if (!part) return []
    const over = name === 'denominator' ? denominatorAsked(asked, run) : asked
    return inside(part, over, name, run)
  })
}

function inside(
  part: Expression,
  asked: Asked,
  name: 'value' | 'numerator' | 'denominator',
  run: Run,
): readonly PartAsked[] {
  const { start, end } = part.span
  const formula = (asked.measure.text[name] ?? '').slice(start, end)
  switch (part.kind) {
    case 'aggregate':
      return [{ asked, name, aggregate: part, formula }]
    case 'narrowed':
      return [{ asked, name, aggregate: part.aggregate, formula }]
    case 'has':
      return [{ asked, name, aggregate: countOf(part), formula }]
    case 'measure':
      return partsAsked(usedMeasure(part, asked, run), run)
    default:
      return childrenOf(part).flatMap((child) => inside(child, asked, name, run))
  }
}
