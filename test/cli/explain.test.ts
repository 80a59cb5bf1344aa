import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder, sendboard } from './sendboard.ts'

test('a KPI is explained in its strategy’s words, a sentence, its formula, its law and its SQL', async () => {
  const { code, out } = await sendboard(['explain', 'kingston-2021/117/a', '--period', '2024'])
  assert.equal(code, 0)
  assert.match(out, /"% of annual review decisions made within 4 weeks of review meeting"/)
  assert.match(out, /In words +Of the reviews/)
  assert.match(out, /Numerator +denominator\[decision_date <= meeting_date \+ 4 weeks\]/)
  assert.match(out, /Law +SEND Regulations 2014 reg\. 20\(10\)/)
  assert.match(
    out,
    /SQL, 2024 \(\$1 is the authority\):\nwith [^]*from authorities a join read\.reviews t/,
  )
})

test('a row without its part is explained with all its parts', async () => {
  const { out } = await sendboard(['explain', 'kingston-2021/117'])
  assert.match(out, /^kingston-2021\/117\/a /m)
  assert.match(out, /^kingston-2021\/117\/b /m)
})

test('the examples of the documentation pass', async () => {
  const { code, out } = await sendboard(['examples', 'examples/late-reviews.json'])
  assert.equal(out, '2 passed, 0 failed\n')
  assert.equal(code, 0)
})

test('a file that holds no examples is wrong use', async () => {
  const { code, err } = await sendboard(['examples', 'package.json'])
  assert.equal(code, 2)
  assert.match(err, /package\.json is no file of worked examples/)
})

test('templates have the columns of their tables, and what each one means', async () => {
  const folder = newFolder()
  const { code } = await sendboard(['template', 'advice', '--out', folder])
  assert.equal(code, 0)
  assert.equal(
    readFileSync(join(folder, 'advice.csv'), 'utf8'),
    'advice_id,context,request_id,review_id,source,requested_date,received_date,circulated_date,exception,withdrawn\r\n',
  )
  assert.match(
    readFileSync(join(folder, 'COLUMNS.txt'), 'utf8'),
    /requested_date \(date, required\)/,
  )
  assert.equal(existsSync(join(folder, 'plans.csv')), false)
})

test('a template of one table is its head, ready to be sent into a file', async () => {
  const { out, code } = await sendboard(['template', 'changes'])
  assert.equal(code, 0)
  assert.equal(out, 'change_id,made_date,status,service,origin,description\r\n')
})

test('templates of several tables need a folder', async () => {
  const { err, code } = await sendboard(['template', 'plans', 'reviews'])
  assert.equal(code, 2)
  assert.match(err, /give --out FOLDER for several files/)
})

test('a template is not written over a file that is there', async () => {
  const folder = newFolder()
  await sendboard(['template', 'advice', '--out', folder])
  const { code, err } = await sendboard(['template', 'advice', '--out', folder])
  assert.equal(code, 2)
  assert.match(err, /has advice\.csv already/)
})
