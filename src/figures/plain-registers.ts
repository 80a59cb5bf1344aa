import { addMonths, compare, financialYearStart, parsePeriod } from '../core/index.ts'
import { keyText, type PlainRow, type PlainValue } from '../formula/index.ts'
import { byText, earliest, groupBy, latest, standing, textOf, wholeOf } from './plain-days.ts'

/** Rows of a register with the days on which each is the latest of its thing. */
export function withLatest(
  rows: readonly PlainRow[],
  thingOf: (row: PlainRow) => string,
  dayColumn: string,
): PlainRow[] {
  const days = new Map(
    [...groupBy(rows, thingOf)].map(([thing, group]) => [
      thing,
      [...new Set(group.map((row) => textOf(row, dayColumn)))],
    ]),
  )
  return rows.map((row) => {
    const { from, until } = standing(textOf(row, dayColumn), days.get(thingOf(row)) ?? [])
    return { ...row, latest_from: from, latest_until: until }
  })
}

/** The subject and criterion of an audit: a piece of advice, or else a plan. */
export function auditedThing(row: PlainRow): string {
  const isAdvice = textOf(row, 'subject_type') === 'advice'
  return [isAdvice ? 'advice' : 'plan', row['subject_id'], row['criterion']].map(asKey).join(' ')
}

function asKey(value: PlainValue | undefined): string {
  return keyText(value ?? null)
}

/** Results with a mark on the lowest fifth, at least one, of all with one measure in one year. */
export function resultsWithLowest(rows: readonly PlainRow[]): PlainRow[] {
  const groups = groupBy(rows, (row) => `${asKey(row['measure'])} ${asKey(row['academic_year'])}`)
  const lowest = new Set(
    [...groups.values()].flatMap((group) => {
      const size = Math.max(1, Math.floor((2 * group.length + 5) / 10))
      return group.toSorted(byValueThenPerson).slice(0, size)
    }),
  )
  return rows.map((row) => ({ ...row, lowest_fifth: lowest.has(row) ? 'Y' : 'N' }))
}

function byValueThenPerson(a: PlainRow, b: PlainRow): number {
  const [x, y] = [a['value'], b['value']]
  const byValue = x && y && typeof x === 'object' && typeof y === 'object' ? compare(x, y) : 0
  return byValue || byText(textOf(a, 'person_id') ?? '', textOf(b, 'person_id') ?? '')
}

/** Funding lines with a mark on allocations that a later confirmed one replaces. */
export function fundingWithReplaced(rows: readonly PlainRow[]): PlainRow[] {
  const counts = (row: PlainRow) =>
    textOf(row, 'kind') === 'dsg_allocation' && textOf(row, 'status') === 'confirmed'
  const thing = (row: PlainRow) => `${asKey(row['block'])} ${asKey(row['financial_year'])}`
  const when = (row: PlainRow) =>
    `${textOf(row, 'decided_date') ?? ''} ${textOf(row, 'line_id') ?? ''}`
  const groups = groupBy(rows.filter(counts), thing)
  return rows.map((row) => {
    const later = (groups.get(thing(row)) ?? []).some((other) => when(other) > when(row))
    return { ...row, replaced: counts(row) && later ? 'Y' : 'N' }
  })
}

const ALWAYS = '0001-01-01'

/** Ledger lines with the days on which they are stated. */
export function ledgerWithStated(rows: readonly PlainRow[]): PlainRow[] {
  const forecasts = rows.filter((row) => textOf(row, 'scenario') === 'forecast')
  const reports = new Map(
    [...groupBy(forecasts, (row) => textOf(row, 'financial_year'))].map(([year, lines]) => [
      year,
      [...new Set(lines.map((row) => textOf(row, 'as_at')))],
    ]),
  )
  return rows.map((row) => {
    const { from, until } = statedSpell(row, reports)
    return { ...row, stated_from: from, stated_until: until }
  })
}

