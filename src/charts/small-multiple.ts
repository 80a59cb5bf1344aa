import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { element, label, short } from './svg.ts'

const WIDTH = 160
const HEIGHT = 84
const MARGIN = { left: 6, right: 6, top: 8, bottom: 20 }

/** One of several small charts that are to be compared: all of a group share their steps and scale. */
export type SmallMultipleInput = {
  /** Oldest first, in any one unit; null for a gap. */
  readonly values: readonly (number | null)[]
  /** The same steps of all together, drawn thin behind; empty where they cannot be compared. */
  readonly reference: readonly (number | null)[]
  readonly scale: readonly [low: number, high: number]
  /** Of the first and the last step, for the axis. */
  readonly ends: readonly [first: string, last: string]
}

/** The ends of the scale that the charts of a group share: their values, and zero where it is near. */
export function sharedScale(
  values: readonly (number | null)[],
): readonly [low: number, high: number] {
  const [low = 0, high = 1] = extent(values.filter((value) => value !== null))
  const from = low > 0 && low < high / 2 ? 0 : low
  return from === high ? [Math.min(0, from), Math.max(1, high)] : [from, high]
}

/**
 * A small line on a scale shared with its neighbours, with a point for each figure and the last one
 * larger; a step without a figure is a gap. It is hidden from screen readers: its numbers stand beside
 * it and in the table.
 */
export function smallMultiple({ values, reference, scale, ends }: SmallMultipleInput): string {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [MARGIN.left, WIDTH - MARGIN.right])
  const y = scaleLinear(scale, [HEIGHT - MARGIN.bottom, MARGIN.top])
  const path = (steps: readonly (number | null)[]) =>
    line<number | null>()
      .defined((value) => value !== null)
      .x((_value, index) => x(index))
      .y((value) => y(value ?? 0))
      .digits(1)(steps) ?? ''
  const last = values.findLastIndex((value) => value !== null)
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          element('circle', {
            class: 'sb-multiple__point',
            cx: x(index),
            cy: y(value),
            r: index === last ? 3.5 : 2,
          }),
        ],
  )
  return element(
    'svg',
    {
      class: 'sb-multiple',
      viewBox: `0 0 ${short(WIDTH)} ${short(HEIGHT)}`,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    axis(),
    element('path', { class: 'sb-multiple__reference', d: path(reference), fill: 'none' }),
    element('path', { class: 'sb-multiple__line', d: path(values), fill: 'none' }),
    ...points,
    endLabel(ends[0], MARGIN.left, 'start'),
    endLabel(ends[1], WIDTH - MARGIN.right, 'end'),
  )
}

function axis(): string {
  const bottom = HEIGHT - MARGIN.bottom
  return element('line', {
    class: 'sb-multiple__axis',
    ...{ x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: bottom, y2: bottom },
    stroke: 'currentColor',
    'stroke-opacity': '0.3',
  })
}

function endLabel(text: string, x: number, anchor: 'start' | 'end'): string {
  return label(text, { class: 'sb-multiple__tick', x, y: HEIGHT - 5, 'text-anchor': anchor })
}
