import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rational } from '../core/index.ts'
import { checkMeasures } from './checker.ts'
import { aggregateValue, holds, type Reading, valueOf } from './evaluate.ts'
import { plainData, type PlainRow, type PlainValue } from './evaluate-data.ts'
import type { MeasureKind } from './tree.ts'
import { readSchema } from './test-schema.ts'

const SCHEMA = readSchema(`
set THERAPIES speech physio
table persons person | key person_id
  person_id! text
  birth_date date
  home text
  term age(t) := age_on(birth_date, t)
  term resident := home = LA
table plans plan | key plan_id | main active
  plan_id! text
  person_id text
  start_date date
  end_date date
  need code ASD MLD
  budget_year financial-year
  service code speech physio other
  places integer places
  filled integer places
  amount money
  link person persons person_id person_id
  spell active start_date end_date in force
  term many_reviews := count(reviews) >= 2
table reviews review | key review_id
  review_id! text
  plan_id text
  met date
  decided date
  link plan plans plan_id plan_id
table audits audit | key audit_id
  audit_id! text
  kind code plan advice
  subject text
  link plan plans subject plan_id audits kind plan
`)

const PERSONS = [
  { person_id: 'A', birth_date: '2012-02-29', home: 'X00000999' },
  { person_id: 'B', birth_date: '2010-01-01', home: 'E09000021' },
]
const PLANS: readonly PlainRow[] = [
  {
    ...{ plan_id: 'p1', person_id: 'A', start_date: '2020-02-29', end_date: null, need: 'ASD' },
    ...{ budget_year: '2019-20', service: 'speech', places: rational(10), filled: rational(12) },
    amount: rational(1, 4),
  },
  {
    ...{ plan_id: 'p2', person_id: 'B', start_date: '2019-05-31', end_date: '2020-03-31' },
    ...{ need: null, budget_year: '2020-21', service: 'other', places: rational(8), filled: null },
    amount: rational(1, 2),
  },
  {
    ...{ plan_id: 'p3', person_id: 'Z', start_date: null, end_date: null, need: 'MLD' },
    ...{ budget_year: null, service: null, places: null, filled: rational(3), amount: null },
  },
]
const REVIEWS = [
  { review_id: 'r1', plan_id: 'p1', met: '2020-03-02', decided: '2020-03-30' },
  { review_id: 'r2', plan_id: 'p1', met: '2020-05-01', decided: null },
  { review_id: 'r3', plan_id: 'p2', met: '2020-06-01', decided: '2020-06-15' },
]
const AUDITS = [
  { audit_id: 'a1', kind: 'plan', subject: 'p1' },
  { audit_id: 'a2', kind: 'advice', subject: 'p2' },
]

const READING: Reading = {
  schema: SCHEMA,
  data: plainData(
    SCHEMA,
    new Map<string, readonly PlainRow[]>([
      ['persons', PERSONS],
      ['plans', PLANS],
      ['reviews', REVIEWS],
      ['audits', AUDITS],
    ]),
  ),
  run: {
    period: { start: '2020-01-01', end: '2020-03-31' },
    scenario: 'actual',
    authority: 'X00000999',
    parameters: new Map([['limit', rational(4)]]),
  },
}

/** The value of a formula, as a fraction in text; null when it is empty. */
function value(text: string, kind: MeasureKind = 'count'): string | null {
  const place = { file: 'test' }
  const limit = { name: 'limit', value: '4', unit: 'weeks' as const }
  const parameters = text.includes('limit') ? [limit] : []
  const { formulas, issues } = checkMeasures(
    [{ id: 'a-measure', kind, texts: { value: { text, place } }, parameters, place }],
    SCHEMA,
  )
  const formula = formulas.get('a-measure')?.value
  assert.ok(formula, issues.map(({ message }) => message).join('; '))
  if (kind === 'milestone') return holds(formula, READING) ? 'yes' : 'no'
  const top = {
    aggregate: (aggregate: Parameters<typeof aggregateValue>[0]) =>
      aggregateValue(aggregate, READING).value,
    measure: () => rational(7),
    denominator: () => null,
  }
  return asText(valueOf(formula, { ...READING, top }))
}

function asText(found: PlainValue): string | null {
  if (found === null || typeof found === 'string') return found
  return found.d === 1n ? String(found.n) : `${String(found.n)}/${String(found.d)}`
}

/** How many of the three plans a condition holds for. */
function plans(condition: string): string | null {
  return value(`count(plans[active(D) or not active(D), ${condition}])`)
}

test('an empty side makes a comparison no, and different from a value', () => {
  assert.equal(plans('need = ASD'), '1')
  assert.equal(plans('need <> ASD'), '2')
  assert.equal(plans('not need = ASD'), '2')
  assert.equal(plans('places < filled'), '1')
  assert.equal(plans('places >= filled'), '0')
})

