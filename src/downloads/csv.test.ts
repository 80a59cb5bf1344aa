import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvCell, csvLines } from './csv.ts'

test('a cell that a spreadsheet would run as a formula is made plain text', () => {
  assert.deepEqual(['=1+1', '+A1', '-A1', '@SUM(A1)', '\tx', '=HYPERLINK("x","y")'].map(csvCell), [
    "'=1+1",
    "'+A1",
    "'-A1",
    "'@SUM(A1)",
    "'\tx",
    `"'=HYPERLINK(""x"",""y"")"`,
  ])
  assert.deepEqual(['\n=1+1', '＝1+1', '－A1', '-1+2', '+44 20'].map(csvCell), [
    `"'\n=1+1"`,
    "'＝1+1",
    "'－A1",
    "'-1+2",
    "'+44 20",
  ])
})

test('rows end with CR LF, and the names of the columns are cells too', () => {
  assert.equal(
    csvLines([
      ['=a', 'b'],
      [1, null],
    ]),
    "'=a,b\r\n1,\r\n",
  )
})

test('a negative number in a cell stays a number', () => {
  assert.deepEqual([csvCell('-6.3'), csvCell(-5000), csvCell('+2')], ['-6.3', '-5000', '+2'])
})

test('a cell with a comma, a quote or a line break is quoted', () => {
  assert.deepEqual(['a,b', 'say "no"', 'one\ntwo'].map(csvCell), [
    '"a,b"',
    '"say ""no"""',
    '"one\ntwo"',
  ])
})
