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
  return element('line', {
    class: className,
    x1: layout.x(band.first) - 6,
    x2: layout.x(band.last) + 6,
    y1: layout.y(value),
    y2: layout.y(value),
    stroke: 'currentColor',
    'stroke-dasharray': className === 'sb-chart__limit' ? '2 4' : undefined,
    'stroke-opacity': '0.6',
  })
}

/** The target across the whole chart, named at its right end, clear of the last figure's label. */
export function targetMarks(input: TrendChartInput, layout: TrendLayout): string[] {
  const { target, points } = input
  if (!target) return []
  const y = layout.y(target.value)
  const last = points.findLast((point) => point.value !== null)?.value ?? null
  const lastY = last === null ? null : layout.y(last)
  const crowded = lastY !== null && Math.abs(lastY - y) < LABEL_GAP
  const shift = crowded ? (y <= lastY ? -LABEL_GAP + (lastY - y) : LABEL_GAP - (y - lastY)) : 0
  const below = y + 5 + shift > layout.height - layout.bottom
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
    label(target.label, {
      class: 'sb-chart__target-label',
      x: layout.width - layout.right + 12,
      y: below ? y - 6 : y + 5 + shift,
    }),
  ]
}
