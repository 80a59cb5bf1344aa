import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { sen2Return, type TestFolder, testFolder } from './test-folder.ts'

const UPN = 'F999200013001'
const CHILD = { upn: UPN, birth: '2008-12-01', start: '2015-09-26' }
const OLD_PLACE = { urn: '980075', entry: '2020-09-03' }
const NEW_PLACE = { urn: '980075', entry: '2024-12-11' }

const BEFORE = { ...CHILD, placements: [OLD_PLACE] }
const CEASED = { ...CHILD, cease: '2024-07-25', placements: [OLD_PLACE] }
const RESUMED = { ...CHILD, placements: [NEW_PLACE] }

const IN_2024 = { 'sen2-2024.xml': sen2Return(2024, '2024-01-18', [BEFORE]) }
const IN_2025 = { 'sen2-2025.xml': sen2Return(2025, '2025-01-16', [[CEASED, RESUMED]]) }
const IN_2026 = { 'sen2-2026.xml': sen2Return(2026, '2026-01-15', [RESUMED]) }

const CASE_SYSTEM = {
  'persons.csv': `
    person_id,upn,birth_date,home_la
    77,${UPN},2008-12-01,X00000999`,
  'plans.csv': `
    plan_id,person_id,start_date,reopened_from_plan_id,reopened_date,cease_date,cease_reason
    p1,77,2015-09-26,,,2024-07-25,6
    p2,77,2015-09-26,p1,2024-12-05,,`,
}

const TWO_SPELLS = [
  {
    cease_date: '2024-07-25',
    held_from: '2015-09-26',
    held_until: '2024-07-25',
    places: '2020-09-03',
  },
  { cease_date: null, held_from: '2024-12-11', held_until: null, places: '2024-12-11' },
]

describe('a plan that ceased and was resumed', () => {
  let folder: TestFolder
  beforeEach(async () => {
    folder = await testFolder()
  })
  afterEach(async () => {
    await folder.close()
  })
  const spells = async () =>
    await folder.query(
      `select p.cease_date, p.held_from, p.held_until, string_agg(cast(l.entry_date as varchar), ' ') as places
       from read.plans p left join read.placements l on l.plan_id = p.plan_id
       group by p.plan_id, p.cease_date, p.held_from, p.held_until order by p.held_from`,
    )

  it('is two spells of the return that has both, and no row is refused', async () => {
    const outcome = await folder.load(IN_2025)
    assert.deepEqual(outcome.counts, { read: 5, loaded: 5, unchanged: 0, refused: 0, removed: 0 })
    assert.deepEqual(await spells(), TWO_SPELLS)
    assert.deepEqual(
      await folder.query(
        `select b.cease_date from read.plans a join read.plans b on b.plan_id = a.reopened_from_plan_id`,
      ),
      [{ cease_date: '2024-07-25' }],
    )
  })

  it('stays as it is when the return is sent in again', async () => {
    await folder.load(IN_2025)
    const again = IN_2025['sen2-2025.xml'].replace('<SerialNo>001', '<SerialNo>002')
    const outcome = await folder.load({ 'sen2-2025.xml': again })
    assert.deepEqual(outcome.counts, { read: 5, loaded: 0, unchanged: 5, refused: 0, removed: 0 })
    assert.deepEqual(await spells(), TWO_SPELLS)
  })

  it('is met by the next return, which has the second spell alone', async () => {
    await folder.load(IN_2025)
    const outcome = await folder.load(IN_2026)
    assert.equal(outcome.counts.loaded, 0)
    assert.deepEqual(await spells(), TWO_SPELLS)
  })

  it('goes on from the return before, which has the first spell alone', async () => {
    await folder.load({ ...IN_2024, ...IN_2025, ...IN_2026 })
    assert.deepEqual(await spells(), TWO_SPELLS)
  })

  it('is resumed after the earlier spell where its first year was never imported', async () => {
    const ended = {
      'sen2-2024.xml': sen2Return(2024, '2024-01-18', [{ ...CEASED, cease: '2023-07-25' }]),
    }
    await folder.load(ended)
    await folder.load(IN_2026)
    assert.deepEqual(await spells(), [
      {
        cease_date: '2023-07-25',
        held_from: '2015-09-26',
        held_until: '2023-07-25',
        places: '2020-09-03',
      },
      { cease_date: null, held_from: '2023-07-25', held_until: null, places: '2024-12-11' },
    ])
  })

  const withCaseSystem = [
    { plan_id: 'p1', held_from: '2015-09-26', places: '2020-09-03' },
    { plan_id: 'p2', held_from: '2024-12-05', places: '2024-12-11' },
  ]
  const ids = async () =>
    await folder.query(
      `select p.plan_id, p.held_from, string_agg(cast(l.entry_date as varchar), ' ') as places
       from read.plans p left join read.placements l on l.plan_id = p.plan_id
       group by p.plan_id, p.held_from order by p.plan_id`,
    )

  it('is that of the case system, spell by spell, when the returns come second', async () => {
    await folder.load(CASE_SYSTEM)
    await folder.load({ ...IN_2024, ...IN_2025, ...IN_2026 })
    assert.deepEqual(await ids(), withCaseSystem)
  })

  it('is that of the case system, spell by spell, when the returns come first', async () => {
    await folder.load({ ...IN_2024, ...IN_2025, ...IN_2026 })
    const outcome = await folder.load(CASE_SYSTEM)
    assert.equal(outcome.issueCounts['records-taken-over'], 1)
    assert.deepEqual(await ids(), withCaseSystem)
  })

  it('is the second spell of the case system when the last return alone comes first', async () => {
    await folder.load(IN_2026)
    await folder.load(CASE_SYSTEM)
    assert.deepEqual(await ids(), [
      { plan_id: 'p1', held_from: '2015-09-26', places: null },
      { plan_id: 'p2', held_from: '2024-12-05', places: '2024-12-11' },
    ])
  })
})
