import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { recordsAfter, undoImport } from './index.ts'
import { CATALOGUE, sen2Return, TEST_KEY, type TestFolder, testFolder } from './test-folder.ts'

const UPN = 'F999200013001'
const HEAD = 'plan_id,person_id,start_date,cease_date,cease_reason'

describe('undoing an import', () => {
  let folder: TestFolder
  before(async () => {
    folder = await testFolder()
  })
  after(async () => {
    await folder.close()
  })
  const undo = async (id: number) =>
    await undoImport({ database: folder.database, catalogue: CATALOGUE, personKey: TEST_KEY }, id)

  it('restores the records and the read tables exactly', async () => {
    await folder.load({
      'plans.csv': `${HEAD}
        p1,77,2019-10-19,,
        p2,78,2019-10-19,,`,
      'charter.csv': `
        organisation_id,name,sector,in_scope_from
        o1,One,school,2020-01-01`,
    })
    const before = await state(folder)
    const outcome = await folder.load({
      'persons.csv': `
        person_id,upn,birth_date,home_la
        77,${UPN},2008-12-01,X00000999`,
      'plans.csv': `${HEAD}
        p1,77,2019-10-19,2024-01-31,2
        p3,79,2023-01-01,,`,
      'charter.csv': `
        organisation_id,name,sector,in_scope_from
        o2,Two,school,2020-01-01`,
      'sen2.xml': sen2Return(2024, '2024-01-18', [
        { upn: UPN, birth: '2008-12-01', start: '2019-10-19' },
      ]),
    })
    assert.equal(outcome.status, 'loaded')
    assert.notDeepEqual(await state(folder), before)
    const undone = await undo(outcome.id ?? 0)
    assert.equal(undone.ok, true)
    assert.deepEqual(await state(folder), before)
  })

  it('is one way back; another is to read an earlier state while the later ones stand', async () => {
    const head = 'arrangement_id,title,kind,effective_date,strategy_aligned'
    const first = await folder.load({
      'commissioning.csv': `${head}\nc1,One,new,2020-01-01,Y\nc2,Two,new,2020-01-01,Y`,
    })
    const then = await folder.query(
      'select arrangement_id, title from read.commissioning order by 1',
    )
    await folder.load({
      'commissioning.csv': `${head}\nc2,Second,new,2020-01-01,Y\nc3,Three,new,2020-01-01,Y`,
    })
    const rebuilt = await folder.query(
      `select arrangement_id, title from ${recordsAfter('commissioning', first.id ?? 0)} r order by 1`,
    )
    assert.deepEqual(rebuilt, then)
  })

  it('lets the same files be imported again', async () => {
    const files = { 'plans.csv': `${HEAD}\np1,77,2019-10-19,2024-02-29,2` }
    const first = await folder.load(files)
    await undo(first.id ?? 0)
    const again = await folder.load(files)
    assert.deepEqual([again.status, again.counts.loaded], ['loaded', 1])
  })

  it('makes later imports again that were built on it', async () => {
    const first = await folder.load({ 'plans.csv': `${HEAD}\np9,90,2019-10-19,,` })
    const second = await folder.load({ 'plans.csv': `${HEAD}\np9,90,2019-10-19,2024-02-29,2` })
    const undone = await undo(first.id ?? 0)
    assert.deepEqual(undone.ok && undone.value.madeAgain, [second.id])
    const rows = await folder.query(
      `select cease_date, import_id, ended_by from records.plans where plan_id = 'p9'`,
    )
    assert.deepEqual(rows, [{ cease_date: '2024-02-29', import_id: second.id, ended_by: null }])
  })

  it('is refused where what a later import read was not kept, and changes nothing', async () => {
    const first = await folder.load({ 'plans.csv': `${HEAD}\np10,91,2019-10-19,,` })
    const second = await folder.load({ 'plans.csv': `${HEAD}\np11,91,2020-10-19,,` })
    const later = String(second.id)
    await folder.query(`delete from records.kept_notes where import_id = ${later}`)
    const before = await state(folder)
    const undone = await undo(first.id ?? 0)
    assert.deepEqual(
      undone.issues.map(({ message, fix }) => [message, fix]),
      [
        [
          `Not all of what import ${later} read was kept: an older Sendboard made it.`,
          `Undo the later imports first, import ${later} before the others, then import their files again.`,
        ],
      ],
    )
    assert.deepEqual(await state(folder), before)
  })

  it('is refused for an import that there is not, or that was undone', async () => {
    const none = await undo(999)
    assert.deepEqual(
      none.issues.map(({ message }) => message),
      ['There is no import 999.'],
    )
    const again = await undo(2)
    assert.deepEqual(
      again.issues.map(({ message }) => message),
      ['Import 2 was undone already.'],
    )
  })
})

async function state(folder: TestFolder): Promise<unknown> {
  const states: unknown[] = []
  for (const table of CATALOGUE.datasets.keys()) {
    states.push(await folder.query(`select * from records.${table} order by all`))
    states.push(await folder.query(`select * from read.${table} order by all`))
  }
  for (const table of ['caseload', 'review_cycles'])
    states.push(await folder.query(`select * from read.${table} order by all`))
  for (const table of ['person_links', 'aliases', 'supplied'])
    states.push(await folder.query(`select * from records.${table} order by all`))
  return states
}
