import {
  line,
  symbol,
  symbolCircle,
  symbolDiamond,
  type SymbolType,
  symbolTriangle,
} from 'd3-shape'
import { element, escapeText, label, short } from './svg.ts'
import type { TrendLayout } from './trend-layout.ts'
import type { ChartPoint, TrendChartInput } from './types.ts'

/** Areas of the marks, in the chart's own square units. */
const ORDINARY = 26
const SPECIAL = 90

/** The line, a mark for each figure, and the last one named. */
export function pointMarks({ points }: TrendChartInput, layout: TrendLayout): string[] {
  const path = line<ChartPoint>()
    .defined((point) => point.value !== null)
    .x((_point, index) => layout.x(index))
    .y((point) => layout.y(point.value ?? 0))
    .digits(1)([...points])
  const marks = points.map((point, index) => mark(point, index, layout))
  return [
    element('path', {
      class: 'sb-chart__line',
      d: path ?? '',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2,
    }),
    ...marks,
    lastLabel(points, layout),
  ]
}

function mark(point: ChartPoint, index: number, layout: TrendLayout): string {
  if (point.value === null) return ''
  const shape = symbol(shapeOf(point), point.special ? SPECIAL : ORDINARY).digits(1)() ?? ''
  const place = `translate(${short(layout.x(index))} ${short(layout.y(point.value))})`
  return element(
    'path',
    {
      class: classOf(point),
      d: shape,
      transform: pointsDown(point) ? `${place} rotate(180)` : place,
      fill: point.provisional ? 'none' : undefined,
    },
    element('title', {}, escapeText(`${point.label}: ${point.display}`)),
  )
}

function classOf({ special, provisional }: ChartPoint): string {
  const meaning = `sb-chart__point--${special?.meaning ?? 'ordinary'}`
  const hollow = provisional ? ' sb-chart__point--provisional' : ''
  return `sb-chart__point ${meaning}${hollow}`
}

function pointsDown({ special }: ChartPoint): boolean {
  return special?.meaning === 'improvement' && special.side === 'low'
}

/** An improvement is a triangle that points the way the figures moved, a concern a diamond. */
function shapeOf(point: ChartPoint): SymbolType {
  if (point.special?.meaning === 'improvement') return symbolTriangle
  return point.special?.meaning === 'concern' ? symbolDiamond : symbolCircle
}

function lastLabel(points: readonly ChartPoint[], layout: TrendLayout): string {
  const index = points.findLastIndex((point) => point.value !== null)
  const { value = null, display = '', shortDisplay = display } = points[index] ?? {}
  if (value === null) return ''
  return label(shortDisplay, {
    class: 'sb-chart__last-label',
    x: layout.x(index) + 10,
    y: layout.y(value) + 5,
  })
}
