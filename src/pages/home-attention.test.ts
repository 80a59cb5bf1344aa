import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { openTestBoard, type TestBoard, THREE_REQUESTS } from './test-board.ts'

/**
 * Records to 31 January 2024. In 2023, 1 of 2 plans was made within 20 weeks (from 1 November 2022 they
 * end on 21 March 2023), in 2022 the only one was (from 3 January on 23 May); the board's target is 75%.
 * Three months before, on 31 October 2023, 2022 was the last whole year: the target was met.
 */
const FILES = {
  'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-01-31', 'holder: EHC team'],
  ...THREE_REQUESTS,
}

let board: TestBoard

before(async () => {
  board = await openTestBoard(FILES)
  await board.services.refreshFigures()
})

after(async () => {
  await board.close()
})

it('puts first what came off course since the last board, with the day', async () => {
  assert.match(
    await board.words('/'),
    /Newly off course since 31 October 2023 \(2\) .*New plans within 20 weeks, excluding exceptions 50\.0%/,
  )
})

it('gives the empty file of a table, and 404 for one that is none', async () => {
  const { body, headers } = await board.app.inject('/data/templates/plans.csv')
  assert.match(body, /^\uFEFFplan_id,person_id,/)
  assert.match(String(headers['content-disposition']), /filename="plans\.csv"/)
  assert.equal((await board.app.inject('/data/templates/zebras.csv')).statusCode, 404)
})

it('gives the issues of an import as CSV, with file and line', async () => {
  const { body } = await board.app.inject('/data/imports/1/issues.csv')
  const [head, ...rows] = body.slice(1).trim().split('\r\n')
  assert.equal(head, 'severity,code,file,line,field,message,fix')
  const page = await board.words('/data/imports/1')
  assert.match(page, new RegExp(`${String(rows.length)} issues?`))
  assert.equal((await board.app.inject('/data/imports/9/issues.csv')).statusCode, 404)
})
