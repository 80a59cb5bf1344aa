import { addMonths, censusDay, lastDay } from '../core/index.ts'
import { AGAINST_ENGLAND, type BenchmarkYear, type Series, SERIES } from './benchmark-series.ts'
import { EXTRACTED_ON } from './story.ts'
import type { World } from './world.ts'

/** Counts of plans are those of a whole area; its share of England's: London, and one neighbour. */
const COUNTS: ReadonlySet<string> = new Set([
  'kingston-2021/1/a',
  'kingston-2021/5/a',
  'kingston-2021/6/a',
])
const SHARE_OF_COUNT: Readonly<Record<string, number>> = {
  england: 1,
  london: 0.147,
  'statistical-neighbours': 0.0046,
}

/** Writes the comparators. They follow the level of a publication; no figure of it is copied. */
export function writeBenchmarks(world: World): void {
  for (const series of SERIES) {
    for (const [index, value] of series.england.entries())
      writeYear(world, series, 2020 + index, value)
  }
}

function writeYear(world: World, series: Series, year: number, value: number): void {
  const asAt = lastDayOf(series.year, year)
  if (asAt > EXTRACTED_ON) return
  const later = addMonths(asAt, 1)
  const published = later < EXTRACTED_ON ? later : EXTRACTED_ON
  for (const area of series.areas) {
    const isCount = COUNTS.has(series.measure)
    const factor = isCount ? (SHARE_OF_COUNT[area] ?? 1) : AGAINST_ENGLAND[area]
    world.emit('reference', {
      series: 'benchmark',
      measure: series.measure,
      area,
      as_at: asAt,
      value: isCount ? Math.round(value * factor) : rounded(value * factor),
      source: `Invented for the demonstration, near ${series.near}`,
      published_date: published,
    })
  }
}

/** The last day of what a figure of a year describes. */
function lastDayOf(kind: BenchmarkYear, year: number): string {
  if (kind === 'calendar') return `${String(year)}-12-31`
  if (kind === 'academic') return `${String(year + 1)}-08-31`
  if (kind === 'financial') return `${String(year + 1)}-03-31`
  return kind === 'january' ? censusDay(year + 1) : lastDay(`${String(year + 1)}-02-01`, 1)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
