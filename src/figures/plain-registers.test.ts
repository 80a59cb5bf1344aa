import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rational } from '../core/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { makeDisputeCases, makeFamilies, makeResponses, makeVoices } from './plain-people.ts'
import {
  auditedThing,
  fundingWithReplaced,
  ledgerWithStated,
  referenceWithSpells,
  resultsWithLowest,
  withLatest,
} from './plain-registers.ts'
import {
  censusWithSpells,
  involvementWithSpell,
  peopleById,
  referralWithSpells,
  requestWithSpell,
} from './plain-waits.ts'

function columns(rows: readonly PlainRow[], ...names: string[]): unknown[] {
  return rows.map((row) => names.map((name) => row[name]))
}

const NOBODY = peopleById([])
const DEAD = peopleById([{ person_id: 'A', death_date: '2021-03-01' }])

test('a request is open until it is refused, else until the assessment ends, else until death', () => {
  const row = { person_id: 'A', received_date: '2021-01-01' }
  const refused = { ...row, request_outcome: 'N', request_outcome_date: '2021-02-01' }
  const planned = {
    ...{ ...row, request_outcome: 'Y', request_outcome_date: '2021-02-01' },
    ...{ assessment_outcome: 'Y', assessment_outcome_date: '2021-05-01' },
  }

  assert.equal(requestWithSpell(refused, NOBODY)['open_until'], '2021-02-01')
  assert.equal(requestWithSpell(planned, NOBODY)['open_until'], '2021-05-01')
  assert.equal(requestWithSpell(planned, DEAD)['open_until'], '2021-03-01')
  assert.equal(requestWithSpell({ ...row, request_outcome: 'A' }, NOBODY)['open_until'], null)
})

test('a request withdrawn, or decided before, is never open', () => {
  const row = { person_id: 'A', received_date: '2021-01-01' }

  assert.equal(requestWithSpell({ ...row, request_outcome: 'W' }, NOBODY)['open_from'], null)
  assert.equal(
    requestWithSpell({ ...row, request_outcome: 'Y', assessment_outcome: 'H' }, NOBODY)[
      'open_from'
    ],
    null,
  )
})

test('a referral is in contact to the day after its last contact, and waits only if accepted', () => {
  const row = { person_id: 'A', referral_date: '2021-01-01', first_contact_date: '2021-02-28' }
  const once = referralWithSpells(row, NOBODY)
  const refused = referralWithSpells({ ...row, accepted: 'N', closed_date: '2021-01-05' }, NOBODY)

  assert.deepEqual(
    [once['in_contact_from'], once['in_contact_until']],
    ['2021-02-28', '2021-03-01'],
  )
  assert.equal(once['awaiting_contact_until'], '2021-02-28')
  assert.equal(once['awaiting_treatment_until'], null)
  assert.equal(referralWithSpells(row, DEAD)['awaiting_treatment_until'], '2021-03-01')
  assert.equal(refused['awaiting_contact_from'], null)
})

test('an involvement ends with its end or with death', () => {
  const row = { person_id: 'A', start_date: '2021-01-01', end_date: '2021-04-01' }

  assert.equal(involvementWithSpell(row, NOBODY)['in_force_until'], '2021-04-01')
  assert.equal(involvementWithSpell(row, DEAD)['in_force_until'], '2021-03-01')
})

test('only January censuses are the latest January census, each until the next one', () => {
  const people = peopleById([{ person_id: 'A', birth_date: '2017-12-31' }])
  const days = ['2020-10-01', '2021-01-21', '2022-01-20']
  const rows = days.map((day) => ({ person_id: 'A', census_date: day }))

  assert.deepEqual(
    columns(censusWithSpells(rows, people), 'latest_january_from', 'latest_january_until'),
    [
      [null, null],
      ['2021-01-21', '2022-01-20'],
      ['2022-01-20', null],
    ],
  )
  assert.deepEqual(censusWithSpells(rows, people)[1]?.['funding_age'], rational(3))
})

