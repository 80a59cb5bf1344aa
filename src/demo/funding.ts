import { financialYearOfMonth, pence } from './charges.ts'
import {
  generalPriceIn,
  type MoneyYear,
  MONEY_YEARS,
  OPENING_BALANCE,
  OTHER_BLOCKS,
} from './costs.ts'
import type { Spend } from './ledger.ts'
import type { World } from './world.ts'

/** The early years block is underspent by a little, the others by next to nothing. */
const SLACK: Readonly<Record<string, number>> = {
  schools: 1.0004,
  early_years: 1.004,
  central_schools_services: 1,
}
/** What the December settlement gave, against the final figure of July. */
const SETTLEMENT = 0.9955

/** What the high needs block was given in a year, and what stands at its end, in pounds. */
export type Balance = {
  readonly allocation: number
  readonly transfer: number
  readonly spend: number
  /** Allocation and transfer less spend. */
  readonly inYear: number
  /** The whole grant, all blocks, less what was spent of it. */
  readonly grantInYear: number
  readonly generalFund: number
  readonly safetyValve: number
}

type Line = {
  readonly year: number
  readonly kind: string
  readonly block: string
  readonly amount: number
  readonly decided: string
  readonly status?: 'planned' | 'confirmed'
  readonly contributor?: string
}

/**
 * Writes the grant, transfers, contributions and the safety valve. The allocation is such that the
 * year ends with the gap that the story asks for.
 *
 * @param spend - Spend by year, as the ledger has it.
 * @returns The balance of every year; 2020 stands for 2020-21.
 */
export function writeFunding(
  world: World,
  spend: ReadonlyMap<number, Spend>,
): ReadonlyMap<number, Balance> {
  const balances = new Map<number, Balance>()
  writeLine(world, {
    year: 2020,
    kind: 'opening_balance',
    block: 'all',
    amount: OPENING_BALANCE * world.authority.scale,
    decided: '2020-07-14',
  })
  for (const [year, money] of MONEY_YEARS) {
    balances.set(year, writeYear(world, year, money, spend.get(year) ?? { highNeeds: 0, grant: 0 }))
  }
  return balances
}

function writeYear(world: World, year: number, money: MoneyYear, spent: Spend): Balance {
  const { scale } = world.authority
  const spend = spent.highNeeds
  let grant = 0
  for (const [block, pounds] of Object.entries(OTHER_BLOCKS)) {
    const amount = Math.round(pounds * scale * generalPriceIn(year) * (SLACK[block] ?? 1))
    writeAllocation(world, year, block, amount)
    grant += amount
  }
  const schools = OTHER_BLOCKS.schools * scale * generalPriceIn(year)
  const transfer = Math.round(schools * money.transfer)
  const allocation = Math.round((spend - transfer) / (1 + money.gap))
  writeAllocation(world, year, 'high_needs', allocation)
  if (transfer > 0) writeTransfer(world, year, transfer)
  const safetyValve = Math.round(money.safetyValve * 1000 * scale)
  writeContributions(world, year, money, safetyValve)
  return {
    allocation,
    transfer,
    spend,
    inYear: pence(allocation + transfer - spend),
    grantInYear: pence(grant + allocation - spent.grant),
    generalFund: Math.round(money.generalFund * 1000 * scale),
    safetyValve,
  }
}

/** Announced in October, settled in December, final in July: the later one counts. */
function writeAllocation(world: World, year: number, block: string, amount: number): void {
  const line = { year, kind: 'dsg_allocation', block }
  const settled = Math.round(amount * SETTLEMENT)
  const before = String(year - 1)
  writeLine(world, { ...line, amount: settled, decided: `${before}-10-14`, status: 'planned' })
  writeLine(world, { ...line, amount: settled, decided: `${before}-12-18` })
  writeLine(world, { ...line, amount, decided: `${String(year)}-07-16` })
}

/** The schools forum agrees in January to move half a per cent of the schools block. */
function writeTransfer(world: World, year: number, amount: number): void {
  const line = { year, kind: 'block_transfer', decided: `${String(year)}-01-19` }
  writeLine(world, { ...line, block: 'high_needs', amount })
  writeLine(world, { ...line, block: 'schools', amount: -amount })
}

function writeContributions(
  world: World,
  year: number,
  money: MoneyYear,
  safetyValve: number,
): void {
  const { scale } = world.authority
  const thousands = (amount: number): number => Math.round(amount * 1000 * scale)
  const fund = { year, kind: 'general_fund', block: 'high_needs' }
  if (money.generalFund > 0) {
    const amount = thousands(money.generalFund)
    writeLine(world, { ...fund, amount, decided: `${String(year)}-03-02` })
  }
  if (safetyValve > 0) {
    const valve = { year, kind: 'safety_valve', block: 'all', amount: safetyValve }
    writeLine(world, { ...valve, decided: `${String(year + 1)}-03-16` })
  }
  const partners = [
    ['health', money.health],
    ['adult_social_care', money.adultCare],
    ['childrens_social_care', money.childrensCare],
  ] as const
  const partner = { year, kind: 'partner_contribution', block: 'high_needs' }
  for (const [contributor, amount] of partners) {
    writeLine(world, {
      ...partner,
      contributor,
      amount: thousands(amount),
      decided: `${String(year)}-06-11`,
    })
  }
}

function writeLine(world: World, line: Line): void {
  world.emit('funding', {
    line_id: world.nextId('FL'),
    financial_year: financialYearOfMonth((line.year - 2020) * 12),
    kind: line.kind,
    block: line.block,
    contributor: line.contributor,
    status: line.status ?? 'confirmed',
    decided_date: line.decided,
    amount: line.amount.toFixed(2),
  })
}
