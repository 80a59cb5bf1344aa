import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { openTestBoard, type TestBoard } from './test-board.ts'

/**
 * Open on 30 June 2024: a request of 1 June (6 weeks end on 13 July); an assessment requested on 1
 * February (20 weeks ended on 20 June); a plan whose review is due on 14 August; and one whose review of
 * 10 June wants a decision by 8 July. Closed: a refusal and a withdrawal.
 */
const FILES = {
  'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-06-30', 'holder: EHC team'],
  'persons.csv': [
    'person_id,birth_date,home_la',
    ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((id) => `${id},2010-05-01,X00000999`),
  ],
  'requests.csv': [
    'request_id,person_id,received_date,request_outcome,request_outcome_date,assessment_outcome,week20_exception',
    'q1,A1,2024-06-01,A,,,',
    'q2,A2,2024-02-01,Y,2024-03-01,A,school_closed',
    'q3,A5,2024-03-01,N,2024-04-01,,',
    'q4,A6,2024-03-01,W,,,',
  ],
  'plans.csv': [
    'plan_id,person_id,start_date,primary_need',
    'p1,A3,2023-08-15,ASD',
    'p2,A4,2020-01-01,ASD',
  ],
  'reviews.csv': [
    'review_id,plan_id,review_type,meeting_date,decision,decision_date',
    'r1,p2,annual,2024-06-10,,',
  ],
}

let board: TestBoard

before(async () => {
  board = await openTestBoard(FILES)
})

after(async () => {
  await board.close()
})

it('lists every open case with its next limit, the earliest last day first', async () => {
  const { body } = await board.app.inject('/clocks.csv')
  const rows = body
    .slice(1)
    .trim()
    .split('\r\n')
    .map((line) => line.split(',').slice(1).join(','))
  assert.deepEqual(rows, [
    'record,limit,started_on,last_day,days_left,exception,source_file,source_line',
    'q2,Final plan,2024-02-01,2024-06-20,-10,school_closed,requests.csv,3',
    'p2,Decision after a review,2024-06-10,2024-07-08,8,,reviews.csv,2',
    'q1,Decide whether to assess,2024-06-01,2024-07-13,13,,requests.csv,2',
    'p1,Annual review,2023-08-15,2024-08-14,45,,plans.csv,2',
    'p2,Annual review,2024-06-10,2025-06-09,344,,plans.csv,3',
  ])
})

it('says how many are late and how many soon will be', async () => {
  const { body } = await board.app.inject('/clocks')
  assert.match(body, /1 case is past a legal limit\. 2 more reach one in the next 30 days\./)
  assert.match(body, /10 days late/)
  assert.match(body, /5 of 5 open cases/)
})

it('shows only the limit and the time asked for, in the page and in the download', async () => {
  const { body } = await board.app.inject('/clocks?clock=review&week=later')
  assert.match(body, /2 of 5 open cases/)
  assert.doesNotMatch(body, /<code>[^<]*<\/code><\/th><td>Final plan/)
  const csv = await board.app.inject('/clocks.csv?clock=review&week=later')
  assert.equal(csv.body.trim().split('\r\n').length, 3)
})

it('takes a wish that it does not know for none', async () => {
  const { statusCode, body } = await board.app.inject('/clocks?clock=nothing&week=%3Cb%3E&page=-1')
  assert.equal(statusCode, 200)
  assert.match(body, /5 of 5 open cases/)
})

it('puts the oldest start first when asked to', async () => {
  const { body } = await board.app.inject('/clocks.csv?sort=started')
  assert.match(body.split('\r\n')[1] ?? '', /,p1,Annual review,/)
})

it('tells the board of the limits on the overview', async () => {
  const { body } = await board.app.inject('/')
  assert.match(body, /Legal limits/)
  assert.match(body, /1 case is past a legal limit/)
})

it('lists no case whose table was never supplied, and says so instead of counting none', async () => {
  const { 'reviews.csv': _reviews, ...others } = FILES
  const partial = await openTestBoard(others)
  const words = await partial.words('/clocks')
  assert.match(words, /1 case is past a legal limit\. 1 more reaches one/)
  assert.match(words, /Annual review no reviews supplied/)
  assert.match(words, /2 of 2 open cases/)
  const limits = /Legal limits .* All open cases/.exec(await partial.words('/'))?.[0] ?? ''
  assert.match(limits, /Final plan 1 0/)
  assert.doesNotMatch(limits, /Annual review/)
  await partial.close()
})
