import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { LIMITS } from '../limits.ts'
import { SourceFault } from '../rules.ts'
import { withFile } from '../test-reading.ts'
import type { SourceLimits } from '../types.ts'
import { cellAddress, parseAddress } from './address.ts'
import { openWorkbook } from './open-workbook.ts'
import { odsBytes, xlsxBytes } from './test-workbook.ts'
import { dayOfSerial, kindOfFormat, plainNumber } from './values.ts'

/** All sheets of a workbook: rows by number with their texts, and what is merged. */
function readAll(name: string, bytes: Uint8Array, limits: Partial<SourceLimits> = {}) {
  return withFile(name, Buffer.from(bytes), async (path) => {
    const book = await openWorkbook(path, name, { ...LIMITS, ...limits })
    try {
      const sheets = []
      for (const sheet of book.sheets) {
        const rows: Record<number, (string | undefined)[]> = {}
        for await (const batch of sheet.rows())
          for (const { row, cells } of batch) rows[row] = cells.map((cell) => cell?.text)
        const { name: called, isHidden } = sheet
        sheets.push({
          name: called,
          isHidden,
          rows,
          merges: sheet.merges().map((one) => one.range),
        })
      }
      return sheets
    } finally {
      book.close()
    }
  })
}

/** The code of the fault that reading ends with. */
async function codeOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading
  } catch (error) {
    if (error instanceof SourceFault) return error.issue.code
    throw error
  }
  return 'read'
}

test('an address says sheet, column and row', () => {
  assert.equal(cellAddress('Sheet1', 2, 12), 'Sheet1!C12')
  assert.equal(cellAddress("Plans '24", 27, 3), "'Plans ''24'!AB3")
  assert.deepEqual(parseAddress('AB3'), { column: 27, row: 3 })
})

test('a number is given as a spreadsheet shows it, without the noise of its arithmetic', () => {
  assert.equal(plainNumber('0.30000000000000004'), '0.3')
  assert.equal(plainNumber('1250.1'), '1250.1')
  assert.equal(plainNumber('1E-3'), '0.001')
  assert.equal(plainNumber('-0'), '0')
  assert.equal(plainNumber('0.00000012'), '0.00000012')
  assert.equal(plainNumber('1.5E+17'), '1.5E+17')
  assert.equal(plainNumber('12 apples'), undefined)
})

test('the numbers of days are those of the two systems, without the day that never was', () => {
  assert.equal(dayOfSerial(1, false), '1900-01-01')
  assert.equal(dayOfSerial(59, false), '1900-02-28')
  assert.equal(dayOfSerial(60, false), undefined)
  assert.equal(dayOfSerial(61, false), '1900-03-01')
  assert.equal(dayOfSerial(45382, false), '2024-03-31')
  assert.equal(dayOfSerial(43920, true), '2024-03-31')
  assert.equal(dayOfSerial(0, true), '1904-01-01')
  assert.equal(dayOfSerial(45382.5, false), '2024-03-31T12:00:00')
})

test('a format tells a day from a number, a time and a share', () => {
  assert.equal(kindOfFormat(14, undefined), 'day')
  assert.equal(kindOfFormat(164, 'dd/mm/yyyy;@'), 'day')
  assert.equal(kindOfFormat(164, '[$-809]d mmmm yyyy'), 'day')
  assert.equal(kindOfFormat(164, '0.0"days"'), 'number')
  assert.equal(kindOfFormat(164, '[Red]#,##0.00'), 'number')
  assert.equal(kindOfFormat(164, '[h]:mm:ss'), 'time')
  assert.equal(kindOfFormat(10, undefined), 'percent')
  assert.equal(kindOfFormat(0, undefined), 'number')
})

test('a workbook gives texts, numbers, days, booleans, errors and formulas by their kept value', async () => {
  const sheet = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>in</t><t>line</t></is></c></row>
    <row r="3"><c r="A3"><v>0.30000000000000004</v></c><c r="B3" s="1"><v>45382</v></c><c r="C3" t="b"><v>1</v></c>
    <c r="D3" t="e"><v>#N/A</v></c><c r="E3" t="str"><f>A1</f><v>kept</v></c></row>`
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows: sheet }], strings: ['shared'] })
  assert.deepEqual(await readAll('a.xlsx', bytes), [
    {
      name: 'One',
      isHidden: false,
      rows: {
        2: ['shared', undefined, 'inline'],
        3: ['0.3', '2024-03-31', 'TRUE', '#N/A', 'kept'],
      },
      merges: [],
    },
  ])
})

test('a workbook that counts days from 1904 gives the same days', async () => {
  const rows = '<row r="1"><c r="A1" s="1"><v>43920</v></c></row>'
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows }], is1904: true })
  assert.deepEqual((await readAll('a.xlsx', bytes))[0]?.rows, { 1: ['2024-03-31'] })
})

