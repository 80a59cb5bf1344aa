import { type Day, date, textOf, textOrNone } from './days.ts'
import { by } from './life.ts'
import type { Random } from './random.ts'
import { chanceFor, UNTIL, type World } from './world.ts'

/** The charter was agreed in October 2021. */
const AGREED: Day = date(2021, 10, 5)

type Sector = {
  readonly sector:
    'school' | 'nhs_provider' | 'service' | 'voluntary_organisation' | 'business_leisure'
  readonly name: string
  /** Asked, for 1,900 plans, and the share that commits in the end. */
  readonly asked: number
  readonly commits: number
  /** Mean days until they do. */
  readonly delay: number
}

const SECTORS: readonly Sector[] = [
  { sector: 'school', name: 'Example School', asked: 64, commits: 0.93, delay: 420 },
  { sector: 'nhs_provider', name: 'Example NHS Provider', asked: 5, commits: 1, delay: 260 },
  { sector: 'service', name: 'Example Council Service', asked: 14, commits: 0.95, delay: 300 },
  {
    sector: 'voluntary_organisation',
    name: 'Example Charity',
    asked: 13,
    commits: 0.85,
    delay: 380,
  },
  { sector: 'business_leisure', name: 'Example Business', asked: 152, commits: 0.82, delay: 520 },
]

/** Writes who was asked to commit to the charter and who did. */
export function writeCharter(world: World): void {
  const random = chanceFor(world, 'charter', 0)
  for (const sector of SECTORS) {
    const asked = Math.max(1, Math.round(sector.asked * Math.sqrt(world.authority.scale)))
    for (let i = 1; i <= asked; i += 1) writeOrganisation(world, random, sector, i)
  }
}

function writeOrganisation(world: World, random: Random, sector: Sector, number: number): void {
  const from = random.chance(0.9) ? AGREED : AGREED + random.int(200, 1400)
  const closed = random.chance(0.03) ? from + random.int(300, 1200) : undefined
  const signed = random.chance(sector.commits) ? from + random.wait(sector.delay) : undefined
  const committed = by(Math.min(UNTIL, (closed ?? UNTIL + 1) - 1), signed)
  const left = random.chance(0.02) && committed !== undefined ? committed + 200 : undefined
  world.emit('charter', {
    organisation_id: world.nextId('O'),
    name: `${world.authority.name} ${sector.name} ${String(number)}`,
    sector: sector.sector,
    in_scope_from: textOf(from),
    in_scope_to: textOrNone(by(UNTIL, closed)),
    committed_date: textOrNone(committed),
    withdrawn_date: textOrNone(by(UNTIL, left)),
  })
}
