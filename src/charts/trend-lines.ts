import { element, label } from './svg.ts'
import type { TrendLayout } from './trend-layout.ts'
import type { ChartBand, TrendChartInput } from './types.ts'

/** Letters closer than this above each other would touch. */
const LABEL_GAP = 16

/** Centre and limits of each stretch; light, because the figures are the subject. */
export function bandMarks(input: TrendChartInput, layout: TrendLayout): string[] {
  return input.bands.flatMap((band) => [
    level('sb-chart__limit', band.upper, band, layout),
    level('sb-chart__centre', band.centre, band, layout),
    level('sb-chart__limit', band.lower, band, layout),
  ])
}

function level(
  className: string,
  value: number | null,
  band: ChartBand,
  layout: TrendLayout,
): string {
  if (value === null) return ''
  const half = Math.min(8, (layout.x(1) - layout.x(0)) / 2)
  return element('line', {
    class: className,
    x1: layout.x(band.first) - half,
    x2: layout.x(band.last) + half,
    y1: layout.y(value),
    y2: layout.y(value),
    stroke: 'currentColor',
    'stroke-dasharray': className === 'sb-chart__limit' ? '2 4' : undefined,
    'stroke-opacity': '0.6',
  })
}

/**
 * The target across the whole chart, named at its right end, clear of the last figure's label; on a
 * narrow chart above its left end.
 */
export function targetMarks(input: TrendChartInput, layout: TrendLayout): string[] {
  const { target } = input
  if (!target) return []
  const y = layout.y(target.value)
  return [
    element('line', {
      class: 'sb-chart__target',
      x1: layout.left,
      x2: layout.width - layout.right + 8,
      y1: y,
      y2: y,
      stroke: 'currentColor',
      'stroke-width': 2,
      'stroke-dasharray': '8 4',
    }),
    label(target.label, { class: 'sb-chart__target-label', ...labelPlace(y, input, layout) }),
  ]
}

function labelPlace(
  y: number,
  { points, size }: TrendChartInput,
  layout: TrendLayout,
): { readonly x: number; readonly y: number } {
  const above = y - 6 < layout.top + LABEL_GAP ? y + LABEL_GAP : y - 6
  if (size === 'narrow') return { x: layout.left + 4, y: above }
  const last = points.findLast((point) => point.value !== null)?.value ?? null
  const distance = last === null ? Infinity : y - layout.y(last)
  const shift =
    Math.abs(distance) >= LABEL_GAP ? 0 : Math.sign(distance || 1) * LABEL_GAP - distance
  const below = y + 5 + shift > layout.height - layout.bottom
  return { x: layout.width - layout.right + 12, y: below ? y - 6 : y + 5 + shift }
}
