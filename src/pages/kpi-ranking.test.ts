import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinal } from './kpi-ranking.ts'
import { FORTY_PLANS, openTestBoard } from './test-board.ts'

const IDS =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown'
const HEAD = `${IDS},plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex`
const ALL = 'All EHC plans issued,All EHC plans issued'

/** 100 plans of each authority, so many of them in time. */
function authority(year: string, named: string, inTime: number): string {
  const rate = `${String(inTime)}.0`
  return `${year},Calendar year,Local authority,E92000001,England,,,${named},${ALL},100,100,${String(inTime)},${String(inTime)},${rate},${rate}`
}

const OTHERS = [
  ['E09000002,301,Barking and Dagenham', 90],
  ['E09000003,302,Barnet', 75],
  ['E09000004,303,Bexley', 70],
  ['E09000005,304,Brent', 70],
  ['E09000006,305,Bromley', 65],
  ['E09000007,202,Camden', 60],
  ['E09000008,306,Croydon', 55],
  ['E09000009,307,Ealing', 20],
] as const

/** Forty plans of 2023, of which 29 came within 20 weeks (72.5%), and what was published of others. */
const FILES = {
  ...FORTY_PLANS,
  'timeliness_20_week.csv': [
    HEAD,
    `2023,Calendar year,National,E92000001,England,,,,,,${ALL},800,800,400,400,50.0,50.0`,
    ...OTHERS.map(([named, inTime]) => authority('2023', named, inTime)),
    `2023,Calendar year,Local authority,E92000001,England,,,E09000010,308,Enfield,${ALL},x,x,x,x,x,x`,
    `2024,Calendar year,National,E92000001,England,,,,,,${ALL},800,800,400,400,50.0,50.0`,
  ],
}

test('a place is written as one says it', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 153].map(ordinal), [
    ...['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th', '153rd'],
  ])
})

test('an authority stands among all by what was published of the same year', async () => {
  const board = await openTestBoard(FILES, 2)
  await board.services.refreshFigures()
  try {
    const words = await board.words('/strategies/kingston-2021/111/a')
    const section = /Among all authorities.*?Target and baseline/.exec(words)?.[0] ?? ''
    // Eight published and this one: 90, 75, 72.5, 70, 70, 65, 60, 55, 20. By hand, type 7 of nine: the third and
    // the seventh from below, 60 and 72.5.
    assert.match(section, /9 authorities have a figure for 2023\. 1 more has no figure\./)
    assert.match(
      section,
      /Half of them lie between 60\.0% and 72\.5%; the lowest is 20\.0%, the highest 90\.0%/,
    )
    assert.match(
      section,
      /Among all authorities This authority, with 72\.5%, comes 3rd of 9, counted from the best\. It is in the second quarter/,
    )
    // Wilson, 29 of 40: 57.2 to 83.9%. Only 20 of 100 (up to 28.9%) is clearly below; 90 of 100 (from 82.6%) is not above.
    assert.match(
      section,
      /too close to the others to rank: chance alone could have put it anywhere from 1st to 8th/,
    )
    assert.match(
      section,
      /Nothing was published of this authority; its figure is worked out from the records here/,
    )
    // 70 is the median of the nine: the upper edge of a quarter belongs to it.
    assert.match(section, /Brent 70\.0% 70 of 100 =4 third/)
    assert.match(section, /Enfield x: not available/)
    // By hand, on the scale of the angle: z 9.27, 5.24, 4.12, 4.12, 3.05, 2.01, 1.00, -6.44 and 2.95, the ends drawn in to
    // 6.04 and -0.49: squares 121.11, less 8, over 2,971.4, so tau 0.1951. Of 100 cases 14.5% to 85.5%, of 40 13.3% to 86.7%.
    assert.match(
      section,
      /\(the dashed lines\), 1 of 9 still stand apart\. With 40 cases, 95 of 100 would then lie between 13\.3% and 86\.7%; this authority does\./,
    )
    assert.match(
      section,
      /Source Invented for the demonstration, in the layout of DfE, Education, health and care plans: plans issued within 20 weeks/,
    )
    assert.match(section, /Published 26 June 2025/)
    assert.match(section, /Definition Plans issued in the calendar year within 20 weeks/)
  } finally {
    await board.close()
  }
})

test('a figure that a later release takes back is shown both ways, with the day', async () => {
  const later = FILES['timeliness_20_week.csv'].map((line) =>
    line.includes('Barnet') ? line.replace(/,100,100,.*$/, ',x,x,x,x,x,x') : line,
  )
  const board = await openTestBoard(FILES, 2)
  try {
    await board.importText('revised_timeliness_20_week.csv', later, '2026-01-22')
    await board.services.refreshFigures()
    const words = await board.words('/strategies/kingston-2021/111/a')
    assert.match(
      words,
      /Barnet 75\.0% when published on 26 June 2025; x: not available since 22 January 2026/,
    )
    assert.match(words, /8 authorities have a figure for 2023\. 2 more have no figure\./)
  } finally {
    await board.close()
  }
})

test('what is published by another definition is not compared, and the page says why', async () => {
  const board = await openTestBoard(FILES, 2)
  await board.services.refreshFigures()
  try {
    const words = await board.words('/strategies/kingston-2021/103/a')
    assert.match(words, /is not compared with this one: DfE divides by all requests received/)
    assert.doesNotMatch(words, /Among all authorities/)
  } finally {
    await board.close()
  }
})

/** Records of one authority: so many plans of 2023, so many of them within 20 weeks. */
function recordsOf(code: string, plans: number, inTime: number) {
  const ids = Array.from({ length: plans }, (_, at) => `${code}-${String(at)}`)
  return {
    [`${code}/extract.yaml`]: [
      `authority: ${code}`,
      'extracted_on: 2024-01-31',
      'holder: EHC team',
    ],
    [`${code}/persons.csv`]: [
      'person_id,birth_date,home_la',
      ...ids.map((id) => `${id},2010-05-01,${code}`),
    ],
    [`${code}/requests.csv`]: [
      'request_id,person_id,received_date,request_outcome,request_outcome_date,assessment_outcome,assessment_outcome_date',
      ...ids.map((id, at) =>
        at < inTime
          ? `q${id},${id},2023-03-01,Y,2023-04-01,Y,2023-06-30`
          : `q${id},${id},2023-01-02,Y,2023-02-01,Y,2023-06-30`,
      ),
    ],
  }
}

test('authorities of one database are compared by their own records, small numbers withheld', async () => {
  const files = {
    ...recordsOf('E09000001', 40, 20),
    ...recordsOf('E09000002', 40, 30),
    ...recordsOf('E09000003', 40, 10),
    ...recordsOf('E09000004', 40, 37),
  }
  const board = await openTestBoard(files, 4)
  await board.services.refreshFigures()
  try {
    const words = await board.words('/strategies/kingston-2021/111/a')
    const section = /Among the authorities held here.*?Target and baseline/.exec(words)?.[0] ?? ''
    // Bexley: 3 of 40 were late, fewer than 6, so its figure is withheld as from the public.
    assert.match(section, /This authority, with 50\.0%, comes 2nd of 3/)
    assert.match(
      section,
      /Barking and Dagenham 75\.0% 30 of 40 1 .*City of London \(this authority\) 50\.0% 20 of 40 2/,
    )
    assert.match(section, /Bexley withheld: small numbers/)
    assert.doesNotMatch(section, /92\.5%|37 of 40/)
    assert.match(section, /Source The records held here of each authority/)
  } finally {
    await board.close()
  }
})
