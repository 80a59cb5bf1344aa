import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { openTestBoard, type TestBoard, THREE_REQUESTS } from './test-board.ts'

/**
 * Records to 30 June 2024. New plans: one in 2022, in time (20 weeks from 3 January end on 23 May); two
 * in 2023, of which the one of 1 May was late (20 weeks from 1 November 2022 end on 21 March). So 1 of
 * 1 in 2022, the last whole year on 30 June 2023, and 1 of 2 in 2023. Plans held: 3 on both days.
 */
const FILES = {
  'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-06-30', 'holder: EHC team'],
  ...THREE_REQUESTS,
  'plans.csv': [
    'plan_id,person_id,start_date,primary_need',
    'p1,A1,2022-05-23,ASD',
    'p2,A2,2023-05-01,ASD',
    'p3,A3,2023-05-01,ASD',
  ],
}

let board: TestBoard

before(async () => {
  board = await openTestBoard(FILES)
  await board.services.refreshFigures()
})

after(async () => {
  await board.close()
})

const SCORECARD = '/strategies/kingston-2021'

async function rowsOf(query: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = (await board.app.inject(`${SCORECARD}.json${query}`)).json<{
    rows: Record<string, unknown>[]
  }>()
  return rows
}

it('tells what became of a figure and its status since an earlier day', async () => {
  const rows = await rowsOf('?since=2023-06-30&words=20+weeks')
  const found = rows.find(({ ref, sub }) => ref === '111' && sub === 'a')
  const { display, status, then_display, then_size, then_period, then_status, change } = found ?? {}
  assert.deepEqual(
    { display, status, then_display, then_size, then_period, then_status, change },
    {
      ...{ display: '50.0%', status: 'off course' },
      ...{ then_display: '100.0%', then_size: '1 of 1', then_period: '2022', then_status: 'met' },
      change: 'status got worse',
    },
  )
})

it('counts what was held on the earlier day', async () => {
  // On 30 April 2023 only the plan of May 2022 was there.
  const [now] = await rowsOf('?since=2023-04-30&words=Actual+EHCPs')
  assert.equal(now?.['display'], '3 plans')
  assert.equal(now['then_display'], '1 plan')
  // What is kept of 30 June 2023 and what is computed now agree.
  const [same] = await rowsOf('?since=2023-06-30&words=Actual+EHCPs')
  assert.equal(same?.['change'], 'figure the same')
})

it('filters by what changed, and only beside a day', async () => {
  const worse = await rowsOf('?since=2023-06-30&change=status-worse')
  assert.deepEqual(
    worse.map(({ ref, sub }) => `${String(ref)}/${String(sub)}`),
    ['111/a'],
  )
  assert.equal((await rowsOf('?change=status-worse')).length, (await rowsOf('')).length)
})

it('has no column of an earlier day where none is asked for', async () => {
  const [first] = await rowsOf('')
  assert.equal(first && 'then_display' in first, false)
})

it('refuses a day after the records or before the trends, and says which will do', async () => {
  for (const day of ['2024-06-30', '2030-01-01', '2021-06-29']) {
    const { statusCode, body } = await board.app.inject(`${SCORECARD}?since=${day}`)
    assert.equal(statusCode, 400, day)
    assert.match(body, /must be from 30 June 2021 to the day before 30 June 2024/)
  }
  assert.equal((await board.app.inject(`${SCORECARD}?since=2021-06-30`)).statusCode, 200)
  assert.equal((await board.app.inject(`${SCORECARD}.csv?since=2030-01-01`)).statusCode, 404)
})

it('prints the filter and the days on every download', async () => {
  const query = '?since=2023-06-30&status=off-course'
  const words = 'status off course; compared with 30 June 2023'
  const { body } = await board.app.inject(`${SCORECARD}.csv${query}`)
  const [head = '', first = ''] = body.split('\r\n')
  assert.match(head, /,figures_to,filter$/)
  assert.ok(first.endsWith(`,2024-06-30,${words}`), first)
  const { rawPayload } = await board.app.inject(`${SCORECARD}.xlsx${query}`)
  const sheet = unzipSync(new Uint8Array(rawPayload))['xl/worksheets/sheet1.xml']
  assert.ok(sheet)
  const text = strFromU8(sheet)
  assert.ok(text.includes(`Shown: ${words}`))
  // 50.0 is a number and 1 January 2023 a day: 44,927 days after the last of 1899.
  assert.match(text, /<v>50<\/v>/)
  assert.match(text, /<c s="1"><v>44927<\/v><\/c>/)
})

it('shows the same rows as cards', async () => {
  const query = '?words=Actual+EHCPs'
  const [table, cards] = await Promise.all([
    board.words(`${SCORECARD}${query}`),
    board.words(`${SCORECARD}${query}&view=cards`),
  ])
  for (const words of [table, cards]) assert.match(words, /Active EHC plans\s+3 plans/)
})
