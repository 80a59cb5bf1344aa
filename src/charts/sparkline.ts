import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { element, short } from './svg.ts'

const WIDTH = 120
const HEIGHT = 30
const MARGIN = 4

/**
 * A line the size of a word: steps in order, gaps where there is no figure, the last figure as a dot.
 *
 * @param values - One value per step, oldest first, in any one unit; null for a gap.
 * @param label - A sentence for those who do not see it.
 * @returns SVG text, or an empty text when fewer than two values are known.
 */
export function sparkline(values: readonly (number | null)[], label: string): string {
  const known = values.filter((value) => value !== null)
  const [low, high] = extent(known)
  if (known.length < 2 || low === undefined) return ''
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [MARGIN, WIDTH - MARGIN])
  const flat = low === high
  const y = scaleLinear(flat ? [low - 1, high + 1] : [low, high], [HEIGHT - MARGIN, MARGIN])
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_value, index) => x(index))
    .y((value) => y(value ?? 0))
    .digits(1)(values)
  const lastIndex = values.findLastIndex((value) => value !== null)
  return element(
    'svg',
    {
      class: 'sb-spark',
      viewBox: `0 0 ${short(WIDTH)} ${short(HEIGHT)}`,
      width: WIDTH,
      height: HEIGHT,
      role: 'img',
      'aria-label': label,
      focusable: 'false',
    },
    element('path', {
      class: 'sb-spark__line',
      d: path ?? '',
      fill: 'none',
      stroke: 'currentColor',
    }),
    element('circle', {
      class: 'sb-spark__last',
      cx: x(lastIndex),
      cy: y(values[lastIndex] ?? 0),
      r: 3,
    }),
  )
}
