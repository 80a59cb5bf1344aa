import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeRows } from './write-table.ts'

const COLUMNS = ['ref', 'value', 'reason'] as const
const ROWS = [
  { ref: '111', value: 41.3, reason: null },
  { ref: '3', value: null, reason: 'no cases' },
]

test('a table lines numbers up on the right and leaves what is missing empty', () => {
  assert.equal(
    writeRows('table', COLUMNS, ROWS),
    ['ref  value  reason', '---  -----  --------', '111   41.3', '3           no cases'].join('\n'),
  )
})

test('a table may show fewer columns than the file has', () => {
  assert.equal(writeRows('table', COLUMNS, ROWS, ['ref']), 'ref\n---\n111\n3')
})

test('CSV has the columns in their order and ends every line as RFC 4180 says', () => {
  assert.equal(writeRows('csv', COLUMNS, ROWS), 'ref,value,reason\r\n111,41.3,\r\n3,,no cases\r\n')
})

test('JSON keeps numbers as numbers and what is missing as null', () => {
  assert.deepEqual(JSON.parse(writeRows('json', COLUMNS, ROWS)), [
    { ref: '111', value: 41.3, reason: null },
    { ref: '3', value: null, reason: 'no cases' },
  ])
})
