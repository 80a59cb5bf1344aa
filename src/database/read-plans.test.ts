import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOf } from './test-store.ts'

const PERSON = 'person_id=A birth_date=2010-05-01 home_la=E09000021'

describe('plans', () => {
  const spells = (plan: string, person = PERSON) =>
    readOf(
      { persons: person, plans: `plan_id=p person_id=A start_date=2019-05-01 ${plan}` },
      'select held_from, held_until, made_date from read.plans',
    )

  it('are held from their start and, while nothing ends them, for ever', async () => {
    assert.deepEqual(await spells(''), [
      { held_from: '2019-05-01', held_until: null, made_date: '2019-05-01' },
    ])
  })

  it('transferred in are held from the transfer, and made when first made', async () => {
    assert.deepEqual(await spells('transfer_in_date=2021-05-17'), [
      { held_from: '2021-05-17', held_until: null, made_date: '2019-05-01' },
    ])
  })

  it('resumed are held from, and made on, the day they were resumed', async () => {
    assert.deepEqual(await spells('reopened_from_plan_id=o reopened_date=2022-04-12'), [
      { held_from: '2022-04-12', held_until: null, made_date: '2022-04-12' },
    ])
  })

  it('are held until they cease, or until death if that came first', async () => {
    const dead = `${PERSON} death_date=2021-06-01`
    assert.deepEqual(
      (await spells('cease_date=2021-05-31 cease_reason=2', dead)).map((row) => row['held_until']),
      ['2021-05-31'],
    )
    assert.deepEqual(
      (await spells('cease_date=2021-06-30 cease_reason=8', dead)).map((row) => row['held_until']),
      ['2021-06-01'],
    )
  })

  it('have no end that is known while persons were not supplied', async () => {
    const rows = await readOf(
      { plans: 'plan_id=p person_id=A start_date=2019-05-01 cease_date=2021-05-31' },
      'select held_from, held_until from read.plans',
    )
    assert.deepEqual(rows, [{ held_from: '2019-05-01', held_until: null }])
  })

  it('name the main placement in force on the start date, the one entered last', async () => {
    const rows = await readOf(
      {
        plans: 'plan_id=p person_id=A start_date=2019-05-01',
        placements: `
          placement_id=m1 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2018-09-01
          placement_id=m2 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2019-01-07
          placement_id=m3 plan_id=p sen_setting=OTH placement_rank=2 entry_date=2019-05-01
          placement_id=m4 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2019-04-30 leaving_date=2019-05-01
          placement_id=m5 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2019-05-02`,
      },
      'select named_placement_id from read.plans',
    )
    assert.deepEqual(rows, [{ named_placement_id: 'm2' }])
  })

  it('name, without one in force, the first main placement to start after', async () => {
    const rows = await readOf(
      {
        plans: 'plan_id=p person_id=A start_date=2019-05-01',
        placements: `
          placement_id=m1 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2020-09-01
          placement_id=m2 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2019-09-01
          placement_id=m3 plan_id=p sen_setting=OTH placement_rank=1 entry_date=2019-09-01`,
      },
      'select named_placement_id from read.plans',
    )
    assert.deepEqual(rows, [{ named_placement_id: 'm3' }])
  })
})

describe('placements', () => {
  const SETTINGS = `
    setting_id=s1 name=One provision=mainstream_academy la_code=E09000021
    setting_id=s2 name=Two provision=special_independent la_code=E09000027`
  const placed = (placement: string, settings: Readonly<Record<string, string>>) =>
    readOf(
      {
        ...settings,
        placements: `placement_id=m plan_id=p placement_rank=1 entry_date=2020-01-01 ${placement}`,
      },
      'select provision, area from read.placements',
    )

  it('have the provision of their setting, and its area', async () => {
    assert.deepEqual(await placed('setting_id=s1', { settings: SETTINGS }), [
      { provision: 'mainstream_academy', area: 'in_borough' },
    ])
    assert.deepEqual(await placed('setting_id=s2', { settings: SETTINGS }), [
      { provision: 'special_independent', area: 'out_borough' },
    ])
  })

  it('are resourced provision when either indicator says so', async () => {
    assert.deepEqual(await placed('setting_id=s1 sen_unit_indicator=Y', { settings: SETTINGS }), [
      { provision: 'resourced_provision', area: 'in_borough' },
    ])
  })

  it('outside a setting have what the arrangement amounts to, and no area', async () => {
    assert.deepEqual(await placed('sen_setting=EHE', { settings: SETTINGS }), [
      { provision: 'otherwise', area: 'not_applicable' },
    ])
    assert.deepEqual(await placed('sen_setting=NIEO', { settings: SETTINGS }), [
      { provision: 'none', area: 'not_applicable' },
    ])
  })

  it('have neither while settings were not supplied', async () => {
    assert.deepEqual(await placed('setting_id=s1 sen_unit_indicator=Y', {}), [
      { provision: null, area: null },
    ])
  })

  it('are in force only while their plan is held and the child lives', async () => {
    const rows = await readOf(
      {
        persons: `${PERSON} death_date=2023-01-01`,
        plans: `
          plan_id=p1 person_id=A start_date=2019-05-01 transfer_in_date=2020-06-01
          plan_id=p2 person_id=A start_date=2019-05-01 cease_date=2022-07-31 cease_reason=2`,
        placements: `
          placement_id=m1 plan_id=p1 sen_setting=OTH placement_rank=1 entry_date=2019-09-01
          placement_id=m2 plan_id=p2 sen_setting=OTH placement_rank=1 entry_date=2019-09-01
          placement_id=m3 plan_id=p2 sen_setting=OTH placement_rank=1 entry_date=2019-09-01 leaving_date=2020-08-31
          placement_id=m4 plan_id=p9 sen_setting=OTH placement_rank=1 entry_date=2019-09-01`,
      },
      'select placement_id, in_force_from, in_force_until from read.placements order by 1',
    )
    assert.deepEqual(rows, [
      { placement_id: 'm1', in_force_from: '2020-06-01', in_force_until: '2023-01-01' },
      { placement_id: 'm2', in_force_from: '2019-09-01', in_force_until: '2022-07-31' },
      { placement_id: 'm3', in_force_from: '2019-09-01', in_force_until: '2020-08-31' },
      { placement_id: 'm4', in_force_from: null, in_force_until: null },
    ])
  })
})

