import { element, escapeText } from './svg.ts'

/** What the latest figure of a control chart shows: `_high` and `_low` are the side of the average. */
export type VariationIcon =
  'common_cause' | `${'improvement' | 'concern' | 'neutral'}_${'high' | 'low'}`

/** What the limits of a control chart say of a target. */
export type AssuranceIcon = 'pass' | 'fail' | 'hit_or_miss'

/** In words, as the icon’s own name. */
export const VARIATION_WORDS: Readonly<Record<VariationIcon, string>> = {
  common_cause: 'ordinary ups and downs',
  improvement_high: 'special cause: higher, and better',
  improvement_low: 'special cause: lower, and better',
  concern_high: 'special cause: higher, and worse',
  concern_low: 'special cause: lower, and worse',
  neutral_high: 'special cause: higher',
  neutral_low: 'special cause: lower',
}

/** In words, as the icon’s own name. */
export const ASSURANCE_WORDS: Readonly<Record<AssuranceIcon, string>> = {
  pass: 'meets the target whatever chance does',
  fail: 'misses the target unless the process changes',
  hit_or_miss: 'meets or misses the target by chance',
}

/** Height of the points, from the top, in a box of 32: falling or rising out of an ordinary run. */
const RUNS = { high: [20, 22, 20, 10], low: [12, 10, 12, 22], none: [13, 19, 13, 19] } as const

/**
 * A run of points in a ring: it leaves the run upwards or downwards at a special cause. A letter says which way as well,
 * so that colour never tells alone. Decided by NHS England’s icons for variation; drawn anew.
 */
export function variationIcon(variation: VariationIcon): string {
  const side = variation.endsWith('_high') ? 'high' : variation.endsWith('_low') ? 'low' : 'none'
  const kind = variation.replace(/_(high|low)$/, '').replace('_', '-')
  const ys = RUNS[side]
  const marks = ys.map((y, at) =>
    element('circle', { cx: 7 + 6 * at, cy: y, r: at === 3 && side !== 'none' ? 3 : 1.8 }),
  )
  const path = ys.map((y, at) => `${at === 0 ? 'M' : 'L'}${String(7 + 6 * at)} ${String(y)}`)
  return icon(
    `sb-icon sb-icon--${kind}`,
    VARIATION_WORDS[variation],
    element('path', { class: 'sb-icon__line', d: path.join('') }),
    ...marks,
    side === 'none' ? '' : letter(side === 'high' ? 'H' : 'L', 10, side === 'high' ? 13 : 27),
  )
}

/** A target line with the range of the process beside it: beyond it, short of it, or across it. */
export function assuranceIcon(assurance: AssuranceIcon): string {
  const text = { pass: 'P', fail: 'F', hit_or_miss: '?' }[assurance]
  return icon(
    `sb-icon sb-icon--${assurance.replaceAll('_', '-')}`,
    ASSURANCE_WORDS[assurance],
    letter(text, 16, 19),
    element('path', { class: 'sb-icon__target', d: 'M7 24H25' }),
  )
}

function icon(className: string, words: string, ...content: readonly string[]): string {
  return element(
    'svg',
    { class: className, viewBox: '0 0 32 32', role: 'img', focusable: 'false' },
    element('title', {}, escapeText(words)),
    element('circle', { class: 'sb-icon__ring', cx: 16, cy: 16, r: 14.5 }),
    ...content,
  )
}

function letter(text: string, x: number, y: number): string {
  return element('text', { class: 'sb-icon__letter', x, y, 'text-anchor': 'middle' }, text)
}
