import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lines, readText, refusal } from '../test-reading.ts'

const REVIEWS = 'review_id,plan_id,review_type,meeting_date,la_attended,decision,decision_date'
const GOOD = 'V1,P1,annual,2024-03-01,Y,M,2024-03-20'

/** A file of reviews with these rows under the usual header. */
function reviews(...rows: readonly string[]): string {
  return [REVIEWS, ...rows, ''].join('\r\n')
}

test('a row is given with every cell of the file and null for an empty one', async () => {
  const read = await readText('reviews.csv', reviews(GOOD, 'V2,P1,annual,2025-03-01,,,'))
  assert.deepEqual(read.rows, [
    {
      dataset: 'reviews',
      line: 2,
      values: {
        review_id: 'V1',
        plan_id: 'P1',
        review_type: 'annual',
        meeting_date: '2024-03-01',
        la_attended: 'Y',
        decision: 'M',
        decision_date: '2024-03-20',
      },
    },
    {
      dataset: 'reviews',
      line: 3,
      values: {
        review_id: 'V2',
        plan_id: 'P1',
        review_type: 'annual',
        meeting_date: '2025-03-01',
        la_attended: null,
        decision: null,
        decision_date: null,
      },
    },
  ])
  assert.deepEqual(lines(read), [
    'reviews.csv:1: note source-column-absent: The file has no column for draft_date, final_date.',
  ])
})

test('a byte order mark, headings in capitals and with spaces, and another order are all the same', async () => {
  const text = '\uFEFFMeeting Date,REVIEW_ID, plan-id ,review_type\n2024-03-01,V1,P1,annual\n'
  const read = await readText('reviews.csv', text)
  assert.deepEqual(read.rows[0]?.values, {
    meeting_date: '2024-03-01',
    review_id: 'V1',
    plan_id: 'P1',
    review_type: 'annual',
  })
  assert.match(
    lines(read).join('\n'),
    /note source-column-respelt: Matched though written another way: meeting_date, review_id, plan_id/,
  )
})

test('a heading that is in use for a column is taken for it, and the match is told', async () => {
  const text = 'EHCP ID,Child ID,Date Plan Issued,Officer\nP1,C1,2024-03-01,Marked\n'
  const read = await readText('list.csv', text)
  assert.deepEqual(read.rows, [
    {
      dataset: 'plans',
      line: 2,
      values: { plan_id: 'P1', person_id: 'C1', start_date: '2024-03-01' },
    },
  ])
  assert.equal(
    lines(read).find((line) => line.includes('source-column-respelt')),
    'list.csv:1: note source-column-respelt: Matched though written another way: ' +
      'plan_id (from "EHCP ID"), person_id (from "Child ID"), start_date (from "Date Plan Issued").',
  )
})

test('a column under its own name is taken, and one under another name for it is not', async () => {
  const text = `${REVIEWS},Review Date\n${GOOD},2023-01-01\n`
  const read = await readText('reviews.csv', text)
  assert.equal(read.rows[0]?.values['meeting_date'], '2024-03-01')
  assert.match(lines(read)[0] ?? '', /source-column-unknown: Not loaded, .*: review_date\./)
})

test('two other names for one column refuse the file', async () => {
  const text =
    'review_id,plan_id,review_type,Review Date,Date of Meeting\nV1,P1,annual,2024-03-01,\n'
  const read = await readText('reviews.csv', text)
  assert.equal(
    refusal(read)?.message,
    'The column meeting_date stands twice in the header: "Review Date" and "Date of Meeting".',
  )
})

test('a table is found by the columns where the name of the file does not say it', async () => {
  const { rows } = await readText('export 31-03-2026.csv', reviews(GOOD))
  assert.equal(rows[0]?.dataset, 'reviews')
})

test('the name of a file may go on after the name of its table', async () => {
  const { rows } = await readText('Reviews 2026-03-31.csv', reviews(GOOD))
  assert.equal(rows[0]?.dataset, 'reviews')
})

