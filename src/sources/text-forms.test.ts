// One row for each way in which a table reaches us: read by rule, or refused with the place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatIssue } from '../core/index.ts'
import { lines, readText, refusal } from './test-reading.ts'
import { textRows, xlsxBytes } from './workbook/test-workbook.ts'

const HEAD = 'change_id,made_date,status,service,origin,description'
const ROW = 'C1,2024-03-01,planned,Thérapie,other,a change'

function table(...rows: readonly string[]): string {
  return `${[HEAD, ...rows].join('\n')}\n`
}

type Read = {
  readonly form: string
  readonly content: string | Buffer
  /** The cells of `service` and `description` of each row that is read. */
  readonly rows: readonly (readonly [string | null, string | null])[]
  /** Of what is said: the place, the code and the column. */
  readonly said?: readonly string[]
}

const ONE = [['Thérapie', 'a change']] as const

const READ: readonly Read[] = [
  { form: 'UTF-8', content: table(ROW), rows: ONE },
  { form: 'UTF-8 with a byte order mark', content: `\uFEFF${table(ROW)}`, rows: ONE },
  { form: 'line ends of Windows', content: table(ROW).replaceAll('\n', '\r\n'), rows: ONE },
  { form: 'every cell in quotes', content: table(`"${ROW.replaceAll(',', '","')}"`), rows: ONE },
  {
    form: 'line ends, commas and quotes within quotes',
    content: table('C1,2024-03-01,planned,"a, ""b""\nc",other,d', ROW.replace('C1', 'C2')),
    rows: [['a, "b"\nc', 'd'], ...ONE],
  },
  {
    form: 'blank rows',
    content: table(ROW, '', ',,,,,', ROW.replace('C1', 'C2')),
    rows: [...ONE, ...ONE],
    said: ['4 note source-blank-rows'],
  },
  {
    form: 'the header once more within the file',
    content: table(ROW, HEAD, ROW.replace('C1', 'C2')),
    rows: [...ONE, ...ONE],
    said: [
      '3 error source-not-a-day made_date',
      '3 error source-unknown-code status',
      '3 error source-unknown-code origin',
    ],
  },
  {
    form: 'rows longer and shorter than the header',
    content: table(ROW, 'C2,2024-03-01', `${ROW.replace('C1', 'C3')},more`),
    rows: ONE,
    said: ['3 error source-ragged', '4 error source-ragged'],
  },
  ...['N/A', 'n/a', 'Xx', 'XXX', 'TBC', '#N/A', '-', '?', 'NULL'].map((word) => ({
    form: `${word} for nothing`,
    content: table(ROW.replace('a change', word), ROW),
    rows: ONE,
    said: ['2 error source-placeholder description'],
  })),
  ...[
    ['45352', 'the number that a spreadsheet has for a day'],
    ['01/03/2024', 'a day in another form'],
    ['2024-03-01 00:00:00', 'a day with a time'],
    ['2023-02-29', 'a day that is not in the calendar'],
  ].map(([text = '', form = '']) => ({
    form,
    content: table(ROW, ROW.replace('2024-03-01', text)),
    rows: ONE,
    said: ['3 error source-not-a-day made_date'],
  })),
  {
    form: 'days that stand for none',
    content: table(
      ROW,
      ROW.replace('2024-03-01', '1900-01-01'),
      ROW.replace('2024-03-01', '9999-12-31'),
    ),
    rows: ONE,
    said: ['3 error source-day-unlikely made_date', '4 error source-day-unlikely made_date'],
  },
]

for (const { form, content, rows, said = [] } of READ) {
  test(`${form}: read by rule`, async () => {
    const read = await readText('changes.csv', content)
    assert.deepEqual(
      read.rows.map(({ values }) => [values['service'], values['description']]),
      rows,
    )
    const issues = [...read.refused.flatMap(({ issues }) => issues), ...read.issues]
    assert.deepEqual(
      issues.map(({ severity, code, place }) =>
        [place?.line, severity, code, place?.field].filter(Boolean).join(' '),
      ),
      said,
    )
  })
}

