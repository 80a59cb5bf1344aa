import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { openTestBoard, type TestBoard, THREE_REQUESTS } from './test-board.ts'

let board: TestBoard
let words = ''

before(async () => {
  board = await openTestBoard({
    'extract.yaml': ['authority: X00000999', 'extracted_on: 2023-12-31', 'holder: SEN team'],
    ...THREE_REQUESTS,
  })
  await board.services.refreshFigures()
  words = await board.words('/strategies/kingston-2021/111/a')
})

after(async () => {
  await board.close()
})

it('shows a category in each year from the first that has records', () => {
  // 2022: q1 in time, 1 of 1. 2023: q2 late, q3 in time, 1 of 2. All three are aged 11 to 15.
  assert.match(words, /Age band over the years Age band 2022 2023 Aged 11 to 15 100\.0% 50\.0%/)
})

it('says that a line between so few cases jumps by chance', () => {
  assert.match(words, /Age band Aged 11 to 15 Dec 22 Dec 23 50\.0% few cases All small charts/)
})

it('says from where to where the shared scale goes, which does not begin at zero', () => {
  // The figures are 100% and 50%; the whole has the same. Zero is not near: 50 is not below half of 100.
  assert.match(words, /All small charts have one scale, from 50% to 100%, so that/)
})