test('hidden sheets and merged cells are told', async () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
  const bytes = xlsxBytes({
    sheets: [
      {
        name: 'One',
        rows,
        isHidden: true,
        after: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
      },
    ],
  })
  const [sheet] = await readAll('a.xlsx', bytes)
  assert.deepEqual([sheet?.isHidden, sheet?.merges], [true, ['A1:B2']])
})

test('an OpenDocument sheet repeats cells and rows, and its blank ones run out unread', async () => {
  const table = `<table:table table:name="One">
    <table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p><text:p>b</text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/></table:table-row>
    <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2024-03-31"/></table:table-row>
    <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    <table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>TRUE</text:p></table:table-cell></table:table-row>
  </table:table>`
  const [sheet] = await readAll('a.ods', odsBytes(table))
  assert.deepEqual(sheet?.rows, {
    1: ['a\nb', '7', '7'],
    2: ['2024-03-31'],
    3: ['2024-03-31'],
    1000004: ['TRUE'],
  })
})

test('a filled row repeated to the end of the sheet is refused', async () => {
  const table = `<table:table table:name="One"><table:table-row table:number-rows-repeated="1048576">
    <table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table>`
  assert.equal(await codeOf(readAll('a.ods', odsBytes(table))), 'source-too-much')
})

test('an archive that would unpack to far more than it is, is refused before it is unpacked', async () => {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'0'.repeat(12_000_000)}</t></is></c></row>`
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows }] })
  assert.ok(bytes.length < 100_000)
  assert.equal(await codeOf(readAll('a.xlsx', bytes)), 'source-too-much')
})

test('a text too long to be real is refused however loosely it is packed', async () => {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'0'.repeat(3_000_000)}</t></is></c></row>`
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows }] })
  assert.equal(await codeOf(readAll('a.xlsx', bytes)), 'source-too-much')
})

test('an archive of too many parts, or of parts outside it, is refused', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`p${String(at)}`, strToU8('x')]),
  )
  assert.equal(
    await codeOf(readAll('a.xlsx', zipSync(many), { zipEntries: 20 })),
    'source-too-much',
  )
  const outside = zipSync({ '../../etc/passwd': strToU8('x') })
  assert.equal(await codeOf(readAll('a.xlsx', outside)), 'source-workbook-damaged')
  const absolute = zipSync({ '/etc/passwd': strToU8('x') })
  assert.equal(await codeOf(readAll('a.xlsx', absolute)), 'source-workbook-damaged')
})

test('an archive cut off, or with two parts of one name, is refused', async () => {
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows: '' }] })
  assert.equal(await codeOf(readAll('a.xlsx', bytes.slice(0, -30))), 'source-workbook-damaged')
  const twice = Buffer.from(zipSync({ aa: strToU8('1'), ab: strToU8('2') }))
  const forged = Buffer.from(twice.toString('latin1').replaceAll('ab', 'aa'), 'latin1')
  assert.equal(await codeOf(readAll('a.xlsx', forged)), 'source-workbook-damaged')
})

test('an archive that is no spreadsheet is called so', async () => {
  const bytes = zipSync({
    'word/document.xml': strToU8('<a/>'),
    '_rels/.rels': strToU8('<Relationships/>'),
  })
  assert.equal(await codeOf(readAll('a.xlsx', bytes)), 'source-spreadsheet')
})

test('a part with a DOCTYPE, and entities that would grow, is refused', async () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
  const bytes = xlsxBytes({ sheets: [{ name: 'One', whole: bomb }] })
  assert.equal(await codeOf(readAll('a.xlsx', bytes)), 'source-doctype')
})

test('attributes by the hundred thousand, giant names and depth are refused', async () => {
  const attributes = Array.from({ length: 100_000 }, (_, at) => `a${String(at)}=""`).join(' ')
  const wholes = [`<worksheet ${attributes}/>`, `<${'n'.repeat(100_000)}/>`, '<a>'.repeat(100_000)]
  const codes = []
  for (const whole of wholes)
    codes.push(await codeOf(readAll('a.xlsx', xlsxBytes({ sheets: [{ name: 'One', whole }] }))))
  assert.deepEqual(codes, ['source-too-much', 'source-too-much', 'source-too-much'])
})

test('a sheet whose rows or cells are out of order is refused', async () => {
  const rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
  const bytes = xlsxBytes({ sheets: [{ name: 'One', rows }] })
  assert.equal(await codeOf(readAll('a.xlsx', bytes)), 'source-workbook-damaged')
})

test('a workbook locked with a password is called so', async () => {
  const bytes = Buffer.from(
    odsBytes('<table:table table:name="One"/>', '<m:encryption-data xmlns:m="m"/>'),
  )
  assert.equal(await codeOf(readAll('a.ods', bytes)), 'source-workbook-locked')
})