const LEDGER =
  'line_id,financial_year,period,scenario,as_at,block,spend_class,provision,area,age_band,amount'
const LINE =
  'L1,2023-24,1,actual,2023-05-31,high_needs,central,not_placement,not_applicable,all_ages'

test('money with separators, signs or brackets is refused with its cell, and what about it is wrong', async () => {
  const amounts = ['1250.00', '"1,250.00"', '£1250', '(1250)', '1.25E+03', '1250.005', '12%']
  const rows = amounts.map((amount) => `${LINE},${amount}`)
  const read = await readText('ledger.csv', `${LEDGER}\n${rows.join('\n')}\n`)
  assert.deepEqual(
    read.rows.map(({ line, values }) => [line, values['amount']]),
    [[2, '1250.00']],
  )
  assert.deepEqual(
    lines(read).filter((line) => line.includes('source-not-money')),
    [
      'ledger.csv:3: error source-not-money (amount): The cell is not an amount of money: it has commas between digits.',
      'ledger.csv:4: error source-not-money (amount): The cell is not an amount of money: it has a sign of money or per cent.',
      'ledger.csv:5: error source-not-money (amount): The cell is not an amount of money: write negative numbers with a minus sign.',
      'ledger.csv:6: error source-not-money (amount): The cell is not an amount of money.',
      'ledger.csv:7: error source-not-money (amount): The cell is not an amount of money: it has too many decimals.',
      'ledger.csv:8: error source-not-money (amount): The cell is not an amount of money: it has a sign of money or per cent.',
    ],
  )
})

const REFUSED: readonly (readonly [string, string | Buffer, string, number | undefined])[] = [
  [
    'Windows-1252',
    Buffer.from(table('C0,,planned,S,other,x', ROW), 'latin1'),
    'source-encoding',
    3,
  ],
  [
    'UTF-16 with a mark',
    Buffer.from(`\uFEFF${table(ROW)}`, 'utf16le'),
    'source-encoding',
    undefined,
  ],
  ['UTF-16 without one', Buffer.from(table(ROW), 'utf16le'), 'source-encoding', undefined],
  [
    'UTF-16 the other way round',
    Buffer.from(`\uFEFF${table(ROW)}`, 'utf16le').swap16(),
    'source-encoding',
    undefined,
  ],
  ['semicolons', table(ROW).replaceAll(',', ';'), 'source-delimiter', 1],
  ['tabs', table(ROW).replaceAll(',', '\t'), 'source-delimiter', 1],
  ['a quotation mark never closed', table(ROW, 'C2,,planned,"S,other,x', ROW), 'source-quotes', 3],
  ['a file that breaks off in a row', table(ROW, ROW).slice(0, -20), 'source-truncated', 3],
  [
    'a spreadsheet of the old form',
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'source-spreadsheet',
    undefined,
  ],
  ['bytes that are no text', Buffer.from('change_id,\0\0'), 'source-unknown-file', undefined],
  ['nothing at all', '', 'source-empty', undefined],
]

for (const [form, content, code, line] of REFUSED) {
  test(`${form}: the file is refused, and nothing of it read`, async () => {
    const read = await readText('changes.csv', content)
    assert.deepEqual([refusal(read)?.code, refusal(read)?.place?.line], [code, line])
    assert.deepEqual(read.rows, [])
  })
}

test('in a workbook the place is the cell', async () => {
  const rows = textRows([HEAD.split(','), ROW.split(','), ROW.replace('planned', 'N/A').split(',')])
  const content = Buffer.from(xlsxBytes({ sheets: [{ name: 'changes', rows }] }))
  const read = await readText('extract.xlsx', content)
  assert.equal(read.rows.length, 1)
  assert.deepEqual(
    read.refused.flatMap(({ issues }) => issues.map(formatIssue)),
    [
      'extract.xlsx:3: error source-placeholder (status): changes!C3: The cell holds a stand-in, not a value.\n' +
        '  Find the value: this column cannot be empty.',
    ],
  )
})
