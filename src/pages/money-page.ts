import type { Catalogue } from '../catalogue/index.ts'
import { waterfall, type WaterfallStep } from '../charts/index.ts'
import {
  add,
  equals,
  financialYearText,
  isZero,
  negate,
  type Period,
  rational,
  type Rational,
  subtract,
  toFixed,
  toNumber,
} from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { type CostOf, explainCostChange } from '../judgement/index.ts'
import { categoryWords } from './category-words.ts'
import { pounds } from './money-words.ts'
import { BALANCE_MEASURES, type Money, PLACEMENT_COSTS, YEAR_MEASURES } from './read-money.ts'

/** A waterfall with the table that says the same; `note` where something is not as it should be. */
export type MoneyBlock = {
  readonly id: string
  readonly heading: string
  readonly chart: string
  readonly rows: readonly {
    readonly label: string
    readonly amount: string
    readonly isTotal: boolean
  }[]
  readonly note: string
}

/** Whose question: the finance partner's and the schools forum's, "will the money last, and why not?" */
export type MoneyPage = {
  readonly summary: string
  readonly forecast: boolean
  readonly blocks: readonly MoneyBlock[]
  readonly years: readonly string[]
  readonly yearRows: readonly {
    readonly name: string
    readonly href: string
    readonly amounts: readonly string[]
  }[]
  readonly ages: readonly { readonly name: string; readonly amount: string }[]
}

type Find = (measure: string, period: Period, breakdown?: string) => readonly Figure[]

/** The page of the high needs money. */
export function moneyPage(money: Money, { schema, measures }: Catalogue): MoneyPage {
  const find: Find = (measure, { end }, breakdown) =>
    money.figures.filter(
      (one) =>
        one.measure === measure && one.period.end === end && one.breakdown === (breakdown ?? null),
    )
  const [year = { start: '', end: '' }] = money.years.slice(-1)
  const name = (breakdown: string) => (category: string | null) =>
    categoryWords(schema, breakdown, category ?? '')
  const title = `${financialYearText(year.start)}${money.closed ? '' : ' (forecast)'}`
  return {
    summary: summaryOf(find, year, money.closed),
    forecast: !money.closed,
    blocks: [
      yearBlock(find, year, title, name('provision')),
      balanceBlock(find, money, title),
      costBlock(find, money.compared, name('provision')),
    ].filter((block) => block.rows.length > 0),
    years: money.years.map(({ start }) => financialYearText(start)),
    yearRows: [...YEAR_MEASURES.slice(0, 2), 'high-needs-spend', ...YEAR_MEASURES.slice(2)].map(
      (id) => ({
        name: measures.get(id)?.name ?? id,
        href: `/definitions/measures/${id}`,
        amounts: money.years.map((one) => amountOf(find(id, one)[0])),
      }),
    ),
    ages: find('high-needs-spend', year, 'age_band').map((one) => ({
      name: name('age_band')(one.category),
      amount: amountOf(one),
    })),
  }
}

function valueOf(find: Find, measure: string, period: Period): Rational | null {
  return find(measure, period)[0]?.value ?? null
}

/** An amount, or why there is none. */
function amountOf(figure: Figure | undefined): string {
  if (!figure) return 'not supplied'
  return figure.value === null ? figure.reason || 'not supplied' : pounds(figure.value)
}

function summaryOf(find: Find, year: Period, closed: boolean): string {
  const balance = valueOf(find, 'high-needs-in-year-balance', year)
  if (!balance) return 'The high needs balance of this year cannot be shown.'
  const over = balance.n < 0n
  const amount = pounds(over ? negate(balance) : balance)
  const verb = closed ? 'was' : 'is forecast to be'
  return `High needs spending ${verb} ${amount} ${over ? 'more' : 'less'} than the money for it in ${financialYearText(year.start)}.`
}

/** So many provisions are drawn by name; the table has them all. */
const DRAWN = 7

function yearBlock(
  find: Find,
  year: Period,
  title: string,
  nameOf: (category: string | null) => string,
): MoneyBlock {
  const spend = find('high-needs-spend', year, 'provision')
    .filter(hasValue)
    .toSorted((a, b) => toNumber(b.value) - toNumber(a.value))
  const allocation = valueOf(find, 'high-needs-allocation', year)
  const transfers = valueOf(find, 'block-transfers-into-high-needs', year)
  const balance = valueOf(find, 'high-needs-in-year-balance', year)
  if (!allocation || !transfers || !balance) return EMPTY
  const lines: Line[] = [
    total('Allocation', allocation),
    change('Transfers from other blocks', transfers),
    ...spend.map((one) => change(nameOf(one.category), negate(one.value))),
    total('Surplus or deficit in the year', balance),
  ]
  const rest = spend.slice(DRAWN).reduce((sum, one) => add(sum, one.value), rational(0))
  const drawn = [
    ...lines.slice(0, 2 + DRAWN),
    ...(isZero(rest) ? [] : [change('Everything else', negate(rest))]),
    ...lines.slice(-1),
  ]
  return block('year', `High needs, ${title}`, lines, spend.length > DRAWN ? drawn : lines)
}

