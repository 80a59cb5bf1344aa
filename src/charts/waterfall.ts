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
}

const ROW = 34
const WIDTH = 960
const LABELS = 400
const NUMBERS = 130

/**
 * A waterfall that reads from top to bottom: each change starts where the last one ended. Rises and
 * falls differ by their side and by an arrow, not by colour alone. To stand beside its table.
 *
 * @returns SVG text with a title and a description, without style.
 */
export function waterfall({ id, title, description, steps }: WaterfallInput): string {
  const bars = barsOf(steps)
  const ends = bars.flatMap(({ from, to }) => [from, to])
  const x = scaleLinear(
    [Math.min(0, min(ends) ?? 0), Math.max(0, max(ends) ?? 0)],
    [LABELS, WIDTH - NUMBERS],
  )
  const height = steps.length * ROW + 8
  return element(
    'svg',
    {
      class: 'sb-chart sb-chart--waterfall',
      viewBox: `0 0 ${short(WIDTH)} ${short(height)}`,
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
    ...bars.map((bar, index) => row(bar, index, x)),
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

function row({ step, from, to }: Bar, index: number, x: (value: number) => number): string {
  const top = index * ROW + 6
  const middle = top + ROW / 2
  const kind = step.kind === 'total' ? 'total' : step.value < 0 ? 'fall' : 'rise'
  const arrow = kind === 'total' ? '' : kind === 'fall' ? '↓ ' : '↑ '
  return element(
    'g',
    {},
    label(step.label, { class: 'sb-chart__tick', x: LABELS - 12, y: middle, 'text-anchor': 'end' }),
    element('rect', {
      class: `sb-waterfall sb-waterfall--${kind}`,
      x: x(Math.min(from, to)),
      y: top,
      width: Math.max(1, Math.abs(x(to) - x(from))),
      height: ROW - 12,
    }),
    label(`${arrow}${step.display}`, {
      class: 'sb-chart__tick',
      x: WIDTH,
      y: middle,
      'text-anchor': 'end',
    }),
  )
}
