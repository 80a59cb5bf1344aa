import { extent } from 'd3-array'
import { type ScaleLinear, scaleLinear, type ScalePower, scaleSqrt } from 'd3-scale'
import {
  area,
  line,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  type SymbolType,
} from 'd3-shape'
import { element, escapeText, label, short } from './svg.ts'

/** One area: how many cases it has, its figure, and where that lies among the limits. */
export type FunnelMark = {
  readonly label: string
  readonly cases: number
  /** In the unit of the value axis. */
  readonly value: number
  readonly display: string
  readonly place: 'usual' | 'apart' | 'far'
  readonly own: boolean
}

/** The limits at a number of cases, in the unit of the value axis. */
export type FunnelLimit = {
  readonly cases: number
  readonly lower95: number
  readonly upper95: number
  readonly lower998: number
  readonly upper998: number
  /** Between which areas of that size would lie, were they to differ as much as they do; all limits have it, or none. */
  readonly usual?: { readonly lower: number; readonly upper: number }
}

export type FunnelChartInput = {
  /** Unique on the page; ids inside the chart start with it. */
  readonly id: string
  readonly title: string
  /** A sentence for those who do not see the chart. */
  readonly description: string
  readonly marks: readonly FunnelMark[]
  /** From the fewest cases to the most. */
  readonly limits: readonly FunnelLimit[]
  /** What the funnel is drawn around, and its name. */
  readonly centre: { readonly value: number; readonly label: string }
  /** What the cases are, for the axis below. */
  readonly casesLabel: string
  readonly formatTick: (value: number) => string
  /** `wide` for a desktop and paper, `narrow` for a phone. */
  readonly size: 'wide' | 'narrow'
}

const SIZES = {
  wide: { width: 760, height: 400, left: 64, right: 24, top: 24, bottom: 58, ticks: 6 },
  narrow: { width: 340, height: 340, left: 52, right: 16, top: 24, bottom: 58, ticks: 3 },
} as const

type Layout = (typeof SIZES)[FunnelChartInput['size']] & {
  /** By the square root, so that the many small areas stand apart. */
  readonly x: ScalePower<number, number>
  readonly y: ScaleLinear<number, number>
}

/**
 * A funnel plot: each area by its number of cases and its figure, with the limits within which chance alone
 * would leave it. How far out it lies is told by the shape of its mark. To stand beside its table.
 *
 * @returns SVG text with a title and a description, without style.
 * @see Spiegelhalter (2005), Stat Med 24:1185-1202.
 */
export function funnelChart(input: FunnelChartInput): string {
  const layout = layoutOf(input)
  const marks = input.marks.toSorted((a, b) => Number(a.own) - Number(b.own))
  return element(
    'svg',
    {
      class: `sb-chart sb-chart--${input.size}`,
      viewBox: `0 0 ${short(layout.width)} ${short(layout.height)}`,
      role: 'img',
      'aria-labelledby': `${input.id}-title ${input.id}-description`,
      focusable: 'false',
    },
    element('title', { id: `${input.id}-title` }, escapeText(input.title)),
    element('desc', { id: `${input.id}-description` }, escapeText(input.description)),
    ...valueAxis(input, layout),
    ...casesAxis(input, layout),
    ...limitMarks(input, layout),
    ...centreMarks(input, layout),
    ...marks.map((one) => markOf(one, layout)),
    ownLabel(input, layout),
  )
}

function layoutOf({ marks, limits, centre, size }: FunnelChartInput): Layout {
  const sizes = SIZES[size]
  const most = Math.max(1, ...marks.map(({ cases }) => cases))
  const [low = 0, high = 1] = extent([
    ...marks.map(({ value }) => value),
    ...limits.flatMap(({ lower95, upper95 }) => [lower95, upper95]),
    centre.value,
  ])
  const floor = sizes.height - sizes.bottom
  return {
    ...sizes,
    x: scaleSqrt([0, most], [sizes.left + 6, sizes.width - sizes.right]),
    y: scaleLinear([low, high], [floor, sizes.top]).nice(5),
  }
}

