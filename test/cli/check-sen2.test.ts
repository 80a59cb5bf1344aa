import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { changedReturn } from '../../src/sources/sen2-rules/test-message.ts'
import { newFolder, sendboard } from './sendboard.ts'

const folder = newFolder()

async function check(changes: string, ...words: readonly string[]) {
  const path = join(folder, 'return.xml')
  writeFileSync(path, changedReturn('old', changes))
  return sendboard(['check-sen2', path, ...words])
}

test('a sound return has nothing wrong, and its figures are shown', async () => {
  const { code, out } = await check('')
  assert.equal(code, 0)
  assert.match(out, /the SEN2 return of 2026 of authority 999, census day 2026-01-15, 1 person\./)
  assert.match(out, /Nothing is wrong with it\./)
  assert.match(out, /Persons with a plan on census day +1\n/)
})

test('errors come before queries, each with what to do', async () => {
  const { code, out } = await check('LastReview=2025-11-04; SENtype=XX')
  assert.equal(code, 1)
  assert.match(out, /1 error, 1 query, 0 warnings\. It is not ready to be sent\./)
  assert.ok(out.indexOf('S2-524') < out.indexOf('S2-508'))
  assert.match(out, /return\.xml:51, person 1 of the file \(LastReview\)/)
})

test('queries alone are problems, unless they are allowed', async () => {
  assert.equal((await check('LastReview=2025-11-04')).code, 1)
  assert.equal((await check('LastReview=2025-11-04', '--allow-queries')).code, 0)
})

test('a warning alone is no problem', async () => {
  const { code, out } = await check('DMO=X')
  assert.equal(code, 0)
  assert.match(out, /0 errors, 0 queries, 1 warning\. Nothing stops it\./)
})

test('the findings as csv have a row each', async () => {
  const { out } = await check('SENtype=XX', '--format', 'csv')
  assert.equal(
    out,
    'level,rule,module,field,file,line,person,message,what_to_do,certainty\r\n' +
      'error,S2-524,SENneed,SENtype,return.xml,64,1,"SENtype is missing, or is none of the codes of this year.",' +
      '"Write one of the codes; DS only from 2025 on, and NSA never.",sure\r\n',
  )
})

test('a workbook has the results by person, rule and module, and wants a file to go to', async () => {
  const out = join(folder, 'results.xlsx')
  assert.match((await check('SENtype=XX', '--format', 'xlsx', '--out', out)).out, /results\.xlsx/)
  const sheet = strFromU8(
    unzipSync(readFileSync(out))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
  )
  assert.match(sheet, /S2-524.*SENtype is missing, or is none of the codes.*Write one of the codes/)
  const none = await check('SENtype=XX', '--format', 'xlsx')
  assert.equal(none.code, 2)
  assert.match(none.err, /Say where the workbook is to be/)
})

test('json has the findings, the counts by rule and module, and the figures', async () => {
  const { out } = await check('SENtype=XX', '--format', 'json')
  const all: unknown = JSON.parse(out)
  assert.ok(typeof all === 'object' && all !== null)
  assert.deepEqual(Object.keys(all), [
    ...['file', 'year', 'census_day', 'la_code', 'authority', 'persons'],
    ...['rules', 'findings', 'modules', 'figures'],
  ])
})

test('a file that breaks off is told with its line, and a file that is not there is wrong use', async () => {
  const path = join(folder, 'broken.xml')
  writeFileSync(path, changedReturn('old', '').slice(0, 900))
  const broken = await sendboard(['check-sen2', path])
  assert.equal(broken.code, 1)
  assert.match(broken.out, /S2-001 {2}The file ends before its elements do\./)
  assert.equal((await sendboard(['check-sen2', join(folder, 'nowhere.xml')])).code, 2)
})
