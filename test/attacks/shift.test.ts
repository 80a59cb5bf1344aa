import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Measure, readCatalogue } from '../../src/catalogue/index.ts'
import { addDays, addMonths, type Period, periodHolding } from '../../src/core/index.ts'
import {
  asksFor,
  type FiguresByPlace,
  openAttack,
  partsOf,
  randomRecords,
  type Records,
} from './bench.ts'

const catalogue = await readCatalogue()
const measures = [...catalogue.measures.values()]
const attack = await openAttack(catalogue)
after(attack.close)

/** Two rules follow the weekday: the census day is the third Thursday of January. */
const OF_CENSUS_DAY = measures.filter((measure) =>
  partsOf(measure, catalogue.measures).some(
    (part) => part.kind === 'call' && part.name.startsWith('census_day'),
  ),
)

/** How days and years of records move. */
type Move = {
  readonly day: (day: string) => string
  readonly years: number
  /** Dates that stay. */
  readonly keeps?: readonly string[]
}

const byYears = (years: number): Move => ({ day: (day) => addMonths(day, 12 * years), years })

/** Every date, financial year and academic year of the records moved. */
function moved(records: Records, { day, years, keeps = [] }: Move): Records {
  const cell = (table: string, name: string, value: string | null) => {
    const type = catalogue.datasets.get(table)?.table.columns.get(name)?.type
    if (value === null || keeps.includes(name)) return value
    if (type === 'date') return day(value)
    return type === 'financial-year' || type === 'academic-year' ? yearsOn(value, years) : value
  }
  return Object.fromEntries(
    Object.entries(records).map(([table, rows]) => [
      table,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, cell(table, name, value)]),
        ),
      ),
    ]),
  )
}

/** `2019-20` to `2020-21`, `2019/20` to `2020/21`. */
function yearsOn(text: string, years: number): string {
  const first = Number(text.slice(0, 4)) + years
  return `${String(first)}${text.slice(4, 5)}${String((first + 1) % 100).padStart(2, '0')}`
}

function movedPeriod({ start, end }: Period, { day }: Move): Period {
  return start === end
    ? { start: day(start), end: day(end) }
    : { start: addDays(day(addDays(start, -1)), 1), end: day(end) }
}

/** The figures whose words differ once the records, the periods and the day have all moved. */
async function differencesAfter(
  records: Records,
  periods: readonly Period[],
  asAt: string,
  move: Move,
  tried: readonly Measure[],
  breakdowns: 'own' | 'none' = 'own',
): Promise<readonly string[]> {
  const first = await attack.figures({ data: records, asAt }, asksFor(tried, periods, breakdowns))
  const later = periods.map((period) => movedPeriod(period, move))
  const second = await attack.figures(
    { data: moved(records, move), asAt: move.day(asAt) },
    asksFor(tried, later, breakdowns),
  )
  const placed = (found: FiguresByPlace, starts: readonly Period[]) =>
    new Map(
      [...found.values()].map(({ figure, words }) => {
        const place = starts.findIndex(
          ({ start, end }) => start === figure.period.start && end === figure.period.end,
        )
        const { measure, breakdown, category } = figure
        return [[measure, place, breakdown, category].map(String).join(' '), words]
      }),
    )
  const [before, now] = [placed(first, periods), placed(second, later)]
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) => {
    const [a, b] = [before.get(key) ?? 'none', now.get(key) ?? 'none']
    return a === b ? [] : [`${key}: ${a} became ${b}`]
  })
}

const YEARS: readonly Period[] = [
  { start: '2019-04-01', end: '2020-03-31' },
  { start: '2020-01-01', end: '2020-12-31' },
  { start: '2020-02-01', end: '2020-02-29' },
]

test('Twenty-eight years earlier, with the same weekdays and leap years, every figure is the same', async () => {
  const records = randomRecords(catalogue, 11)
  const found = await differencesAfter(records, YEARS, '2020-12-31', byYears(-28), measures)
  assert.deepEqual(found, [])
})

test('Four years on, with the same leap days, all but what hangs on a weekday is the same', async () => {
  const tried = measures.filter((measure) => !OF_CENSUS_DAY.includes(measure))
  const records = randomRecords(catalogue, 12)
  const found = await differencesAfter(records, YEARS, '2020-12-31', byYears(4), tried)
  assert.deepEqual(found, [])
  assert.ok(OF_CENSUS_DAY.length <= 3)
})

/** In a financial year of 365 days before another one. */
const PLAIN_YEARS: readonly Period[] = [
  { start: '2021-04-01', end: '2022-03-31' },
  { start: '2021-01-01', end: '2021-12-31' },
  { start: '2022-02-01', end: '2022-02-28' },
  { start: '2020-09-01', end: '2021-08-31' },
]

/** Random records between October 2020 and January 2023. */
function recordsOfPlainYears(seed: number): Records {
  const last = '2023-01-31'
  const later = moved(randomRecords(catalogue, seed), byYears(2))
  const noLater = (day: string) => (day > last ? last : day)
  return moved(later, { day: noLater, years: 0, keeps: ['birth_date'] })
}

test('A year on, where no leap day is near, every figure is the same in every category', async () => {
  const tried = measures.filter((measure) => !OF_CENSUS_DAY.includes(measure))
  const records = recordsOfPlainYears(13)
  const found = await differencesAfter(records, PLAIN_YEARS, '2022-03-31', byYears(1), tried)
  assert.deepEqual(found, [])
})

const endOfMonth = (day: string) => periodHolding('month', day).end
const toNextMonthsEnd = (day: string) => endOfMonth(addDays(endOfMonth(day), 1))

/**
 * Measures that only ask whether a day is in the month, or before or after another one: no number of
 * days or months, no age, no year, no January.
 */
function asksOnlyForDays(measure: Measure): boolean {
  return !partsOf(measure, catalogue.measures).some((part) => {
    switch (part.kind) {
      case 'shift':
      case 'span':
      case 'call':
        return true
      case 'arithmetic':
        return part.type.is === 'date'
      case 'run-value':
        return part.name === 'FY' || part.name === 'AY'
      case 'spell':
      case 'term':
        return part.name.includes('january')
      case 'column':
        return /age|birth|_year$|due/.test(part.column)
      case 'aggregate':
        return part.name === 'years' || part.rows.table === 'review_cycles'
      default:
        return false
    }
  })
}

const MONTHS: readonly Period[] = [
  { start: '2022-01-01', end: '2022-01-31' },
  { start: '2022-02-01', end: '2022-02-28' },
  { start: '2022-03-31', end: '2022-03-31' },
]

test('What happens on the last day of a month counts in that month, be it of 28, 30 or 31 days', async (t) => {
  const tried = measures.filter(
    (measure) => asksOnlyForDays(measure) && measure.settlesDays === undefined,
  )
  const atEnds = { day: endOfMonth, years: 0, keeps: ['birth_date'] }
  const records = moved(recordsOfPlainYears(14), atEnds)
  const move = { day: toNextMonthsEnd, years: 0, keeps: ['birth_date'] }

  const found = await differencesAfter(records, MONTHS, '2022-03-31', move, tried, 'none')

  assert.deepEqual(found, [])
  assert.ok(tried.length > 50, `only ${String(tried.length)} measures`)
  t.diagnostic(`${String(tried.length)} measures`)
})