test('a file that could be no table is refused with the tables there are', async () => {
  const read = await readText('list.csv', 'a,b\n1,2\n')
  assert.equal(refusal(read)?.code, 'source-unknown-table')
  assert.match(refusal(read)?.fix ?? '', /There are .*plans/)
})

test('a row is refused alone, with everything that is wrong with it', async () => {
  const read = await readText(
    'reviews.csv',
    reviews(GOOD, ',P1,anual,2023-02-29,Y,TBC,', 'V3,P1,annual,2024-05-01,N,A,2024-05-20'),
  )
  assert.deepEqual(
    read.rows.map(({ line }) => line),
    [2, 4],
  )
  assert.deepEqual(lines(read).slice(0, 4), [
    'reviews.csv:3: error source-missing-cell (review_id): The cell is empty, and the table needs it.',
    'reviews.csv:3: error source-unknown-code (review_type): There is no code "anual" in this column. Did you mean annual?',
    'reviews.csv:3: error source-not-a-day (meeting_date): There is no such day in the calendar.',
    'reviews.csv:3: error source-placeholder (decision): The cell holds a stand-in, not a value.',
  ])
})

test('lines are counted rightly past quoted line ends and blank lines', async () => {
  const text =
    'change_id,made_date,status,service,origin,description\n' +
    'C1,,planned,S,other,"two\nlines, and ""quotes"""\n\n,,,,,\n' +
    'C2,,perhaps,S,other,x\n'
  const read = await readText('changes.csv', text)
  assert.equal(read.rows[0]?.values['description'], 'two\nlines, and "quotes"')
  assert.equal(read.refused[0]?.line, 6)
  assert.match(lines(read).at(-1) ?? '', /:5: note source-blank-rows: 1 row without any value\./)
})

test('a row with more or fewer cells than the header is refused', async () => {
  const read = await readText('reviews.csv', reviews(GOOD, 'V2,P1', `${GOOD},x`))
  assert.deepEqual(lines(read).slice(0, 2), [
    'reviews.csv:3: error source-ragged: The row has 2 cells; the header has 7.',
    'reviews.csv:4: error source-ragged: The row has 8 cells; the header has 7.',
  ])
})

test('spaces around a value are left out, and said once for each column', async () => {
  const row = 'V1,P1,annual ,2024-03-01,Y,M ,2024-03-20'
  const read = await readText('reviews.csv', reviews(row, row))
  assert.equal(read.rows[0]?.values['decision'], 'M')
  assert.deepEqual(lines(read).slice(1), [
    'reviews.csv:2: warning source-space (review_type): Spaces around the value were left out in 2 cells.',
    'reviews.csv:2: warning source-space (decision): Spaces around the value were left out in 2 cells.',
  ])
})

test('a column that is needed and missing refuses the file, and the one like it is named', async () => {
  const read = await readText(
    'reviews.csv',
    'review_id,plan_id,review_type,meetings_date\nV1,P1,annual,2024-03-01\n',
  )
  assert.deepEqual(refusal(read), {
    code: 'source-column-missing',
    severity: 'error',
    message: 'The file lacks the column meeting_date, which reviews cannot do without.',
    place: { file: 'reviews.csv', line: 1, field: 'meeting_date' },
    fix: 'Is meeting_date the one called "meetings_date"? Then rename it.',
  })
  assert.equal(read.rows.length, 0)
})

test('a column that stands twice refuses the file', async () => {
  const read = await readText('reviews.csv', `${REVIEWS},plan_id\n${GOOD},P2\n`)
  assert.equal(refusal(read)?.code, 'source-column-twice')
})

test('columns that the table does not have are named and never loaded', async () => {
  const read = await readText('reviews.csv', `${REVIEWS},forename,postcode\n${GOOD},Marked,ZZ99\n`)
  assert.match(
    lines(read)[0] ?? '',
    /source-column-unknown: Not loaded, because .* no such column: forename, postcode\./,
  )
  assert.doesNotMatch(JSON.stringify(read), /Marked|ZZ99/)
})