function valueAxis({ formatTick }: FunnelChartInput, { y, left, right, width }: Layout): string[] {
  return y.ticks(5).flatMap((tick) => [
    element('line', {
      class: 'sb-chart__grid',
      x1: left,
      x2: width - right,
      y1: y(tick),
      y2: y(tick),
      stroke: 'currentColor',
      'stroke-opacity': '0.15',
    }),
    label(formatTick(tick), {
      class: 'sb-chart__tick',
      x: left - 8,
      y: y(tick) + 5,
      'text-anchor': 'end',
    }),
  ])
}

function casesAxis(
  { casesLabel }: FunnelChartInput,
  { x, height, width, left, right, ticks }: Layout,
) {
  return [
    ...x.ticks(ticks).map((tick) =>
      label(tick.toLocaleString('en-GB'), {
        class: 'sb-chart__tick',
        x: x(tick),
        y: height - 34,
        'text-anchor': 'middle',
      }),
    ),
    label(casesLabel, {
      class: 'sb-chart__tick',
      x: (left + width - right) / 2,
      y: height - 8,
      'text-anchor': 'middle',
    }),
  ]
}

/** The inner limits as a light band, the outer as lines; both cut off at the edge of what is drawn. */
function limitMarks({ limits }: FunnelChartInput, { x, y }: Layout): string[] {
  const [low = 0, high = 1] = y.domain()
  const within = (value: number) => y(Math.min(high, Math.max(low, value)))
  const band = area<FunnelLimit>()
    .x(({ cases }) => x(cases))
    .y0(({ lower95 }) => within(lower95))
    .y1(({ upper95 }) => within(upper95))
    .digits(1)([...limits])
  const curve = (at: (one: FunnelLimit) => number | undefined, dashes: string) => {
    const isShown = (value: number | undefined) =>
      value !== undefined && value >= low && value <= high
    const drawn = line<FunnelLimit>()
      .defined((one) => isShown(at(one)))
      .x(({ cases }) => x(cases))
      .y((one) => y(at(one) ?? NaN))
      .digits(1)([...limits])
    return element('path', {
      class: 'sb-chart__limit',
      d: drawn ?? '',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-dasharray': dashes,
      'stroke-opacity': '0.6',
    })
  }
  const isWidened = limits.some(({ usual }) => usual !== undefined)
  return [
    element('path', { class: 'sb-funnel__band', d: band ?? '' }),
    curve(({ lower998 }) => lower998, '2 4'),
    curve(({ upper998 }) => upper998, '2 4'),
    ...(isWidened
      ? [curve(({ usual }) => usual?.lower, '12 4'), curve(({ usual }) => usual?.upper, '12 4')]
      : []),
  ]
}

function centreMarks({ centre }: FunnelChartInput, { y, left, right, width }: Layout): string[] {
  const at = y(centre.value)
  return [
    element('line', {
      class: 'sb-chart__target',
      x1: left,
      x2: width - right,
      y1: at,
      y2: at,
      stroke: 'currentColor',
      'stroke-width': 2,
      'stroke-dasharray': '8 4',
    }),
    label(centre.label, {
      class: 'sb-chart__target-label',
      x: width - right,
      y: at - 6,
      'text-anchor': 'end',
    }),
  ]
}

const SHAPES: Readonly<Record<FunnelMark['place'], SymbolType>> = {
  usual: symbolCircle,
  apart: symbolDiamond,
  far: symbolTriangle,
}
const AREAS: Readonly<Record<FunnelMark['place'], number>> = { usual: 26, apart: 60, far: 70 }

function markOf({ label: name, cases, value, display, place, own }: FunnelMark, { x, y }: Layout) {
  const shape = symbol(own ? symbolSquare : SHAPES[place], own ? 150 : AREAS[place]).digits(1)()
  return element(
    'path',
    {
      class: `sb-funnel__mark sb-funnel__mark--${own ? 'own' : place}`,
      d: shape ?? '',
      transform: `translate(${short(x(cases))} ${short(y(value))})`,
    },
    element('title', {}, escapeText(`${name}: ${display}`)),
  )
}

function ownLabel({ marks }: FunnelChartInput, { x, y, width, top }: Layout): string {
  const own = marks.find((mark) => mark.own)
  if (!own) return ''
  const isLeft = x(own.cases) > width / 2
  const at = y(own.value) - 12
  return label(own.label, {
    class: 'sb-chart__last-label',
    x: x(own.cases) + (isLeft ? 4 : -4),
    y: at < top ? y(own.value) + 24 : at,
    'text-anchor': isLeft ? 'end' : 'start',
  })
}
