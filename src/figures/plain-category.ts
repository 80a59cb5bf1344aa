import { academicAgeOn, ageOn, type Rational, rational } from '../core/index.ts'
import {
  type Aggregate,
  everyPart,
  type Expression,
  type PlainRow,
  type PlainValue,
  type Reading,
  type Table,
  valueOf,
} from '../formula/index.ts'
import { byText, textOf } from './plain-days.ts'
import type { PlainSource } from './plain-source.ts'

/** What `age_band` means in the measure asked for: see language.md section 8. */
export type Bands = 'school' | 'ledger' | 'age'

/** What a row's category depends on beside the row. */
export type Splitting = {
  readonly source: PlainSource
  readonly bands: Bands
}

/** The category of a row that is in none. */
export const NOT_RECORDED = 'not-recorded'

type ReadCategory = (row: PlainRow) => string

/**
 * How the rows of an aggregate are split by a breakdown; undefined when its table has no such name.
 */
export function categoryReader(
  breakdown: string,
  aggregate: Aggregate,
  at: Reading,
  splitting: Splitting,
): ReadCategory | undefined {
  const table = at.schema.tables.get(aggregate.rows.table)
  if (!table) return undefined
  const read = valueReader(breakdown, { table, aggregate, at, splitting })
  return read && ((row) => categoryText(read(row)))
}

function categoryText(value: PlainValue): string {
  if (value === null) return NOT_RECORDED
  return typeof value === 'string' ? value : String(value.n)
}

type Place = {
  readonly table: Table
  readonly aggregate: Aggregate
  readonly at: Reading
  readonly splitting: Splitting
}
type ReadValue = (row: PlainRow) => PlainValue

function valueReader(breakdown: string, place: Place): ReadValue | undefined {
  switch (breakdown) {
    case 'age_band':
      return ageBandReader(place)
    case 'age':
    case 'academic_age':
      return ownColumn(breakdown, place) ?? ageReader(breakdown, place)
    case 'provision':
    case 'area':
      return ownColumn(breakdown, place) ?? placeReader(breakdown, place)
    case 'primary_need':
      return needReader(place)
    case 'sex':
    case 'ethnicity':
      return ownColumn(breakdown, place) ?? personReader(breakdown, place)
    case 'nc_year':
    case 'sen_provision':
      return ownColumn(breakdown, place) ?? censusReader(breakdown, place)
    default:
      return ownColumn(breakdown, place) ?? planReader(breakdown, place)
  }
}

function ownColumn(name: string, { table }: Place): ReadValue | undefined {
  return table.columns.has(name) ? (row) => row[name] ?? null : undefined
}

/** The person of a row: its own, or that of its plan. */
function personOf(place: Place): ((row: PlainRow) => PlainRow | undefined) | undefined {
  const { table } = place
  const { data } = place.splitting.source
  if (table.name === 'persons') return (row) => row
  const person = { link: 'person', from: table.name, to: 'persons' }
  if (table.links.has('person')) return (row) => data.follow(row, [person])
  const plan = planOf(place)
  return plan && ((row) => personOfPlan(plan(row), place))
}

function personOfPlan(plan: PlainRow | undefined, { splitting }: Place): PlainRow | undefined {
  const step = { link: 'person', from: 'plans', to: 'persons' }
  return plan && splitting.source.data.follow(plan, [step])
}

function planOf({
  table,
  splitting,
}: Place): ((row: PlainRow) => PlainRow | undefined) | undefined {
  if (table.name === 'plans') return (row) => row
  const step = { link: 'plan', from: table.name, to: 'plans' }
  return table.links.has('plan') ? (row) => splitting.source.data.follow(row, [step]) : undefined
}

function planReader(name: string, place: Place): ReadValue | undefined {
  const plan = planOf(place)
  const isThere = place.at.schema.tables.get('plans')?.columns.has(name) ?? false
  return plan && isThere ? (row) => plan(row)?.[name] ?? null : undefined
}

function personReader(name: string, place: Place): ReadValue | undefined {
  const person = personOf(place)
  return person && ((row) => person(row)?.[name] ?? null)
}

/** The day on which a row's age and placement are taken: that tested `in P`, else D. */
function anchorDay(row: PlainRow, { aggregate, at }: Place): string | null {
  const tested = aggregate.rows.conditions.flatMap(testedInPeriod)[0]
  if (!tested) return at.run.period.end
  const { top: _, ...rest } = at
  const day = valueOf(tested, { ...rest, row })
  return typeof day === 'string' ? day : null
}

function testedInPeriod(condition: Expression): readonly Expression[] {
  if (condition.kind === 'term') return testedInPeriod(condition.body)
  if (condition.kind === 'logic' && condition.operator === 'and') {
    return condition.operands.flatMap(testedInPeriod)
  }
  if (condition.kind !== 'in-range' || condition.negated) return []
  const { period } = condition
  return period?.kind === 'run-value' && period.name === 'P' ? [condition.of] : []
}

function ageReader(name: 'age' | 'academic_age', place: Place): ReadValue | undefined {
  const person = personOf(place)
  const work = name === 'age' ? ageOn : academicAgeOn
  return (
    person &&
    ((row) => {
      const birth = textOf(person(row), 'birth_date')
      const day = anchorDay(row, place)
      return birth !== null && day !== null ? rational(work(birth, day)) : null
    })
  )
}

