import fc from 'fast-check'
import type { Catalogue, Dataset } from '../../src/catalogue/index.ts'
import { addDays, dayOf } from '../../src/core/index.ts'
import type { Column } from '../../src/formula/index.ts'
import { type Wish, wishesOf } from './wishes.ts'

/** The authority whose records they are, and another one. */
export const HOME = 'E09000021'
export const ELSEWHERE = 'E09000027'

/** A row as in a file: column to text, null for empty. */
export type TextRow = Readonly<Record<string, string | null>>

/** Days at which rules turn: ends of periods, leap days, census days. */
const EDGES = [
  ...['2018-12-31', '2019-01-17', '2019-02-28', '2019-03-31', '2019-04-01', '2019-08-31'],
  ...['2019-09-01', '2019-11-30', '2019-12-31', '2020-01-01', '2020-01-16', '2020-02-28'],
  ...['2020-02-29', '2020-03-01', '2020-03-31', '2020-04-01', '2020-05-31', '2020-06-30'],
  ...['2020-07-01', '2020-08-31', '2020-09-01', '2020-12-31', '2021-01-14', '2021-03-31'],
]

/** Days after which the time limits of the law and of the strategies are over, and one to each side. */
const LATER = [
  ...[-1, 0, 1, 14, 27, 28, 29, 30, 41, 42, 43, 55, 56, 57, 83, 84, 85, 90, 91, 92],
  ...[111, 112, 113, 125, 126, 127, 139, 140, 141, 364, 365, 366],
]

const anyDay = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...EDGES) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 900 }).map((n) => addDays('2018-10-01', n)) },
)

const birthDay = fc
  .tuple(
    fc.integer({ min: 1994, max: 2020 }),
    fc.constantFrom('01-01', '02-28', '02-29', '03-01', '06-15', '08-31', '09-01', '12-31'),
  )
  .map(([year, day]) =>
    day === '02-29' ? dayOf(year - (year % 4), 2, 29) : `${String(year)}-${day}`,
  )

const money = fc
  .oneof(fc.constantFrom(0, 1, -1, 12345, 100000), fc.integer({ min: -200000, max: 900000 }))
  .map((pence) => (pence / 100).toFixed(2))

const decimal = fc
  .oneof(fc.constantFrom(0, 1000, 1000, 500), fc.integer({ min: -3000, max: 90000 }))
  .map((thousandths) => (thousandths / 1000).toFixed(3))

/** Months' ends and census days, for rows of which only those of one day count. */
const countDay = fc.constantFrom(
  ...['2019-01-17', '2019-12-31', '2020-01-16', '2020-01-31', '2020-02-29', '2020-03-31'],
  ...['2020-06-30', '2020-08-31', '2021-01-14'],
)

/** Columns whose values want more care than their type tells: by name, or by table and name. */
const SPECIAL: Readonly<Record<string, fc.Arbitrary<string>>> = {
  birth_date: birthDay,
  home_la: fc.constantFrom(HOME, HOME, HOME, ELSEWHERE),
  la_code: fc.constantFrom(HOME, ELSEWHERE),
  transfer_in_la: fc.constant(ELSEWHERE),
  placement_rank: fc.constantFrom('1', '1', '1', '2'),
  headcount: fc.constantFrom('1', '2', '3'),
  age_from: fc.constantFrom('0', '2', '3', '4', '5', '16', '19'),
  age_to: fc.constantFrom('4', '5', '10', '15', '18', '25'),
  family_id: fc.constantFrom('f1', 'f2', 'f3'),
  participant_id: fc.constantFrom('v1', 'v2', 'v3'),
  subject_id: fc.constantFrom('plans1', 'plans2', 'plans3', 'advice1', 'advice2', 'advice3'),
  sessions_possible: fc.constantFrom('0', '10', '100'),
  sessions_absent: fc.constantFrom('0', '1', '9', '10', '11'),
  block_id: fc.constantFrom('b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8'),
  'reference.area': fc.constantFrom('home', 'home', 'home', 'england'),
  'reference.as_at': countDay,
  'reference.measure': fc.constant('kingston-2021/81/a'),
  'destinations.as_at': countDay,
  'destinations.academic_age': fc.constantFrom('16', '17', '18', '25'),
  'census.census_date': countDay,
  'places.as_at': countDay,
}

/** How many rows of another table a row may refer to; the later ones of them may not be there. */
const KNOWN = 12

/** Up to how many rows a table has; at least half of them. */
const ROWS: Readonly<Record<string, number>> = {
  ...{ persons: 16, plans: 24, placements: 40, requests: 40, reviews: 40, advice: 40 },
  ...{ results: 120, survey_responses: 120, census: 60, ledger: 80, funding: 60, savings: 40 },
  ...{ destinations: 60, referrals: 80, involvements: 120, reference: 60, audits: 60 },
  ...{ exclusions: 40, engagement: 40, milestones: 20, disputes: 40, places: 60, charter: 30 },
}

/** Rows of every table of the catalogue, with the edges of its rules favoured. */
export function recordSets(
  catalogue: Catalogue,
): fc.Arbitrary<Readonly<Record<string, readonly TextRow[]>>> {
  const wishes = wishesOf(catalogue)
  const tables = [...catalogue.datasets.values()].map(
    (dataset) => [dataset.name, rowsOf(dataset, wishes.get(dataset.name) ?? [])] as const,
  )
  return fc.record(Object.fromEntries(tables))
}

