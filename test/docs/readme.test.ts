import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { newFolder, type Ran, ROOT, sendboard } from '../cli/sendboard.ts'
import { writeSmallExtract } from '../cli/small-extract.ts'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const lesson = readme.split('## A first KPI of your own')[1]?.split('\n## ')[0] ?? ''
const folder = newFolder()
const ran: Ran[] = []

/** Follows the lesson to the letter: its files under the names it gives, its commands in its order. */
before(async () => {
  for (const [, file = '', text = ''] of lesson.matchAll(
    /`(my-council\/[\w.]+)`:\n\n```yaml\n([^`]*)```/g,
  )) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  writeSmallExtract(join(folder, 'extracts'))
  await sendboard(['import', 'extracts'], {}, folder)
  for (const [, words = ''] of lesson.matchAll(/^bin\/sendboard (.*)$/gm)) {
    ran.push(await sendboard(words.split(' '), {}, folder))
  }
})

test('the lesson gives two files and four commands, and every command does what it says', () => {
  assert.deepEqual(
    ran.map(({ code }) => code),
    [0, 0, 0, 0],
    ran.map(({ err }) => err).join('\n'),
  )
})

test('the definitions of the lesson are sound', () => {
  assert.equal(ran[0]?.out, 'my-council is sound.\n')
})

test('the lesson’s KPI is explained in its strategy’s words and with its formula', () => {
  assert.match(ran[1]?.out ?? '', /"Fewer families wait more than six weeks for a decision"/)
  assert.match(ran[1]?.out ?? '', /denominator\[decision_date > meeting_date \+ 6 weeks\]/)
})

test('the lesson’s KPI comes to two of two decisions in the quarter later than 42 days', () => {
  assert.match(
    ran[2]?.out ?? '',
    /my-council-2026\/1\/a .* 2024-04-01 +2024-06-30 +2 +2 +100\.0 +percent +ok/,
  )
})

test('the lesson’s breakdown puts both under the need of the plan', () => {
  assert.equal(
    ran[3]?.out.split('\r\n')[2],
    'my-council-2026,1,a,own-late-review-decisions,X00000999,2024-04-01,2024-06-30,primary_need,ASD,2,2,100,100.0,percent,ok,',
  )
})
