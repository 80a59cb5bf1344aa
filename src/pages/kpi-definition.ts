import type { Measure } from '../catalogue/index.ts'

/** How a measure is defined, in words and as written. */
export type Definition = {
  readonly id: string
  /** The formula as an English sentence; empty while none can be made. */
  readonly sentence: string
  readonly formulas: readonly { readonly name: string; readonly text: string }[]
  readonly facts: readonly { readonly name: string; readonly text: string }[]
}

const KINDS: Readonly<Record<Measure['kind'], string>> = {
  count: 'count',
  percentage: 'percentage: the numerator is part of the denominator',
  rate: 'rate: the numerator is not part of the denominator',
  sum: 'sum',
  mean: 'mean',
  median: 'median',
  'percent-change': 'percentage change',
  difference: 'difference of two figures',
  'reported-value': 'figure taken as supplied',
  milestone: 'milestone: done or not',
}

/** The definition of a measure. @param describe - Makes its sentence. */
export function definitionOf(measure: Measure, describe: (measure: Measure) => string): Definition {
  return {
    id: measure.id,
    sentence: describe(measure),
    formulas: formulasOf(measure),
    facts: factsOf(measure),
  }
}

function formulasOf({ text }: Measure): Definition['formulas'] {
  const parts = [
    ['Value', text.value],
    ['Denominator', text.denominator],
    ['Numerator', text.numerator],
  ] as const
  return parts.flatMap(([name, formula]) =>
    formula === undefined ? [] : [{ name, text: formula }],
  )
}

function factsOf(measure: Measure): Definition['facts'] {
  const parameters = measure.parameters
    .map(({ name, value, unit }) => `${name} ${value}${unit === undefined ? '' : ` ${unit}`}`)
    .join(', ')
  const facts = [
    ['Kind', KINDS[measure.kind]],
    ['Law', measure.law],
    ['How it is read', measure.reading],
    ['Another reading, not chosen', measure.alternative],
    ['Parameters', parameters],
    ['Settles', settles(measure)],
    ['Version', String(measure.version)],
    [
      'Defined in',
      `${measure.place.file}${measure.place.line ? `, line ${String(measure.place.line)}` : ''}`,
    ],
  ] as const
  return facts.flatMap(([name, text]) =>
    text === undefined || text === '' ? [] : [{ name, text }],
  )
}

function settles({ settlesDays }: Measure): string | undefined {
  if (settlesDays === undefined) return undefined
  return `${String(settlesDays)} days after the end of its period; until then it is provisional`
}