/** The academic age of a child until the first 31 August of its life. */
const YOUNGEST = -1n

const SCHOOL_BANDS = ['0-4', '5-10', '11-15', '16-18', '19-25'] as const

function ageBandReader(place: Place): ReadValue | undefined {
  const own = ownColumn('age_band', place)
  if (own) return (row) => (own(row) === 'all_ages' ? null : own(row))
  const { bands } = place.splitting
  const column = bands === 'age' ? 'age' : 'academic_age'
  const age = ownColumn(column, place) ?? ageReader(column, place)
  const bandOf = bands === 'ledger' ? ledgerBand : schoolBand
  return (
    age &&
    ((row) => {
      const years = age(row)
      return years === null || typeof years === 'string' ? null : bandOf(years)
    })
  )
}

function ledgerBand({ n }: Rational): string | null {
  if (n < YOUNGEST) return null
  if (n <= 15n) return 'under_16'
  return n <= 18n ? '16_18' : '19_25'
}

function schoolBand({ n }: Rational): string | null {
  const band = SCHOOL_BANDS.find((name) => {
    const [from = 0, to = 0] = name.split('-').map(Number)
    return (from === 0 ? n >= YOUNGEST : from <= Number(n)) && Number(n) <= to
  })
  return band ?? null
}

/** Provision or area: of the placement that a plan names, or of the stretch on the anchor day. */
function placeReader(name: 'provision' | 'area', place: Place): ReadValue | undefined {
  const { table, splitting, aggregate } = place
  if (table.name === 'plans' && aggregate.rows.conditions.some(readsNamedPlacement)) {
    const step = { link: 'named_placement', from: 'plans', to: 'placements' }
    return (row) => splitting.source.data.follow(row, [step])?.[name] ?? null
  }
  const stretch = stretchOf(place)
  return stretch && ((row) => stretch(row)?.[name] ?? null)
}

function readsNamedPlacement(condition: Expression): boolean {
  return everyPart(condition).some(
    (part) => part.kind === 'column' && part.path[0]?.link === 'named_placement',
  )
}

/** The stretch of the caseload that a row's plan, else its person, is in on the anchor day. */
function stretchOf(place: Place): ((row: PlainRow) => PlainRow | undefined) | undefined {
  const [plan, person] = [planOf(place), personOf(place)]
  const { rowsBy } = place.splitting.source
  if (plan) {
    return (row) => {
      const id = plan(row)?.['plan_id'] ?? null
      return inForce(rowsBy('caseload', 'plan_id', id), anchorDay(row, place))
    }
  }
  if (!person) return undefined
  return (row) => {
    const id = person(row)?.['person_id'] ?? null
    return inForce(rowsBy('caseload', 'person_id', id), anchorDay(row, place))
  }
}

/** Of several stretches on a day the one begun last; of those of one day, of the greater plan id. */
function inForce(stretches: readonly PlainRow[], day: string | null): PlainRow | undefined {
  if (day === null) return undefined
  const begun = (row: PlainRow) =>
    `${textOf(row, 'from_date') ?? ''} ${textOf(row, 'plan_id') ?? ''}`
  return stretches
    .filter((row) => {
      const [from, until] = [textOf(row, 'from_date'), textOf(row, 'until_date')]
      return from !== null && from <= day && (until === null || until > day)
    })
    .toSorted((a, b) => byText(begun(a), begun(b)))
    .at(-1)
}

/** The need of the plan, else of the newest census row; a census or exclusion has its own. */
function needReader(place: Place): ReadValue | undefined {
  const { table } = place
  const own = ownColumn('primary_need', place)
  if (own && table.name !== 'plans') return own
  const census = censusReader('primary_need', place)
  const ofPlan = table.name === 'requests' ? needOfMadePlan(place) : planNeed(place)
  return census && ((row) => ofPlan?.(row) ?? census(row))
}

function planNeed(place: Place): ReadValue | undefined {
  const plan = planOf(place)
  return plan && ((row) => plan(row)?.['primary_need'] ?? null)
}

/** Of the plans made from a request; where they do not agree, the first in the alphabet. */
function needOfMadePlan({ splitting }: Place): ReadValue {
  return (row) => {
    const plans = splitting.source.rowsBy('plans', 'request_id', row['request_id'] ?? null)
    const needs = plans.map((plan) => textOf(plan, 'primary_need')).filter((need) => need !== null)
    return needs.toSorted(byText)[0] ?? null
  }
}

/** From the person's newest census row on or before D. */
function censusReader(name: string, place: Place): ReadValue | undefined {
  const person = personOf(place)
  if (!person) return undefined
  return (row) => {
    const day = place.at.run.period.end
    const id = person(row)?.['person_id'] ?? null
    const held = place.splitting.source
      .rowsBy('census', 'person_id', id)
      .filter((one) => (textOf(one, 'census_date') ?? '9') <= day)
    const order = (one: PlainRow) => textOf(one, 'census_date') ?? ''
    return held.toSorted((a, b) => byText(order(a), order(b))).at(-1)?.[name] ?? null
  }
}
