import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rational } from '../core/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { makeCaseload } from './plain-caseload.ts'
import { makeReviewCycles } from './plain-cycles.ts'
import { placementsWithSpells, plansWithSpells } from './plain-plans.ts'

const ONE = rational(1)
const HOME = 'X00000999'

function person(more: PlainRow = {}): PlainRow {
  return { person_id: 'A', birth_date: '2010-05-01', ...more }
}

function plan(more: PlainRow = {}): PlainRow {
  return { plan_id: 'p1', person_id: 'A', start_date: '2020-01-10', ...more }
}

function placement(more: PlainRow = {}): PlainRow {
  return {
    placement_id: 'm1',
    plan_id: 'p1',
    placement_rank: ONE,
    entry_date: '2020-01-10',
    ...more,
  }
}

function held(plans: readonly PlainRow[], persons: readonly PlainRow[] = [person()]): unknown[] {
  return plansWithSpells(plans, persons, []).map((row) => [row['held_from'], row['held_until']])
}

function named(placements: readonly PlainRow[]): unknown {
  return plansWithSpells([plan()], [person()], placements)[0]?.['named_placement_id']
}

test('a plan is held from the day it was made, transferred in or resumed', () => {
  const transferred = plan({ transfer_in_date: '2021-03-01' })
  const resumed = plan({ transfer_in_date: '2021-03-01', reopened_date: '2022-02-02' })

  assert.deepEqual(held([plan(), transferred, resumed]), [
    ['2020-01-10', null],
    ['2021-03-01', null],
    ['2022-02-02', null],
  ])
})

test('a plan is held until it ceases or its holder dies, whichever comes first', () => {
  const ceased = plan({ cease_date: '2022-05-01' })

  assert.deepEqual(held([plan(), ceased], [person({ death_date: '2022-04-30' })]), [
    ['2020-01-10', '2022-04-30'],
    ['2020-01-10', '2022-04-30'],
  ])
  assert.deepEqual(held([ceased], [person({ death_date: '2022-05-02' })]), [
    ['2020-01-10', '2022-05-01'],
  ])
})

test('a resumed plan was made on the day it was resumed, one transferred in when first made', () => {
  const rows = plansWithSpells(
    [plan({ transfer_in_date: '2021-03-01' }), plan({ reopened_date: '2022-02-02' })],
    [],
    [],
  )

  assert.deepEqual(
    rows.map((row) => row['made_date']),
    ['2020-01-10', '2022-02-02'],
  )
})

test('the named placement is the main one in force on the start date', () => {
  const left = placement({
    placement_id: 'm0',
    entry_date: '2019-01-01',
    leaving_date: '2020-01-10',
  })
  const second = placement({ placement_id: 'm2', placement_rank: rational(2) })

  assert.equal(named([left, second, placement()]), 'm1')
})

test('of two main placements in force it is the one begun last, then the greater id', () => {
  const before = placement({ placement_id: 'm9', entry_date: '2019-09-01' })
  const twin = placement({ placement_id: 'm2' })

  assert.equal(named([before, placement(), twin]), 'm2')
})

test('with none in force it is the first to start afterwards', () => {
  const [soon, later] = [
    placement({ placement_id: 'm3', entry_date: '2020-02-01' }),
    placement({ placement_id: 'm4', entry_date: '2020-03-01' }),
  ]

  assert.equal(named([later, soon]), 'm3')
  assert.equal(named([]), null)
})

test('a placement is in force only while its plan is held', () => {
  const plans = plansWithSpells([plan({ cease_date: '2021-01-01' })], [person()], [])
  const early = placement({ entry_date: '2019-09-01' })
  const [row, orphan] = placementsWithSpells([early, placement({ plan_id: 'p9' })], plans, [], HOME)

  assert.deepEqual([row?.['in_force_from'], row?.['in_force_until']], ['2020-01-10', '2021-01-01'])
  assert.equal(orphan?.['in_force_from'], null)
})

test('provision is by indicator, else by setting, else by the arrangement outside one', () => {
  const settings = [
    { setting_id: 's1', provision: 'mainstream_academy', la_code: HOME },
    { setting_id: 's2', provision: 'special_academy', la_code: 'E09000021' },
  ]
  const rows = placementsWithSpells(
    [
      placement({ setting_id: 's1', sen_unit_indicator: 'Y' }),
      placement({ setting_id: 's2' }),
      placement({ sen_setting: 'EHE' }),
      placement({ setting_id: 'unknown' }),
    ],
    [],
    settings,
    HOME,
  )

  assert.deepEqual(
    rows.map((row) => [row['provision'], row['area']]),
    [
      ['resourced_provision', 'in_borough'],
      ['special_academy', 'out_borough'],
      ['otherwise', 'not_applicable'],
      [null, null],
    ],
  )
})

