import { COST_A_YEAR, INDEPENDENT, OUT_OF_BOROUGH, priceIn } from './costs.ts'
import { academicAge, academicYearOf, type Day, monthStart } from './days.ts'
import { endOf, type Life, type Placement, type Plan } from './life.ts'
import type { Area, Provision } from './places.ts'
import type { Random } from './random.ts'
import { monthIndexOf } from './tally.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

export type AgeBand = 'under_16' | '16_18' | '19_25'

/** A sum of the ledger: what is spent on a provision, where and for whom. */
export type CostKey = {
  /** `linked` lines have been written plan by plan already. */
  readonly how: 'pooled' | 'linked'
  readonly provision: Provision
  readonly area: Area
  readonly ageBand: AgeBand
}

export function keyText(key: CostKey): string {
  return [key.how, key.provision, key.area, key.ageBand].join('/')
}

/** The ledger's age band of someone on a day. */
export function ageBandOn(birth: Day, day: Day): AgeBand {
  const age = academicAge(birth, academicYearOf(day))
  if (age < 16) return 'under_16'
  return age < 19 ? '16_18' : '19_25'
}

/** Adds what a life's placements cost to the sums, month by month; writes the lines of single plans. */
export function chargeLife(world: World, life: Life): void {
  const random = chanceFor(world, 'cost', life.person.id)
  for (const { plan } of life.cases) {
    for (const placement of plan?.placements ?? []) {
      if (plan !== undefined && placement.rank === 1)
        chargePlacement(world, random, life, plan, placement)
    }
  }
}

function chargePlacement(
  world: World,
  random: Random,
  life: Life,
  plan: Plan,
  placement: Placement,
): void {
  const { provision, area, senSetting } = placement
  const from = Math.max(placement.entry, plan.heldFrom, FROM)
  const until = Math.min(
    placement.leaving ?? UNTIL + 1,
    endOf(plan, life.death) ?? UNTIL + 1,
    UNTIL + 1,
  )
  const factor = factorOf(random, placement)
  if (senSetting === 'EHE' || COST_A_YEAR[provision] === 0) return
  for (const { month, start, days } of monthsBetween(from, until)) {
    const year = 2020 + Math.floor(month / 12)
    const amount = pence((COST_A_YEAR[provision] * factor * priceIn(year, provision) * days) / 365)
    const ageBand = ageBandOn(life.person.birth, start)
    const how = INDEPENDENT.has(provision) ? 'linked' : 'pooled'
    world.tally.addToMonth(keyText({ how, provision, area, ageBand }), month, amount)
    if (how === 'linked')
      writeLine(world, plan.id, { how, provision, area, ageBand }, month, amount)
  }
}

/** Prices differ from child to child, and boarding costs twice as much again. */
function factorOf(random: Random, { residential, area }: Placement): number {
  const spread = Math.min(1.9, Math.max(0.5, random.normal(1, 0.22)))
  const boarding = residential === 'none' ? 1 : 2.1
  return spread * boarding * (area === 'out_borough' ? OUT_OF_BOROUGH : 1)
}

/** The months of the records that a half-open stretch touches, and how many of its days are in each. */
export function* monthsBetween(
  from: Day,
  until: Day,
): Generator<{ readonly month: number; readonly start: Day; readonly days: number }> {
  for (let month = monthIndexOf(from), day = from; day < until; month += 1) {
    const next = monthStart(2020, month + 4)
    yield { month, start: day, days: Math.min(next, until) - day }
    day = next
  }
}

/** Pounds to the penny. */
export function pence(pounds: number): number {
  return Math.round(pounds * 100) / 100
}

function writeLine(world: World, plan: string, key: CostKey, month: number, amount: number): void {
  world.emit('ledger', {
    line_id: world.nextId('L'),
    financial_year: financialYearOfMonth(month),
    period: (month % 12) + 1,
    scenario: 'actual',
    block: 'high_needs',
    spend_class: 'direct',
    provision: key.provision,
    area: key.area,
    age_band: key.ageBand,
    plan_id: plan,
    amount: amount.toFixed(2),
  })
}

/** `2020-21` for months 0 to 11. */
export function financialYearOfMonth(month: number): string {
  const year = 2020 + Math.floor(month / 12)
  return `${String(year)}-${String((year + 1) % 100)}`
}
