import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importPaths, importsOf, asAtOf, suppliedDatasets, authoritiesIn } from './index.ts'
import { CATALOGUE, everything, TEST_KEY, type TestFolder, testFolder } from './test-folder.ts'

const PERSONS = `
  person_id,birth_date,sex,home_la
  1,2010-05-01,F,X00000999
  2,2012-02-29,M,X00000999`

const PLANS = `
  plan_id,person_id,start_date,cease_date,cease_reason
  p1,1,2020-01-10,,
  p2,2,2021-06-01,2023-07-31,2`

describe('an import', () => {
  let folder: TestFolder
  before(async () => {
    folder = await testFolder()
  })
  after(async () => {
    await folder.close()
  })

  it('loads the rows and makes the tables that figures read', async () => {
    const outcome = await folder.load({ 'persons.csv': PERSONS, 'plans.csv': PLANS })
    assert.equal(outcome.status, 'loaded')
    assert.deepEqual(outcome.counts, { read: 4, loaded: 4, unchanged: 0, refused: 0, removed: 0 })
    const rows = await folder.query(
      'select plan_id, held_from, held_until, source_line from read.plans order by plan_id',
    )
    assert.deepEqual(rows, [
      { plan_id: 'p1', held_from: '2020-01-10', held_until: null, source_line: 2 },
      { plan_id: 'p2', held_from: '2021-06-01', held_until: '2023-07-31', source_line: 3 },
    ])
  })

  it('knows the file and line of each record', async () => {
    const rows = await folder.query(
      `select f.name, r.source_line from read.plans r join records.files f on f.id = r.source_file
       where r.plan_id = 'p2'`,
    )
    assert.deepEqual(rows, [{ name: 'plans.csv', source_line: 3 }])
  })

  it('changes nothing when the same files come again', async () => {
    const before = await everything(folder)
    const outcome = await folder.load({ 'persons.csv': PERSONS, 'plans.csv': PLANS })
    assert.equal(outcome.status, 'unchanged')
    assert.equal(outcome.id, undefined)
    assert.deepEqual(outcome.counts, { read: 4, loaded: 0, unchanged: 4, refused: 0, removed: 0 })
    assert.deepEqual(await everything(folder), before)
  })

  it('loads only what changed, and keeps the old version', async () => {
    const outcome = await folder.load({
      'plans.csv': PLANS.replace('p1,1,2020-01-10,,', 'p1,1,2020-01-10,2024-02-01,2'),
    })
    assert.deepEqual(outcome.counts, { read: 2, loaded: 1, unchanged: 1, refused: 0, removed: 0 })
    const rows = await folder.query(
      `select cease_date, import_id, ended_by from records.plans where plan_id = 'p1' order by import_id`,
    )
    assert.deepEqual(rows, [
      { cease_date: null, import_id: 1, ended_by: 2 },
      { cease_date: '2024-02-01', import_id: 2, ended_by: null },
    ])
  })

  it('says nothing about a column that is not in the file', async () => {
    await folder.load({
      'persons.csv': `
      person_id,birth_date,home_la
      1,2010-05-01,X00000998`,
    })
    const rows = await folder.query(
      `select sex, home_la from read.persons where birth_date = date '2010-05-01'`,
    )
    assert.deepEqual(rows, [{ sex: 'F', home_la: 'X00000998' }])
  })

  it('knows what was supplied, by whom and up to which day', async () => {
    assert.deepEqual(
      [...(await suppliedDatasets(folder.database, 'X00000999'))],
      ['persons', 'plans'],
    )
    assert.deepEqual(await authoritiesIn(folder.database), ['X00000999'])
    assert.equal(await asAtOf(folder.database, 'X00000999'), '2024-03-31')
  })

  it('tells its history, the latest import first', async () => {
    const imports = await importsOf(folder.database, 'X00000999')
    assert.deepEqual(
      imports.map(({ id, status, counts }) => [id, status, counts.loaded]),
      [
        [3, 'loaded', 1],
        [2, 'loaded', 1],
        [1, 'loaded', 4],
      ],
    )
    const [latest] = imports
    const names = latest?.files.map(({ name }) => name)
    assert.deepEqual([latest?.importedAt, names], ['2024-04-02T09:00:00.000Z', ['persons.csv']])
  })
})