test('the numbers of a person go to the hash alone', async () => {
  const text =
    'person_id,birth_date,home_la,UPN,surname\nC1,2015-05-01,X00000999,R999202230013,Marked\n'
  const read = await readText('persons.csv', text)
  assert.deepEqual(read.rows, [
    {
      dataset: 'persons',
      line: 2,
      values: { person_id: 'C1', birth_date: '2015-05-01', home_la: 'X00000999' },
      identity: { upn: 'R999202230013' },
    },
  ])
})

test('a wrong check letter is told without the number', async () => {
  const text = 'person_id,birth_date,home_la,upn\nC1,2015-05-01,X00000999,A999202230013\n'
  const read = await readText('persons.csv', text)
  const told = JSON.stringify(read.issues)
  assert.match(told, /source-pupil-number/)
  assert.doesNotMatch(told, /999202230013/)
})

test('two columns whose names are swapped refuse the file before a row is given', async () => {
  const swapped = REVIEWS.replace('review_type,meeting_date', 'meeting_date,review_type')
  const read = await readText('reviews.csv', [swapped, GOOD, GOOD, GOOD, ''].join('\n'))
  assert.equal(read.rows.length, 0)
  assert.deepEqual(refusal(read), {
    code: 'source-column-wrong',
    severity: 'error',
    message: 'In the first 3 rows every value under meeting_date is of the wrong sort.',
    place: { file: 'reviews.csv', line: 2, field: 'meeting_date' },
    fix: 'Is meeting_date swapped with review_type? Each would fit the other’s name.',
  })
})

test('a file that breaks off within a row is refused', async () => {
  const read = await readText('reviews.csv', reviews(GOOD, GOOD).slice(0, -20))
  assert.equal(refusal(read)?.code, 'source-truncated')
  assert.deepEqual(refusal(read)?.place, { file: 'reviews.csv', line: 3 })
  assert.equal(read.rows.length, 0)
})

test('a last line without its end is read, and told', async () => {
  const read = await readText('reviews.csv', `${REVIEWS}\n${GOOD}`)
  assert.equal(read.rows.length, 1)
  assert.match(lines(read).at(-1) ?? '', /warning source-no-last-line-end/)
})

test('a quotation mark never closed refuses the file at the row that opened it', async () => {
  const read = await readText('reviews.csv', reviews(GOOD, 'V2,"P1,annual', GOOD))
  assert.equal(refusal(read)?.code, 'source-quotes')
  assert.deepEqual(refusal(read)?.place, { file: 'reviews.csv', line: 3 })
})

test('a quotation mark never closed in a long file does not fill the memory', async () => {
  const text = reviews('V2,"P1', ...Array.from({ length: 1000 }, () => GOOD))
  const read = await readText('reviews.csv', text, { limits: { rowCharacters: 5000 } })
  assert.equal(refusal(read)?.code, 'source-too-long')
})

test('a header of absurd width is refused', async () => {
  const read = await readText('reviews.csv', `${REVIEWS}${',x'.repeat(2000)}\n`)
  assert.equal(refusal(read)?.code, 'source-too-long')
})

test('a quotation mark within a cell refuses the file', async () => {
  const read = await readText('reviews.csv', reviews('V1,P"1,annual,2024-03-01,,,'))
  assert.equal(refusal(read)?.code, 'source-quotes')
})

test('semicolons between the cells refuse the file', async () => {
  const read = await readText('reviews.csv', reviews(GOOD).replaceAll(',', ';'))
  assert.equal(refusal(read)?.code, 'source-delimiter')
  assert.match(refusal(read)?.message ?? '', /separated by semicolons, not by commas/)
})

test('a header without rows is told', async () => {
  const read = await readText('reviews.csv', `${REVIEWS}\n`)
  assert.match(lines(read).at(-1) ?? '', /warning source-no-rows/)
})
