import { type Day, monthStart, textOf, workdayFrom } from './days.ts'
import { type Speaker, someoneOf } from './participants.ts'
import type { Random } from './random.ts'
import { MONTHS } from './tally.ts'
import { chanceFor, UNTIL, type World } from './world.ts'

/** A kind of meeting: how often, with how many named people and how many counted heads. */
type Meeting = {
  readonly activity: 'participation' | 'consultation' | 'forum' | 'joint_commissioning'
  readonly speaker: Speaker
  readonly everyMonths: number
  readonly named: number
  readonly heads: number
}

const MEETINGS: readonly Meeting[] = [
  { activity: 'participation', speaker: 'child_young_person', everyMonths: 1, named: 5, heads: 6 },
  { activity: 'participation', speaker: 'parent_carer', everyMonths: 2, named: 3, heads: 4 },
  { activity: 'forum', speaker: 'parent_carer', everyMonths: 1, named: 6, heads: 13 },
  { activity: 'consultation', speaker: 'parent_carer', everyMonths: 4, named: 8, heads: 22 },
  { activity: 'consultation', speaker: 'child_young_person', everyMonths: 6, named: 4, heads: 15 },
  { activity: 'joint_commissioning', speaker: 'parent_carer', everyMonths: 3, named: 3, heads: 0 },
  {
    activity: 'joint_commissioning',
    speaker: 'child_young_person',
    everyMonths: 4,
    named: 2,
    heads: 0,
  },
]
/** Attendance by financial year: people stay away in the year of trouble and come back. */
const TURNOUT = [0.7, 0.85, 0.75, 1, 1.25, 1.45] as const

/** Writes who took part in meetings, groups and consultations. */
export function writeEngagement(world: World): void {
  for (const [index, meeting] of MEETINGS.entries()) {
    const random = chanceFor(world, 'meeting', index)
    for (let month = index % 2; month < MONTHS; month += meeting.everyMonths) {
      const on = workdayFrom(monthStart(2020, month + 3) + random.int(2, 24))
      if (on <= UNTIL)
        writeMeeting(world, random, meeting, on, TURNOUT[Math.floor(month / 12)] ?? 1)
    }
  }
}

function writeMeeting(
  world: World,
  random: Random,
  meeting: Meeting,
  on: Day,
  turnout: number,
): void {
  const more = turnout * Math.sqrt(world.authority.scale)
  const seen = new Set<string>()
  for (let i = random.round(meeting.named * more); i > 0; i -= 1) {
    const one = someoneOf(world, random, meeting.speaker)
    if (seen.has(one.id)) continue
    seen.add(one.id)
    writeRow(world, meeting, on, {
      participant_id: one.id,
      headcount: 1,
      plan_status: one.plan,
      under_represented: one.group,
    })
  }
  const heads = random.round(meeting.heads * more * (0.7 + 0.6 * random.unit()))
  if (heads > 0) {
    writeRow(world, meeting, on, {
      headcount: heads,
      plan_status: 'unknown',
      under_represented: 'unknown',
    })
  }
}

type Attendance = {
  readonly participant_id?: string
  readonly headcount: number
  readonly plan_status: string
  readonly under_represented: string
}

function writeRow(world: World, meeting: Meeting, on: Day, row: Attendance): void {
  world.emit('engagement', {
    engagement_id: world.nextId('E'),
    activity_date: textOf(on),
    activity: meeting.activity,
    participant_type: meeting.speaker,
    ...row,
  })
}
