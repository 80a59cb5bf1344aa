import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { xlsxBytes } from './xlsx.ts'

/** The XML of the first sheet's rows. */
function rowsOf(bytes: Uint8Array): string {
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  return /<sheetData>(.*)<\/sheetData>/s.exec(sheet)?.[1] ?? ''
}

test('cells keep their type, and a text never becomes a formula', () => {
  const bytes = xlsxBytes([
    {
      name: 'Plans',
      columns: ['a'],
      rows: [['=1+1', 12.5, true, null, { day: '2024-03-31' }, 'A & B <c>']],
    },
  ])
  assert.equal(
    rowsOf(bytes),
    '<row><c s="2" t="inlineStr"><is><t xml:space="preserve">a</t></is></c></row>' +
      '<row><c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c><v>12.5</v></c>' +
      '<c t="b"><v>1</v></c><c/><c s="1"><v>45382</v></c>' +
      '<c t="inlineStr"><is><t xml:space="preserve">A &amp; B &lt;c&gt;</t></is></c></row>',
  )
})

test('what stands above the table comes first, with a blank row after it', () => {
  const bytes = xlsxBytes([{ name: 'x', heading: ['Title'], columns: ['a'], rows: [] }])
  assert.match(rowsOf(bytes), /Title.*<row><\/row><row>.*>a</)
})

test('the same sheets give the same bytes', () => {
  const sheets = [{ name: 'x', columns: ['a'], rows: [[1]] }]
  assert.deepEqual(xlsxBytes(sheets), xlsxBytes(sheets))
})

test('signs that XML or a name of a sheet cannot hold do no harm', () => {
  const bytes = xlsxBytes([{ name: 'a/b[c]'.repeat(9), columns: ['\u0000x_x000D_'], rows: [] }])
  assert.match(rowsOf(bytes), />x_x005F_x000D_</)
  const book = strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array())
  assert.match(book, /name="a b c a b c a b c a b c a b c a"/)
})

test('what a spreadsheet cannot hold is our mistake', () => {
  assert.throws(() => xlsxBytes([]), /different names/)
  assert.throws(() => xlsxBytes([{ name: 'x', columns: ['a'], rows: [[NaN]] }]), /finite/)
  assert.throws(
    () => xlsxBytes([{ name: 'x', columns: ['a'], rows: [[{ day: 'yesterday' }]] }]),
    /YYYY-MM-DD/,
  )
})
