import { type Area, type Comparison, type Measure, readAreas } from '../catalogue/index.ts'
import { addMonths, type DayText, formatDay, NATION } from '../core/index.ts'
import type { SqlRow } from '../database/index.ts'
import type { AreaFigure } from '../judgement/index.ts'
import type { Services } from '../services.ts'
import type { ComparedFigure, Restated } from './compared.ts'
import { axisNumber } from './figure-words.ts'

/** One version of one published figure. */
export type PublishedRow = {
  readonly series: string
  readonly area: string
  readonly areaName: string
  readonly asAt: DayText
  readonly value: number | null
  readonly symbol: string | null
  readonly unit: string
  readonly queried: string | null
  readonly source: string
  readonly publishedOn: DayText
}

/** What was published of one year for one measure. */
export type PublishedYearSet = {
  readonly asAt: DayText
  readonly figures: readonly ComparedFigure[]
  /** Of regions and of all England. */
  readonly wider: readonly AreaFigure[]
  readonly source: string
  readonly publishedOn: DayText
  readonly restated: readonly Restated[]
}

/** A rate of residents takes the last mid-year known, at most so many months before. */
const OLDEST_DENOMINATOR = 24

/** All versions of the figures that a measure is compared by, each area's of all its cases. */
export async function readPublishedRows(
  { database }: Pick<Services, 'database'>,
  { value, numerator, denominator }: Comparison,
): Promise<readonly PublishedRow[]> {
  const series = [...new Set([value, ...numerator, ...denominator])].filter(
    (one) => one !== undefined,
  )
  const places = series.map((_one, at) => `$${String(at + 2)}`).join(', ')
  const rows = await database.query(
    `select series, area, area_name, as_at, cast(value as varchar) as value, symbol, unit,
       queried, source, published_date
     from read.published
     where authority = $1 and breakdown is null and series in (${places})
     order by series, area, as_at, published_date`,
    [NATION, ...series],
  )
  return rows.map(publishedRow)
}

