import type { Measure, Polarity } from '../catalogue/index.ts'
import { formatDay, formatPeriod, toNumber } from '../core/index.ts'
import {
  bandOf,
  comparableWith,
  type CountBasis,
  type Quartiles,
  quartilesOf,
  type Rank,
  rankOf,
  type RankPolarity,
} from '../judgement/index.ts'
import type { Compared, ComparedFigure, Restated } from './compared.ts'
import { type Groups, groupsOf } from './kpi-groups.ts'
import { type Funnel, funnelOfCompared } from './kpi-funnel.ts'
import { figureOnChart } from './figure-words.ts'
import { restatedWords, shownNumber } from './read-published.ts'

/** One authority in the table of all. */
export type RankedRow = {
  readonly name: string
  readonly own: boolean
  readonly figure: string
  readonly isKnown: boolean
  /** `33 of 80`; empty where the counts are not known. */
  readonly size: string
  readonly place: string
  readonly quarter: string
  /** Where it lies in the funnel, in words. */
  readonly chance: string
  readonly note: string
}

/** An authority among all others. */
export type Ranking = {
  readonly id: string
  readonly title: string
  /** What a good analyst would say aloud of its place, sentence by sentence. */
  readonly place: readonly string[]
  /** And of how far authorities lie from one another. */
  readonly spread: readonly string[]
  readonly funnel: Funnel | null
  /** Null where nothing is known of England, the region and neighbours. */
  readonly groups: Groups | null
  readonly rows: readonly RankedRow[]
  /** The best first, or the highest where no way is better. */
  readonly order: string
  readonly about: readonly { readonly name: string; readonly text: string }[]
  readonly restated: readonly { readonly name: string; readonly text: string }[]
  readonly refused: readonly string[]
}

/** The place, quarter and funnel of an authority among all of the same year and definition. */
export function rankingOf(compared: Compared, measure: Measure, polarity: Polarity): Ranking {
  const wanted = rankPolarity(polarity)
  const own = compared.figures.find(({ area }) => area === compared.own)
  const like = own ?? compared.figures[0]
  const { compared: figures, refused } = like
    ? comparableWith(like, compared.figures)
    : { compared: [], refused: [] }
  const known = compared.figures.filter((one) => figures.includes(one))
  const basis = basisOf(measure)
  const quartiles = quartilesOf(known)
  const funnel = funnelOfCompared(compared, known, measure)
  const rank = own ? rankOf(compared.own, known, wanted, basis) : null
  return {
    id: compared.basis,
    title:
      compared.basis === 'published' ? 'Among all authorities' : 'Among the authorities held here',
    place: [
      ...ownWords({ own, rank, quartiles, polarity: wanted }),
      ...recordsWords(compared, own, measure),
    ],
    spread: [...spreadWords(compared, known, quartiles, measure), ...(funnel?.sentences ?? [])],
    funnel,
    groups: groupsOf(compared, known, measure, polarity),
    rows: sorted(known, wanted).map((one) =>
      rowOf(one, { compared, known, quartiles, polarity: wanted, funnel }),
    ),
    order: wanted === 'neutral' ? 'the highest first' : 'the best first',
    about: aboutOf(compared),
    restated: compared.restated.map(restatedRow),
    refused: [...refused, ...compared.refused],
  }
}

function rankPolarity(polarity: Polarity): RankPolarity {
  return polarity === 'higher-better' || polarity === 'lower-better' ? polarity : 'neutral'
}

function basisOf({ kind }: Measure): CountBasis {
  if (kind === 'percentage') return 'proportion'
  return kind === 'rate' ? 'rate' : 'none'
}

function sorted(figures: readonly ComparedFigure[], polarity: RankPolarity): ComparedFigure[] {
  const sign = polarity === 'lower-better' ? -1 : 1
  return figures.toSorted((a, b) => {
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null) || (a.name < b.name ? -1 : 1)
    return sign * (b.value - a.value) || (a.name < b.name ? -1 : 1)
  })
}

function spreadWords(
  { period }: Compared,
  figures: readonly ComparedFigure[],
  quartiles: Quartiles | null,
  measure: Measure,
): string[] {
  const known = figures.filter(({ value }) => value !== null)
  const without = figures.length - known.length
  const missing =
    without === 0 ? '' : ` ${String(without)} more ${without === 1 ? 'has' : 'have'} no figure.`
  const of = `${String(known.length)} authorities have a figure for ${formatPeriod(period)}.${missing}`
  if (!quartiles) return [of]
  const shown = (value: number) => shownNumber(value, measure)
  const { lower, upper, lowest, highest } = quartiles
  return [
    of,
    `Half of them lie between ${shown(lower)} and ${shown(upper)}; the lowest is ${shown(lowest)}, the highest ${shown(highest)}.`,
  ]
}

