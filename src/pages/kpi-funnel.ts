import type { Measure } from '../catalogue/index.ts'
import { funnelChart, type FunnelLimit } from '../charts/index.ts'
import { formatPeriod } from '../core/index.ts'
import { funnelOf, type FunnelPoint } from '../judgement/index.ts'
import { funnelLimits, type Interval, spreadBetween, widenedLimits } from '../statistics/index.ts'
import type { Compared, ComparedFigure } from './compared.ts'
import { axisNumber } from './figure-words.ts'
import { shownNumber } from './read-published.ts'

/** All authorities by their number of cases. */
export type Funnel = {
  /** SVG text for a desktop and for a phone. */
  readonly wide: string
  readonly narrow: string
  readonly key: readonly string[]
  readonly sentences: readonly string[]
  /** In words where each lies, by area. */
  readonly places: ReadonlyMap<string, string>
}

/** With fewer there is no crowd to stand out from. */
const LEAST = 8
/** Limits are drawn at so many numbers of cases. */
const STEPS = 48

/** A funnel of percentages of cases; null where counts are not known, of few authorities, or of anything else. */
export function funnelOfCompared(
  compared: Compared,
  figures: readonly ComparedFigure[],
  measure: Measure,
): Funnel | null {
  if (measure.kind !== 'percentage') return null
  const around = aroundOf(compared, figures)
  if (around === null || around <= 0 || around >= 1) return null
  const points = funnelOf(
    figures.filter(({ value }) => value !== null),
    around,
  )
  if (points.length < LEAST || !points.every(isWhole)) return null
  const spread = spreadBetween(
    points.map(({ value, denominator }) => ({ value, total: denominator })),
    around,
  )
  const drawn = { compared, points, around, spread, measure }
  return {
    ...chartsOf(drawn),
    key: spread > 0 ? [...KEY, WIDER_KEY] : KEY,
    sentences: sentencesOf(drawn),
    places: new Map(
      points.map((point) => [point.area, PLACES[`${point.place} ${point.side}`] ?? '']),
    ),
  }
}

function isWhole({ denominator }: FunnelPoint): boolean {
  return Number.isInteger(denominator)
}

/** England's proportion; without it that of all cases together. */
function aroundOf({ england }: Compared, figures: readonly ComparedFigure[]): number | null {
  if (england?.numerator && england.denominator) return england.numerator / england.denominator
  const counted = figures.filter((one) => one.value !== null && one.denominator)
  const sum = (part: 'numerator' | 'denominator') =>
    counted.reduce((so, one) => so + (one[part] ?? 0), 0)
  return sum('denominator') > 0 ? sum('numerator') / sum('denominator') : null
}

const KEY = [
  '■ this authority',
  '● within what chance alone would do (the grey band: 95 of 100)',
  '◆ beyond it',
  '▲ far beyond it, outside the dotted lines (998 of 1,000)',
]

const WIDER_KEY = '╌ how far authorities of that size usually differ (95 of 100)'

/** What a funnel is drawn of. */
type Drawn = {
  readonly compared: Compared
  readonly points: readonly FunnelPoint[]
  readonly around: number
  /** How far authorities differ beyond chance; 0 where they do not. */
  readonly spread: number
  readonly measure: Measure
}

const PLACES: Readonly<Record<string, string>> = {
  'usual high': 'within chance',
  'usual low': 'within chance',
  'usual on': 'within chance',
  'apart high': 'higher than chance',
  'apart low': 'lower than chance',
  'far high': 'far higher than chance',
  'far low': 'far lower than chance',
}

function chartsOf(drawn: Drawn): Pick<Funnel, 'wide' | 'narrow'> {
  const { compared, points, around, measure } = drawn
  const { per } = measure
  const name = compared.england ? 'England' : 'All together'
  const shown = (share: number) => shownNumber(share * per, measure)
  const marks = points.map(({ area, name: label, denominator, value, place }) => ({
    ...{ cases: denominator, value: value * per, place, own: area === compared.own },
    label: area === compared.own ? 'This authority' : label,
    display: `${shown(value)}, ${denominator.toLocaleString('en-GB')} cases`,
  }))
  const input = {
    title: `${measure.name}: every authority by its number of cases`,
    description: sentencesOf(drawn).join(' '),
    marks,
    limits: limitsOf(drawn),
    centre: { value: around * per, label: `${name} ${shown(around)}` },
    casesLabel: 'Cases (the denominator)',
    formatTick: (value: number) => axisNumber(value, measure),
  }
  const id = `funnel-${compared.basis}`
  return {
    wide: funnelChart({ ...input, id, size: 'wide' }),
    narrow: funnelChart({ ...input, id: `${id}-narrow`, size: 'narrow' }),
  }
}

