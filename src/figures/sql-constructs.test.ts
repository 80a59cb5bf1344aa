import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { createTables, insertRows, openDuckDb, refreshReadTables } from '../database/index.ts'
import { checkMeasures, type MeasureKind, type MeasureParameter } from '../formula/index.ts'
import { computeFigures } from './compute-figures.ts'

const HOME = 'X00000999'
const OTHER = 'E09000021'
const place = { file: 'test' }
const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})

await createTables(database, catalogue)
for (const authority of [HOME, OTHER]) {
  await insertRows(database, catalogue, authority, 'persons', [
    { person_id: 'A', birth_date: '2008-02-29', home_la: HOME },
    { person_id: 'B', birth_date: '2012-09-01', home_la: HOME },
    { person_id: 'C', birth_date: '2012-08-31', home_la: OTHER },
  ])
}
const speech = { service: 'speech_language', referral_date: '2024-01-31' }
await insertRows(database, catalogue, HOME, 'referrals', [
  { referral_id: '1', person_id: 'A', ...speech, accepted: 'Y', first_contact_date: '2024-02-29' },
  { referral_id: '2', person_id: 'B', ...speech, accepted: 'N', first_contact_date: '2024-03-01' },
  { referral_id: '3', person_id: 'C', service: 'ehs_tier2', referral_date: '2024-02-28' },
  {
    ...{ referral_id: '4', person_id: 'A', service: 'physiotherapy', accepted: 'Y' },
    ...{ referral_date: '2023-12-01', first_contact_date: '2024-01-12' },
  },
])
await insertRows(database, catalogue, OTHER, 'referrals', [
  { referral_id: '9', person_id: 'C', ...speech, accepted: 'N', first_contact_date: '2024-02-01' },
])
const block = { kind: 'special_school', age_band: 'under_16', status: 'open', is_new: 'N' }
await insertRows(database, catalogue, HOME, 'places', [
  { block_id: 'x', as_at: '2024-01-01', ...block, places: 10, filled: 12 },
  { block_id: 'y', as_at: '2024-01-01', ...block, places: 10 },
  { block_id: 'z', as_at: '2024-01-01', ...block, places: 10, filled: 7 },
])
await refreshReadTables(database, catalogue.schema)

/** The value of a formula over the records above, as an exact fraction; `null` for none. */
async function valueOf(
  formula: string,
  kind: MeasureKind = 'count',
  parameters: readonly MeasureParameter[] = [],
): Promise<string | null> {
  const text = { id: 'test-measure', kind, texts: { value: { text: formula, place } } }
  const { formulas, issues } = checkMeasures([{ ...text, parameters, place }], catalogue.schema)
  const [checked] = formulas.values()
  const like = catalogue.measures.get('active-plans')
  assert.ok(checked && like, JSON.stringify(issues))
  const measure = {
    ...like,
    id: 'test-measure',
    kind,
    formula: checked,
    parameters,
    breakdowns: [],
  }
  const source = {
    ...{ database, authority: HOME, asAt: '2024-12-31' },
    catalogue: { ...catalogue, measures: new Map([['test-measure', measure]]) },
    supplied: new Set(catalogue.datasets.keys()),
  }
  const periods = [{ start: '2024-01-01', end: '2024-03-31' }]
  const [figure] = await computeFigures(source, [
    { measure: 'test-measure', periods, breakdowns: 'none' },
  ])
  const value = figure?.value
  return value ? (value.d === 1n ? String(value.n) : `${String(value.n)}/${String(value.d)}`) : null
}

describe('an empty cell in a condition', () => {
  it('is unlike any code, so <> keeps the row', async () => {
    assert.equal(await valueOf('count(referrals[accepted <> N, referral_date <= D])'), '3')
  })
  it('is not equal to a code', async () => {
    assert.equal(await valueOf('count(referrals[accepted = Y, referral_date <= D])'), '2')
  })
  it('is outside a list, so `not in` keeps the row', async () => {
    assert.equal(await valueOf('count(referrals[accepted not in (Y), referral_date <= D])'), '2')
  })
  it('is in a list that says so', async () => {
    assert.equal(await valueOf('count(referrals[accepted in (N, empty), referral_date <= D])'), '2')
  })
  it('has not come by a day, and does not come after it', async () => {
    assert.equal(await valueOf('count(referrals[not first_contact_date <= D])'), '1')
    assert.equal(await valueOf('count(referrals[first_contact_date > D])'), '0')
  })
  it('makes the least of two numbers empty', async () => {
    assert.equal(await valueOf('sum(least(filled, places) of places[latest(D)])', 'sum'), '17')
  })
})

