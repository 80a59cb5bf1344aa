import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type TestFolder, testFolder } from './test-folder.ts'

const UPN = 'F999200013001'
const OTHER_UPN = 'P999200008002'

const PLANS = `
  plan_id,person_id,start_date
  p1,77,2019-10-19`

describe('persons', () => {
  let folder: TestFolder
  beforeEach(async () => {
    folder = await testFolder()
  })
  afterEach(async () => {
    await folder.close()
  })
  const persons = (upn: string, own = '77') => `
    person_id,upn,birth_date,home_la
    ${own},${upn},2008-12-01,X00000999`
  const joined = () =>
    folder.query(
      `select l.plan_id, p.birth_date from read.plans l
       left join read.persons p on p.authority = l.authority and p.person_id = l.person_id`,
    )

  it('are the same in every table though only persons.csv has the UPN', async () => {
    await folder.load({ 'persons.csv': persons(UPN), 'plans.csv': PLANS })
    assert.deepEqual(await joined(), [{ plan_id: 'p1', birth_date: '2008-12-01' }])
  })

  it('are joined, and that is told, when the UPN comes later', async () => {
    await folder.load({ 'plans.csv': PLANS })
    const outcome = await folder.load({ 'persons.csv': persons(UPN) })
    const told = outcome.issues.filter(({ code }) => code === 'records-person-joined')
    assert.deepEqual(
      told.map(({ place }) => [place?.file, place?.line]),
      [['persons.csv', 2]],
    )
    assert.deepEqual(await joined(), [{ plan_id: 'p1', birth_date: '2008-12-01' }])
  })

  it('are not changed by a contradiction, and it is told', async () => {
    await folder.load({ 'persons.csv': persons(UPN), 'plans.csv': PLANS })
    const outcome = await folder.load({ 'persons.csv': persons(OTHER_UPN) })
    const told = outcome.issues.filter(({ code }) => code === 'records-person-contradiction')
    assert.deepEqual(
      told.map(({ severity, place }) => [severity, place?.line]),
      [['warning', 2]],
    )
    assert.deepEqual(await joined(), [{ plan_id: 'p1', birth_date: '2008-12-01' }])
    assert.deepEqual(await folder.query('select count(*) as n from read.persons'), [{ n: 1n }])
  })

  it('are one when two numbers have the same UPN', async () => {
    await folder.load({ 'persons.csv': persons(UPN), 'plans.csv': PLANS })
    await folder.load({ 'persons.csv': persons(UPN, '99') })
    assert.deepEqual(await folder.query('select count(*) as n from read.persons'), [{ n: 1n }])
  })

  it('known by UPN in place of a number are the persons of the UPN', async () => {
    await folder.load({ 'persons.csv': persons(UPN) })
    await folder.load({
      'plans.csv': `
        plan_id,person_id,start_date
        p1,${UPN},2019-10-19`,
    })
    assert.deepEqual(await joined(), [{ plan_id: 'p1', birth_date: '2008-12-01' }])
  })

  it('have ids of 32 hexadecimal digits that do not hold their numbers', async () => {
    await folder.load({ 'persons.csv': persons(UPN), 'plans.csv': PLANS })
    const [row] = await folder.query('select person_id from read.persons')
    assert.match(String(row?.['person_id']), /^[0-9a-f]{32}$/)
  })
})
