import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recognise } from '../recognise.ts'
import { builtIn, lines, readText, refusal, withFile } from '../test-reading.ts'
import { odsBytes, textRows, xlsxBytes } from './test-workbook.ts'

const REVIEWS = [
  'review_id',
  'plan_id',
  'review_type',
  'meeting_date',
  'la_attended',
  'decision',
  'decision_date',
]

function book(...sheets: Parameters<typeof xlsxBytes>[0]['sheets']): Buffer {
  return Buffer.from(xlsxBytes({ sheets }))
}

test('a sheet is read as the table of its name, below the titles above its header', async () => {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Reviews of 2024</t></is></c></row>${textRows(
    [[], REVIEWS],
  ).replace('<row></row><row>', '<row r="3">')}
    <row r="4"><c t="inlineStr"><is><t>V1</t></is></c><c><v>100</v></c><c t="inlineStr"><is><t>annual</t></is></c><c s="1"><v>45382</v></c><c t="b"><v>1</v></c></row>`
  const read = await readText('extract.xlsx', book({ name: 'Reviews', rows }))
  assert.deepEqual(read.rows, [
    {
      dataset: 'reviews',
      line: 4,
      values: {
        review_id: 'V1',
        plan_id: '100',
        review_type: 'annual',
        meeting_date: '2024-03-31',
        la_attended: 'Y',
        decision: null,
        decision_date: null,
      },
    },
  ])
})

test('an OpenDocument sheet gives the rows of its table too', async () => {
  const cell = (text: string) =>
    `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
  const row = (...texts: string[]) =>
    `<table:table-row>${texts.map(cell).join('')}</table:table-row>`
  const table = `<table:table table:name="reviews">${row(...REVIEWS)}${row('V1', 'P1', 'annual', '2024-03-01', 'Y', 'M', '2024-03-20')}</table:table>`
  const read = await readText('reviews.ods', Buffer.from(odsBytes(table)))
  assert.deepEqual(
    read.rows.map(({ line, values }) => [line, values['decision_date']]),
    [[2, '2024-03-20']],
  )
})

test('a wrong cell is refused with its address', async () => {
  const rows = textRows([REVIEWS, ['V1', 'P1', 'annual', '31/03/2024', 'Y', 'M', '2024-03-20']])
  const read = await readText('a.xlsx', book({ name: 'reviews 2024', rows }))
  assert.equal(
    lines(read)[0],
    "a.xlsx:2: error source-not-a-day (meeting_date): 'reviews 2024'!D2: The cell is a day in another form, which could be read in two ways.",
  )
})

test('a bare number in a column of days is the day it stands for, and that is said', async () => {
  const rows = `${textRows([REVIEWS])}<row><c t="inlineStr"><is><t>V1</t></is></c><c><v>1</v></c><c t="inlineStr"><is><t>annual</t></is></c><c><v>45382</v></c></row>`
  const read = await readText('a.xlsx', book({ name: 'reviews', rows }))
  assert.equal(read.rows[0]?.values['meeting_date'], '2024-03-31')
  assert.ok(
    lines(read).includes('a.xlsx:2: warning source-serial-day: 1 day kept as bare numbers.'),
  )
})

test('formulas, hidden rows and hidden sheets are said', async () => {
  const rows = `${textRows([REVIEWS])}<row hidden="1"><c t="str"><f>X</f><v>V1</v></c><c><v>1</v></c><c t="inlineStr"><is><t>annual</t></is></c><c s="1"><v>45382</v></c></row>`
  const bytes = book(
    { name: 'reviews', rows },
    { name: 'Codes', rows: textRows([['a']]), isHidden: true },
  )
  const said = lines(await readText('a.xlsx', bytes))
  assert.deepEqual(
    said.filter((line) => !line.includes('column')),
    [
      'a.xlsx: warning source-sheet-skipped: The sheet Codes was not read: it is hidden.',
      'a.xlsx:2: warning source-hidden-rows: 1 hidden row read too.',
      'a.xlsx:2: note source-formula: 1 cell with a formula; the values kept in the file were taken.',
    ],
  )
})

test('an error of the spreadsheet and a share in a column of text are refused', async () => {
  const rows = `${textRows([REVIEWS])}<row><c t="e"><v>#REF!</v></c><c><v>1</v></c><c t="inlineStr"><is><t>annual</t></is></c></row>`
  const read = await readText('a.xlsx', book({ name: 'reviews', rows }))
  assert.equal(
    lines(read)[0],
    'a.xlsx:2: error source-placeholder (review_id): reviews!A2: The cell holds a stand-in, not a value.',
  )
})

test('merged cells in a table refuse the file; merged titles above it do not', async () => {
  const rows = textRows([REVIEWS, ['V1', 'P1', 'annual', '2024-03-01', 'Y', 'M', '2024-03-20']])
  const after = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
  const merged = await readText('a.xlsx', book({ name: 'reviews', rows, after }))
  assert.equal(refusal(merged)?.code, 'source-merged-cells')
  const titled = rows.replace('<row>', '<row r="3">')
  const title = '<row r="1"><c r="A1"><v>1</v></c></row>'
  const above = '<mergeCells><mergeCell ref="A1:G1"/></mergeCells>'
  const read = await readText(
    'a.xlsx',
    book({ name: 'reviews', rows: title + titled, after: above }),
  )
  assert.equal(refusal(read), undefined)
  assert.equal(read.rows.length, 1)
})

test('two sheets of one table, and a workbook of none, are refused', async () => {
  const rows = textRows([REVIEWS])
  const twice = await readText(
    'a.xlsx',
    book({ name: 'reviews 1', rows }, { name: 'reviews 2', rows }),
  )
  assert.equal(refusal(twice)?.code, 'source-sheet-twice')
  const none = await readText('a.xlsx', book({ name: 'Notes', rows: textRows([['hello']]) }))
  assert.equal(refusal(none)?.code, 'source-sheet-none')
})

test('a workbook of several tables is recognised, persons first', async () => {
  const persons = textRows([['person_id', 'birth_date', 'home_la']])
  const bytes = book(
    { name: 'reviews', rows: textRows([REVIEWS]) },
    { name: 'persons', rows: persons },
  )
  const catalogue = await builtIn()
  const found = await withFile('all.xlsx', bytes, (path) => recognise(path, catalogue))
  assert.deepEqual(found, {
    ok: true,
    value: { form: 'csv', datasets: ['persons', 'reviews'] },
    issues: [],
  })
})