function publishedRow(row: SqlRow): PublishedRow {
  return {
    series: String(row['series']),
    area: String(row['area']),
    areaName: String(row['area_name'] ?? row['area']),
    asAt: String(row['as_at']),
    value: row['value'] === null ? null : Number(row['value']),
    symbol: textOrNull(row['symbol']),
    unit: String(row['unit']),
    queried: textOrNull(row['queried']),
    source: String(row['source']),
    publishedOn: String(row['published_date']),
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** What the years of a comparison are made from. */
export type YearInput = {
  readonly rows: readonly PublishedRow[]
  readonly comparison: Comparison
  readonly measure: Measure
  readonly areas: readonly Area[]
  /** What the symbols mean, by symbol. */
  readonly symbols: ReadonlyMap<string, string>
}

/** The areas that published figures are of. */
export const readAllAreas = readAreas

/** The years that figures were published of, the newest first. */
export function publishedYears(input: YearInput): readonly PublishedYearSet[] {
  const { rows, comparison } = input
  const main = comparison.value ?? comparison.numerator[0]
  const days = new Set(rows.filter(({ series }) => series === main).map(({ asAt }) => asAt))
  return [...days]
    .sort()
    .reverse()
    .map((asAt) => yearSet(input, asAt))
}

function yearSet(input: YearInput, asAt: DayText): PublishedYearSet {
  const { rows, comparison, areas } = input
  const latest = new Map<string, PublishedRow>()
  const main = comparison.value ?? comparison.numerator[0] ?? ''
  for (const row of rows) if (describes(row, asAt, main, rows)) latest.set(keyOf(row), row)
  const wider = new Set(
    areas.filter(({ kind }) => kind === 'region' || kind === 'nation').map(({ code }) => code),
  )
  const mains = [...latest.values()].filter(({ series }) => series === main)
  const figures = mains.map((row) => figureOf(row, latest, input, asAt))
  return {
    asAt,
    figures: figures.filter(({ area }) => !wider.has(area)),
    wider: figures.filter(({ area }) => wider.has(area)),
    source: mains[0]?.source ?? '',
    publishedOn:
      mains
        .map(({ publishedOn }) => publishedOn)
        .sort()
        .at(-1) ?? asAt,
    restated: mains
      .filter(({ area }) => !wider.has(area) || area === NATION)
      .flatMap((row) => restatedOf(row, input)),
  }
}

function keyOf({ series, area }: Pick<PublishedRow, 'series' | 'area'>): string {
  return `${series} ${area}`
}

/** Of the year itself; or, for residents, of the last mid-year before. */
function describes(
  row: PublishedRow,
  asAt: DayText,
  main: string,
  rows: readonly PublishedRow[],
): boolean {
  if (row.asAt === asAt) return true
  const isResidents = row.series.startsWith('population')
  if (!isResidents || row.series === main || row.asAt > asAt) return false
  if (row.asAt < addMonths(asAt, -OLDEST_DENOMINATOR)) return false
  return !rows.some(
    (other) => keyOf(other) === keyOf(row) && other.asAt > row.asAt && other.asAt <= asAt,
  )
}

function figureOf(
  row: PublishedRow,
  latest: ReadonlyMap<string, PublishedRow>,
  { comparison, measure, areas, symbols }: YearInput,
  asAt: DayText,
): ComparedFigure {
  const numerator = summed(comparison.numerator, row.area, latest)
  const denominator = summed(comparison.denominator, row.area, latest)
  const stated =
    comparison.value === undefined ? quotient(numerator, denominator, measure.per) : row.value
  const isWrong = row.queried === 'repeats-total' || row.queried === 'negative'
  const counts = isWrong
    ? { value: null, numerator: null, denominator: null }
    : { value: stated, numerator, denominator }
  const known = areas.find(({ code }) => code === row.area)
  return {
    ...counts,
    ...{ area: row.area, name: known?.name ?? row.areaName, year: asAt },
    definition: comparison.definition,
    shown: shownOf(row, stated, measure, symbols),
    note: QUERIES[row.queried ?? ''] ?? '',
  }
}

function quotient(numerator: number | null, denominator: number | null, per: number) {
  return numerator === null || !denominator ? null : (per * numerator) / denominator
}

const QUERIES: Readonly<Record<string, string>> = {
  'repeats-total': 'queried: several authorities have the total of their region, so not compared',
  negative: 'queried: below nothing, so not compared',
  jump: 'queried: far from the year before',
}

function summed(
  series: readonly string[],
  area: string,
  latest: ReadonlyMap<string, PublishedRow>,
): number | null {
  if (series.length === 0) return null
  return series.reduce<number | null>((sum, one) => {
    const value = latest.get(`${one} ${area}`)?.value ?? null
    return sum === null || value === null ? null : sum + value
  }, 0)
}

function shownOf(
  { symbol }: PublishedRow,
  value: number | null,
  measure: Measure,
  symbols: ReadonlyMap<string, string>,
): string {
  if (value !== null) return shownNumber(value, measure)
  if (symbol === null) return 'not published'
  return `${symbol}: ${symbols.get(symbol) ?? 'not published'}`
}

/** A figure with its unit: percentages to one decimal, rates to two; a half goes up. */
export function shownNumber(value: number, measure: Measure): string {
  if (measure.kind === 'percentage') return `${(Math.round(value * 10) / 10).toFixed(1)}%`
  return axisNumber(Math.round(value * 100) / 100, measure)
}

/** The version before the latest of the same figure, where it said otherwise; more decimals say nothing else. */
function restatedOf(row: PublishedRow, { rows, measure, areas, symbols }: YearInput): Restated[] {
  const versions = rows.filter((one) => keyOf(one) === keyOf(row) && one.asAt === row.asAt)
  const shown = (one: PublishedRow) =>
    one.value === null || one.unit === 'percent'
      ? shownOf(one, one.value, measure, symbols)
      : one.value.toLocaleString('en-GB')
  const at = versions.findLastIndex((one) => shown(one) !== shown(row))
  const [before, first] = [versions[at], versions[at + 1]]
  if (!before || !first) return []
  const name = areas.find(({ code }) => code === row.area)?.name ?? row.areaName
  return [
    {
      ...{ name, series: row.series, before: shown(before), beforeOn: before.publishedOn },
      ...{ now: shown(row), nowOn: first.publishedOn },
    },
  ]
}

/** `94.8% on 26 June 2025, x: not available since 22 January 2026`. */
export function restatedWords({ before, beforeOn, now, nowOn }: Restated): string {
  return `${before} when published on ${formatDay(beforeOn)}; ${now} since ${formatDay(nowOn)}`
}
