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
import { figureMark, type FigureMark } from './figure-mark.ts'
import { pounds } from './money-words.ts'
import { BALANCE_MEASURES, type Money, PLACEMENT_COSTS, YEAR_MEASURES } from './read-money.ts'
import type { Savings } from './read-savings.ts'
import { type SavingsSection, savingsSection } from './savings-section.ts'

/** A waterfall with the table that says the same; `note` where something is not as it should be. */
export type MoneyBlock = {
  readonly id: string
  readonly heading: string
  readonly chart: string
  readonly rows: readonly {
    readonly label: string
    readonly amount: string
    readonly isTotal: boolean
    /** The figure that the amount is, with or without its sign; null where it is worked out from several. */
    readonly mark: FigureMark | null
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
    readonly amounts: readonly Amount[]
  }[]
  readonly ages: readonly (Amount & { readonly name: string })[]
  readonly savings: SavingsSection | null
}

/** A figure in pounds, or why there is none. */
type Amount = { readonly amount: string; readonly mark: FigureMark | null }

type Find = (measure: string, period: Period, breakdown?: string) => readonly Figure[]

/** The page of the high needs money. */
export function moneyPage(
  money: Money,
  savings: Savings,
  { schema, measures }: Catalogue,
): MoneyPage {
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
      ...amountOf(one),
    })),
    savings: savingsSection(savings, schema),
  }
}

function valueOf(find: Find, measure: string, period: Period): Rational | null {
  return find(measure, period)[0]?.value ?? null
}

function knownOf(find: Find, measure: string, period: Period): Known | undefined {
  return find(measure, period).find(hasValue)
}

/** An amount, or why there is none. */
function amountOf(figure: Figure | undefined): Amount {
  if (!figure) return { amount: 'not supplied', mark: null }
  if (!figure.value) return { amount: figure.reason || 'not supplied', mark: null }
  return { amount: pounds(figure.value), mark: figureMark(figure) }
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
  const allocation = knownOf(find, 'high-needs-allocation', year)
  const transfers = knownOf(find, 'block-transfers-into-high-needs', year)
  const balance = knownOf(find, 'high-needs-in-year-balance', year)
  if (!allocation || !transfers || !balance) return EMPTY
  const lines: Line[] = [
    total('Allocation', allocation.value, allocation),
    change('Transfers from other blocks', transfers.value, transfers),
    ...spend.map((one) => change(nameOf(one.category), negate(one.value), one)),
    total('Surplus or deficit in the year', balance.value, balance),
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
  const opening = knownOf(find, before, money.opening)
  const inYear = knownOf(find, 'dsg-in-year-balance', year)
  const general = knownOf(find, 'general-fund-contribution-to-dsg', year)
  const closing = knownOf(find, before, money.latest)
  const final = knownOf(find, after, money.latest)
  if (!opening || !inYear || !general || !closing || !final) return EMPTY
  return block('balance', `Dedicated Schools Grant, all blocks, ${title}`, [
    total('Balance of all years before', opening.value, opening),
    change('Surplus or deficit in the year', inYear.value, inYear),
    change('Paid in by the General Fund', general.value, general),
    total('Cumulative balance before safety valve', closing.value, closing),
    change('Safety valve payments of all years', subtract(final.value, closing.value)),
    total('Cumulative balance after safety valve', final.value, final),
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
  readonly mark: FigureMark | null
}

function total(label: string, value: Rational, figure?: Figure): Line {
  return { label, value, kind: 'total', mark: figure ? figureMark(figure) : null }
}

function change(label: string, value: Rational, figure?: Figure): Line {
  return { label, value, kind: 'change', mark: figure ? figureMark(figure) : null }
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
    rows: lines.map(({ label, value, kind, mark }) => ({
      label,
      mark,
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

type Known = Figure & { readonly value: Rational }

function hasValue(figure: Figure): figure is Known {
  return figure.value !== null
}
