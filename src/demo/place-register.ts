import { type Day, date, textOf, textOrNone, thursday } from './days.ts'
import { by } from './life.ts'
import type { Setting } from './settings.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'
import type { Random } from './random.ts'

/** A block of places from the day it is planned. */
type Block = {
  readonly kind:
    | 'special_school'
    | 'resourced_provision'
    | 'sen_unit'
    | 'fe'
    | 'supported_housing'
    | 'alternative_provision'
  readonly setting: Setting | undefined
  readonly ageBand: 'under_16' | 'over_16' | 'adult'
  readonly clients?: 'learning_disability' | 'other'
  readonly places: number
  /** Day it opens; undefined = still in development. */
  readonly opened: Day | undefined
  readonly isNew: boolean
  /** Share filled when it is settled. */
  readonly use: number
}

/** Counts each October and January. */
const COUNTS: readonly Day[] = [2020, 2021, 2022, 2023, 2024, 2025]
  .flatMap((year) => [date(year, 10, 1), thursday(year + 1, 1, 3)])
  .filter((day) => day >= FROM && day <= UNTIL)
const LONG_AGO: Day = date(2012, 9, 1)
/** A block is known to be coming two years before it opens. */
const AHEAD = 730

/** Places in special schools and in colleges at the start, for 1,900 plans. */
const SPECIAL_PLACES = 548
const FE_PLACES = 250
const RESOURCED_EACH = 13

/** Writes the place register: what there was, and what the recovery plan added. */
export function writePlaces(world: World): void {
  const random = chanceFor(world, 'places', 0)
  for (const block of [...oldBlocks(world), ...newBlocks(world), ...housing(world)]) {
    writeBlock(world, random, block)
  }
}

function inside(world: World, ...provisions: readonly string[]): Setting[] {
  return world.settings.all.filter(
    ({ area, provision }) => area === 'in_borough' && provisions.includes(provision),
  )
}

function withUnits(world: World): Setting[] {
  return world.settings.all.filter(({ area, hasUnit }) => area === 'in_borough' && hasUnit)
}

/** Divides places over settings, the rest to the first. */
function shared(total: number, settings: readonly Setting[]): (readonly [Setting, number])[] {
  const each = Math.floor(total / settings.length)
  return settings.map((setting, i) => [
    setting,
    i === 0 ? total - each * (settings.length - 1) : each,
  ])
}

function oldBlocks(world: World): Block[] {
  const { scale } = world.authority
  const old = { opened: LONG_AGO, isNew: false }
  const special = shared(
    Math.round(SPECIAL_PLACES * scale),
    inside(world, 'special_maintained', 'special_academy'),
  )
  const colleges = shared(Math.round(FE_PLACES * scale), inside(world, 'fe_college'))
  const referral = inside(world, 'alternative_provision')
  return [
    ...special.map(([setting, places]): Block => ({
      ...old,
      kind: 'special_school',
      setting,
      ageBand: 'under_16',
      places,
      use: 1.01,
    })),
    ...withUnits(world).map((setting, i): Block => ({
      ...old,
      kind: i % 3 === 2 ? 'sen_unit' : 'resourced_provision',
      setting,
      ageBand: 'under_16',
      places: RESOURCED_EACH + (i % 4) * 2 - 3,
      use: 0.86 + (i % 3) * 0.06,
    })),
    ...colleges.map(([setting, places]): Block => ({
      ...old,
      kind: 'fe',
      setting,
      ageBand: 'over_16',
      places,
      use: 0.94,
    })),
    ...referral.map((setting): Block => ({
      ...old,
      kind: 'alternative_provision',
      setting,
      ageBand: 'under_16',
      places: 34,
      use: 0.88,
    })),
  ]
}

/** Kind, year of the September in which it opens, places for 1,900 plans. */
const PROGRAMME = [
  ['special_school', 2021, 8],
  ['resourced_provision', 2021, 8],
  ['special_school', 2023, 18],
  ['resourced_provision', 2023, 12],
  ['special_school', 2024, 32],
  ['resourced_provision', 2024, 14],
  ['sen_unit', 2024, 10],
  ['special_school', 2025, 28],
  ['resourced_provision', 2025, 16],
  ['special_school', 2026, 30],
  ['fe', 2022, 15],
  ['fe', 2024, 25],
  ['fe', 2025, 18],
] as const

function newBlocks(world: World): Block[] {
  const settings = {
    special_school: inside(world, 'special_maintained', 'special_academy'),
    resourced_provision: withUnits(world),
    sen_unit: withUnits(world),
    fe: inside(world, 'fe_college'),
  }
  return PROGRAMME.map(([kind, year, places], i) => ({
    kind,
    setting: settings[kind][i % settings[kind].length],
    ageBand: kind === 'fe' ? 'over_16' : 'under_16',
    places: Math.max(4, Math.round(places * world.authority.scale)),
    opened: date(year, 9, 1),
    isNew: true,
    use: 0.93,
  }))
}

/** Supported housing for adults with learning disabilities, and one block for others. */
function housing(world: World): Block[] {
  const blocks: readonly (readonly [
    Day | undefined,
    number,
    boolean,
    'learning_disability' | 'other',
  ])[] = [
    [LONG_AGO, 22, false, 'learning_disability'],
    [date(2019, 6, 3), 8, true, 'learning_disability'],
    [date(2021, 10, 11), 6, true, 'learning_disability'],
    [date(2024, 5, 13), 10, true, 'learning_disability'],
    [date(2025, 11, 3), 7, true, 'learning_disability'],
    [undefined, 12, true, 'learning_disability'],
    [date(2020, 2, 3), 9, true, 'other'],
  ]
  return blocks.map(([opened, places, isNew, clients]) => ({
    kind: 'supported_housing',
    setting: undefined,
    ageBand: 'adult',
    clients,
    places: Math.max(4, Math.round(places * world.authority.scale)),
    opened,
    isNew,
    use: 0.95,
  }))
}

function writeBlock(world: World, random: Random, block: Block): void {
  const id = world.nextId('B')
  const known = (block.opened ?? date(2026, 9, 1)) - AHEAD
  for (const day of COUNTS) {
    if (day < known) continue
    const opened = by(day, block.opened)
    world.emit('places', {
      block_id: id,
      as_at: textOf(day),
      kind: block.kind,
      setting_id: block.setting?.id,
      age_band: block.ageBand,
      client_group: block.clients,
      status: opened === undefined ? 'development' : 'open',
      opened_date: textOrNone(opened),
      is_new: block.isNew ? 'Y' : 'N',
      places: block.places,
      filled: opened === undefined ? undefined : filledOn(random, block, day, opened),
    })
  }
}

/** A new block fills over two years. */
function filledOn(random: Random, { places, use }: Block, day: Day, opened: Day): number {
  const years = (day - opened) / 365
  const share = use * Math.min(1, 0.62 + years * 0.3)
  return Math.max(0, Math.round(places * share) + random.int(-1, 1))
}
