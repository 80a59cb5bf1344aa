import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { newFolder, type Ran, sendboard } from './sendboard.ts'
import { writeSmallExtract } from './small-extract.ts'

const folder = newFolder()
after(() => {
  rmSync(folder, { recursive: true })
})

const FUNDING = [
  'line_id,financial_year,kind,block,status,decided_date,amount',
  'f1,2023-24,block_transfer,high_needs,confirmed,2023-01-16,500000.00',
  'f2,2023-24,block_transfer,schools,confirmed,2023-01-16,-450000.00',
]
const BROKEN =
  'Transfers between funding blocks, April 2023 to March 2024: £500,000 transferred into high ' +
  'needs, but £450,000 given up by the other blocks: £50,000 more than can be explained. '

let imported: Ran

before(async () => {
  writeSmallExtract(join(folder, 'extracts'))
  writeFileSync(join(folder, 'extracts', 'funding.csv'), `${FUNDING.join('\n')}\n`)
  imported = await sendboard(['import', 'extracts'], {}, folder)
})

test('an import says what does not add up and by how much, and stands', () => {
  assert.equal(imported.code, 0, imported.err)
  const lines = imported.out.split('\n')
  assert.ok(
    lines.some((line) => line.startsWith(BROKEN)),
    imported.out,
  )
  assert.match(imported.out, /\d+ sums that must add up: \d+ do, 1 do not\. \d+ more could not/)
})

test('the command gives every sum that was tried, and exits with 1 when one does not add up', async () => {
  const { code, out, err } = await sendboard(['identities'], {}, folder)

  assert.equal(code, 1, err)
  assert.ok(out.includes(BROKEN), out)
  assert.match(
    out,
    /^Plans held, April 2023 to March 2024: 1 held at the end, and 1 held .*it adds up\.$/m,
  )
  assert.match(out, /^Savings achieved, .*: not checked, because savings was not supplied\.$/m)
})
