import {
  byarInterval,
  funnelLimits,
  type Interval,
  quantileType7,
  wilsonInterval,
} from '../statistics/index.ts'

/** Which way is better; no area is ranked by a figure that no one wants higher or lower. */
export type RankPolarity = 'higher-better' | 'lower-better' | 'neutral'

/** What the counts behind a figure are: `none` where only the figure is published. */
export type CountBasis = 'proportion' | 'rate' | 'none'

/** The published figure of one area. */
export type AreaFigure = {
  /** Code of the area. */
  readonly area: string
  readonly name: string
  /** As published, in any one unit; null where it is suppressed or missing. */
  readonly value: number | null
  readonly numerator?: number | null
  readonly denominator?: number | null
  /** The year or period that it is of, and the definition that it follows, as the publisher names them. */
  readonly year: string
  readonly definition: string
}

export type Band = 'A' | 'B' | 'C' | 'D'

export type Quartiles = {
  readonly lowest: number
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly highest: number
  /** Areas with a figure. */
  readonly areas: number
}

/** Fewer areas than this make no quartiles: two in each. */
const LEAST_AREAS = 8

/** Areas of the same year and definition as one, and those that are not, which must not be compared with it. */
export function comparableWith(
  one: Pick<AreaFigure, 'year' | 'definition'>,
  others: readonly AreaFigure[],
): { readonly compared: readonly AreaFigure[]; readonly refused: readonly string[] } {
  const compared = others.filter((other) => whyNot(one, other) === '')
  const refused = others.flatMap((other) => {
    const why = whyNot(one, other)
    return why === '' ? [] : [`${other.name} is not compared: ${why}`]
  })
  return { compared, refused }
}

function whyNot(one: Pick<AreaFigure, 'year' | 'definition'>, other: AreaFigure): string {
  if (other.year !== one.year) return `its figure is of ${other.year}, not ${one.year}`
  if (other.definition !== one.definition) return 'its figure follows another definition'
  return ''
}

/**
 * Quartiles of all areas by type 7, the missing left out.
 *
 * @returns In the unit of the values; null with fewer than 8 areas, or where the quartiles are the same
 *   number, so that they part nothing.
 */
export function quartilesOf(figures: readonly AreaFigure[]): Quartiles | null {
  const values = knownValues(figures)
  if (values.length < LEAST_AREAS) return null
  const at = (share: number) => quantileType7(values, share)
  if (at(0.25) === at(0.75)) return null
  return {
    lowest: at(0),
    lower: at(0.25),
    median: at(0.5),
    upper: at(0.75),
    highest: at(1),
    areas: values.length,
  }
}

function knownValues(figures: readonly AreaFigure[]): number[] {
  return figures.map(({ value }) => value).filter((value) => value !== null)
}

/**
 * The quarter of areas that a figure is in, A the best. The upper edge of each belongs to it, whichever way
 * is better, as in DfE's local authority interactive tool.
 *
 * @returns Null where no way is better.
 */
export function bandOf(value: number, quartiles: Quartiles, polarity: RankPolarity): Band | null {
  if (polarity === 'neutral') return null
  const { lower, median, upper } = quartiles
  const quarter = [lower, median, upper].filter((edge) => value > edge).length
  const bands =
    polarity === 'lower-better' ? (['A', 'B', 'C', 'D'] as const) : (['D', 'C', 'B', 'A'] as const)
  return bands[quarter] ?? null
}

export type Rank = {
  /** 1 is best; areas with the same figure share the best place among them. */
  readonly place: number
  readonly sharedWith: number
  /** Areas with a figure. */
  readonly of: number
  /** The best and the worst place that chance leaves open; null where the counts are not known. */
  readonly between: { readonly best: number; readonly worst: number } | null
  /**
   * Whether the places left open span more than a quarter of the areas, so that a place says little. Null
   * where the counts are not known.
   */
  readonly tooCloseToRank: boolean | null
}

/**
 * Where an area stands among all. Another area is told apart from it only where their 95% intervals
 * (Wilson for proportions, Byar for rates) do not overlap: the best place left open is behind those that are clearly
 * better, the worst in front of those that are clearly worse.
 *
 * @returns Null where no way is better, or the area has no figure.
 * @see Goldstein & Spiegelhalter (1996), JRSS A 159:385-443, on the doubt in ranks.
 */
export function rankOf(
  area: string,
  figures: readonly AreaFigure[],
  polarity: RankPolarity,
  basis: CountBasis,
): Rank | null {
  const own = figures.find((figure) => figure.area === area)
  if (polarity === 'neutral' || own?.value === null || own?.value === undefined) return null
  const value = own.value
  const sign = polarity === 'higher-better' ? 1 : -1
  const known = knownValues(figures)
  const place = 1 + known.filter((other) => sign * (other - value) > 0).length
  const sharedWith = known.filter((other) => other === value).length - 1
  const between = placesOpen(own, figures, sign, basis)
  const span = between === null ? null : between.worst - between.best + 1
  const tooCloseToRank = span === null ? null : span > known.length / 4
  return { place, sharedWith, of: known.length, between, tooCloseToRank }
}