/** Limits from few cases, where they are wide, to the most that an authority has; closer together where they bend. */
function limitsOf({ points, around, spread, measure: { per } }: Drawn): FunnelLimit[] {
  const most = Math.max(...points.map(({ denominator }) => denominator))
  const least = Math.min(10, ...points.map(({ denominator }) => denominator))
  const sizes = Array.from({ length: STEPS + 1 }, (_one, at) =>
    Math.round(least + (most - least) * (at / STEPS) ** 2),
  )
  return [...new Set(sizes)].map((cases) => {
    const inner = funnelLimits(around, cases, 0.95)
    const outer = funnelLimits(around, cases, 0.998)
    return {
      cases,
      ...{ lower95: inner.lower * per, upper95: inner.upper * per },
      ...{ lower998: outer.lower * per, upper998: outer.upper * per },
      ...(spread > 0 && { usual: scaled(widenedLimits(around, cases, spread), per) }),
    }
  })
}

function scaled({ lower, upper }: Interval, per: number): Interval {
  return { lower: lower * per, upper: upper * per }
}

function sentencesOf(drawn: Drawn): string[] {
  const { points, around, measure } = drawn
  const { own, england, period } = drawn.compared
  const outside = points.filter(({ place }) => place !== 'usual').length
  const whose = england ? 'England’s' : 'the figure of all together,'
  const shown = shownNumber(around * measure.per, measure)
  const spread = `${String(outside)} of ${String(points.length)} authorities lie further from ${whose} ${shown} than chance alone would put them (${formatPeriod(period)}).`
  const all = outside > points.length / 2 ? [spread, MANY] : [spread]
  const mine = points.find(({ area }) => area === own)
  const place = mine ? [...all, OWN[`${mine.place} ${mine.side}`] ?? ''] : all
  return [...place, ...widerWords(drawn, mine)]
}

/** What remains to be said of an authority where all differ more than chance explains. */
function widerWords(
  { points, around, spread, measure }: Drawn,
  mine: FunnelPoint | undefined,
): string[] {
  if (spread === 0) return []
  const limitsAt = (point: FunnelPoint) => widenedLimits(around, point.denominator, spread)
  const isBeyond = (point: FunnelPoint) => {
    const { lower, upper } = limitsAt(point)
    return point.value < lower || point.value > upper
  }
  const beyond = points.filter(isBeyond).length
  const many = `Allowing for how much authorities differ anyway (the dashed lines), ${String(beyond)} of ${String(points.length)} still stand apart.`
  if (!mine) return [many]
  const { lower, upper } = scaled(limitsAt(mine), measure.per)
  const between = `between ${shownNumber(lower, measure)} and ${shownNumber(upper, measure)}`
  const cases = mine.denominator.toLocaleString('en-GB')
  const own = isBeyond(mine) ? 'this authority does not' : 'this authority does'
  return [many, `With ${cases} cases, 95 of 100 would then lie ${between}; ${own}.`]
}

const MANY =
  'So many stand apart that authorities really differ: to stand apart says little about any one of them.'

const OWN: Readonly<Record<string, string>> = {
  'usual high':
    'This authority is not one of them: for its number of cases it is no further off than chance would put it.',
  'usual low':
    'This authority is not one of them: for its number of cases it is no further off than chance would put it.',
  'usual on': 'This authority is not one of them: it has England’s figure.',
  'apart high': 'This authority is one of them, on the high side.',
  'apart low': 'This authority is one of them, on the low side.',
  'far high': 'This authority is one of them, far on the high side.',
  'far low': 'This authority is one of them, far on the low side.',
}