test('a list holds the empty only where it says so', () => {
  assert.equal(plans('need in (ASD)'), '1')
  assert.equal(plans('need in (ASD, empty)'), '2')
  assert.equal(plans('need not in (ASD)'), '2')
  assert.equal(plans('need not in (ASD, empty)'), '1')
  assert.equal(plans('service in THERAPIES'), '1')
})

test('a period and a range have both their ends in', () => {
  assert.equal(plans('start_date in P'), '1')
  assert.equal(plans('end_date in P'), '1')
  assert.equal(plans('start_date in 2019-05-31 to 2020-02-29'), '2')
  assert.equal(plans('start_date not in P'), '2')
  assert.equal(plans('places in 8 to 9'), '1')
})

test('empty and present, and, or and not', () => {
  assert.equal(plans('need empty'), '1')
  assert.equal(plans('need present and places present'), '1')
  assert.equal(plans('need empty or places empty'), '2')
  assert.equal(plans('not (need empty or places empty)'), '1')
})

test('a spell has its first day in and its last day out, on a day and over a period', () => {
  assert.equal(plans('active(2020-02-28)'), '1')
  assert.equal(plans('active(2020-02-29)'), '2')
  assert.equal(plans('active(2020-03-30)'), '2')
  assert.equal(plans('active(D)'), '1')
  assert.equal(plans('active(P)'), '2')
})

test('a link that leads nowhere makes what lies beyond it empty', () => {
  assert.equal(plans('person.birth_date present'), '2')
  assert.equal(plans('person.resident'), '1')
  assert.equal(plans('not person.resident'), '2')
  assert.equal(plans('person.age(start_date) = 8'), '1')
})

test('a link may stand for some rows only', () => {
  assert.equal(plans('has audits'), '1')
  assert.equal(value('count(audits[plan.need = ASD or plan.need empty])'), '2')
})

test('a question is asked of the rows that belong to the row, and may speak of it', () => {
  assert.equal(plans('has reviews[decided empty]'), '1')
  assert.equal(plans('has no reviews'), '1')
  assert.equal(plans('count(reviews) >= 2'), '1')
  assert.equal(plans('many_reviews'), '1')
  assert.equal(plans('has reviews[met > this.end_date]'), '1')
  assert.equal(plans('has person.plans[plan_id <> this.plan_id]'), '0')
})

test('days move by days, weeks and months, to the last day of a month that is too short', () => {
  assert.equal(plans('start_date + 12 months = 2021-02-28'), '1')
  assert.equal(plans('start_date + 1 day = 2020-03-01'), '1')
  assert.equal(plans('start_date - 1 month = 2019-04-30'), '1')
  assert.equal(value('count(reviews[decided <= met + limit])'), '2')
})

test('numbers are exact, and empty with any part empty', () => {
  assert.equal(value('sum(amount of plans[active(P)])'), '3/4')
  assert.equal(value('sum(places - filled of plans[active(P)])'), '-2')
  assert.equal(value('sum(least(filled, places) of plans[active(P)])'), '10')
  assert.equal(value('sum(greatest(filled, places) of plans[active(P)])'), '12')
  assert.equal(value('2 * sum(amount of plans[active(P)]) - 1'), '1/2')
})

test('weeks between two days are an exact fraction', () => {
  assert.equal(value('sum(weeks from met to decided of reviews)'), '6')
  assert.equal(value('sum(weeks from start_date to end_date of plans[active(P)])'), '305/7')
})

test('the mean and the median pass over the empty, and of nothing are empty', () => {
  assert.equal(value('mean(places of plans[active(P)])'), '9')
  assert.equal(value('median(days from met to decided of reviews)', 'median'), '21')
  assert.equal(value('mean(places of plans[active(P), need = MLD])'), null)
  assert.equal(value('sum(places of plans[active(P), need = MLD])'), '0')
})

test('people and values are counted once each', () => {
  assert.equal(value('persons(plans[active(P)])'), '2')
  assert.equal(value('distinct(plan_id of reviews)'), '2')
  assert.equal(value('distinct(need of plans[active(P)])'), '1')
})

test('full-year equivalents are days held from the start of the year to the day, over the year', () => {
  assert.equal(value('years(plans[need = ASD])'), '16/183')
  assert.equal(value('years(plans[need empty])'), '5/6')
})

test('the one value is that of the one row; of none or several there is no value', () => {
  assert.equal(value("the(amount of plans[plan_id = 'p1', active(D)])"), '1/4')
  assert.equal(value("the(amount of plans[plan_id = 'p9', active(D)])"), null)
})

test('a year is compared with the year that holds the day, and has its own ends', () => {
  assert.equal(plans('budget_year = FY'), '1')
  assert.equal(plans('budget_year <= FY'), '1')
  assert.equal(plans('start_date in FY'), '2')
  assert.equal(plans('start_date < AY.start'), '1')
})

test('a milestone is whether there is such a row', () => {
  assert.equal(value('has reviews[met in P]', 'milestone'), 'yes')
  assert.equal(value('has reviews[met > 2021-01-01]', 'milestone'), 'no')
})