describe('a date', () => {
  it('in P may be on either end', async () => {
    assert.equal(await valueOf('count(referrals[referral_date in P])'), '3')
  })
  it('a month after 31 January is 29 February in a leap year', async () => {
    const within = 'first_contact_date <= referral_date + 1 month'
    assert.equal(await valueOf(`count(referrals[${within}, referral_date <= D])`), '1')
  })
  it('moves by a parameter in its own unit', async () => {
    const beyond = 'first_contact_date > referral_date + standard'
    const standard = [{ name: 'standard', value: '4', unit: 'weeks' }] as const
    const formula = `count(referrals[${beyond}, referral_date <= D])`
    assert.equal(await valueOf(formula, 'count', standard), '3')
  })
  it('is a span of weeks from another, compared exactly', async () => {
    const weeks = 'weeks from referral_date to first_contact_date'
    assert.equal(await valueOf(`count(referrals[${weeks} <= 6, referral_date <= D])`), '3')
    assert.equal(await valueOf(`count(referrals[${weeks} < 6, referral_date <= D])`), '2')
  })
  it('makes someone born on 29 February older on 1 March', async () => {
    assert.equal(await valueOf('count(persons[age(2023-02-28) = 14, alive(D)])'), '1')
    assert.equal(await valueOf('count(persons[age(2023-03-01) = 15, alive(D)])'), '1')
  })
  it('gives the age on the 31 August before the academic year', async () => {
    assert.equal(await valueOf('count(persons[academic_age(D) = 11])'), '1')
    assert.equal(await valueOf('count(persons[academic_age(D) = 10])'), '1')
  })
  it('gives the 1 September on which Year 7 begins', async () => {
    assert.equal(await valueOf('count(persons[starts_year(7) = 2023-09-01, alive(D)])'), '1')
    assert.equal(await valueOf('count(persons[starts_year(7) = 2024-09-01, alive(D)])'), '1')
  })
  it('has a SEN2 census day before it and after it', async () => {
    const by = 'count(persons[census_day_by(2021-01-20) = 2021-01-14, alive(D)])'
    assert.equal(await valueOf(by), '3')
    const before = 'count(persons[census_day_by(2021-01-13) = 2020-01-16, alive(D)])'
    assert.equal(await valueOf(before), '3')
    const next = 'count(persons[census_day_after(2024-01-18) = 2025-01-16, alive(D)])'
    assert.equal(await valueOf(next), '3')
  })
})

describe('a question', () => {
  it('asks for rows that belong to the row, of the same authority', async () => {
    assert.equal(await valueOf('count(persons[has no referrals[accepted = N], alive(D)])'), '2')
  })
  it('counts them', async () => {
    assert.equal(await valueOf('count(persons[count(referrals) >= 2, alive(D)])'), '1')
  })
  it('knows the row that it is asked of as `this`', async () => {
    const earlier = 'has person.referrals[referral_date < this.referral_date]'
    assert.equal(await valueOf(`count(referrals[${earlier}, referral_date <= D])`), '1')
  })
  it('may depend on the day', async () => {
    const known = 'has referrals[first_contact_date in D - 31 days to D]'
    assert.equal(await valueOf(`count(persons[${known}])`), '2')
  })
  it('compares a mean without dividing, and no mean is no', async () => {
    const mean = 'mean(weeks from referral_date to first_contact_date of referrals)'
    assert.equal(await valueOf(`count(persons[${mean} < 5, alive(D)])`), '1')
    assert.equal(await valueOf(`count(persons[${mean} < 6, alive(D)])`), '2')
  })
})

describe('an aggregate', () => {
  it('counts people once', async () => {
    assert.equal(await valueOf('persons(referrals[referral_date <= D])'), '3')
  })
  it('counts different values', async () => {
    assert.equal(await valueOf('distinct(service of referrals[referral_date <= D])'), '3')
  })
  it('is a mean that is divided once, exactly', async () => {
    const mean =
      'mean(weeks from referral_date to first_contact_date of referrals[referral_date <= D])'
    assert.equal(await valueOf(mean), '101/21')
  })
  it('is the middle of an odd number of values', async () => {
    const days = 'days from referral_date to first_contact_date'
    assert.equal(await valueOf(`median(${days} of referrals[referral_date <= D])`, 'median'), '30')
  })
  it('is half way between the middle two of an even number', async () => {
    const days = 'days from referral_date to first_contact_date'
    const formula = `median(${days} of referrals[accepted = Y, referral_date <= D])`
    assert.equal(await valueOf(formula, 'median'), '71/2')
  })
  it('of nothing is 0 for a sum and no value for a mean', async () => {
    assert.equal(await valueOf('sum(places of places[kind = fe, latest(D)])', 'sum'), '0')
    assert.equal(await valueOf('mean(places of places[kind = fe, latest(D)])'), null)
  })
  it('is worked out with others exactly', async () => {
    const accepted = 'count(referrals[accepted = Y, referral_date <= D])'
    const formula = `${accepted} * 10 - count(referrals[referral_date <= D])`
    assert.equal(await valueOf(formula), '16')
  })
})
