import { addDays, type DayText, lastPeriods, type Period, periodHolding } from '../core/index.ts'
import { computeFigures, type Figure, type FigureRequest, readRun } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { sourceOf } from './read-figures.ts'

/** Measures of the money page, each shown for several years. */
export const YEAR_MEASURES = [
  'high-needs-allocation',
  'block-transfers-into-high-needs',
  'high-needs-in-year-balance',
  'dsg-in-year-balance',
  'general-fund-contribution-to-dsg',
  'savings-achieved',
] as const

/** Balances on a day: that of the last day of each year, and of the year before. */
export const BALANCE_MEASURES = [
  'dsg-cumulative-balance-before-safety-valve',
  'dsg-cumulative-balance-after-safety-valve',
] as const

export const PLACEMENT_COSTS = ['placement-cost-under-16', 'placement-cost-over-16'] as const

const YEARS_SHOWN = 4

/** The figures of the money page. */
export type Money = {
  /** Financial years, oldest first; the last one holds the day that the records go up to. */
  readonly years: readonly Period[]
  /** The last two whole years, whose placement costs are compared; older first. */
  readonly compared: readonly Period[]
  /** The days of the cumulative balances: the end of the year before the last one, and the latest. */
  readonly opening: Period
  readonly latest: Period
  /** Whether the last year is over; until then its spending is the forecast. */
  readonly closed: boolean
  readonly figures: readonly Figure[]
}

/** Reads the figures of the money page; undefined without records. */
export type MoneyReader = (state: BoardState | undefined) => Promise<Money | undefined>

/** A reader that computes the figures once for each run: the same records, the same figures. */
export function createMoneyReader(services: Services): MoneyReader {
  let kept: { readonly key: string; readonly money: Promise<Money> } | undefined
  return async (state) => {
    if (!state) return undefined
    const run = await readRun(services.database, state.authority)
    const key = `${state.authority} ${state.asAt} ${run?.fingerprint ?? ''}`
    if (kept?.key === key) return await kept.money
    const money = readMoney(services, state)
    kept = { key, money }
    money.catch(() => (kept = undefined))
    return await money
  }
}

async function readMoney(services: Services, state: BoardState): Promise<Money> {
  const spans = spansOn(state.asAt)
  const figures = await computeFigures(sourceOf(services, state), moneyAsks(state.asAt))
  return { ...spans, years: fromFirstMoney(spans.years, figures), figures }
}

/** What the money page asks for, so that it can be proved as well. */
export function moneyAsks(asAt: DayText): FigureRequest {
  const { years, compared, opening, latest, closed } = spansOn(asAt)
  const [current, ...before] = years.toReversed()
  const spend = { measure: 'high-needs-spend', scenario: closed ? 'actual' : 'forecast' }
  const whole = 'none' as const
  return [
    ...YEAR_MEASURES.map((measure) => ({ measure, periods: years, breakdowns: whole })),
    { measure: spend.measure, periods: before.toReversed(), breakdowns: whole },
    { ...spend, periods: current ? [current] : [], breakdowns: ['provision', 'age_band'] },
    ...BALANCE_MEASURES.map((measure) => ({
      measure,
      periods: [opening, latest],
      breakdowns: whole,
    })),
    ...PLACEMENT_COSTS.map((measure) => ({
      measure,
      periods: compared,
      breakdowns: ['provision'],
    })),
  ]
}

function spansOn(asAt: DayText): Omit<Money, 'figures'> {
  const current = periodHolding('financial-year', asAt)
  const before = addDays(current.start, -1)
  const closed = current.end <= asAt
  return {
    years: [...lastPeriods('financial-year', before, YEARS_SHOWN - 1), current],
    compared: lastPeriods('financial-year', asAt, 2),
    opening: dayAlone(before),
    latest: dayAlone(closed ? current.end : asAt),
    closed,
  }
}

/** The years from the first of which the records have any money: of those before, nothing is known. */
function fromFirstMoney(years: readonly Period[], figures: readonly Figure[]): readonly Period[] {
  const has = ({ start }: Period) =>
    figures.some(
      ({ measure, period, value }) =>
        MONEY_HELD.includes(measure) && period.start === start && value !== null && value.n !== 0n,
    )
  const first = years.findIndex(has)
  return first < 0 ? years.slice(-1) : years.slice(first)
}

/** Without an amount of any of these, a year has no records. */
const MONEY_HELD: readonly string[] = ['high-needs-allocation', 'high-needs-spend']

function dayAlone(day: DayText): Period {
  return { start: day, end: day }
}
