import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOf } from './test-store.ts'

const PERSONS = `
  person_id=A birth_date=2010-05-01 home_la=E09000021 death_date=2023-01-01 family_id=f1
  person_id=B birth_date=2016-12-31 home_la=E09000021 family_id=f1
  person_id=C birth_date=2017-01-01 home_la=E09000021`

describe('waits and involvements', () => {
  it('keep a request open until refused, decided or the death of the child', async () => {
    const rows = await readOf(
      {
        persons: PERSONS,
        requests: `
          request_id=r1 person_id=B received_date=2022-01-01 request_outcome=N request_outcome_date=2022-02-01
          request_id=r2 person_id=B received_date=2022-01-01 request_outcome=Y request_outcome_date=2022-02-01 assessment_outcome=Y assessment_outcome_date=2022-05-01
          request_id=r3 person_id=A received_date=2022-01-01 request_outcome=Y request_outcome_date=2022-02-01 assessment_outcome=A
          request_id=r4 person_id=B received_date=2022-01-01 request_outcome=W
          request_id=r5 person_id=B received_date=2022-01-01 request_outcome=Y request_outcome_date=2022-02-01 assessment_outcome=Y`,
      },
      'select request_id, open_from, open_until from read.requests order by 1',
    )
    assert.deepEqual(
      rows.map(({ open_from, open_until }) => [open_from, open_until]),
      [
        ['2022-01-01', '2022-02-01'],
        ['2022-01-01', '2022-05-01'],
        ['2022-01-01', '2023-01-01'],
        [null, null],
        ['2022-01-01', null],
      ],
    )
  })

  it('end contact the day after the last one, and waits by contact, closure or death', async () => {
    const rows = await readOf(
      {
        persons: PERSONS,
        referrals: `
          referral_id=f1 person_id=B service=physiotherapy referral_date=2022-01-01 first_contact_date=2022-02-28
          referral_id=f2 person_id=B service=physiotherapy referral_date=2022-01-01 accepted=N closed_date=2022-01-20
          referral_id=f3 person_id=A service=physiotherapy referral_date=2022-01-01 first_contact_date=2022-03-01 last_contact_date=2022-12-31`,
      },
      `select in_contact_until, awaiting_contact_from, awaiting_contact_until,
         awaiting_treatment_until from read.referrals order by referral_id`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['2022-03-01', '2022-01-01', '2022-02-28', null],
        [null, null, '2022-01-20', '2022-01-20'],
        ['2023-01-01', '2022-01-01', '2022-03-01', '2023-01-01'],
      ],
    )
  })

  it('end an involvement with its end or the death of the child', async () => {
    const rows = await readOf(
      {
        persons: PERSONS,
        involvements: `
          involvement_id=i1 person_id=A service=social_care start_date=2022-01-01
          involvement_id=i2 person_id=B service=social_care start_date=2022-01-01 end_date=2022-06-01`,
      },
      'select in_force_from, in_force_until from read.involvements order by involvement_id',
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['2022-01-01', '2023-01-01'],
        ['2022-01-01', '2022-06-01'],
      ],
    )
  })
})