test('a census row is the newest of its own child until that child is counted again', () => {
  const rows = [
    { person_id: 'A', census_date: '2020-10-01' },
    { person_id: 'B', census_date: '2021-01-21' },
    { person_id: 'A', census_date: '2022-01-20' },
  ]

  assert.deepEqual(columns(censusWithSpells(rows, NOBODY), 'newest_until'), [
    ['2022-01-20'],
    [null],
    [null],
  ])
})

test('a case is a mediation with every appeal after it, open while a step is open', () => {
  const disputes = [
    {
      dispute_id: 'd1',
      kind: 'mediation',
      outcome: 'agreed',
      received_date: '2021-01-01',
      closed_date: '2021-02-01',
    },
    {
      dispute_id: 'd2',
      kind: 'appeal',
      follows_dispute_id: 'd1',
      received_date: '2021-03-01',
      closed_date: '2021-06-01',
    },
    { dispute_id: 'd3', kind: 'appeal', follows_dispute_id: 'd1', received_date: '2021-04-01' },
    { dispute_id: 'd4', kind: 'appeal', received_date: '2021-05-01', closed_date: '2021-09-01' },
    { dispute_id: 'd5', kind: 'complaint', received_date: '2021-05-01', closed_date: '2021-09-01' },
  ]
  const names = ['case_id', 'mediation_outcome', 'appealed', 'opened_date', 'closed_date']

  assert.deepEqual(columns(makeDisputeCases(disputes), ...names), [
    ['d1', 'agreed', 'Y', '2021-01-01', null],
    ['d4', null, 'Y', '2021-05-01', '2021-09-01'],
  ])
  assert.deepEqual(columns(makeDisputeCases(disputes.slice(0, 2)), ...names), [
    ['d1', 'agreed', 'Y', '2021-01-01', '2021-06-01'],
  ])
})

test('a voice is heard once for each response, and once for each head of an activity without names', () => {
  const answers = ['support_right', 'info_understood'].map((question) => ({
    ...{ response_id: 'R', question, answer: 'yes', participant_id: 'v1' },
    ...{ respondent_type: 'parent_carer', response_date: '2021-01-01' },
  }))
  const engagement = [
    {
      engagement_id: 'e1',
      participant_id: 'v1',
      headcount: rational(1),
      participant_type: 'parent_carer',
    },
    {
      engagement_id: 'e2',
      participant_id: null,
      headcount: rational(2),
      participant_type: 'parent_carer',
    },
  ]
  const voices = makeVoices(makeResponses(answers), engagement)

  assert.deepEqual(columns(voices, 'voice', 'named'), [
    ['participant v1', 'Y'],
    ['participant v1', 'Y'],
    ['unnamed engagement e2 1', 'N'],
    ['unnamed engagement e2 2', 'N'],
  ])
})

test('families are those that somebody belongs to', () => {
  const persons = [{ family_id: 'f1' }, { family_id: null }, { family_id: 'f1' }]

  assert.deepEqual(makeFamilies(persons), [{ family_id: 'f1' }])
})

test('all rows of the latest day stand until the next day of the same thing', () => {
  const counts = ['2021-01-31', '2021-01-31', '2021-03-31'].map((day) => ({ block: 'b', day }))

  assert.deepEqual(
    columns(
      withLatest(counts, () => 'b', 'day'),
      'latest_from',
      'latest_until',
    ),
    [
      ['2021-01-31', '2021-03-31'],
      ['2021-01-31', '2021-03-31'],
      ['2021-03-31', null],
    ],
  )
  assert.deepEqual(withLatest([{ day: null }], () => 'b', 'day')[0]?.['latest_from'], null)
})

test('audits of a new plan and of its amendment are about the same plan, those of advice are not', () => {
  const audit = { subject_id: 'x1', criterion: 'overall' }
  const [made, amended, advice] = ['plan_new', 'plan_amended', 'advice'].map((type) =>
    auditedThing({ ...audit, subject_type: type }),
  )

  assert.equal(made, amended)
  assert.notEqual(made, advice)
})

