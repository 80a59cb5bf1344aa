import type { XmrSegment } from './xmr-limits.ts'

/** The number is the length of run that was asked for: `trend_7` unless another was. */
export type SpecialCauseRule =
  'outside_limit' | `trend_${string}` | 'two_of_three' | `shift_${string}`

/** How many points make a shift and a trend. */
export type RunLengths = { readonly shift: number; readonly trend: number }

/** Points on one side of the centre that make a shift: NHS England, Making Data Count. */
export const SHIFT_LENGTH = 7

/** Points, each above (or each below) the one before, that make a trend: NHS England, Making Data Count. */
export const TREND_LENGTH = 7

type Side = 'high' | 'low'
type Flag = { readonly index: number; readonly rule: SpecialCauseRule; readonly side: Side }
type Values = readonly (number | null)[]

export type BrokenRules = {
  readonly index: number
  readonly value: number
  readonly rules: readonly SpecialCauseRule[]
  readonly side: Side
}

/**
 * Every point of a segment that breaks a rule, in order, with all the rules that it breaks, the one it
 * is labelled by first: outside a limit, then a trend, two of three, a shift.
 */
export function rulesBroken(
  values: Values,
  segment: XmrSegment,
  lengths: RunLengths,
): BrokenRules[] {
  const flags = [
    ...outside(values, segment),
    ...trends(values, segment, lengths.trend),
    ...twoOfThree(values, segment),
    ...shifts(values, segment, lengths.shift),
  ]
  const indices = [...new Set(flags.map((flag) => flag.index))].sort((a, b) => a - b)
  return indices.flatMap((index) => {
    const own = flags.filter((flag) => flag.index === index)
    const [first, value] = [own[0], values[index] ?? null]
    if (!first || value === null) return []
    return [{ index, value, side: first.side, rules: [...new Set(own.map((flag) => flag.rule))] }]
  })
}

function indicesOf(segment: XmrSegment): number[] {
  return Array.from({ length: segment.points }, (_, offset) => segment.firstIndex + offset)
}

/** Above the upper line, below the lower, or neither; neither too when a side is not known. */
function beyond(value: number | null, lower: number | null, upper: number | null): Side | null {
  if (value === null || lower === null || upper === null) return null
  if (value > upper) return 'high'
  return value < lower ? 'low' : null
}

function outside(values: Values, segment: XmrSegment): Flag[] {
  return indicesOf(segment).flatMap((index) => {
    const side = outsideSide(values, segment, index)
    return side ? [{ index, rule: 'outside_limit', side }] : []
  })
}

function outsideSide(values: Values, segment: XmrSegment, index: number): Side | null {
  return beyond(values[index] ?? null, segment.lowerProcessLimit, segment.upperProcessLimit)
}

/** The longest stretches in which `sideAt` keeps saying the same thing. */
function runs(
  indices: readonly number[],
  sideAt: (index: number) => Side | null,
): { side: Side; indices: number[] }[] {
  const found: { side: Side; indices: number[] }[] = []
  let previous: Side | null = null
  for (const index of indices) {
    const side = sideAt(index)
    if (side && side === previous) found.at(-1)?.indices.push(index)
    else if (side) found.push({ side, indices: [index] })
    previous = side
  }
  return found
}

function shifts(values: Values, segment: XmrSegment, length: number): Flag[] {
  const rule = `shift_${String(length)}` as const
  const sideAt = (index: number) => beyond(values[index] ?? null, segment.centre, segment.centre)
  return runs(indicesOf(segment), sideAt)
    .filter((run) => run.indices.length >= length)
    .flatMap((run) => run.indices.map((index) => ({ index, rule, side: run.side })))
}

/**
 * The direction of the trend decides the side. A turning point shared by a rise and a fall takes the
 * later one.
 */
function trends(values: Values, segment: XmrSegment, length: number): Flag[] {
  const rule = `trend_${String(length)}` as const
  const sideAt = (index: number): Side | null => {
    const before = index === segment.firstIndex ? null : (values[index - 1] ?? null)
    return before === null ? null : beyond(values[index] ?? null, before, before)
  }
  const flags = new Map<number, Flag>()
  for (const run of runs(indicesOf(segment), sideAt)) {
    if (run.indices.length < length - 1) continue
    for (const index of [(run.indices[0] ?? 0) - 1, ...run.indices]) {
      flags.set(index, { index, rule, side: run.side })
    }
  }
  return [...flags.values()]
}

/** Three on one side of the centre, two or more of them near the limit but not outside it. */
function twoOfThree(values: Values, segment: XmrSegment): Flag[] {
  const centreSide = (index: number) =>
    beyond(values[index] ?? null, segment.centre, segment.centre)
  const isNear = (index: number) =>
    outsideSide(values, segment, index) === null &&
    beyond(values[index] ?? null, segment.lowerNearLine, segment.upperNearLine) !== null
  return indicesOf(segment)
    .slice(0, -2)
    .flatMap((start) => {
      const window = [start, start + 1, start + 2]
      const side = centreSide(start)
      if (!side || !window.every((index) => centreSide(index) === side)) return []
      const near = window.filter(isNear)
      return near.length < 2
        ? []
        : near.map((index) => ({ index, rule: 'two_of_three' as const, side }))
    })
}
