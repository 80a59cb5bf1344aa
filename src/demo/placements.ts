import { academicAge, academicYearOf, type Day, date, workdayFrom, yearOf } from './days.ts'
import type { Placement } from './life.ts'
import { type Stage, type Track } from './mixes.ts'
import { type Area, INSIDE, PROVISION_OF, type Provision } from './places.ts'
import { pickFrom, type Random } from './random.ts'
import { storyOf } from './story.ts'
import { HORIZON, type World } from './world.ts'

/** Where a child is taught from `entry` to `end`, as they grow from stage to stage. */
export type PlacementPlan = {
  readonly birth: Day
  readonly entry: Day
  readonly end: Day | undefined
  readonly track: Track
}

/** Stage of schooling of an academic age: Reception begins at 4, Year 7 at 11, Year 12 at 16. */
export function stageOf(age: number): Stage {
  if (age < 4) return 'early'
  if (age < 11) return 'primary'
  if (age < 16) return 'secondary'
  return age < 19 ? 'sixteen' : 'nineteen'
}

/** The spells of a plan, each entered when the one before is left. */
export function makePlacements(world: World, random: Random, plan: PlacementPlan): Placement[] {
  const stop = plan.end ?? HORIZON
  const spells: Placement[] = []
  let [entry, track] = [plan.entry, plan.track]
  while (entry < stop) {
    const change = nextChange(random, plan.birth, entry, track)
    const leaving = change < stop ? change : plan.end
    const stage = stageOf(academicAge(plan.birth, academicYearOf(entry)))
    spells.push(makePlacement(world, random, { stage, track, entry, leaving, rank: 1 }))
    track = change < stop ? nextTrack(random, plan.birth, track, change) : track
    entry = change
  }
  const second = random.chance(0.02) ? secondPlacement(world, random, spells) : undefined
  return second ? [...spells, second] : spells
}

/** The next September in which the child changes setting: at a new stage, sometimes before. */
function nextChange(random: Random, birth: Day, entry: Day, track: Track): Day {
  const first = academicYearOf(entry)
  const stage = stageOf(academicAge(birth, first))
  const restless = track === 'mainstream' ? 0.045 : 0.03
  for (let year = first + 1; ; year += 1) {
    const moves = stageOf(academicAge(birth, year)) !== stage || random.chance(restless)
    if (moves) return workdayFrom(date(year, 9, random.int(1, 5)))
    if (year > first + 9) return HORIZON
  }
}

/**
 * Children move from mainstream to special provision as they grow, above all at secondary transfer.
 * For want of local places more of them go to independent schools; with new ones, some come back.
 */
function nextTrack(random: Random, birth: Day, track: Track, on: Day): Track {
  const age = academicAge(birth, academicYearOf(on))
  const { independent, broughtBack } = storyOf(yearOf(on))
  if (track === 'mainstream' && age < 16)
    return driftFromMainstream(random, age === 11, independent)
  if (track === 'special' && random.chance(0.035 * independent)) return 'independent'
  if (track === 'independent' && random.chance(broughtBack)) return 'special'
  if (track === 'unit' && random.chance(0.2)) return 'special'
  return track
}

function driftFromMainstream(random: Random, secondary: boolean, pull: number): Track {
  const stays = secondary ? 0.8 : 0.45
  return pickFrom(random, [
    ['mainstream', stays],
    ['unit', 0.04],
    ['special', secondary ? 0.1 : 0.36],
    ['independent', (secondary ? 0.03 : 0.08) * pull],
    ['elsewhere', secondary ? 0.03 : 0.07],
  ] as const)
}

type Spell = {
  readonly stage: Stage
  readonly track: Track
  readonly entry: Day
  readonly leaving: Day | undefined
  readonly rank: 1 | 2
}

function makePlacement(world: World, random: Random, spell: Spell): Placement {
  const { stage, track, ...rest } = spell
  const provision = pickFrom(random, PROVISION_OF[stage][track])
  const area: Area = random.chance(INSIDE[provision]) ? 'in_borough' : 'out_borough'
  const senSetting = senSettingOf(random, provision)
  const inUnit = track === 'unit' && provision.startsWith('mainstream')
  const isUnit = inUnit && random.chance(0.4)
  const setting =
    senSetting === undefined ? world.settings.find(random, provision, area, inUnit) : undefined
  return {
    ...rest,
    id: world.nextId('PL'),
    setting,
    senSetting,
    provision: inUnit ? 'resourced_provision' : provision,
    area: setting === undefined ? 'not_applicable' : area,
    track,
    unit: isUnit,
    resourced: inUnit && !isUnit,
    residential: residentialOf(random, provision),
    workBased: workBasedOf(random, stage, provision),
  }
}

/** DfE SEN2 2025, England: 11,524 with LA arrangements, 7,155 at home, 1,012 with parents' own. */
function senSettingOf(random: Random, provision: Provision): string | undefined {
  if (provision === 'otherwise')
    return pickFrom(random, [
      ['OLA', 58],
      ['EHE', 37],
      ['OPA', 5],
    ] as const)
  if (provision === 'none')
    return pickFrom(random, [
      ['NEET', 80],
      ['NIEO', 12],
      ['NIEC', 8],
    ] as const)
  return provision === 'other' ? 'OTH' : undefined
}

const BOARDING: ReadonlySet<Provision> = new Set([
  'special_independent',
  'special_nonmaintained',
  'specialist_post16',
])

/** 2,221 residential placements in England in January 2025, five in eight up to 51 weeks (DfE SEN2). */
function residentialOf(random: Random, provision: Provision): string {
  if (!BOARDING.has(provision) || !random.chance(0.05)) return 'none'
  return random.chance(0.63) ? 'up_to_38_weeks' : '39_to_52_weeks'
}

const WORKPLACES: ReadonlySet<Provision> = new Set([
  'fe_college',
  'training_provider',
  'specialist_post16',
])

/** 2,673 supported internships, 1,017 apprenticeships, 686 traineeships in January 2025 (DfE SEN2). */
function workBasedOf(random: Random, stage: Stage, provision: Provision): string {
  if (!WORKPLACES.has(provision) || !random.chance(stage === 'nineteen' ? 0.12 : 0.03))
    return 'none'
  return pickFrom(random, [
    ['supported_internship', 58],
    ['apprenticeship', 16],
    ['supported_apprenticeship', 15],
    ['traineeship', 11],
  ] as const)
}

/** A part-time second place beside the last one. */
function secondPlacement(
  world: World,
  random: Random,
  spells: readonly Placement[],
): Placement | undefined {
  const main = spells.at(-1)
  if (main?.setting === undefined) return undefined
  const setting = world.settings.find(random, 'alternative_provision', 'in_borough', false)
  return {
    ...main,
    id: world.nextId('PL'),
    setting,
    provision: 'alternative_provision',
    area: setting.area,
    rank: 2,
    entry: main.entry + random.int(10, 60),
    leaving: undefined,
    unit: false,
    resourced: false,
    residential: 'none',
    workBased: 'none',
  }
}