describe('latest rows', () => {
  it('of a block of places stand until its next count', async () => {
    const rest = 'kind=fe age_band=over_16 status=open opened_date=2020-01-01 is_new=N places=5'
    const rows = await readOf(
      {
        places: `
          block_id=b1 as_at=2021-01-31 ${rest}
          block_id=b1 as_at=2022-01-31 ${rest}
          block_id=b2 as_at=2021-06-30 ${rest}`,
      },
      'select block_id, latest_from, latest_until from read.places order by 1, 2',
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['b1', '2021-01-31', '2022-01-31'],
        ['b1', '2022-01-31', null],
        ['b2', '2021-06-30', null],
      ],
    )
  })

  it('of audits are by subject and criterion, advice apart from plans', async () => {
    const rows = await readOf(
      {
        audits: `
          audit_id=a1 subject_type=plan_new subject_id=1 audit_date=2021-01-01 criterion=overall result=good
          audit_id=a2 subject_type=plan_amended subject_id=1 audit_date=2022-01-01 criterion=overall result=good
          audit_id=a3 subject_type=advice subject_id=1 audit_date=2021-06-01 criterion=overall result=good
          audit_id=a4 subject_type=case subject_id=1 audit_date=2023-01-01 criterion=voice_clear result=yes`,
      },
      'select audit_id, latest_until from read.audits order by 1',
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['a1', '2022-01-01'],
        ['a2', null],
        ['a3', null],
        ['a4', null],
      ],
    )
  })

  it('of the census are January rows; funding goes by the age on 31 December', async () => {
    const rest = 'setting_id=s sen_provision=N'
    const rows = await readOf(
      {
        persons: PERSONS,
        census: `
          person_id=B census_date=2020-01-16 ${rest}
          person_id=C census_date=2020-01-16 ${rest}
          person_id=B census_date=2020-05-21 ${rest}
          person_id=B census_date=2021-01-21 ${rest}`,
      },
      `select latest_january_from, latest_january_until, newest_until, funding_age from read.census
       order by census_date, person_id`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['2020-01-16', '2021-01-21', '2020-05-21', 3],
        ['2020-01-16', '2021-01-21', null, 2],
        [null, null, '2021-01-21', 3],
        ['2021-01-21', null, null, 4],
      ],
    )
  })

  it('of destinations are the whole extract; milestones stand once achieved', async () => {
    const rest = 'academic_age=16 activity=school sen_provision=E'
    const rows = await readOf(
      {
        destinations: `
          person_id=A as_at=2021-12-31 ${rest}
          person_id=B as_at=2021-12-31 ${rest}
          person_id=B as_at=2022-01-31 ${rest}`,
        milestones: `
          milestone_id=m1 kind=annual_report title=One achieved_date=2019-07-01
          milestone_id=m2 kind=annual_report title=Two achieved_date=2020-07-01
          milestone_id=m3 kind=annual_report title=Three`,
      },
      `select person_id as id, latest_from, latest_until from read.destinations
       union all select milestone_id, latest_from, latest_until from read.milestones order by 1, 2`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['A', '2021-12-31', '2022-01-31'],
        ['B', '2021-12-31', '2022-01-31'],
        ['B', '2022-01-31', null],
        ['m1', '2019-07-01', '2020-07-01'],
        ['m2', '2020-07-01', null],
        ['m3', null, null],
      ],
    )
  })
})

describe('money and figures taken as given', () => {
  it('are stated by month, by report or always', async () => {
    const rest = 'block=high_needs spend_class=direct provision=other age_band=all_ages amount=1.00'
    const rows = await readOf(
      {
        ledger: `
          line_id=l1 financial_year=2021-22 period=1 scenario=actual ${rest}
          line_id=l2 financial_year=2021-22 period=9 scenario=actual ${rest}
          line_id=l3 financial_year=2021-22 period=10 scenario=actual ${rest}
          line_id=l4 financial_year=2021-22 period=13 scenario=actual ${rest}
          line_id=l5 financial_year=2021-22 period=1 scenario=forecast as_at=2021-07-31 ${rest}
          line_id=l6 financial_year=2021-22 period=1 scenario=forecast as_at=2021-10-31 ${rest}
          line_id=l7 financial_year=2021-22 period=1 scenario=budget ${rest}`,
      },
      'select stated_from, stated_until from read.ledger order by line_id',
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['2021-04-01', null],
        ['2021-12-01', null],
        ['2022-01-01', null],
        ['2022-03-31', null],
        ['2021-07-31', '2021-10-31'],
        ['2021-10-31', null],
        ['0001-01-01', null],
      ],
    )
  })

  it('are replaced by a later confirmed allocation of the same block and year', async () => {
    const rest = 'financial_year=2021-22 block=high_needs amount=1'
    const rows = await readOf(
      {
        funding: `
          line_id=1 kind=dsg_allocation status=confirmed decided_date=2021-01-01 ${rest}
          line_id=2 kind=dsg_allocation status=confirmed decided_date=2021-07-01 ${rest}
          line_id=3 kind=dsg_allocation status=confirmed decided_date=2021-07-01 ${rest}
          line_id=4 kind=dsg_allocation status=planned decided_date=2021-12-01 ${rest}
          line_id=5 kind=block_transfer status=confirmed decided_date=2021-01-01 ${rest}`,
      },
      'select replaced from read.funding order by line_id',
    )
    assert.deepEqual(
      rows.map(({ replaced }) => replaced),
      ['Y', 'Y', 'N', 'N', 'N'],
    )
  })

  it('are in the lowest fifth by value and then by person, at least one', async () => {
    const of = (person: string, year: string, value: string) =>
      `person_id=${person} academic_year=${year} measure=eyfs_points value=${value} sen_provision=N`
    const rows = await readOf(
      {
        results: [
          ...['G', 'F', 'E', 'D', 'C', 'B', 'A', 'H'].map((person) => of(person, '2020/21', '20')),
          of('A', '2021/22', '30'),
        ].join('\n'),
      },
      `select person_id, academic_year from read.results where lowest_fifth = 'Y' order by 2, 1`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['A', '2020/21'],
        ['B', '2020/21'],
        ['A', '2021/22'],
      ],
    )
  })

  it('of reference are known from publication until a newer day or publication', async () => {
    const rest = 'series=population area=home value=1 source=ONS'
    const rows = await readOf(
      {
        reference: `
          as_at=2020-06-30 age_from=0 age_to=4 published_date=2021-06-25 ${rest}
          as_at=2020-06-30 age_from=0 age_to=4 published_date=2022-09-01 ${rest}
          as_at=2020-06-30 age_from=0 age_to=25 published_date=2021-06-25 ${rest}
          as_at=2021-06-30 age_from=2 age_to=3 published_date=2022-06-24 ${rest}`,
      },
      `select published_until, latest_from, latest_until, wider_from, wider_to, age_band
       from read.reference order by as_at, age_to, published_date`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['2022-09-01', '2021-06-25', '2022-06-24', 0, 25, '0-4'],
        [null, '2022-09-01', '2022-06-24', 0, 25, '0-4'],
        [null, '2021-06-25', '2022-06-24', null, null, null],
        [null, '2022-06-24', null, null, null, '0-4'],
      ],
    )
  })
})

