import { date, textOf, textOrNone, workdayFrom } from './days.ts'
import { by } from './life.ts'
import { oneOf, pickFrom, type Random } from './random.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

const SERVICES = [
  'SEND casework',
  'Educational psychology',
  'Speech and language therapy',
  'Occupational therapy',
  'Emotional health service',
  'Home to school transport',
  'Short breaks',
  'Local Offer website',
  'Careers guidance',
  'Sensory support',
  'Early years inclusion',
  'Autism outreach',
] as const

const CHANGES = [
  'Letters rewritten in plain words',
  'A named officer for every family',
  'Appointments offered in the evening',
  'A quiet room for meetings',
  'Videos that explain each step',
  'Shorter forms before an annual review',
  'A waiting list that families can see',
  'Drop-in sessions at special schools',
  'Text messages before each deadline',
  'Guides to moving on at 16',
  'Training for staff, led by young people',
  'A map of short breaks',
] as const

/** Changes made in a year, for 1,900 plans, by the year: few while the service struggles. */
const A_YEAR: ReadonlyMap<number, number> = new Map([
  [2020, 17],
  [2021, 22],
  [2022, 15],
  [2023, 28],
  [2024, 38],
  [2025, 46],
  [2026, 12],
])

/** Writes the log of what was changed because of what people said. */
export function writeChanges(world: World): void {
  const random = chanceFor(world, 'change', 0)
  const more = Math.sqrt(world.authority.scale)
  for (const [year, count] of A_YEAR) {
    for (let i = random.round(count * more); i > 0; i -= 1) writeChange(world, random, year)
  }
}

function writeChange(world: World, random: Random, year: number): void {
  const length = year === 2026 ? 85 : 364
  const day = workdayFrom(Math.max(FROM, date(year, 1, 1) + random.int(0, length)))
  const status = pickFrom(random, [
    ['made', 78],
    ['planned', 14],
    ['rejected', 8],
  ] as const)
  world.emit('changes', {
    change_id: world.nextId('CH'),
    made_date: status === 'made' ? textOrNone(by(UNTIL, day) ?? UNTIL) : undefined,
    status,
    service: oneOf(random, SERVICES),
    origin: pickFrom(random, [
      ['parent_carer', 42],
      ['child_young_person', 30],
      ['young_people_senior_leaders', 20],
      ['other', 8],
    ] as const),
    description: `${oneOf(random, CHANGES)} (said in ${textOf(day).slice(0, 4)})`,
  })
}
