import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { sen2Return, type TestFolder, testFolder } from './test-folder.ts'

const UPN = 'F999200013001'
const ULN = '9079110875'

const CASE_SYSTEM = {
  'persons.csv': `
    person_id,upn,birth_date,home_la
    77,${UPN},2008-12-01,X00000999`,
  'plans.csv': `
    plan_id,person_id,start_date
    p1,77,2019-10-19`,
  'placements.csv': `
    placement_id,plan_id,setting_id,placement_rank,entry_date
    m1,p1,980075,1,2020-09-03`,
}

const PLAN = { upn: UPN, birth: '2008-12-01', start: '2019-10-19' }
const SAME_PLACE = { urn: '980075', entry: '2020-09-03' }

const RETURN_2024 = {
  'sen2.xml': sen2Return(2024, '2024-01-18', [{ ...PLAN, placements: [SAME_PLACE] }]),
}

describe('a SEN2 return and the case system', () => {
  let folder: TestFolder
  beforeEach(async () => {
    folder = await testFolder()
  })
  afterEach(async () => {
    await folder.close()
  })
  const state = async () => ({
    persons: await folder.query('select count(*) as n from read.persons'),
    plans: await folder.query('select plan_id, primary_need from read.plans'),
    placements: await folder.query('select placement_id, plan_id from read.placements'),
  })

  it('are the same plan and placement when the return comes second', async () => {
    await folder.load(CASE_SYSTEM)
    const outcome = await folder.load(RETURN_2024)
    assert.deepEqual(outcome.counts, { read: 3, loaded: 0, unchanged: 3, refused: 0, removed: 0 })
    assert.deepEqual(await state(), {
      persons: [{ n: 1n }],
      plans: [{ plan_id: 'p1', primary_need: null }],
      placements: [{ placement_id: 'm1', plan_id: 'p1' }],
    })
  })

  it('are the same when the return comes first, and the case system takes over', async () => {
    await folder.load(RETURN_2024)
    const outcome = await folder.load(CASE_SYSTEM)
    assert.equal(outcome.issueCounts['records-taken-over'], 2)
    assert.deepEqual(await state(), {
      persons: [{ n: 1n }],
      plans: [{ plan_id: 'p1', primary_need: null }],
      placements: [{ placement_id: 'm1', plan_id: 'p1' }],
    })
  })

  it('are the same when both come in one import', async () => {
    const outcome = await folder.load({ ...RETURN_2024, ...CASE_SYSTEM })
    assert.deepEqual(outcome.counts, { read: 6, loaded: 3, unchanged: 3, refused: 0, removed: 0 })
    assert.deepEqual((await state()).plans, [{ plan_id: 'p1', primary_need: null }])
  })

  it('are told apart where they contradict each other, and the case system stands', async () => {
    await folder.load(CASE_SYSTEM)
    const outcome = await folder.load({
      'sen2.xml': sen2Return(2024, '2024-01-18', [{ ...PLAN, cease: '2023-11-30' }]),
    })
    const differs = outcome.issues.filter(({ code }) => code === 'records-differs')
    assert.deepEqual(
      differs.map(({ message }) => message),
      ['The case system says otherwise about this row of plans in: cease_date.'],
    )
    assert.deepEqual(await folder.query('select cease_date from read.plans'), [
      { cease_date: null },
    ])
  })

  it('do not differ over what happened after the return', async () => {
    await folder.load({
      ...CASE_SYSTEM,
      'plans.csv': `
        plan_id,person_id,start_date,cease_date,cease_reason
        p1,77,2019-10-19,2024-03-01,2`,
    })
    const outcome = await folder.load(RETURN_2024)
    assert.equal(outcome.issueCounts['records-differs'], undefined)
  })

  it('keep a placement that only the return has, with the plan of the case system', async () => {
    await folder.load(CASE_SYSTEM)
    const outcome = await folder.load({
      'sen2.xml': sen2Return(2024, '2024-01-18', [
        { ...PLAN, placements: [SAME_PLACE, { urn: '980111', entry: '2023-09-01' }] },
      ]),
    })
    assert.equal(outcome.counts.loaded, 1)
    assert.deepEqual(
      await folder.query('select plan_id, setting_id from read.placements order by setting_id'),
      [
        { plan_id: 'p1', setting_id: '980075' },
        { plan_id: 'p1', setting_id: '980111' },
      ],
    )
  })
})

