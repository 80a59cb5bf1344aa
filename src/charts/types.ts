/** What a point of special cause means: it decides the shape as well as the colour. */
export type PointMeaning = 'improvement' | 'concern' | 'neutral'

/** One step of a trend. */
export type ChartPoint = {
  /** The period in words, such as `March 2024`. */
  readonly label: string
  /** For the axis, such as `Mar 24`. */
  readonly shortLabel: string
  /** Null for a step without a figure: the line is broken there. */
  readonly value: number | null
  /** The figure as shown, such as `1,934 plans`. */
  readonly display: string
  /** The same without words of unit, for the label of the last one; `display` unless given. */
  readonly shortDisplay?: string
  readonly special?: { readonly meaning: PointMeaning; readonly side: 'high' | 'low' }
  /** May still move: drawn hollow. */
  readonly provisional?: boolean
}

/** Centre and limits over some steps, both ends in. */
export type ChartBand = {
  readonly first: number
  readonly last: number
  readonly centre: number | null
  readonly lower: number | null
  readonly upper: number | null
}

export type ChartTarget = { readonly value: number; readonly label: string }

export type TrendChartInput = {
  /** Unique on the page; ids inside the chart start with it. */
  readonly id: string
  readonly title: string
  /** A sentence for those who do not see the chart. */
  readonly description: string
  readonly points: readonly ChartPoint[]
  readonly bands: readonly ChartBand[]
  readonly target?: ChartTarget
  /** How a number of the axis is written. */
  readonly formatTick: (value: number) => string
  /** `wide` for a desktop and paper, `narrow` for a phone: letters keep their size in both. */
  readonly size: 'wide' | 'narrow'
}
