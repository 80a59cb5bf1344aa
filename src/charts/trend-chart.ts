import { element, escapeText, label, short } from './svg.ts'
import { bandMarks, targetMarks } from './trend-lines.ts'
import { type TrendLayout, trendLayout } from './trend-layout.ts'
import { pointMarks } from './trend-points.ts'
import type { TrendChartInput } from './types.ts'

/**
 * A trend: figures in order, with the centre and limits of control where given and the target as a
 * labelled line. Special causes differ by shape. To stand beside its table.
 *
 * @returns SVG text with a title and a description. No style is written into it; the classes
 *   `sb-chart__…` are for the stylesheet.
 */
export function trendChart(input: TrendChartInput): string {
  const layout = trendLayout(input)
  const titleId = `${input.id}-title`
  const descriptionId = `${input.id}-description`
  return element(
    'svg',
    {
      class: `sb-chart sb-chart--${input.size}`,
      viewBox: `0 0 ${short(layout.width)} ${short(layout.height)}`,
      role: 'img',
      'aria-labelledby': `${titleId} ${descriptionId}`,
      focusable: 'false',
    },
    element('title', { id: titleId }, escapeText(input.title)),
    element('desc', { id: descriptionId }, escapeText(input.description)),
    valueAxis(input, layout),
    stepAxis(input, layout),
    ...bandMarks(input, layout),
    ...targetMarks(input, layout),
    ...pointMarks(input, layout),
  )
}

function valueAxis(input: TrendChartInput, layout: TrendLayout): string {
  const marks = layout.yTicks.flatMap((tick) => [
    element('line', {
      class: 'sb-chart__grid',
      x1: layout.left,
      x2: layout.width - layout.right + 8,
      y1: layout.y(tick),
      y2: layout.y(tick),
      stroke: 'currentColor',
      'stroke-opacity': '0.15',
    }),
    label(input.formatTick(tick), {
      class: 'sb-chart__tick',
      x: layout.left - 8,
      y: layout.y(tick) + 5,
      'text-anchor': 'end',
    }),
  ])
  return element('g', {}, ...marks)
}

function stepAxis(input: TrendChartInput, layout: TrendLayout): string {
  const marks = layout.xTicks.map((index) =>
    label(input.points[index]?.shortLabel ?? '', {
      class: 'sb-chart__tick',
      x: layout.x(index),
      y: layout.height - 10,
      'text-anchor': 'middle',
    }),
  )
  return element('g', {}, ...marks)
}
