import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asAtOf, authoritiesIn, importPaths, undoImport } from './index.ts'
import { CATALOGUE, TEST_KEY, testFolder, type TestFolder } from './test-folder.ts'

const HEAD =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,new_ehc_plans'
const camden = (cell: string) =>
  `2024,Calendar year,Local authority,E92000001,England,E12000007,London,E09000007,202,Camden,New EHC plans,New EHC plans,${cell}`

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(async () => {
  await folder.close()
})

/** Every version of the figure that is read, oldest first. */
async function versions(): Promise<string[]> {
  const rows = await folder.query(
    `select published_date, cast(value as integer) as number, symbol, source_line from read.published
     where authority = 'E92000001' order by published_date`,
  )
  return rows.map((row) => Object.values(row).map(String).join(' '))
}

async function publish(cell: string, day?: string): Promise<number> {
  const path = await folder.write({ 'newplans.csv': `${HEAD}\n${camden(cell)}` })
  const services = { database: folder.database, catalogue: CATALOGUE, personKey: TEST_KEY }
  const { imports } = await importPaths(
    services,
    [path],
    day === undefined ? {} : { extractedOn: day },
  )
  const [outcome] = imports
  assert.equal(outcome?.status, 'loaded')
  assert.equal(outcome.authority, 'E92000001')
  return outcome.id ?? 0
}

test('published figures are no records of an authority, and every version of them is kept', async () => {
  await folder.load({ 'persons.csv': 'person_id,birth_date,home_la\nA,2010-05-01,X00000999' })
  await publish('948')
  await publish('951', '2026-01-22')
  assert.deepEqual(await versions(), ['2025-06-26 948 null 2', '2026-01-22 951 null 2'])
  assert.deepEqual(await authoritiesIn(folder.database), ['X00000999'])
  assert.equal(await asAtOf(folder.database, 'X00000999'), '2024-03-31')
})

test('an import of published figures can be undone like any other', async () => {
  const id = await publish('x', '2026-06-25')
  assert.equal((await versions()).at(-1), '2026-06-25 null x 2')
  await undoImport({ database: folder.database, catalogue: CATALOGUE, personKey: TEST_KEY }, id)
  assert.deepEqual(await versions(), ['2025-06-26 948 null 2', '2026-01-22 951 null 2'])
})

test('a row of the table itself needs a value or a symbol', async () => {
  const outcome = await folder.load({
    'published.csv':
      'series,area,as_at,value,symbol,unit,source,published_date\nown/one,E09000007,2024-12-31,,,plans,By hand,2025-06-26',
  })
  assert.equal(outcome.counts.refused, 1)
  assert.equal(outcome.issues[0]?.code, 'records-required-when')
})