function rowsOf(dataset: Dataset, wishes: readonly Wish[]): fc.Arbitrary<readonly TextRow[]> {
  const { key } = dataset.table
  const columns = dataset.fileColumns.map((name) => [name, valueOf(name, dataset)] as const)
  const row = fc
    .tuple(fc.record(Object.fromEntries(columns)), anyDay, laterDays(dataset), granted(wishes))
    .map(([values, first, later, wish]) => ({ ...withLaterDays(values, first, later), ...wish }))
  const most = ROWS[dataset.name] ?? 16
  const list = fc.array(row, { minLength: most / 2, maxLength: most, size: 'max' })
  return list.map((rows) => withoutTwins(numbered(rows, dataset), key))
}

/** Of two rows one is such as some formula counts. */
function granted(wishes: readonly Wish[]): fc.Arbitrary<TextRow> {
  if (wishes.length === 0) return fc.constant({})
  const wish = fc
    .tuple(fc.constantFrom(...wishes), fc.nat(59))
    .map(([one, n]) =>
      Object.fromEntries(
        Object.entries(one).map(([name, values]) => [name, values[n % values.length] ?? null]),
      ),
    )
  return fc.oneof(fc.constant({}), wish)
}

/** Rows with a number of their own, where a table has one. */
function numbered(rows: readonly TextRow[], { table }: Dataset): readonly TextRow[] {
  const [id, ...others] = table.key
  const isId = id !== undefined && others.length === 0
  return isId ? rows.map((row, n) => ({ ...row, [id]: `${table.name}${String(n + 1)}` })) : rows
}

function withoutTwins(rows: readonly TextRow[], key: readonly string[]): readonly TextRow[] {
  const byKey = new Map(rows.map((row) => [key.map((name) => row[name] ?? '').join(' '), row]))
  return [...byKey.values()]
}

/** A day of a row is often some days after the row's first one, or else any day. */
function laterDays(dataset: Dataset): fc.Arbitrary<Readonly<Record<string, number | null>>> {
  const days = dataset.fileColumns.filter((name) => isPlainDay(name, dataset))
  const shift = fc.option(fc.constantFrom(...LATER), { freq: 1 })
  return fc.record(Object.fromEntries(days.map((name) => [name, shift])))
}

function isPlainDay(name: string, { table }: Dataset): boolean {
  return table.columns.get(name)?.type === 'date' && !isSpecial(name, table.name)
}

function isSpecial(name: string, table: string): boolean {
  return (SPECIAL[`${table}.${name}`] ?? SPECIAL[name]) !== undefined
}

function withLaterDays(
  values: TextRow,
  first: string,
  later: Readonly<Record<string, number | null>>,
): TextRow {
  const days = Object.entries(later).flatMap(([name, shift]) =>
    shift === null || values[name] === null ? [] : [[name, addDays(first, shift)] as const],
  )
  return { ...values, ...Object.fromEntries(days) }
}

function valueOf(name: string, dataset: Dataset): fc.Arbitrary<string | null> {
  const column = dataset.table.columns.get(name)
  if (!column) return fc.constant(null)
  const { name: table, key } = dataset.table
  const special = SPECIAL[`${table}.${name}`] ?? SPECIAL[name]
  const value = special ?? byReference(column) ?? byType(column)
  if (!column.mayBeEmpty) return value
  return orEmpty(value, RARE.includes(name) ? 1 : key.includes(name) ? 4 : 7)
}

/** Columns that are mostly empty in life; and in which a value takes the row out of most counts. */
const RARE = [
  ...['death_date', 'overturned_date', 'reopened_from_plan_id', 'reopened_date', 'exception'],
  ...['transfer_in_date', 'cease_date', 'withdrawn_date', 'in_scope_to', 'accepted', 'withdrawn'],
]

/** Empty, or in so many cases of ten a value. */
function orEmpty(value: fc.Arbitrary<string>, ofTen: number): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: ofTen, arbitrary: value },
    { weight: 10 - ofTen, arbitrary: fc.constant(null) },
  )
}

/** Ids of the table referred to; now and then of a row that is not there. */
function byReference({ refersTo: target }: Column): fc.Arbitrary<string> | undefined {
  if (target === undefined) return undefined
  const ids = Array.from({ length: KNOWN }, (_, n) => `${target}${String(n + 1)}`)
  return fc.constantFrom(...ids)
}

function byType(column: Column): fc.Arbitrary<string> {
  switch (column.type) {
    case 'code':
      return fc.constantFrom(...(column.codes?.keys() ?? ['none']))
    case 'date':
      return anyDay
    case 'integer':
      return fc
        .integer({ min: column.minimum ?? 0, max: Math.min(column.maximum ?? 60, 60) })
        .map(String)
    case 'number':
      return decimal
    case 'money':
      return money
    case 'financial-year':
      return fc.constantFrom('2018-19', '2019-20', '2019-20', '2020-21')
    case 'academic-year':
      return fc.constantFrom('2018/19', '2019/20', '2019/20', '2020/21')
    case 'text':
      return fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
  }
}