describe('two SEN2 returns', () => {
  let folder: TestFolder
  beforeEach(async () => {
    folder = await testFolder()
  })
  afterEach(async () => {
    await folder.close()
  })
  const older = { 'old.xml': sen2Return(2024, '2024-01-18', [PLAN]) }
  const newer = { 'new.xml': sen2Return(2025, '2025-01-16', [{ ...PLAN, cease: '2024-11-30' }]) }

  it('update each other by the plan, the later one last', async () => {
    await folder.load({ ...newer, ...older })
    assert.deepEqual(await folder.query('select cease_date from read.plans'), [
      { cease_date: '2024-11-30' },
    ])
  })

  it('let the later one stand when the older one is imported after it', async () => {
    await folder.load(newer)
    const outcome = await folder.load(older)
    assert.deepEqual(
      outcome.issues.filter(({ code }) => code === 'records-replaced').map((one) => one.message),
      [
        'Values of plans from an earlier return that were replaced: 2, in records: 1. bin/sendboard replaced 2 lists each.',
      ],
    )
    assert.deepEqual(await folder.query('select cease_date from read.plans'), [
      { cease_date: '2024-11-30' },
    ])
  })

  it('are not mixed with one that could not be read again', async () => {
    await folder.load(newer)
    await folder.database.execute('delete from records.kept_rows')
    const outcome = await folder.load(older)
    assert.equal(outcome.status, 'refused')
    assert.equal(outcome.issueCounts['records-return-not-kept'], 1)
    assert.deepEqual(await folder.query('select cease_date from read.plans'), [
      { cease_date: '2024-11-30' },
    ])
  })

  it('are of one person when the first knows the ULN alone and the second the UPN too', async () => {
    const { upn: _, ...unnumbered } = PLAN
    await folder.load({ 'old.xml': sen2Return(2024, '2024-01-18', [{ ...unnumbered, uln: ULN }]) })
    const outcome = await folder.load({
      'new.xml': sen2Return(2025, '2025-01-16', [{ ...PLAN, uln: ULN }]),
    })
    assert.equal(outcome.issueCounts['records-person-joined'], 1)
    assert.deepEqual(await folder.query('select count(*) as n from read.persons'), [{ n: 1n }])
    assert.deepEqual(await folder.query('select count(*) as n from read.plans'), [{ n: 1n }])
  })
})

describe('a return with codes that are not known', () => {
  let folder: TestFolder
  beforeEach(async () => {
    folder = await testFolder()
  })
  afterEach(async () => {
    await folder.close()
  })
  const sound = sen2Return(2026, '2026-01-15', [{ ...PLAN, cease: '2025-07-01' }])
  const strange = sound
    .replace('<CeaseReason>2', '<CeaseReason>12')
    .replace('<SENtype>ASD', '<SENtype>NSA')
    .replace('</Person>', '<Team>B7</Team></Person>')
    .replace(
      '</Requests>',
      '</Requests><Requests><ReceivedDate>2025-03-03</ReceivedDate><RequestOutcome>Q</RequestOutcome></Requests>',
    )

  it('loads every row with the cell empty, and lists what was given', async () => {
    const outcome = await folder.load({ 'sen2.xml': strange })
    assert.equal(outcome.counts.refused, 0)
    assert.deepEqual(
      await folder.query('select cease_date, cease_reason, primary_need from read.plans'),
      [{ cease_date: '2025-07-01', cease_reason: null, primary_need: null }],
    )
    assert.deepEqual(
      await folder.query('select received_date, request_outcome from read.requests'),
      [{ received_date: '2025-03-03', request_outcome: null }],
    )
    const given = await folder.query(
      `select field, message from records.import_issues
       where code in ('sen2-unknown-code', 'sen2-value-kept') order by field`,
    )
    assert.deepEqual(
      given.map(({ field, message }) => [field, /"[^"]*"/.exec(String(message))?.[0]]),
      [
        ['CeaseReason', '"12"'],
        ['RequestOutcome', '"Q"'],
        ['SENtype', '"NSA"'],
        ['Team', '"B7"'],
      ],
    )
  })

  it('has nothing new when it is sent again', async () => {
    await folder.load({ 'sen2.xml': strange })
    const again = strange.replace('<SerialNo>001', '<SerialNo>002')
    const outcome = await folder.load({ 'sen2.xml': again })
    assert.deepEqual([outcome.counts.loaded, outcome.counts.refused], [0, 0])
  })

  it('is mended by one that has the codes', async () => {
    await folder.load({ 'sen2.xml': strange })
    await folder.load({ 'sen2.xml': sound.replace('<SerialNo>001', '<SerialNo>002') })
    assert.deepEqual(await folder.query('select cease_reason, primary_need from read.plans'), [
      { cease_reason: '2', primary_need: 'ASD' },
    ])
  })

  it('leaves a CSV file without an outcome refused as before', async () => {
    const outcome = await folder.load({
      'requests.csv': `
        request_id,person_id,received_date,request_outcome
        q1,77,2025-03-03,`,
    })
    assert.equal(outcome.counts.refused, 1)
    assert.equal(outcome.issueCounts['records-required-when'], 1)
  })
})
