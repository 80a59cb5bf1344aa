import { type AgeBand, type CostKey, financialYearOfMonth, pence } from './charges.ts'
import {
  CENTRAL_TEAMS,
  GENERAL_FUND_SPEND,
  generalPriceIn,
  MONEY_YEARS,
  OTHER_BLOCKS,
  RECOUPED,
} from './costs.ts'
import { monthStart, textOf } from './days.ts'
import type { Area, Provision } from './places.ts'
import type { Random } from './random.ts'
import { MONTHS } from './tally.ts'
import { chanceFor, type World } from './world.ts'

/** A line of the ledger but for its year, period, scenario and amount. */
type Heading = {
  readonly block: string
  readonly spend_class: 'direct' | 'recoupment' | 'future_demand' | 'central' | 'other'
  readonly provision: Provision | 'not_placement'
  readonly area: Area
  readonly age_band: AgeBand | 'all_ages'
}

/** What is booked under a heading, month by month; `written` lines are in the file already. */
type Account = {
  readonly heading: Heading
  readonly months: readonly number[]
  readonly written: boolean
}

/** Income from authorities whose children are taught here, as a share of the cost of state schools. */
const INCOME = 0.045
/** Set aside in the budget for plans to come, as a share of the year's spend. */
const FUTURE_DEMAND = 0.008
const STATE_SPECIAL: ReadonlySet<Provision> = new Set(['special_maintained', 'special_academy'])

/** What was spent in a financial year, in pounds: high needs alone, and all blocks of the grant. */
export type Spend = { readonly highNeeds: number; readonly grant: number }

/**
 * Writes the ledger: actual, budget and forecast, from the sums that the placements left behind.
 *
 * @returns What was spent in each year, to the penny as written; 2020 stands for 2020-21.
 */
export function writeLedger(world: World): ReadonlyMap<number, Spend> {
  const random = chanceFor(world, 'ledger', 0)
  const accounts = [...placementAccounts(world), ...centralAccounts(world), ...otherAccounts(world)]
  for (const account of accounts) writeActual(world, account)
  const years = [2020, 2021, 2022, 2023, 2024, 2025]
  return new Map(years.map((year) => [year, writeYear(world, random, accounts, year)]))
}

function writeYear(
  world: World,
  random: Random,
  accounts: readonly Account[],
  year: number,
): Spend {
  let [highNeeds, others] = [0, 0]
  for (const account of accounts) {
    const { heading } = account
    const total = yearTotal(account, year)
    writeBudget(world, heading, year, total)
    writeForecasts(world, random, heading, year, total)
    if (heading.block === 'high_needs') highNeeds += total
    else if (heading.block !== 'general_fund') others += total
  }
  writeFutureDemand(world, year, highNeeds)
  highNeeds += writeYearEnd(world, year, highNeeds)
  return { highNeeds: pence(highNeeds), grant: pence(highNeeds + others) }
}

function placementAccounts(world: World): Account[] {
  return [...world.tally.sums].flatMap(([text, sums]) => {
    const key = parseKey(text)
    const heading = {
      block: 'high_needs',
      provision: key.provision,
      area: key.area,
      age_band: key.ageBand,
    }
    const months = [...sums]
    if (key.how === 'linked') {
      return [
        {
          heading: { ...heading, spend_class: 'direct' as const },
          months: months.map(pence),
          written: true,
        },
      ]
    }
    const recouped = RECOUPED.get(key.provision) ?? 0
    const income = STATE_SPECIAL.has(key.provision) && key.area === 'in_borough' ? INCOME : 0
    const direct = {
      heading: { ...heading, spend_class: 'direct' as const },
      months: scaled(months, 1 - recouped),
      written: false,
    }
    const back = {
      heading: { ...heading, spend_class: 'recoupment' as const },
      months: scaled(months, recouped - income),
      written: false,
    }
    return recouped === income ? [direct] : [direct, back]
  })
}

function scaled(months: readonly number[], share: number): number[] {
  return months.map((amount) => pence(amount * share))
}

function parseKey(text: string): CostKey {
  const [how, provision, area, ageBand] = text.split('/')
  const key = { how, provision, area, ageBand }
  if (!isCostKey(key))
    throw new RangeError(`a sum must be keyed how/provision/area/age band; got ${text}`)
  return key
}

function isCostKey(key: Readonly<Record<keyof CostKey, string | undefined>>): key is CostKey {
  return Object.values(key).every((part) => part !== undefined)
}

function centralAccounts(world: World): Account[] {
  const heading = {
    block: 'high_needs',
    spend_class: 'central',
    provision: 'not_placement',
    area: 'not_applicable',
    age_band: 'all_ages',
  } as const
  return [{ heading, months: monthly(world, CENTRAL_TEAMS, 0.02), written: false }]
}