function placesOpen(
  own: AreaFigure,
  figures: readonly AreaFigure[],
  sign: 1 | -1,
  basis: CountBasis,
): Rank['between'] {
  const mine = intervalOf(own, basis)
  if (!mine) return null
  const known = figures.filter(({ value, area }) => value !== null && area !== own.area)
  const others = known.flatMap((figure) => intervalOf(figure, basis) ?? [])
  const above = others.filter((other) => other.lower > mine.upper).length
  const below = others.filter((other) => other.upper < mine.lower).length
  const [better, worse] = sign === 1 ? [above, below] : [below, above]
  return { best: 1 + better, worst: 1 + known.length - worse }
}

/** The 95% interval of a figure's counts, per case; null where they are not known. */
export function intervalOf(
  { numerator = null, denominator = null }: AreaFigure,
  basis: CountBasis,
): Interval | null {
  if (numerator === null || denominator === null || basis === 'none' || denominator <= 0)
    return null
  if (basis === 'proportion') return wilsonInterval(numerator, denominator)
  const { lower, upper } = byarInterval(numerator)
  return { lower: lower / denominator, upper: upper / denominator }
}

/** The figure of a group of areas, such as statistical neighbours, and what it rests on. */
export type GroupFigure = {
  readonly value: number
  /** `pooled`: of all their cases together, times `scale`; `mean`: the plain mean of their figures. */
  readonly how: 'pooled' | 'mean'
  readonly present: number
  readonly of: number
}

/**
 * One figure for a group of areas: of all cases together where every area with a figure has its counts, so that large
 * areas count for more; otherwise the plain mean, as in DfE's tool. It says how many were present.
 *
 * @param scale - What a proportion or rate is multiplied by to be in the unit of the figure, such as 100.
 * @returns Null where no area has a figure.
 */
export function groupFigure(figures: readonly AreaFigure[], scale: number): GroupFigure | null {
  const known = figures.filter(({ value }) => value !== null)
  if (known.length === 0) return null
  const base = { present: known.length, of: figures.length }
  const total = (part: 'numerator' | 'denominator') =>
    known.reduce<number | null>((sum, figure) => {
      const count = figure[part] ?? null
      return sum === null || count === null ? null : sum + count
    }, 0)
  const [numerator, denominator] = [total('numerator'), total('denominator')]
  if (numerator !== null && denominator !== null && denominator > 0) {
    return { ...base, value: (scale * numerator) / denominator, how: 'pooled' }
  }
  const sum = knownValues(known).reduce((so, value) => so + value, 0)
  return { ...base, value: sum / known.length, how: 'mean' }
}

/** Where an area lies in a funnel plot: `far` beyond 99.8% limits, `apart` beyond 95%, else `usual`. */
export type FunnelPoint = {
  readonly area: string
  readonly name: string
  readonly denominator: number
  /** Proportions, 0 to 1. */
  readonly value: number
  readonly limits95: Interval
  readonly limits998: Interval
  readonly place: 'usual' | 'apart' | 'far'
  readonly side: 'high' | 'low' | 'on'
}

/**
 * A funnel plot of proportions around one: exact binomial limits for the size of each area.
 *
 * @param around - The proportion of all, such as England's, 0 to 1.
 * @returns One point for each area whose counts are known, the smallest first.
 * @see Spiegelhalter (2005), Stat Med 24:1185-1202.
 */
export function funnelOf(figures: readonly AreaFigure[], around: number): FunnelPoint[] {
  return figures
    .flatMap((figure) => funnelPoint(figure, around) ?? [])
    .sort((a, b) => a.denominator - b.denominator)
}

function funnelPoint(
  { area, name, numerator = null, denominator = null }: AreaFigure,
  around: number,
): FunnelPoint | null {
  if (numerator === null || denominator === null || denominator < 1) return null
  const value = numerator / denominator
  const limits95 = funnelLimits(around, denominator, 0.95)
  const limits998 = funnelLimits(around, denominator, 0.998)
  const beyond = ({ lower, upper }: Interval) => value < lower || value > upper
  const place = beyond(limits998) ? 'far' : beyond(limits95) ? 'apart' : 'usual'
  const side = value > around ? 'high' : value < around ? 'low' : 'on'
  return { area, name, denominator, value, limits95, limits998, place, side }
}

/**
 * Change from the year before; null unless that very year is there, so that a gap never passes for
 * a year.
 *
 * @param series - Years as numbers with the figure, in any order.
 */
export function changeFromYearBefore(
  series: readonly { readonly year: number; readonly value: number | null }[],
  year: number,
): number | null {
  const at = (wanted: number) => series.find((one) => one.year === wanted)?.value ?? null
  const [now, before] = [at(year), at(year - 1)]
  return now === null || before === null ? null : now - before
}
