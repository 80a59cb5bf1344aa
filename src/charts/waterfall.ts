import { max, min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { element, escapeText, label, short } from './svg.ts'

/** A step of a waterfall: a change on top of what went before, or where that has come to. */
export type WaterfallStep = {
  readonly label: string
  readonly kind: 'change' | 'total'
  /** A change, or the height of a total, in the unit of the chart. */
  readonly value: number
  /** The value as shown. */
  readonly display: string
}

export type WaterfallInput = {
  /** Unique on the page; ids inside the chart start with it. */
  readonly id: string
  readonly title: string
  /** A sentence for those who do not see the chart. */
  readonly description: string
  readonly steps: readonly WaterfallStep[]
  /** `wide` for a desktop and paper; `narrow` for a phone, each label above its bar. */
  readonly size: 'wide' | 'narrow'
}

/** Where things stand, in the chart's own units: bars between `left` and `right` of a row. */
type Layout = {
  readonly width: number
  readonly row: number
  readonly left: number
  readonly right: number
  /** From the top of a row: its words, its bar. */
  readonly words: number
  readonly bar: number
  readonly labelEnd: number | undefined
}

const LAYOUTS: Readonly<Record<WaterfallInput['size'], Layout>> = {
  wide: { width: 960, row: 34, left: 400, right: 830, words: 23, bar: 6, labelEnd: 388 },
  narrow: { width: 340, row: 48, left: 2, right: 338, words: 16, bar: 22, labelEnd: undefined },
}
const BAR_HEIGHT = 20

/**
 * A waterfall that reads from top to bottom: each change starts where the last one ended. Rises and
 * falls differ by their side and by an arrow, not by colour alone. To stand beside its table.
 *
 * @returns SVG text with a title and a description, without style.
 */
export function waterfall({ id, title, description, steps, size }: WaterfallInput): string {
  const layout = LAYOUTS[size]
  const bars = barsOf(steps)
  const ends = bars.flatMap(({ from, to }) => [from, to])
  const x = scaleLinear(
    [Math.min(0, min(ends) ?? 0), Math.max(0, max(ends) ?? 0)],
    [layout.left, layout.right],
  )
  const height = steps.length * layout.row + 8
  return element(
    'svg',
    {
      class: `sb-chart sb-chart--${size}`,
      viewBox: `0 0 ${short(layout.width)} ${short(height)}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      focusable: 'false',
    },
    element('title', { id: `${id}-title` }, escapeText(title)),
    element('desc', { id: `${id}-description` }, escapeText(description)),
    element('line', {
      class: 'sb-chart__grid',
      x1: x(0),
      x2: x(0),
      y1: 0,
      y2: height,
      stroke: 'currentColor',
      'stroke-opacity': '0.5',
    }),
    ...bars.map((bar, index) => row(bar, index * layout.row, { ...layout, x })),
  )
}

type Bar = { readonly step: WaterfallStep; readonly from: number; readonly to: number }

function barsOf(steps: readonly WaterfallStep[]): readonly Bar[] {
  let at = 0
  return steps.map((step) => {
    const from = step.kind === 'total' ? 0 : at
    at = step.kind === 'total' ? step.value : at + step.value
    return { step, from, to: at }
  })
}

function row(
  { step, from, to }: Bar,
  top: number,
  layout: Layout & { readonly x: (value: number) => number },
): string {
  const { x, labelEnd } = layout
  const kind = step.kind === 'total' ? 'total' : step.value < 0 ? 'fall' : 'rise'
  const arrow = kind === 'total' ? '' : kind === 'fall' ? '↓ ' : '↑ '
  const words = { class: 'sb-chart__tick', y: top + layout.words }
  return element(
    'g',
    {},
    label(
      step.label,
      labelEnd === undefined ? { ...words, x: 0 } : { ...words, x: labelEnd, 'text-anchor': 'end' },
    ),
    element('rect', {
      class: `sb-waterfall sb-waterfall--${kind}`,
      x: x(Math.min(from, to)),
      y: top + layout.bar,
      width: Math.max(1, Math.abs(x(to) - x(from))),
      height: BAR_HEIGHT,
    }),
    label(`${arrow}${step.display}`, { ...words, x: layout.width, 'text-anchor': 'end' }),
  )
}