describe('the caseload', () => {
  it('is cut at birthdays and septembers, and each stretch has its ages', async () => {
    const rows = await readOf(
      {
        persons: 'person_id=A birth_date=2012-02-29 home_la=E09000021',
        plans: 'plan_id=p person_id=A start_date=2022-12-01 cease_date=2024-03-10 cease_reason=2',
      },
      'select from_date, until_date, age, academic_age from read.caseload order by from_date',
    )
    assert.deepEqual(rows, [
      { from_date: '2022-12-01', until_date: '2023-03-01', age: 10, academic_age: 10 },
      { from_date: '2023-03-01', until_date: '2023-09-01', age: 11, academic_age: 10 },
      { from_date: '2023-09-01', until_date: '2024-02-29', age: 11, academic_age: 11 },
      { from_date: '2024-02-29', until_date: '2024-03-10', age: 12, academic_age: 11 },
    ])
  })

  it('is cut where main placements start and end, the one begun last standing', async () => {
    const rows = await readOf(
      {
        persons: 'person_id=A birth_date=2010-09-01 home_la=E09000021',
        plans: 'plan_id=p person_id=A start_date=2022-10-01 cease_date=2023-08-01 cease_reason=2',
        settings: `
          setting_id=s1 name=One provision=mainstream_academy la_code=E09000021
          setting_id=s2 name=Two provision=special_academy la_code=E09000027`,
        placements: `
          placement_id=m1 plan_id=p setting_id=s1 placement_rank=1 entry_date=2021-09-01 leaving_date=2023-03-01
          placement_id=m2 plan_id=p setting_id=s2 placement_rank=1 entry_date=2023-01-09 leaving_date=2023-06-01
          placement_id=m3 plan_id=p setting_id=s1 placement_rank=2 entry_date=2022-11-01`,
      },
      `select from_date, until_date, placement_id, provision, area from read.caseload
       order by from_date`,
    )
    const m1 = { placement_id: 'm1', provision: 'mainstream_academy', area: 'in_borough' }
    const m2 = { placement_id: 'm2', provision: 'special_academy', area: 'out_borough' }
    const none = { placement_id: null, provision: null, area: null }
    assert.deepEqual(rows, [
      { from_date: '2022-10-01', until_date: '2023-01-09', ...m1 },
      { from_date: '2023-01-09', until_date: '2023-03-01', ...m2 },
      { from_date: '2023-03-01', until_date: '2023-06-01', ...m2 },
      { from_date: '2023-06-01', until_date: '2023-08-01', ...none },
    ])
  })

  it('goes on after the end of the calendar for a plan still held', async () => {
    const rows = await readOf(
      {
        persons: 'person_id=A birth_date=2010-09-01 home_la=E09000021',
        plans: 'plan_id=p person_id=A start_date=2022-10-01',
      },
      `select from_date, until_date from read.caseload order by from_date desc limit 2`,
    )
    assert.deepEqual(rows, [
      { from_date: '2039-09-01', until_date: null },
      { from_date: '2038-09-01', until_date: '2039-09-01' },
    ])
  })

  it('holds a plan whose person is not known, without ages', async () => {
    const rows = await readOf(
      {
        persons: PERSON,
        plans: 'plan_id=p person_id=Z start_date=2023-01-01 cease_date=2023-02-01 cease_reason=2',
      },
      'select person_id, from_date, until_date, age from read.caseload',
    )
    assert.deepEqual(rows, [
      { person_id: 'Z', from_date: '2023-01-01', until_date: '2023-02-01', age: null },
    ])
  })

  it('does not hold a plan that ceased before it was held', async () => {
    const rows = await readOf(
      {
        persons: `${PERSON} death_date=2022-01-01`,
        plans: 'plan_id=p person_id=A start_date=2022-01-01',
      },
      'select plan_id from read.caseload',
    )
    assert.deepEqual(rows, [])
  })

  it('is the same when it is made of one plan at a time', async () => {
    const rows = await readOf(
      {
        persons: PERSON,
        plans: `
          plan_id=p2 person_id=A start_date=2023-01-01 cease_date=2023-02-01 cease_reason=2
          plan_id=p1 person_id=A start_date=2022-01-01 cease_date=2022-02-01 cease_reason=2
          plan_id=p3 person_id=A start_date=2023-04-01 cease_date=2023-06-01 cease_reason=2`,
      },
      'select plan_id, from_date, until_date from read.caseload order by plan_id, from_date',
      { plansOfAPass: 1 },
    )
    assert.deepEqual(rows, [
      { plan_id: 'p1', from_date: '2022-01-01', until_date: '2022-02-01' },
      { plan_id: 'p2', from_date: '2023-01-01', until_date: '2023-02-01' },
      { plan_id: 'p3', from_date: '2023-04-01', until_date: '2023-05-01' },
      { plan_id: 'p3', from_date: '2023-05-01', until_date: '2023-06-01' },
    ])
  })
})
