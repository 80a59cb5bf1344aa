import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lines, readText, refusal } from '../test-reading.ts'
import { personOf, planOf, returnOf } from './test-return.ts'

const GENDER = '<GenderCurrent>2</GenderCurrent><Ethnicity>WBRI</Ethnicity>'
const TWO_PLACES = `<Res>B</Res><LastReview>2022-11-02</LastReview>
<PlacementDetail><URN>999001</URN><PlacementRank>1</PlacementRank><EntryDate>2016-09-01</EntryDate><LeavingDate>2022-07-20</LeavingDate><AttendancePattern>D</AttendancePattern></PlacementDetail>
<PlacementDetail><URN>999002</URN><PlacementRank>1</PlacementRank><EntryDate>2022-09-01</EntryDate></PlacementDetail>`

test('a return of 2023 has gender for sex, residence of the plan, and no meeting', async () => {
  const read = await readText('r.xml', returnOf(2023, personOf(planOf('', TWO_PLACES), GENDER)))
  assert.deepEqual(
    read.rows.map(({ dataset, values }) => [dataset, values['sex'] ?? values['residential']]),
    [
      ['persons', 'F'],
      ['plans', undefined],
      ['placements', undefined],
      ['placements', '39_to_52_weeks'],
    ],
  )
  assert.deepEqual(
    lines(read).filter((line) => !line.includes('setting-type') && !line.includes('history')),
    [
      'r.xml:8: note sen2-review-without-meeting (LastReview): 1 review given by the day of decision alone.',
      'r.xml: note sen2-not-loaded: No table has a column for RYA, AttendancePattern.',
    ],
  )
})

test('gender not known is no sex', async () => {
  const unknown = personOf('', '<GenderCurrent>9</GenderCurrent>')
  const { rows } = await readText('r.xml', returnOf(2023, unknown))
  assert.equal(rows[0]?.values['sex'], null)
})

test('a request of before 2025 says nothing of who asked', async () => {
  const request =
    '<Requests><ReceivedDate>2023-03-03</ReceivedDate><RequestOutcome>A</RequestOutcome></Requests>'
  const { rows } = await readText('r.xml', returnOf(2024, personOf(request)))
  assert.equal(Object.hasOwn(rows[1]?.values ?? {}, 'request_source'), false)
})

test('a code that came later is read in an older return, and told', async () => {
  const active = '<SENneed><SENtype>DS</SENtype></SENneed>'
  const read = await readText('r.xml', returnOf(2024, personOf(planOf('', active))))
  assert.equal(read.rows[1]?.values['primary_need'], 'DS')
  assert.match(lines(read)[0] ?? '', /warning sen2-code-of-another-year \(SENtype\)/)
})

test('a return of an unknown year is read by the nearest known one, and told', async () => {
  const read = await readText('r.xml', returnOf(2022, personOf('', GENDER)))
  assert.equal(read.rows[0]?.values['sex'], 'F')
  assert.match(lines(read)[0] ?? '', /warning sen2-unknown-year \(Year\): The return is of 2022/)
})

test('a day that is not the census day of the year is told', async () => {
  const xml = returnOf(2026, personOf('')).replace('2026-01-15', '2026-01-16')
  assert.match(
    lines(await readText('r.xml', xml))[0] ?? '',
    /sen2-census-day .*ReferenceDate is 2026-01-16; the census day of 2026 was 2026-01-15\./,
  )
})

test('a return without a year, a day or a known authority is refused', async () => {
  const xml = returnOf(2026, personOf(''))
  const codeOf = async (from: string, to: string): Promise<unknown> =>
    refusal(await readText('r.xml', xml.replace(from, to)))?.code
  assert.equal(await codeOf('<Year>2026</Year>', ''), 'source-not-a-return')
  assert.equal(await codeOf('2026-01-15', 'soon'), 'source-not-a-return')
  assert.equal(await codeOf('<LEA>999</LEA>', '<LEA>777</LEA>'), 'sen2-unknown-authority')
  assert.equal(await codeOf(personOf(''), ''), 'source-not-a-return')
})

test('the GSS code of a return is that of its authority', async () => {
  const xml = returnOf(2026, personOf('')).replace('<LEA>999</LEA>', '<LEA>314</LEA>')
  assert.equal((await readText('r.xml', xml)).rows[0]?.values['home_la'], 'E09000021')
})
