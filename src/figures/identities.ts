import type { Catalogue, Identity, IdentityTerm, Measure } from '../catalogue/index.ts'
import {
  add,
  isZero,
  lastPeriods,
  multiply,
  type Period,
  periodHolding,
  type PeriodType,
  type Rational,
  rational,
  subtract,
} from '../core/index.ts'
import { computeFigures } from './compute-figures.ts'
import { identityStatement } from './identities-words.ts'
import { scenariosOf } from './measure-facts.ts'
import type { Figure, FigureAsk, FigureSource } from './types.ts'

/** One of the figures that must add up, as it came out. */
export type IdentityValue = {
  readonly words: string
  readonly sign: 1 | -1
  readonly value: Rational | null
}

/**
 * One identity tried on one period. `adds-up`; `broken` with the difference, whole less parts; or
 * `not-checked` with the reason, when one of its figures has no value.
 */
export type IdentityCheck = {
  readonly identity: string
  readonly name: string
  readonly unit: string
  readonly period: Period
  readonly scenario: string | null
  readonly outcome: 'adds-up' | 'broken' | 'not-checked'
  readonly whole: IdentityValue
  readonly parts: readonly IdentityValue[]
  readonly difference: Rational | null
  /** What may be behind a difference, and how much of it that explains, where it can be counted. */
  readonly causes: readonly { readonly words: string; readonly explains: Rational | null }[]
  readonly reason: string
  /** All of it in one line of words. */
  readonly statement: string
}

/** What identities are tried on: the source of figures, with all of the definitions. */
export type IdentitySource = FigureSource & {
  readonly catalogue: Pick<Catalogue, 'identities'>
}

/** How many of the latest whole periods of each sort are tried. */
const LATEST: Readonly<Record<PeriodType, number>> = {
  month: 12,
  quarter: 4,
  'financial-year': 3,
  'academic-year': 3,
  'calendar-year': 3,
  'rolling-12m': 1,
  point: 1,
}

/**
 * Tries every identity of the catalogue on the latest whole periods, in exact numbers; one that
 * depends on the scenario in each of them, and on the year under way too. One run of figures
 * answers them all.
 *
 * @returns For each identity its periods, newest first, broken ones and all.
 * @throws DatabaseError if the database fails.
 */
export async function checkIdentities(source: IdentitySource): Promise<readonly IdentityCheck[]> {
  const identities = [...source.catalogue.identities.values()]
  const terms = identities.flatMap(termsOf)
  const measures = new Map([
    ...source.catalogue.measures,
    ...terms.map((term) => [term.id, measureOfFormula(term)] as const),
  ])
  const trials = identities.flatMap((identity) => trialsOf(identity, source, measures))
  const asks = trials.flatMap(({ identity, period, scenario }) =>
    termsOf(identity).map(({ id }): FigureAsk => ({
      measure: id,
      periods: [period],
      breakdowns: 'none',
      ...(scenario !== null && { scenario }),
    })),
  )
  const figures = await computeFigures(
    { ...source, catalogue: { ...source.catalogue, measures } },
    asks,
  )
  let place = 0
  return trials.map((trial) => {
    const count = termsOf(trial.identity).length
    const own = figures.slice(place, place + count)
    place += count
    return checkOf(trial, new Map(own.map((figure) => [figure.measure, figure])))
  })
}

type Trial = {
  readonly identity: Identity
  readonly period: Period
  readonly scenario: string | null
}

function trialsOf(
  identity: Identity,
  { catalogue, asAt }: IdentitySource,
  measures: ReadonlyMap<string, Measure>,
): readonly Trial[] {
  const scenarios = [
    ...new Set(
      [identity.whole, ...identity.parts].flatMap((term) =>
        scenariosOf(measureOfFormula(term), measures, catalogue.schema),
      ),
    ),
  ]
  return identity.periods.flatMap((type) => {
    const whole = lastPeriods(type, asAt, LATEST[type]).toReversed()
    const current = periodHolding(type, asAt)
    const isOver = current.end <= asAt
    const periods = scenarios.length > 0 && !isOver ? [current, ...whole] : whole
    return periods.flatMap((period) =>
      (scenarios.length > 0 ? scenarios : [null])
        .filter((scenario) => period !== current || isOver || scenario !== 'actual')
        .map((scenario) => ({ identity, period, scenario })),
    )
  })
}

function termsOf({ whole, parts, causes }: Identity): readonly IdentityTerm[] {
  return [whole, ...parts, ...causes.flatMap(({ explains }) => explains ?? [])]
}

/** A formula of an identity, or of a cause, as a measure, so that it is computed like any other. */
export function measureOfFormula({
  id,
  words,
  formula,
}: Pick<IdentityTerm, 'id' | 'words' | 'formula'>): Measure {
  return {
    id,
    name: words,
    kind: formula.kind,
    unit: '',
    period: 'financial-year',
    every: 'year',
    per: 1,
    parameters: [],
    text: {},
    formula,
    breakdowns: [],
    polarity: 'neutral',
    demand: false,
    guards: [],
    disclosure: 'restricted',
    version: 1,
    place: { file: '' },
  }
}

function checkOf(
  { identity, period, scenario }: Trial,
  figures: ReadonlyMap<string, Figure>,
): IdentityCheck {
  const valueOf = ({ id, words, sign }: IdentityTerm): IdentityValue => ({
    words,
    sign,
    value: figures.get(id)?.value ?? null,
  })
  const whole = valueOf(identity.whole)
  const parts = identity.parts.map(valueOf)
  const difference = differenceOf(whole, parts)
  const missing = [identity.whole, ...identity.parts].map(({ id }) => figures.get(id))
  const check = {
    identity: identity.id,
    name: identity.name,
    unit: identity.unit,
    period,
    scenario,
    outcome: outcomeOf(difference),
    whole,
    parts,
    difference,
    causes: identity.causes.map(({ words, explains }) => ({
      words,
      explains: explains ? valueOf(explains).value : null,
    })),
    reason: difference ? '' : reasonOf(missing),
  }
  return { ...check, statement: identityStatement(check) }
}

/** The whole less what the parts make; null when one of them has no value. */
function differenceOf(whole: IdentityValue, parts: readonly IdentityValue[]): Rational | null {
  let made = rational(0)
  for (const { value, sign } of parts) {
    if (!value) return null
    made = add(made, multiply(value, rational(sign)))
  }
  return whole.value && subtract(whole.value, made)
}

function outcomeOf(difference: Rational | null): IdentityCheck['outcome'] {
  if (!difference) return 'not-checked'
  return isZero(difference) ? 'adds-up' : 'broken'
}

function reasonOf(figures: readonly (Figure | undefined)[]): string {
  const reasons = figures.flatMap((figure) => (figure && !figure.value ? [figure.reason] : []))
  return [...new Set(reasons.filter((reason) => reason !== ''))].join('; ') || 'a figure is missing'
}
