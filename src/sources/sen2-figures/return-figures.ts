import { type Rational, rational, toFixed } from '../../core/index.ts'
import { childrenNamed } from '../sen2/reading.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import type { About, Scope } from '../sen2-rules/rule.ts'
import { type Definition, definitions } from './definitions.ts'
import { scopeOf } from './tests.ts'

/** A figure of a return. Of a mean, the numerator is days and the denominator plans. */
export type ReturnFigure = {
  readonly section: string
  readonly id: string
  readonly name: string
  readonly numerator: number
  /** None of a count. */
  readonly denominator: number | null
  /** A count, `75.3%`, or `152.4 days`; nothing where there is nothing to divide by. */
  readonly value: string | null
}

export type ReturnCounter = {
  readonly add: (person: XmlNode, about: About) => void
  readonly figures: () => readonly ReturnFigure[]
}

type Count = { readonly definition: Definition; numerator: number; denominator: number }

/** Counts the Department's derived figures of a return, one person after the other. */
export function countReturn(options: { readonly withChallenged?: boolean } = {}): ReturnCounter {
  const counts = definitions(options.withChallenged ?? false).map((definition): Count => ({
    definition,
    numerator: 0,
    denominator: 0,
  }))
  let year = 0
  return {
    add: (person, about) => {
      year = about.year
      const scopes = childrenNamed(person, 'Requests').map((one) => scopeOf(about, person, one))
      for (const count of counts) addTo(count, scopes)
    },
    figures: () =>
      counts.filter(({ definition: { from = 0 } }) => year >= from).map((count) => figureOf(count)),
  }
}

function addTo(count: Count, scopes: readonly Scope[]): void {
  const { test, among, mean, ofPersons } = count.definition
  const eligible = among ? scopes.filter(among) : scopes
  const found = eligible.filter(test)
  count.denominator += mean ? found.length : eligible.length
  if (ofPersons) count.numerator += found.length > 0 ? 1 : 0
  else count.numerator += mean ? sumOf(found, mean) : found.length
}

function sumOf(scopes: readonly Scope[], days: (scope: Scope) => number | undefined): number {
  return scopes.reduce((sum, scope) => sum + (days(scope) ?? 0), 0)
}

function figureOf({ definition, numerator, denominator }: Count): ReturnFigure {
  const { section, id, name, among, mean } = definition
  if (!among && !mean)
    return { section, id, name, numerator, denominator: null, value: String(numerator) }
  const value =
    denominator === 0 ? null : mean ? days(numerator, denominator) : percent(numerator, denominator)
  return { section, id, name, numerator, denominator, value }
}

function days(sum: number, count: number): string {
  return `${toFixed(fraction(sum, count), 1)} days`
}

function percent(part: number, whole: number): string {
  return `${toFixed(fraction(part * 100, whole), 1)}%`
}

function fraction(numerator: number, denominator: number): Rational {
  return rational(BigInt(numerator), BigInt(denominator))
}