describe('an import of faulty files', () => {
  let folder: TestFolder
  before(async () => {
    folder = await testFolder()
  })
  after(async () => {
    await folder.close()
  })

  it('refuses a bad row alone, with its file, line, column and rule', async () => {
    const outcome = await folder.load({
      'plans.csv': `
      plan_id,person_id,start_date,cease_date,cease_reason
      p1,1,2020-01-10,,
      p2,2,2021-13-01,,
      p3,3,2021-06-01,2023-07-31,`,
    })
    assert.deepEqual(outcome.counts, { read: 3, loaded: 1, unchanged: 0, refused: 2, removed: 0 })
    const errors = outcome.issues.filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      errors.map(({ code, place, message }) => [code, place?.line, place?.field, message]),
      [
        ['source-not-a-day', 3, 'start_date', 'There is no such day in the calendar.'],
        [
          'records-required-when',
          4,
          'cease_reason',
          'The cell is empty, and it must be filled because there is a cease date.',
        ],
      ],
    )
  })

  it('takes the later of two rows with one key and refuses the other', async () => {
    const outcome = await folder.load({
      'settings.csv': `
      setting_id,name,provision,la_code
      s1,Oak School,special_academy,X00000999
      s1,Oak School,special_academy,X00000999
      s2,Elm School,special_academy,X00000999
      s2,Elm Academy,special_academy,X00000999`,
    })
    assert.deepEqual(outcome.counts, { read: 4, loaded: 2, unchanged: 1, refused: 1, removed: 0 })
    assert.deepEqual(outcome.issueCounts, { 'records-duplicate-key': 1, 'records-repeated-row': 1 })
    const refused = outcome.issues.filter(({ code }) => code === 'records-duplicate-key')
    assert.deepEqual(
      refused.map(({ place, message }) => [place?.line, message]),
      [[4, 'Line 5 has the same setting_id and other values; it is loaded in place of this row.']],
    )
    const rows = await folder.query(`select name from read.settings where setting_id = 's2'`)
    assert.deepEqual(rows, [{ name: 'Elm Academy' }])
  })

  it('lets a row stand whose days are in an impossible order, and says so', async () => {
    const outcome = await folder.load({
      'placements.csv': `
      placement_id,plan_id,setting_id,placement_rank,entry_date,leaving_date
      m1,p1,s1,1,2022-09-01,2021-09-01`,
    })
    assert.equal(outcome.counts.loaded, 1)
    const issue = outcome.issues.find(({ code }) => code === 'records-date-order')
    assert.deepEqual(
      [issue?.severity, issue?.place?.line, issue?.message],
      ['warning', 2, 'leaving_date is before entry_date.'],
    )
  })

  it('lets a row stand that refers to what is not known, and says so', async () => {
    const outcome = await folder.load({
      'reviews.csv': `
      review_id,plan_id,review_type,meeting_date
      v1,p1,annual,2022-09-01
      v2,p9,annual,2022-09-01`,
    })
    assert.equal(outcome.counts.loaded, 2)
    const dangling = outcome.issues.filter(({ code }) => code === 'records-dangling')
    assert.deepEqual(
      dangling.map(({ place }) => [place?.file, place?.line, place?.field]),
      [['reviews.csv', 3, 'plan_id']],
    )
  })

  it('leaves everything as it was when one file cannot stand', async () => {
    const before = await everything(folder)
    const outcome = await folder.load({
      'advice.csv': `
        advice_id,context,request_id,review_id,source,requested_date
        a1,review,,v1,health,2022-06-01`,
      'changes.csv': `
        change_id,status
        c1,made`,
    })
    assert.equal(outcome.status, 'refused')
    assert.deepEqual(outcome.changed, [])
    assert.equal(
      outcome.issues.some(({ code }) => code === 'source-column-missing'),
      true,
    )
    assert.deepEqual(await everything(folder), before)
    const [latest] = await importsOf(folder.database)
    assert.equal(latest?.status, 'refused')
  })

  it('leaves everything as it was when it is broken off', async () => {
    const before = await everything(folder)
    const stop = new AbortController()
    const persons = Array.from(
      { length: 60_000 },
      (_, row) => `${String(row)},2010-05-01,X00000999`,
    )
    const loading = folder.load(
      { 'persons.csv': `person_id,birth_date,home_la\n${persons.join('\n')}` },
      {
        signal: stop.signal,
        onProgress: ({ rows }) => {
          if (rows >= 20_000) stop.abort()
        },
      },
    )
    await assert.rejects(loading, { name: 'AbortError' })
    assert.deepEqual(await everything(folder), before)
  })

  it('asks whose records they are when nothing says so', async () => {
    const path = await folder.write({ 'plans.csv': PLANS })
    const result = await importPaths(
      { database: folder.database, catalogue: CATALOGUE, personKey: TEST_KEY },
      [path],
    )
    assert.deepEqual(result.imports, [])
    assert.deepEqual(
      result.issues.map(({ code }) => code),
      ['records-authority-unknown'],
    )
  })

  it('refuses another person key than the one that the records were made with', async () => {
    const path = await folder.write({ 'plans.csv': PLANS })
    const result = await importPaths(
      {
        database: folder.database,
        catalogue: CATALOGUE,
        personKey: 'another key, not the first one',
      },
      [path],
      { authority: 'X00000999' },
    )
    assert.deepEqual(
      result.issues.map(({ code }) => code),
      ['records-key-changed'],
    )
  })
})