describe('disputes, voices and families', () => {
  it('make one case of a mediation and the appeals that follow it', async () => {
    const rows = await readOf(
      {
        disputes: `
          dispute_id=d1 kind=mediation person_id=A subject=contents received_date=2021-01-01 closed_date=2021-02-01 outcome=not_agreed
          dispute_id=d2 kind=appeal received_date=2021-03-01 closed_date=2021-09-01 outcome=for_la follows_dispute_id=d1
          dispute_id=d3 kind=mediation received_date=2021-01-01 closed_date=2021-02-01 outcome=agreed
          dispute_id=d4 kind=appeal received_date=2021-03-01 follows_dispute_id=d9
          dispute_id=d5 kind=complaint received_date=2021-03-01`,
      },
      `select case_id, subject, mediation_outcome, appealed, opened_date, closed_date
       from read.dispute_cases order by 1`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['d1', 'contents', 'not_agreed', 'Y', '2021-01-01', '2021-09-01'],
        ['d3', null, 'agreed', 'N', '2021-01-01', '2021-02-01'],
        ['d4', null, null, 'Y', '2021-03-01', null],
      ],
    )
  })

  it('count a response once and a headcount head by head', async () => {
    const response = 'survey=s response_date=2021-05-01 respondent_type=parent_carer'
    const rows = await readOf(
      {
        survey_responses: `
          response_id=1 question=support_right answer=yes participant_id=x ${response}
          response_id=1 question=support_timely answer=no participant_id=x ${response}`,
        engagement: `
          engagement_id=1 activity_date=2021-06-01 activity=forum headcount=2 participant_type=parent_carer
          engagement_id=2 activity_date=2021-06-01 activity=forum headcount=1 participant_id=x participant_type=parent_carer`,
      },
      'select voice_id, voice, activity, named from read.voices order by voice_id',
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['engagement 1 1', 'unnamed engagement 1 1', 'forum', 'N'],
        ['engagement 1 2', 'unnamed engagement 1 2', 'forum', 'N'],
        ['engagement 2 1', 'participant x', 'forum', 'Y'],
        ['response 1', 'participant x', 'survey', 'Y'],
      ],
    )
  })

  it('find each family once', async () => {
    assert.deepEqual(await readOf({ persons: PERSONS }, 'select family_id from read.families'), [
      { family_id: 'f1' },
    ])
  })
})