/** The other blocks spend what they get, near enough; the general fund pays for transport and teams. */
function otherAccounts(world: World): Account[] {
  const heading = {
    spend_class: 'other',
    provision: 'other',
    area: 'not_applicable',
    age_band: 'all_ages',
  } as const
  const blocks = Object.entries(OTHER_BLOCKS).map(([block, pounds]) => ({
    heading: { ...heading, block },
    months: monthly(world, pounds, 0, block === 'schools' ? schoolsShare : () => 1),
    written: false,
  }))
  const fund = { ...heading, provision: 'not_placement' as const, block: 'general_fund' }
  return [
    ...blocks,
    { heading: fund, months: monthly(world, GENERAL_FUND_SPEND, 0.04), written: false },
  ]
}

/** Schools go without what is moved to high needs. */
function schoolsShare(year: number): number {
  return 1 - (MONEY_YEARS.get(year)?.transfer ?? 0)
}

/** A yearly sum in twelve parts, at the prices of each year, growing a little on top. */
function monthly(
  world: World,
  pounds: number,
  growth: number,
  share: (year: number) => number = () => 1,
): number[] {
  return Array.from({ length: MONTHS }, (_, month) => {
    const year = 2020 + Math.floor(month / 12)
    const price = generalPriceIn(year) * (1 + growth) ** (year - 2020)
    return pence((pounds * world.authority.scale * price * share(year)) / 12)
  })
}

function yearTotal({ months }: Account, year: number): number {
  const first = (year - 2020) * 12
  return pence(months.slice(first, first + 12).reduce((sum, amount) => sum + amount, 0))
}

function writeActual(world: World, { heading, months, written }: Account): void {
  if (written) return
  for (const [month, amount] of months.entries()) {
    if (amount === 0) continue
    writeLine(world, heading, financialYearOfMonth(month), (month % 12) + 1, 'actual', amount)
  }
}

/** Accruals put right at the year's end: a few tenths of a per cent. */
function writeYearEnd(world: World, year: number, total: number): number {
  const amount = pence(total * (year % 2 === 0 ? 0.0021 : -0.0017))
  const heading = {
    block: 'high_needs',
    spend_class: 'direct',
    provision: 'other',
    area: 'not_applicable',
    age_band: 'all_ages',
  } as const
  writeLine(world, heading, financialYearOfMonth((year - 2020) * 12), 13, 'actual', amount)
  return amount
}

/**
 * The budget sets money aside for plans that do not exist yet; forecasts release it month by month,
 * and what is spent in the end stands under the provisions.
 */
function writeFutureDemand(world: World, year: number, highNeeds: number): void {
  const heading = {
    block: 'high_needs',
    spend_class: 'future_demand',
    provision: 'other',
    area: 'not_applicable',
    age_band: 'all_ages',
  } as const
  const part = pence((highNeeds * FUTURE_DEMAND) / 12)
  const name = financialYearOfMonth((year - 2020) * 12)
  for (let period = 1; period <= 12; period += 1) {
    writeLine(world, heading, name, period, 'budget', part)
    const left = pence(part * (12 - period))
    if (left > 0) writeLine(world, heading, name, period, 'forecast', left, monthEnd(year, period))
  }
}

function monthEnd(year: number, period: number): string {
  return textOf(monthStart(year, period + 3) - 1)
}

function budgetOf(heading: Heading, year: number, total: number): number {
  const isPlaced = heading.block === 'high_needs' && heading.spend_class !== 'central'
  return pence(total * (isPlaced ? (MONEY_YEARS.get(year)?.budget ?? 1) : 1))
}

function writeBudget(world: World, heading: Heading, year: number, total: number): void {
  const part = pence(budgetOf(heading, year, total) / 12)
  if (part === 0) return
  for (let period = 1; period <= 12; period += 1) {
    writeLine(world, heading, financialYearOfMonth((year - 2020) * 12), period, 'budget', part)
  }
}

/** Each month's report: the budget, more and more corrected by what has been spent. */
function writeForecasts(
  world: World,
  random: Random,
  heading: Heading,
  year: number,
  total: number,
): void {
  const budget = budgetOf(heading, year, total)
  if (pence(budget / 12) === 0) return
  for (let period = 1; period <= 12; period += 1) {
    const known = Math.min(1, (period / 12) ** 0.8 + (period === 12 ? 0 : random.normal(0, 0.02)))
    const name = financialYearOfMonth((year - 2020) * 12)
    const outturn = pence(budget + (total - budget) * known)
    writeLine(world, heading, name, period, 'forecast', outturn, monthEnd(year, period))
  }
}

function writeLine(
  world: World,
  heading: Heading,
  year: string,
  period: number,
  scenario: string,
  amount: number,
  asAt?: string,
): void {
  world.emit('ledger', {
    line_id: world.nextId('L'),
    financial_year: year,
    period,
    scenario,
    as_at: asAt,
    ...heading,
    amount: amount.toFixed(2),
  })
}
