import { extent } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import type { TrendChartInput } from './types.ts'

/** Where things stand in a trend chart, in its own units. */
export type TrendLayout = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly x: (index: number) => number
  readonly y: ScaleLinear<number, number>
  readonly yTicks: readonly number[]
  readonly xTicks: readonly number[]
}

const SIZES = {
  wide: {
    width: 760,
    height: 340,
    left: 64,
    right: 128,
    top: 18,
    bottom: 34,
    yTicks: 5,
    xTicks: 7,
  },
  narrow: {
    width: 340,
    height: 300,
    left: 52,
    right: 72,
    top: 18,
    bottom: 34,
    yTicks: 4,
    xTicks: 3,
  },
} as const

/**
 * The scales of a trend chart. The value axis spans what is drawn: figures, limits and target, not
 * zero. Steps that are labelled are spaced evenly back from the last one.
 */
export function trendLayout(input: TrendChartInput): TrendLayout {
  const size = SIZES[input.size]
  const [low = 0, high = 1] = extent(drawnValues(input))
  const pad = low === high ? Math.max(1, Math.abs(low) * 0.1) : 0
  const y = scaleLinear([low - pad, high + pad], [size.height - size.bottom, size.top]).nice(
    size.yTicks,
  )
  const last = Math.max(1, input.points.length - 1)
  const x = scaleLinear([0, last], [size.left + 10, size.width - size.right])
  return {
    ...size,
    x: (index) => x(index),
    y,
    yTicks: y.ticks(size.yTicks),
    xTicks: labelledSteps(input.points.length, size.xTicks),
  }
}

function drawnValues({ points, bands, target }: TrendChartInput): number[] {
  return [
    ...points.map((point) => point.value),
    ...bands.flatMap((band) => [band.lower, band.centre, band.upper]),
    target?.value ?? null,
  ].filter((value) => value !== null)
}

function labelledSteps(count: number, most: number): number[] {
  if (count === 0) return []
  const every = Math.max(1, Math.ceil(count / most))
  const steps: number[] = []
  for (let index = count - 1; index >= 0; index -= every) steps.unshift(index)
  return steps
}