function caseload(
  plans: readonly PlainRow[],
  persons: readonly PlainRow[],
  placements: readonly PlainRow[] = [],
): unknown[] {
  const spells = plansWithSpells(plans, persons, placements)
  const inForce = placementsWithSpells(placements, spells, [], HOME)
  return makeCaseload(spells, persons, inForce, '2021-12-31').map((row) => [
    row['from_date'],
    row['until_date'],
    ageText(row['age']),
    ageText(row['academic_age']),
    row['placement_id'],
  ])
}

function ageText(value: PlainRow[string] | undefined): string {
  return value && typeof value === 'object' ? String(value.n) : 'none'
}

test('the caseload is cut at birthdays, each 1 September and where a main placement changes', () => {
  const rows = caseload(
    [plan({ cease_date: '2020-10-01' })],
    [person()],
    [placement({ leaving_date: '2020-03-01' })],
  )

  assert.deepEqual(rows, [
    ['2020-01-10', '2020-03-01', '9', '9', 'm1'],
    ['2020-03-01', '2020-05-01', '9', '9', null],
    ['2020-05-01', '2020-09-01', '10', '9', null],
    ['2020-09-01', '2020-10-01', '10', '10', null],
  ])
})

test('somebody born on 29 February is a year older on 1 March, in a leap year on the day', () => {
  const rows = caseload(
    [plan({ start_date: '2020-02-01', cease_date: '2021-04-01' })],
    [person({ birth_date: '2012-02-29' })],
  )

  assert.deepEqual(rows, [
    ['2020-02-01', '2020-02-29', '7', '7', null],
    ['2020-02-29', '2020-09-01', '8', '7', null],
    ['2020-09-01', '2021-03-01', '8', '8', null],
    ['2021-03-01', '2021-04-01', '9', '8', null],
  ])
})

test('a plan that ceases on the day it starts is never in the caseload', () => {
  assert.deepEqual(caseload([plan({ cease_date: '2020-01-10' })], [person()]), [])
})

test('of two main placements at once the one begun last is in the caseload', () => {
  const rows = caseload(
    [plan({ start_date: '2021-06-01', cease_date: '2021-07-01' })],
    [person({ birth_date: '2010-01-01' })],
    [
      placement({ placement_id: 'm1', entry_date: '2021-06-01' }),
      placement({ placement_id: 'm0', entry_date: '2021-06-15' }),
    ],
  )

  assert.deepEqual(rows, [
    ['2021-06-01', '2021-06-15', '11', '10', 'm1'],
    ['2021-06-15', '2021-07-01', '11', '10', 'm0'],
  ])
})

function cycles(plans: readonly PlainRow[], reviews: readonly PlainRow[]): unknown[] {
  return makeReviewCycles(plansWithSpells(plans, [], []), reviews).map((row) => [
    row['plan_id'],
    row['start_date'],
    row['due_date'],
    row['meeting_date'],
  ])
}

function meeting(day: string, more: PlainRow = {}): PlainRow {
  return { review_id: `r${day}`, plan_id: 'p1', meeting_date: day, ...more }
}

test('a first review is due on the last day of the twelve months, then from each meeting', () => {
  assert.deepEqual(cycles([plan()], [meeting('2021-01-05'), meeting('2020-12-01')]), [
    ['p1', '2020-01-10', '2021-01-09', '2020-12-01'],
    ['p1', '2020-12-01', '2021-11-30', '2021-01-05'],
    ['p1', '2021-01-05', '2022-01-04', null],
  ])
})

test('a plan made on 29 February is due on 28 February', () => {
  assert.deepEqual(cycles([plan({ start_date: '2020-02-29' })], []), [
    ['p1', '2020-02-29', '2021-02-28', null],
  ])
})

test('a transferred plan is not due before three months from the transfer', () => {
  const known = plan({ prior_review_date: '2020-06-01', transfer_in_date: '2021-05-01' })
  const long = plan({ prior_review_date: '2021-04-01', transfer_in_date: '2021-05-01' })

  assert.deepEqual(cycles([known, long], []), [
    ['p1', '2021-05-01', '2021-07-31', null],
    ['p1', '2021-05-01', '2022-03-31', null],
  ])
})

test('a resumed plan goes on from the last meeting of the spell that it resumes', () => {
  const resumed = plan({
    plan_id: 'p2',
    reopened_from_plan_id: 'p1',
    reopened_date: '2021-09-01',
  })

  assert.deepEqual(cycles([resumed], [meeting('2020-11-20'), meeting('2021-02-20')]), [
    ['p2', '2021-09-01', '2022-02-19', null],
  ])
})

test('two meetings on one day are one, that of the lower id', () => {
  const rows = makeReviewCycles(plansWithSpells([plan()], [], []), [
    meeting('2020-12-01', { review_id: 'r2', decision_date: '2020-12-20' }),
    meeting('2020-12-01', { review_id: 'r1', decision_date: '2020-12-30' }),
  ])

  assert.equal(rows.length, 2)
  assert.deepEqual([rows[0]?.['review_id'], rows[0]?.['decision_date']], ['r1', '2020-12-30'])
})
