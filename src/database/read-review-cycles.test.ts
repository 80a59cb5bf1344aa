import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOf } from './test-store.ts'

describe('review cycles', () => {
  const cycles = (plans: string, reviews: string) =>
    readOf(
      { persons: 'person_id=A birth_date=2010-05-01 home_la=E09000021', plans, reviews },
      `select plan_id, cycle, start_date, due_date, meeting_date, review_id
       from read.review_cycles order by plan_id, cycle`,
    )

  it('run from the plan to each meeting, and are due on the last day of twelve months', async () => {
    const rows = await cycles(
      'plan_id=p person_id=A start_date=2020-02-29',
      `
        review_id=v2 plan_id=p review_type=early meeting_date=2021-03-15
        review_id=v1 plan_id=p review_type=annual meeting_date=2021-03-15
        review_id=v3 plan_id=p review_type=annual meeting_date=2022-03-01`,
    )
    assert.deepEqual(rows, [
      {
        plan_id: 'p',
        cycle: 1,
        start_date: '2020-02-29',
        due_date: '2021-02-28',
        meeting_date: '2021-03-15',
        review_id: 'v1',
      },
      {
        plan_id: 'p',
        cycle: 2,
        start_date: '2021-03-15',
        due_date: '2022-03-14',
        meeting_date: '2022-03-01',
        review_id: 'v3',
      },
      {
        plan_id: 'p',
        cycle: 3,
        start_date: '2022-03-01',
        due_date: '2023-02-28',
        meeting_date: null,
        review_id: null,
      },
    ])
  })

  it('of a plan transferred in are due within three months at the earliest', async () => {
    const rows = await cycles(
      `
        plan_id=p1 person_id=A start_date=2018-01-10 transfer_in_date=2021-05-17 prior_review_date=2020-06-01
        plan_id=p2 person_id=A start_date=2018-01-10 transfer_in_date=2021-05-17 prior_review_date=2020-12-01`,
      '',
    )
    assert.deepEqual(
      rows.map(({ plan_id, start_date, due_date }) => [plan_id, start_date, due_date]),
      [
        ['p1', '2021-05-17', '2021-08-16'],
        ['p2', '2021-05-17', '2021-11-30'],
      ],
    )
  })

  it('of a resumed plan go on from the last meeting before', async () => {
    const rows = await cycles(
      `
        plan_id=p1 person_id=A start_date=2018-01-10 cease_date=2021-02-01 cease_reason=6
        plan_id=p2 person_id=A start_date=2018-01-10 reopened_from_plan_id=p1 reopened_date=2021-04-12`,
      `
        review_id=v1 plan_id=p1 review_type=annual meeting_date=2019-11-30
        review_id=v2 plan_id=p1 review_type=annual meeting_date=2020-11-30`,
    )
    assert.deepEqual(
      rows
        .filter(({ plan_id }) => plan_id === 'p2')
        .map(({ cycle, start_date, due_date }) => [cycle, start_date, due_date]),
      [[1, '2021-04-12', '2021-11-29']],
    )
  })
})