function balanceBlock(find: Find, money: Money, title: string): MoneyBlock {
  const [before, after] = BALANCE_MEASURES
  const [year] = money.years.slice(-1)
  if (!year) return EMPTY
  const opening = valueOf(find, before, money.opening)
  const inYear = valueOf(find, 'dsg-in-year-balance', year)
  const general = valueOf(find, 'general-fund-contribution-to-dsg', year)
  const closing = valueOf(find, before, money.latest)
  const final = valueOf(find, after, money.latest)
  if (!opening || !inYear || !general || !closing || !final) return EMPTY
  return block('balance', `Dedicated Schools Grant, all blocks, ${title}`, [
    total('Balance of all years before', opening),
    change('Surplus or deficit in the year', inYear),
    change('Paid in by the General Fund', general),
    total('Cumulative balance before safety valve', closing),
    change('Safety valve payments of all years', subtract(final, closing)),
    total('Cumulative balance after safety valve', final),
  ])
}

function costBlock(
  find: Find,
  compared: readonly Period[],
  nameOf: (category: string | null) => string,
): MoneyBlock {
  const [then, now] = compared
  if (!then || !now) return EMPTY
  const costs = (year: Period): CostOf[] =>
    PLACEMENT_COSTS.flatMap((measure) =>
      find(measure, year, 'provision').flatMap(({ numerator, denominator, category }) =>
        numerator && denominator
          ? [
              {
                kind: `${measure} ${nameOf(category)}`,
                cost: numerator,
                places: denominator,
              },
            ]
          : [],
      ),
    )
  const split = explainCostChange(costs(then), costs(now))
  if (!split) return EMPTY
  const years = [then, now].map(({ start }) => financialYearText(start))
  return block('cost', `Why placements cost more or less, ${years.join(' to ')}`, [
    total(`Placements in ${years[0] ?? ''}`, split.before),
    change('Volume: more or fewer places', split.volume),
    change('Mix: dearer or cheaper kinds of place', split.mix),
    change('Price: the same kinds at another price', split.price),
    total(`Placements in ${years[1] ?? ''}`, split.after),
  ])
}

type Line = {
  readonly label: string
  readonly value: Rational
  readonly kind: WaterfallStep['kind']
}

function total(label: string, value: Rational): Line {
  return { label, value, kind: 'total' }
}

function change(label: string, value: Rational): Line {
  return { label, value, kind: 'change' }
}

const EMPTY: MoneyBlock = { id: '', heading: '', chart: '', rows: [], note: '' }

function block(
  id: string,
  heading: string,
  lines: readonly Line[],
  drawn: readonly Line[] = lines,
): MoneyBlock {
  // In the chart the words before a colon will do; the table has them all.
  const steps = drawn.map(({ label, value, kind }) => ({
    label: label.replace(/:.*/, ''),
    kind,
    value: toNumber(value),
    display: pounds(value),
  }))
  const [first, last] = [lines[0], lines.at(-1)]
  const description =
    first && last
      ? `From ${first.label.toLowerCase()}, ${pounds(first.value)}, to ${last.label.toLowerCase()}, ${pounds(last.value)}.`
      : ''
  const chart = (size: 'wide' | 'narrow') =>
    waterfall({ id: `${id}-${size}`, title: heading, description, steps, size })
  return {
    id,
    heading,
    chart: `${chart('wide')}${chart('narrow')}`,
    rows: lines.map(({ label, value, kind }) => ({
      label,
      amount: pounds(value),
      isTotal: kind === 'total',
    })),
    note: differenceWords(lines),
  }
}

/** Every total must be the one before with the changes between; where not, the lines are not complete. */
function differenceWords(lines: readonly Line[]): string {
  let sum = rational(0)
  for (const [index, { value, kind, label }] of lines.entries()) {
    if (kind === 'change') sum = add(sum, value)
    else if (index > 0 && !equals(sum, value)) {
      const difference = subtract(value, sum)
      return `The lines above “${label}” come to £${toFixed(sum, 2)}, which differs from it by £${toFixed(difference, 2)}: some spending is of no category, or a year has no records.`
    } else sum = value
  }
  return ''
}

function hasValue(figure: Figure): figure is Figure & { readonly value: Rational } {
  return figure.value !== null
}
