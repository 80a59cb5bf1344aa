import type { Provision } from './places.ts'

/**
 * What a placement costs the high needs block in a year, in pounds of 2020-21: place and top-up. In
 * line with Kingston's net high needs outturn of £33.5m for 1,958 plans in 2024-25 (DfE section 251).
 */
export const COST_A_YEAR: Readonly<Record<Provision, number>> = {
  early_years: 4_800,
  mainstream_maintained: 6_200,
  mainstream_academy: 6_400,
  mainstream_independent: 24_000,
  resourced_provision: 13_500,
  special_maintained: 22_500,
  special_academy: 23_000,
  special_nonmaintained: 46_000,
  special_independent: 54_000,
  alternative_provision: 19_500,
  sixth_form_college: 5_500,
  fe_college: 7_300,
  specialist_post16: 42_000,
  training_provider: 6_800,
  otherwise: 13_000,
  none: 0,
  other: 7_500,
}

/** Prices against 2020-21, by the year in which the financial year begins. */
const PRICES: ReadonlyMap<number, number> = new Map([
  [2020, 1],
  [2021, 1.02],
  [2022, 1.045],
  [2023, 1.07],
  [2024, 1.09],
  [2025, 1.105],
])
/** Independent schools put their fees up faster, until the council bargained from 2024. */
const FEES: ReadonlyMap<number, number> = new Map([
  [2020, 1],
  [2021, 1.05],
  [2022, 1.13],
  [2023, 1.2],
  [2024, 1.225],
  [2025, 1.235],
])

/** Provisions that are paid plan by plan. */
export const INDEPENDENT: ReadonlySet<Provision> = new Set([
  'mainstream_independent',
  'special_independent',
  'special_nonmaintained',
  'specialist_post16',
])

/** Share of the cost that DfE takes back before the council sees it, because it pays the place itself. */
export const RECOUPED: ReadonlyMap<string, number> = new Map([
  ['special_academy', 0.42],
  ['resourced_provision', 0.3],
  ['fe_college', 0.45],
  ['sixth_form_college', 0.5],
])

/** A place elsewhere costs more. */
export const OUT_OF_BOROUGH = 1.13

/** The price of a provision in a financial year against 2020-21. */
export function priceIn(year: number, provision: Provision): number {
  return (INDEPENDENT.has(provision) ? FEES : PRICES).get(year) ?? 1
}

/** General prices of a financial year against 2020-21. */
export function generalPriceIn(year: number): number {
  return PRICES.get(year) ?? 1
}

/** What happens to the high needs block, by the year in which the financial year begins. */
export type MoneyYear = {
  /** Spend over allocation and transfer, as a share of the allocation. */
  readonly gap: number
  /** The original budget over what was spent in the end. */
  readonly budget: number
  /** Share of the schools block moved to high needs. */
  readonly transfer: number
  /** In thousands of pounds, for 1,900 plans: from the council, from DfE, from partners. */
  readonly generalFund: number
  readonly safetyValve: number
  readonly health: number
  readonly adultCare: number
  readonly childrensCare: number
}

export const MONEY_YEARS: ReadonlyMap<number, MoneyYear> = new Map([
  [
    2020,
    {
      gap: 0.055,
      budget: 0.955,
      transfer: 0,
      generalFund: 0,
      safetyValve: 0,
      health: 310,
      adultCare: 120,
      childrensCare: 240,
    },
  ],
  [
    2021,
    {
      gap: 0.08,
      budget: 0.93,
      transfer: 0.005,
      generalFund: 0,
      safetyValve: 0,
      health: 340,
      adultCare: 135,
      childrensCare: 255,
    },
  ],
  [
    2022,
    {
      gap: 0.125,
      budget: 0.895,
      transfer: 0.005,
      generalFund: 0,
      safetyValve: 4200,
      health: 355,
      adultCare: 150,
      childrensCare: 270,
    },
  ],
  [
    2023,
    {
      gap: 0.1,
      budget: 0.95,
      transfer: 0.005,
      generalFund: 500,
      safetyValve: 1600,
      health: 420,
      adultCare: 190,
      childrensCare: 310,
    },
  ],
  [
    2024,
    {
      gap: 0.055,
      budget: 0.985,
      transfer: 0.005,
      generalFund: 500,
      safetyValve: 1600,
      health: 510,
      adultCare: 230,
      childrensCare: 355,
    },
  ],
  [
    2025,
    {
      gap: 0.02,
      budget: 1.005,
      transfer: 0.005,
      generalFund: 400,
      safetyValve: 1600,
      health: 590,
      adultCare: 265,
      childrensCare: 380,
    },
  ],
])

/** Deficit brought forward on 1 April 2020, in pounds for 1,900 plans. */
export const OPENING_BALANCE = -1_900_000
/** Central teams and services of the high needs block, pounds of 2020-21 for 1,900 plans. */
export const CENTRAL_TEAMS = 1_750_000
/** The other blocks of the grant, and what the general fund spends on SEND, likewise. */
export const OTHER_BLOCKS = {
  schools: 104_000_000,
  early_years: 12_600_000,
  central_schools_services: 1_080_000,
} as const
export const GENERAL_FUND_SPEND = 4_300_000