test('the lowest fifth is rounded half up, is at least one, and breaks ties by person', () => {
  const result = (person: string, value: number) => ({
    ...{ person_id: person, measure: 'eyfs_points', academic_year: '2020/21' },
    value: rational(value),
  })
  const seven = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => result(name, 10))
  const eight = [...seven, result('H', 10)]

  assert.deepEqual(lowest(resultsWithLowest(seven.slice(0, 1))), ['A'])
  assert.deepEqual(lowest(resultsWithLowest(seven.toReversed())), ['A'])
  assert.deepEqual(lowest(resultsWithLowest(eight)), ['A', 'B'])
})

function lowest(rows: readonly PlainRow[]): unknown[] {
  return rows.filter((row) => row['lowest_fifth'] === 'Y').map((row) => row['person_id'])
}

test('a confirmed allocation is replaced by a later one of its block and year, of one day by id', () => {
  const line = (id: string, more: PlainRow) => ({
    ...{ line_id: id, financial_year: '2021-22', block: 'high_needs' },
    ...{ kind: 'dsg_allocation', status: 'confirmed', decided_date: '2021-03-01' },
    ...more,
  })
  const rows = fundingWithReplaced([
    line('1', {}),
    line('2', {}),
    line('3', { status: 'planned', decided_date: '2021-06-01' }),
    line('4', { block: 'schools' }),
    line('5', { kind: 'block_transfer', decided_date: '2021-01-01' }),
  ])

  assert.deepEqual(columns(rows, 'replaced'), [['Y'], ['N'], ['N'], ['N'], ['N']])
})

test('an actual line is stated from its month, a forecast from its report to the next one', () => {
  const line = (scenario: string, more: PlainRow) => ({
    financial_year: '2021-22',
    scenario,
    ...more,
  })
  const rows = ledgerWithStated([
    line('actual', { period: rational(1) }),
    line('actual', { period: rational(10) }),
    line('actual', { period: rational(13) }),
    line('forecast', { period: rational(12), as_at: '2021-06-30' }),
    line('forecast', { period: rational(12), as_at: '2021-09-30' }),
    line('budget', { period: rational(1) }),
  ])

  assert.deepEqual(columns(rows, 'stated_from', 'stated_until'), [
    ['2021-04-01', null],
    ['2022-01-01', null],
    ['2022-03-31', null],
    ['2021-06-30', '2021-09-30'],
    ['2021-09-30', null],
    ['0001-01-01', null],
  ])
})

function band(from: number, to: number, more: PlainRow = {}): PlainRow {
  return {
    ...{ series: 'population', area: 'home', as_at: '2020-06-30', published_date: '2021-06-25' },
    ...{ age_from: rational(from), age_to: rational(to), ...more },
  }
}

test('a reference figure is the latest from its publication until a newer day is known', () => {
  const rows = referenceWithSpells([
    band(0, 4),
    band(0, 4, { published_date: '2021-12-01' }),
    band(5, 10, { as_at: '2021-06-30', published_date: '2022-06-24' }),
  ])
  const names = ['published_until', 'latest_from', 'latest_until']

  assert.deepEqual(columns(rows, ...names), [
    ['2021-12-01', '2021-06-25', '2021-12-01'],
    [null, '2021-12-01', '2022-06-24'],
    [null, '2022-06-24', null],
  ])
})

test('a band knows the narrowest one that holds it and more, and the school band it lies in', () => {
  const rows = referenceWithSpells([
    band(5, 5),
    band(5, 10),
    band(0, 25),
    band(0, 25, { as_at: '2019-06-30' }),
  ])

  assert.deepEqual(columns(rows, 'wider_from', 'wider_to', 'age_band'), [
    [rational(5), rational(10), '5-10'],
    [rational(0), rational(25), '5-10'],
    [null, null, null],
    [null, null, null],
  ])
})
