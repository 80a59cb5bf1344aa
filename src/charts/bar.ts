import { element } from './svg.ts'

const HEIGHT = 18

/** A bar that fills its place in a table, so that a table and its chart are one. */
export type BarInput = {
  /** The category's value and the scale's ends, in any one unit; the scale must hold zero. */
  readonly value: number
  readonly scale: readonly [low: number, high: number]
  /** A line across every bar, such as the figure of all categories. */
  readonly reference?: number
}

/**
 * A horizontal bar from zero, as wide as its place. It is hidden from screen readers: the number
 * stands beside it.
 *
 * @throws RangeError if the scale does not hold zero or has no width.
 */
export function bar({ value, scale, reference }: BarInput): string {
  const [low, high] = scale
  if (low > 0 || high < 0 || low === high) {
    throw new RangeError(`the scale of bars must hold zero; got ${String(low)} to ${String(high)}`)
  }
  const place = (number: number): number =>
    (100 * (Math.min(high, Math.max(low, number)) - low)) / (high - low)
  const [start, end] = [place(Math.min(0, value)), place(Math.max(0, value))]
  const mark = reference === undefined ? [] : [referenceLine(place(reference))]
  return element(
    'svg',
    { class: 'sb-bar', width: '100%', height: HEIGHT, 'aria-hidden': 'true', focusable: 'false' },
    element('rect', {
      class: 'sb-bar__fill',
      x: percent(start),
      y: 3,
      width: percent(end - start),
      height: HEIGHT - 6,
    }),
    ...mark,
  )
}

function referenceLine(place: number): string {
  const x = percent(place)
  return element('line', {
    class: 'sb-bar__reference',
    x1: x,
    x2: x,
    y1: 0,
    y2: HEIGHT,
    stroke: 'currentColor',
  })
}

function percent(value: number): string {
  return `${String(Math.round(value * 10) / 10)}%`
}

/** The ends of a scale that holds zero and every value; 0 to 1 when all are zero. */
export function barScale(values: readonly number[]): readonly [low: number, high: number] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  return low === high ? [0, 1] : [low, high]
}
