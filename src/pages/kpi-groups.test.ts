import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FORTY_PLANS, openTestBoard } from './test-board.ts'

const IDS =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown'
const HEAD = `${IDS},plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex`

/** A line of 2023 in DfE's layout: so many of all plans in time. */
function line(level: string, place: string, inTime: number | string, all: number | string): string {
  const rate =
    typeof inTime === 'number' && typeof all === 'number' ? ((100 * inTime) / all).toFixed(1) : 'x'
  const counts = [all, all, inTime, inTime, rate, rate].join(',')
  return `2023,Calendar year,${level},E92000001,England,${place},All EHC plans issued,All EHC plans issued,${counts}`
}

const LA = 'Local authority'
const LONDON = 'E12000007,London'
const PUBLISHED = [
  HEAD,
  line('National', ',,,,', 400, 800),
  line('Regional', `${LONDON},,,`, 240, 400),
  line(LA, `${LONDON},E09000002,301,Barking and Dagenham`, 90, 100),
  line(LA, `${LONDON},E09000003,302,Barnet`, 75, 100),
  line(LA, `${LONDON},E09000004,303,Bexley`, 10, 200),
  line(LA, `${LONDON},E09000010,308,Enfield`, 'x', 'x'),
]

/** The newest model has Barnet, Bexley and Enfield as the closest; an older one would have had Barking and Dagenham. */
const NEIGHBOURS = [
  `old_la_code,la_name,region_ind,region_name,${Array.from({ length: 10 }, (_, at) => `SN_${String(at + 1)},SN_${String(at + 1)}P`).join(',')}`,
  `999,Kingsmere,3,London,302,Close,303,Close,308,Close,304,Close,305,Close,202,Close,306,Close,307,Close,309,Close,310,Close`,
  `302,Barnet,3,London,301,Close,303,Close,308,Close,304,Close,305,Close,202,Close,306,Close,307,Close,309,Close,310,Close`,
]

async function groupsOnPage(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const board = await openTestBoard(files, 2)
  await board.services.refreshFigures()
  try {
    const words = await board.words('/strategies/kingston-2021/111/a')
    return /Among all authorities.*?Target and baseline/.exec(words)?.[0] ?? ''
  } finally {
    await board.close()
  }
}

test('a figure stands beside England and the statistical neighbours, those without a figure named', async () => {
  const section = await groupsOnPage({
    ...FORTY_PLANS,
    'timeliness_20_week.csv': PUBLISHED,
    'statistical_neighbours_2025.csv': NEIGHBOURS,
  })
  // By hand: 29 of 40 is 72.5%. England 400 of 800. Neighbours with a figure: Barnet 75 of 100 and Bexley 10 of 200,
  // together 85 of 300, 28.3%; the middle of 75 and 5 is 40. An invented authority lies in no region.
  assert.match(section, /This authority 72\.5% England 50\.0% 22\.5 points higher, which is better/)
  assert.match(section, /Statistical neighbours 28\.3% 44\.2 points higher, which is better/)
  assert.doesNotMatch(section, /London/)
  assert.match(section, /the 10 authorities most like this one by a model of 31 May 2025/)
  assert.match(section, /that of all their cases together; the middle one of 2 is 40\.0%\./)
  assert.match(
    section,
    /Without a figure, and so left out: Enfield, Brent, Bromley, Camden, Croydon, Ealing, Haringey, Harrow\./,
  )
  assert.match(
    section,
    /1 Barnet 75\.0% 2 Bexley 5\.0% 3 Enfield x: not available[^4]*4 Brent no figure of that year/,
  )
})

test('a real authority stands beside its region', async () => {
  const own = Object.fromEntries(
    Object.entries(FORTY_PLANS).map(([name, lines]) => [
      name,
      lines.map((one) => one.replace('X00000999', 'E09000003')),
    ]),
  )
  const section = await groupsOnPage({ ...own, 'timeliness_20_week.csv': PUBLISHED })
  // Published of Barnet: 75 of 100. London 240 of 400.
  assert.match(
    section,
    /This authority 75\.0% England 50\.0% 25\.0 points higher, which is better London 60\.0% 15\.0 points higher/,
  )
  assert.doesNotMatch(section, /Statistical neighbours/)
})