type OwnFacts = {
  readonly own: ComparedFigure | undefined
  readonly rank: Rank | null
  readonly quartiles: Quartiles | null
  readonly polarity: RankPolarity
}

function ownWords({ own, rank, quartiles, polarity }: OwnFacts): string[] {
  if (!own) return ['This authority has no figure of that year, so it has no place among them.']
  if (own.value === null) return [`This authority: ${own.shown}. It has no place among them.`]
  if (!rank)
    return [
      `This authority has ${own.shown}. Neither high nor low is better, so there are no places.`,
    ]
  const shared =
    rank.sharedWith === 0
      ? ''
      : `, shared with ${rank.sharedWith === 1 ? 'one other' : `${String(rank.sharedWith)} others`}`
  const place = `This authority, with ${own.shown}, comes ${ordinal(rank.place)} of ${String(rank.of)}${shared}, counted from the best.`
  const band = quartiles && bandOf(own.value, quartiles, polarity)
  const quarter = band ? ` It is in ${QUARTERS[band]}.` : ''
  return [`${place}${quarter}`, ...doubtWords(rank)]
}

const QUARTERS = {
  A: 'the best quarter',
  B: 'the second quarter from the best',
  C: 'the third quarter from the best',
  D: 'the last quarter',
} as const

function doubtWords({ between, tooCloseToRank }: Rank): string[] {
  if (!between) return []
  const span = `anywhere from ${ordinal(between.best)} to ${ordinal(between.worst)}`
  return tooCloseToRank
    ? [`It is too close to the others to rank: chance alone could have put it ${span}.`]
    : [`Chance alone could have put it ${span}.`]
}

/** `1st`, `22nd`, `113th`. */
export function ordinal(place: number): string {
  const tens = place % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return `${place.toLocaleString('en-GB')}${ending}`
}

/** What the records here say of the same year, where the published figure is another. */
function recordsWords(
  { basis, ownRecords, isOwnFromRecords, period }: Compared,
  own: ComparedFigure | undefined,
  measure: Measure,
): string[] {
  if (basis !== 'published' || !ownRecords?.value || own?.value === undefined) return []
  if (isOwnFromRecords)
    return [
      'Nothing was published of this authority; its figure is worked out from the records here.',
    ]
  const here = figureOnChart(ownRecords, measure)
  const decimals = measure.kind === 'percentage' ? 1 : 2
  if (toNumber(ownRecords.value).toFixed(decimals) === own.value?.toFixed(decimals))
    return ['The records here give the same figure as the one published.']
  return [`The records here give ${here} for ${formatPeriod(period)}; published was ${own.shown}.`]
}

type RowFacts = {
  readonly compared: Compared
  readonly known: readonly ComparedFigure[]
  readonly quartiles: Quartiles | null
  readonly polarity: RankPolarity
  readonly funnel: Funnel | null
}

function rowOf(
  one: ComparedFigure,
  { compared, known, quartiles, polarity, funnel }: RowFacts,
): RankedRow {
  const rank = rankOf(one.area, known, polarity, 'none')
  return {
    name: one.name,
    own: one.area === compared.own,
    figure: one.shown,
    isKnown: one.value !== null,
    size: sizeOf(one),
    place: rank ? `${rank.sharedWith > 0 ? '=' : ''}${String(rank.place)}` : '',
    quarter: quarterOf(one, quartiles, polarity),
    chance: funnel?.places.get(one.area) ?? '',
    note: one.note,
  }
}

function sizeOf({ value, numerator = null, denominator = null }: ComparedFigure): string {
  if (numerator === null || denominator === null || value === null) return ''
  return `${numerator.toLocaleString('en-GB')} of ${denominator.toLocaleString('en-GB')}`
}

function quarterOf(
  { value }: ComparedFigure,
  quartiles: Quartiles | null,
  polarity: RankPolarity,
): string {
  const band = quartiles && value !== null ? bandOf(value, quartiles, polarity) : null
  return band ? QUARTER_WORDS[band] : ''
}

const QUARTER_WORDS = { A: 'best', B: 'second', C: 'third', D: 'last' } as const

function aboutOf({ source, publishedOn, period, definition, basis }: Compared) {
  return [
    { name: 'Source', text: source },
    { name: 'Published', text: publishedOn === null ? '' : formatDay(publishedOn) },
    { name: 'Year', text: formatPeriod(period) },
    {
      name: 'Definition',
      text: basis === 'published' ? definition : 'That of this page, for every authority.',
    },
    {
      name: 'Compared',
      text: 'Only figures of this year and this definition. Authorities with the same figure share a place. Each quarter holds about the same number of authorities.',
    },
  ].filter(({ text }) => text !== '')
}

function restatedRow(one: Restated): { readonly name: string; readonly text: string } {
  return { name: one.name, text: restatedWords(one) }
}
