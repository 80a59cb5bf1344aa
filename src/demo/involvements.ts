import { type AgeBand, ageBandOn, keyText, monthsBetween, pence } from './charges.ts'
import { COST_A_YEAR, generalPriceIn } from './costs.ts'
import { academicYearOf, type Day, date, textOf, textOrNone } from './days.ts'
import { by, endOf, type Placement } from './life.ts'
import { ageIn, isAlive, type Pupil, statusOn } from './pupils.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { schoolStoryOf } from './school-story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

const YEARS = [2020, 2021, 2022, 2023, 2024, 2025] as const
/** Share of pupils with SEN, in a year, who come to each service. */
const ALTERNATIVE = { primary: 0.006, secondary: 0.026 }
const INCLUSION = 0.036
const TUITION = 0.012
const REASONS: Mix<string> = [
  ['emotional_health', 55],
  ['medical', 33],
  ['other', 12],
]
const TUITION_GROWS: ReadonlyMap<number, number> = new Map([
  [2021, 1.2],
  [2022, 1.6],
  [2023, 1.5],
  [2024, 1.3],
  [2025, 1.1],
])

/** A spell of one of the services that have no table of their own. */
export type Involvement = {
  readonly service: string
  readonly due?: Day
  readonly from: Day | undefined
  readonly until?: Day | undefined
  readonly year?: number
  readonly reason?: string
  /** Told when the spell is over, or the check is done. */
  readonly outcome?: string | undefined
}

/** Writes the spells of a pupil with SEN in alternative provision, inclusion, tuition and careers. */
export function writeInvolvements(world: World, pupil: Pupil): void {
  if (pupil.support === undefined && pupil.life === undefined) return
  const random = chanceFor(world, 'involvement', pupil.person.id)
  writePlacedSpells(world, random, pupil)
  for (const year of YEARS) {
    const age = ageIn(pupil, year)
    if (age >= 4 && age <= 15) writeSchoolYear(world, random, pupil, year)
  }
}

function writeSchoolYear(world: World, random: Random, pupil: Pupil, year: number): void {
  const day = date(year, 9, 8) + random.int(0, 300)
  const status = statusOn(pupil, day)
  if (status === 'N' || !isAlive(pupil, day)) return
  if (status === 'K') writeAlternative(world, random, pupil, day)
  if (random.chance(INCLUSION)) writeInclusion(world, random, pupil, day)
  const tuition = TUITION * (TUITION_GROWS.get(year) ?? 1)
  if (random.chance(tuition)) writeTuition(world, random, pupil, day)
  if (ageIn(pupil, year) === 15) writeInterview(world, random, pupil, year)
}

/** Whoever is placed in alternative provision by their plan is in its registers too. */
function writePlacedSpells(world: World, random: Random, pupil: Pupil): void {
  const plans = pupil.life?.cases.map(({ plan }) => plan) ?? []
  for (const plan of plans.filter((one) => one !== undefined)) {
    const end = endOf(plan, pupil.life?.death)
    for (const { entry, leaving } of plan.placements.filter(isAlternative)) {
      const from = Math.max(entry, plan.heldFrom)
      const ends = [leaving, end].filter((day) => day !== undefined)
      const until = ends.length > 0 ? Math.min(...ends) : undefined
      if (until === undefined || until > Math.max(from, FROM))
        writeAlternativeSpell(world, random, pupil, from, until)
    }
  }
}

function isAlternative({ provision, rank }: Placement): boolean {
  return provision === 'alternative_provision' && rank === 1
}

function writeAlternative(world: World, random: Random, pupil: Pupil, day: Day): void {
  const age = ageIn(pupil, academicYearOf(day))
  if (!random.chance(age >= 11 ? ALTERNATIVE.secondary : ALTERNATIVE.primary)) return
  const until = day + random.int(60, 330)
  charge(world, pupil, day, until)
  writeAlternativeSpell(world, random, pupil, day, until)
}

function writeAlternativeSpell(
  world: World,
  random: Random,
  pupil: Pupil,
  from: Day,
  until: Day | undefined,
): void {
  const story = schoolStoryOf(academicYearOf(until ?? from))
  const rest = 1 - story.reintegrated
  const outcome = pickFrom(random, [
    ['reintegrated_mainstream', story.reintegrated],
    ['moved_special', rest * 0.34],
    ['moved_area', rest * 0.1],
    ['other', rest * 0.56],
  ] as const)
  const reason = pickFrom(random, [
    ['behaviour', 78],
    ['emotional_health', 16],
    ['other', 6],
  ] as const)
  writeInvolvement(world, pupil, {
    service: 'alternative_provision',
    from,
    until,
    year: ageIn(pupil, academicYearOf(from)) - 4,
    reason,
    outcome,
  })
}

/** What a spell without a plan costs the high needs block. */
function charge(world: World, { person }: Pupil, from: Day, until: Day): void {
  const start = Math.max(from, FROM)
  for (const { month, start: day, days } of monthsBetween(start, Math.min(until, UNTIL + 1))) {
    const ageBand: AgeBand = ageBandOn(person.birth, day)
    const price = generalPriceIn(2020 + Math.floor(month / 12))
    const key = {
      how: 'pooled',
      provision: 'alternative_provision',
      area: 'in_borough',
      ageBand,
    } as const
    world.tally.addToMonth(
      keyText(key),
      month,
      pence((COST_A_YEAR.alternative_provision * price * days) / 365),
    )
  }
}

function writeInclusion(world: World, random: Random, pupil: Pupil, from: Day): void {
  const until = from + random.int(40, 260)
  const { remained } = schoolStoryOf(academicYearOf(until))
  writeInvolvement(world, pupil, {
    service: 'education_inclusion',
    from,
    until,
    year: ageIn(pupil, academicYearOf(from)) - 4,
    reason: random.chance(0.7) ? 'behaviour' : 'emotional_health',
    outcome: random.chance(remained) ? 'remained_mainstream' : 'left_mainstream',
  })
}

function writeTuition(world: World, random: Random, pupil: Pupil, from: Day): void {
  writeInvolvement(world, pupil, {
    service: 'medical_tuition',
    from,
    until: from + random.int(42, 240),
    year: ageIn(pupil, academicYearOf(from)) - 4,
    reason: pickFrom(random, REASONS),
  })
}

function writeInterview(world: World, random: Random, pupil: Pupil, year: number): void {
  if (!random.chance(schoolStoryOf(year).interviewed)) return
  const from = date(year, 10, 1) + random.int(0, 290)
  writeInvolvement(world, pupil, { service: 'next_steps_interview', from, year: 11 })
}

/** Writes a spell as far as the extract knows it; one that has not begun only if it has a due date. */
export function writeInvolvement(world: World, { person }: Pupil, spell: Involvement): void {
  const from = by(UNTIL, spell.from)
  if (from === undefined && spell.due === undefined) return
  const until = from === undefined ? undefined : by(UNTIL, spell.until)
  const isTold = spell.due === undefined ? until !== undefined : from !== undefined
  world.emit('involvements', {
    involvement_id: world.nextId('I'),
    person_id: person.id,
    service: spell.service,
    due_date: textOrNone(spell.due),
    start_date: from === undefined ? undefined : textOf(from),
    end_date: textOrNone(until),
    nc_year: spell.year,
    reason: spell.reason,
    outcome: isTold ? spell.outcome : undefined,
  })
}
