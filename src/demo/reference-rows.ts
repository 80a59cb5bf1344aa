import { date, type Day, dayOn, textOf } from './days.ts'
import { censusDay } from '../core/index.ts'
import { childrenOfAge } from './population.ts'
import { FROM, UNTIL, type World } from './world.ts'

/** Nothing here was published by anybody. */
const SOURCE = 'Invented for the demonstration'
/** Growth of plans in a year that the forecasts expect, with and without the recovery plan. */
const MITIGATED = 0.062
const UNMITIGATED = 0.098

/** Population, children eligible for early education, and forecasts of plans. */
export function writeReference(world: World): void {
  for (let year = 2019; year <= 2025; year += 1) {
    writePopulation(world, year)
    writeEligible(world, year + 1)
  }
  for (let year = 2020; year <= 2026; year += 1) writeProjections(world, year)
}

/** Mid-year estimates by single year of age, out in the July a year later. */
function writePopulation(world: World, year: number): void {
  for (let age = 0; age <= 25; age += 1) {
    writeFigure(world, {
      series: 'population',
      as_at: `${String(year)}-06-30`,
      age_from: age,
      age_to: age,
      value: childrenOfAge(world, age, year),
      published_date: year === 2019 ? '2020-03-31' : `${String(year + 1)}-03-20`,
    })
  }
}

/** Those who may take up early education in January: 41% of two-year-olds until April 2024. */
function writeEligible(world: World, year: number): void {
  const series = [
    ['eligible_two_year_olds', 2, year < 2025 ? 0.2 : 0.24],
    ['eligible_three_year_olds', 3, 1],
    ['eligible_four_year_olds', 4, 1],
  ] as const
  for (const [name, age, share] of series) {
    writeFigure(world, {
      series: name,
      as_at: textOf(dayOn(censusDay(year))),
      value: Math.round(childrenOfAge(world, age, year - 1) * share),
      published_date: `${String(year)}-03-25`,
    })
  }
}

/** Each March the authority forecasts the next five January counts, both ways. */
function writeProjections(world: World, year: number): void {
  const made: Day = year === 2020 ? FROM : Math.min(date(year, 3, 15), UNTIL)
  const now = world.tally.plansOn(made)
  for (let ahead = 1; ahead <= 5; ahead += 1) {
    const years = ahead - 2 / 12
    for (const [scenario, growth] of [
      ['mitigated', MITIGATED],
      ['unmitigated', UNMITIGATED],
    ] as const) {
      writeFigure(world, {
        series: 'plan_projection',
        as_at: censusDay(year + ahead),
        scenario,
        value: Math.round(now * (1 + growth) ** years),
        published_date: textOf(made),
      })
    }
  }
}

type Figure = {
  readonly series: string
  readonly as_at: string
  readonly value: number
  readonly published_date: string
  readonly age_from?: number
  readonly age_to?: number
  readonly scenario?: string
}

function writeFigure(world: World, figure: Figure): void {
  world.emit('reference', { ...figure, area: 'home', source: SOURCE })
}