describe('the load rules', () => {
  let folder: TestFolder
  before(async () => {
    folder = await testFolder()
  })
  after(async () => {
    await folder.close()
  })

  it('replace a whole register, so that an entry taken out goes', async () => {
    const head = 'organisation_id,name,sector,in_scope_from'
    await folder.load({
      'charter.csv': `${head}
      o1,One,school,2020-01-01
      o2,Two,school,2020-01-01`,
    })
    const outcome = await folder.load({
      'charter.csv': `${head}
      o2,Two,school,2020-01-01
      o3,Three,school,2022-01-01`,
    })
    assert.deepEqual(outcome.counts, { read: 2, loaded: 1, unchanged: 1, refused: 0, removed: 1 })
    const rows = await folder.query('select organisation_id from read.charter order by 1')
    assert.deepEqual(rows, [{ organisation_id: 'o2' }, { organisation_id: 'o3' }])
  })

  it('remove nothing while rows of the file are refused, and say so', async () => {
    const head = 'arrangement_id,title,kind,effective_date,strategy_aligned'
    await folder.load({
      'commissioning.csv': `${head}
      c1,One,new,2020-01-01,Y
      c2,Two,new,2020-01-01,Y`,
    })
    const outcome = await folder.load({
      'commissioning.csv': `${head}
      c1,One,new,2020-13-01,Y
      c3,Three,new,2020-01-01,Y`,
    })
    assert.deepEqual(outcome.counts, { read: 2, loaded: 1, unchanged: 0, refused: 1, removed: 0 })
    assert.equal(outcome.issueCounts['records-not-removed'], 1)
    assert.deepEqual(
      await folder.query('select arrangement_id from read.commissioning order by 1'),
      [{ arrangement_id: 'c1' }, { arrangement_id: 'c2' }, { arrangement_id: 'c3' }],
    )
  })

  it('replace the periods that are in the file and no others', async () => {
    const head = 'saving_id,financial_year,kind,segment,lever,block,planned,confirmed'
    const rest = 'saving,under_16,demand,high_needs,100.50,N'
    await folder.load({
      'savings.csv': `${head}
      s1,2021-22,${rest}
      s1,2022-23,${rest}
      s2,2022-23,${rest}`,
    })
    const outcome = await folder.load({
      'savings.csv': `${head}
      s1,2022-23,${rest}`,
    })
    assert.deepEqual(outcome.counts, { read: 1, loaded: 0, unchanged: 1, refused: 0, removed: 1 })
    const rows = await folder.query(
      'select saving_id, financial_year, planned from read.savings order by 2',
    )
    assert.deepEqual(rows, [
      { saving_id: 's1', financial_year: '2021-22', planned: '100.50' },
      { saving_id: 's1', financial_year: '2022-23', planned: '100.50' },
    ])
  })

  it('meet rows whose key is empty in part', async () => {
    const head = 'series,measure,area,as_at,age_from,age_to,scenario,value,source,published_date'
    await folder.load({
      'reference.csv': `${head}
      population,,home,2022-06-30,0,4,,1000,ONS,2023-06-01`,
    })
    const outcome = await folder.load({
      'reference.csv': `${head}
      population,,home,2022-06-30,0,4,,1001,ONS,2023-06-01`,
    })
    assert.deepEqual(outcome.counts, { read: 1, loaded: 1, unchanged: 0, refused: 0, removed: 0 })
    assert.deepEqual(await folder.query('select value from read.reference'), [
      { value: '1001.000000' },
    ])
  })
})