function statedSpell(
  row: PlainRow,
  reports: ReadonlyMap<string, readonly (string | null)[]>,
): { readonly from: string | null; readonly until: string | null } {
  const [scenario, year] = [textOf(row, 'scenario'), textOf(row, 'financial_year')]
  if (scenario === 'budget') return { from: ALWAYS, until: null }
  if (scenario === 'forecast') return standing(textOf(row, 'as_at'), reports.get(year ?? '') ?? [])
  const period = wholeOf(row, 'period')
  const months = year === null ? undefined : parsePeriod(year)
  if (period === null || !months) return { from: null, until: null }
  if (period === 13) return { from: months.end, until: null }
  return { from: addMonths(financialYearStart(months.start), period - 1), until: null }
}

const FIGURE = ['series', 'measure', 'area', 'as_at', 'scenario', 'age_from', 'age_to'] as const
const LINE = ['series', 'measure', 'area', 'scenario'] as const
const BANDS = ['0-4', '5-10', '11-15', '16-18', '19-25'] as const

/** Reference figures with the days on which each is published and the latest, and their bands. */
export function referenceWithSpells(rows: readonly PlainRow[]): PlainRow[] {
  const byLine = groupBy(rows, (row) => nameOf(row, LINE))
  return rows.map((row) => {
    const line = byLine.get(nameOf(row, LINE)) ?? []
    const same = line.filter((other) => nameOf(other, FIGURE) === nameOf(row, FIGURE))
    const published = standing(
      textOf(row, 'published_date'),
      same.map((other) => textOf(other, 'published_date')),
    )
    const wider = widerBand(row, line)
    return {
      ...row,
      published_from: published.from,
      published_until: published.until,
      latest_from: knownFrom(row),
      latest_until: earliest(...line.filter((other) => isNewer(other, row)).map(knownFrom)),
      wider_from: wider?.['age_from'] ?? null,
      wider_to: wider?.['age_to'] ?? null,
      age_band: bandOf(row),
    }
  })
}

function nameOf(row: PlainRow, columns: readonly string[]): string {
  return columns.map((column) => asKey(row[column])).join(' ')
}

/** A figure is known from the day it describes, but not before it is published. */
function knownFrom(row: PlainRow): string | null {
  return latest(textOf(row, 'as_at'), textOf(row, 'published_date'))
}

/** Of a newer day, or a newer publication of the same ages for the same day. */
function isNewer(other: PlainRow, row: PlainRow): boolean {
  const day = (one: PlainRow) => textOf(one, 'as_at') ?? ''
  const published = (one: PlainRow) => textOf(one, 'published_date') ?? ''
  if (day(other) !== day(row)) return day(other) > day(row)
  return nameOf(other, FIGURE) === nameOf(row, FIGURE) && published(other) > published(row)
}

/** The narrowest band of the same day that holds this one and more; of two, the younger. */
function widerBand(row: PlainRow, line: readonly PlainRow[]): PlainRow | undefined {
  const own = agesOf(row)
  if (!own) return undefined
  const holding = line.flatMap((other) => {
    const ages = agesOf(other)
    const isSameDay = textOf(other, 'as_at') === textOf(row, 'as_at')
    if (!ages || !isSameDay || ages.from > own.from || ages.to < own.to) return []
    const width = ages.to - ages.from
    return width > own.to - own.from ? [{ other, width, from: ages.from }] : []
  })
  return holding.toSorted((a, b) => a.width - b.width || a.from - b.from)[0]?.other
}

function agesOf(row: PlainRow): { readonly from: number; readonly to: number } | undefined {
  const [from, to] = [wholeOf(row, 'age_from'), wholeOf(row, 'age_to')]
  return from === null || to === null ? undefined : { from, to }
}

function bandOf(row: PlainRow): string | null {
  const ages = agesOf(row)
  const holding = BANDS.find((band) => {
    const [low = 0, high = 0] = band.split('-').map(Number)
    return ages && low <= ages.from && ages.to <= high
  })
  return holding ?? null
}
