import type { Measure } from '../catalogue/index.ts'
import { type Rational, toFixed } from '../core/index.ts'
import { displayFigure, publicDisplay } from './display.ts'
import type { EitherFigure } from './examples-engines.ts'
import type { ExpectedFigure } from './examples-read.ts'

/** What a figure's words depend on beside the figure. */
export type Shown = {
  readonly measure: Measure
  readonly disclosure: Measure['disclosure']
  readonly target: string | undefined
}

/** Decimals of the numbers in a file of worked examples. */
const PLACES = 6

/** Each part of an answer that the figure does not give, in words. */
export function answerDifferences(
  figure: EitherFigure,
  { measure, disclosure, target }: Shown,
  expected: ExpectedFigure,
): string[] {
  const inPublic = expected.public && publicDisplay(figure, measure, disclosure)
  const answers: readonly (readonly [string, string, string])[] = [
    ['numerator', numberText(figure.numerator), expectedText(expected.numerator)],
    ['denominator', numberText(figure.denominator), expectedText(expected.denominator)],
    ['value', numberText(figure.value), expectedText(expected.value)],
    ['display', displayFigure(figure, measure), expected.display],
    ['status', figure.status, expected.status],
    ['target status', target ?? '', expected.target ?? ''],
    ['public display', inPublic ?? '', expected.public ?? ''],
  ]
  return answers
    .filter(([, given, wanted]) => given !== wanted)
    .map(([name, given, wanted]) => `${name} is ${given}, expected ${wanted}`)
}

function numberText(value: Rational | null): string {
  return value === null ? 'empty' : String(Number(toFixed(value, PLACES)))
}

function expectedText(value: number | null): string {
  return value === null ? 'empty' : String(value)
}
