import { addDays, type DayText, lastPeriods, type Period, periodHolding } from '../core/index.ts'
import { computeFigures, type Figure, type FigureAsk, readRun } from '../figures/index.ts'
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
  /** The day of the latest cumulative balance. */
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
  const { asAt } = state
  const current = periodHolding('financial-year', asAt)
  const earlier = lastPeriods('financial-year', addDays(current.start, -1), YEARS_SHOWN)
  const years = [...earlier.slice(1), current]
  const compared = lastPeriods('financial-year', asAt, 2)
  const closed = current.end <= asAt
  const spend = { measure: 'high-needs-spend', scenario: closed ? 'actual' : 'forecast' }
  const latest = dayAlone(closed ? current.end : asAt)
  const ends = [...earlier.map(({ end }) => dayAlone(end)), latest]
  const whole = 'none' as const
  const asks: FigureAsk[] = [
    ...YEAR_MEASURES.map((measure) => ({ measure, periods: years, breakdowns: whole })),
    { measure: spend.measure, periods: years.slice(0, -1), breakdowns: whole },
    { ...spend, periods: [current], breakdowns: ['provision', 'age_band'] },
    ...BALANCE_MEASURES.map((measure) => ({
      measure,
      periods: ends,
      breakdowns: whole,
    })),
    ...PLACEMENT_COSTS.map((measure) => ({
      measure,
      periods: compared,
      breakdowns: ['provision'],
    })),
  ]
  const figures = await computeFigures(sourceOf(services, state), asks)
  return { years, compared, latest, closed, figures }
}

function dayAlone(day: DayText): Period {
  return { start: day, end: day }
}
