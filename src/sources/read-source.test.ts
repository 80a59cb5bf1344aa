import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readPath, readText, refusal } from './test-reading.ts'

const HEADER = 'change_id,made_date,status,service,origin,description\n'
const ROW = 'C1,2024-05-01,made,Café für alle,other,x\n'

async function refusalOf(name: string, content: string | Buffer): Promise<string | undefined> {
  const read = await readText(name, content)
  assert.equal(read.rows.length, 0)
  return refusal(read)?.code
}

test('UTF-8 is read, accents and all', async () => {
  const { rows } = await readText('changes.csv', HEADER + ROW)
  assert.equal(rows[0]?.values['service'], 'Café für alle')
})

test('Windows-1252 is refused at its first line, with what to do', async () => {
  const read = await readText('changes.csv', Buffer.from(HEADER + ROW, 'latin1'))
  assert.deepEqual(refusal(read), {
    code: 'source-encoding',
    severity: 'error',
    message: 'The file is not in UTF-8 (first seen on line 2); it may be in Windows-1252.',
    place: { file: 'changes.csv', line: 2 },
    fix: 'Save it again as UTF-8; in Excel, save a table as "CSV UTF-8 (comma delimited)".',
  })
})

test('UTF-16 is refused, with and without its mark', async () => {
  const text = Buffer.from(HEADER + ROW, 'utf16le')
  assert.equal(await refusalOf('changes.csv', text), 'source-encoding')
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), text])
  assert.equal(await refusalOf('changes.csv', marked), 'source-encoding')
})

test('a file cut within a character is refused', async () => {
  const cut = Buffer.from(HEADER + 'C1,,planned,Café').subarray(0, -1)
  assert.equal(await refusalOf('changes.csv', cut), 'source-truncated')
})

test('a broken archive named .csv is refused', async () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])
  assert.equal(await refusalOf('changes.csv', zip), 'source-workbook-damaged')
})

test('a published table of official statistics is called so, whatever its name', async () => {
  const header = 'time_period,time_identifier,geographic_level,country_code,new_la_code,pupils\n'
  assert.equal(await refusalOf('requests_totals.csv', header), 'source-published')
})

test('a file packed with gzip is called so', async () => {
  assert.equal(await refusalOf('plans.csv', gzipSync('plan_id\n')), 'source-packed')
})

test('an empty file, a missing one and one of bytes of zero are refused', async () => {
  assert.equal(await refusalOf('changes.csv', ''), 'source-empty')
  assert.equal(await refusalOf('changes.csv', Buffer.alloc(3)), 'source-unknown-file')
  assert.equal(refusal(await readPath('/nowhere/changes.csv'))?.code, 'source-not-found')
})

test('a text that is neither XML nor named .csv is refused', async () => {
  assert.equal(await refusalOf('changes.doc', HEADER), 'source-unknown-file')
})

test('a file larger than allowed is refused', async () => {
  const read = await readText('changes.csv', HEADER + ROW, { limits: { bytes: 50 } })
  assert.equal(refusal(read)?.code, 'source-too-long')
})
