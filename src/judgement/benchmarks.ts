import { addMonths, type DayText, type Rational } from '../core/index.ts'

/** A `reference` row of series benchmark for one KPI. */
export type BenchmarkRow = {
  readonly area: string
  readonly asAt: DayText
  readonly publishedOn: DayText
  readonly value: Rational
}

/**
 * The figure of each area that a KPI is compared with: the newest of the 12 months to `day`, of one
 * date the one published last. A figure counts whenever it came out: benchmarks are published late.
 */
export function benchmarksOn(
  rows: readonly BenchmarkRow[],
  day: DayText,
): ReadonlyMap<string, Rational> {
  const within = rows.filter(({ asAt }) => asAt <= day && asAt > addMonths(day, -12))
  const order = ({ asAt, publishedOn }: BenchmarkRow) => `${asAt} ${publishedOn}`
  const oldestFirst = within.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
  return new Map(oldestFirst.map(({ area, value }) => [area, value]))
}
