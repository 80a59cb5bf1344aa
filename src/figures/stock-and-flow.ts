import type { CountedReturn } from './reconcile.ts'

/** A line of the table of plans: what it adds, or takes away where it is negative. */
export type FlowLine = {
  readonly id: string
  readonly words: string
  readonly count: number
}

/**
 * How the plans of one census became those of the next, by the returns alone: opening + lines =
 * expected; closing - expected = unexplained, which `causes` explain but for `remainder`.
 */
export type StockAndFlow = {
  readonly from: number
  readonly to: number
  readonly opening: number
  readonly lines: readonly FlowLine[]
  readonly expected: number
  readonly closing: number
  readonly unexplained: number
  /** Counted flows between the two censuses that the lines of a calendar year miss or hold too many of. */
  readonly causes: readonly FlowLine[]
  readonly remainder: number
}

/**
 * Opening plans + new + transferred in - ceased - transferred out = closing, between the censuses of
 * two returns in a row. The flows are of the calendar year, the stocks of census day in mid-January, so
 * that the first weeks of the year are in the flows of one return and in the stock of the other.
 *
 *     opening 4 + new 3 + in 1 - ceased 2 - out 1 = 5; closing 6; unexplained 1: made in January
 *
 * @returns undefined where one of them lacks a figure.
 */
export function stockAndFlow(
  before: CountedReturn,
  after: CountedReturn,
): StockAndFlow | undefined {
  const opening = numberIn(before, 'plans-at-census')
  const closing = numberIn(after, 'plans-at-census')
  const out = numberIn(after, 'ceased-5')
  const ceased = numberIn(after, 'ceased')
  const made = numberIn(after, 'new-plans')
  const movedIn = numberIn(after, 'transferred-in')
  if (opening === undefined || closing === undefined || out === undefined) return undefined
  if (ceased === undefined || made === undefined || movedIn === undefined) return undefined
  const lines: readonly FlowLine[] = [
    { id: 'new', words: 'new plans in the year', count: made },
    { id: 'transferred-in', words: 'transferred in', count: movedIn },
    { id: 'ceased', words: 'ceased, other than by a transfer', count: out - ceased },
    { id: 'transferred-out', words: 'transferred out', count: -out },
  ]
  const expected = lines.reduce((sum, { count }) => sum + count, opening)
  const unexplained = closing - expected
  const causes = causesOf(before, after)
  const remainder = causes.reduce((left, { count }) => left - count, unexplained)
  return {
    ...{ from: before.year, to: after.year, opening, lines, expected, closing, unexplained },
    ...{ causes, remainder },
  }
}

function causesOf(before: CountedReturn, after: CountedReturn): readonly FlowLine[] {
  const line = (id: string, words: string, of: CountedReturn, sign: 1 | -1): FlowLine => ({
    id,
    words,
    count: sign * (numberIn(of, id) ?? 0),
  })
  const [first, last] = [String(before.year), String(after.year)]
  return [
    line('new-since', `made from 1 January ${last} to census day`, after, 1),
    line('ceased-since', `ceased from 1 January ${last} to census day`, after, -1),
    line(
      'new-since',
      `made from 1 January ${first} to census day, and so in the opening already`,
      before,
      -1,
    ),
    line(
      'ceased-since',
      `ceased from 1 January ${first} to census day, and so not in the opening`,
      before,
      1,
    ),
  ].filter(({ count }) => count !== 0)
}

function numberIn({ figures }: CountedReturn, id: string): number | undefined {
  return figures.get(id)?.numerator
}
