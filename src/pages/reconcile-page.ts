import { capital, formatDay, toNumber } from '../core/index.ts'
import type { ReconciledFigure, StockAndFlow } from '../figures/index.ts'
import type { ReturnCounted } from '../records/index.ts'

/** Whose question: the data officer's, "do our KPIs say what the Department will say of our return?" */
export type ReconcilePage = {
  readonly heading: string
  readonly file: string
  readonly censusDay: string
  readonly others: readonly { readonly year: number; readonly href: string }[]
  readonly csvHref: string
  readonly lines: readonly ReconcileLine[]
  readonly flow: readonly FlowLine[]
}

export type ReconcileLine = {
  readonly name: string
  readonly returned: string
  readonly measure: string
  readonly href: string
  readonly computed: string
  readonly published: string
  readonly difference: string
  readonly causes: readonly string[]
  /** What the causes leave; empty where they leave nothing. */
  readonly unexplained: string
}

export type FlowLine = { readonly words: string; readonly count: string; readonly isSum: boolean }

/** A return's derived figures beside the KPIs, and its plans from census to census. */
export function reconcilePage(
  counted: ReturnCounted,
  years: readonly number[],
  figures: readonly ReconciledFigure[],
  flow: StockAndFlow | undefined,
): ReconcilePage {
  const address = (year: number) => `/data/returns/${String(year)}`
  return {
    heading: `The SEN2 return of ${String(counted.year)} beside the KPIs`,
    file: counted.file,
    censusDay: formatDay(counted.censusDay),
    others: years
      .filter((year) => year !== counted.year)
      .map((year) => ({ year, href: address(year) })),
    csvHref: `${address(counted.year)}.csv`,
    lines: figures.map(lineOf),
    flow: flow ? flowLines(flow) : [],
  }
}

function lineOf(one: ReconciledFigure): ReconcileLine {
  const { returned, computed, computedWords, difference, numeratorDifference, unexplained } = one
  const isShare = returned.denominator !== null
  const { numerator, denominator } = computed
  return {
    name: capital(one.name.replace(/^– /, '')),
    returned: isShare
      ? `${returned.value ?? 'none'} (${number(returned.numerator)} of ${number(returned.denominator)})`
      : number(returned.numerator),
    measure: one.measureName,
    href: `/definitions/measures/${one.measure}`,
    computed:
      isShare && numerator && denominator
        ? `${computedWords}% (${number(toNumber(numerator))} of ${number(toNumber(denominator))})`
        : computedWords,
    published: one.published
      ? `${one.published.words}${one.published.unit === 'percent' ? '%' : ''}`
      : '',
    difference: differenceWords(difference, numeratorDifference),
    causes: one.causes.map(({ words, explains }) =>
      explains === null ? `Known to differ: ${words}` : `${signed(explains)}: ${words}`,
    ),
    unexplained:
      unexplained === null || unexplained === 0 ? '' : `${signed(unexplained)} not explained`,
  }
}

function differenceWords(difference: number | null, ofNumerator: number | null): string {
  if (difference === null) return 'no figure to compare'
  if (difference === 0 && (ofNumerator ?? 0) === 0) return 'equal'
  if (ofNumerator === null) return signed(difference)
  return `${signed(difference)} in the base, ${signed(ofNumerator)} of those counted`
}

function flowLines(flow: StockAndFlow): readonly FlowLine[] {
  const sum = (words: string, count: string) => ({ words, count, isSum: true })
  const part = ({ words, count }: { readonly words: string; readonly count: number }) => ({
    words: capital(words),
    count: signed(count),
    isSum: false,
  })
  return [
    sum(`Held on census day ${String(flow.from)}`, number(flow.opening)),
    ...flow.lines.map(part),
    sum('So many should be held', number(flow.expected)),
    sum(`Are held on census day ${String(flow.to)}`, number(flow.closing)),
    sum('Not explained by the flows of the calendar year, of which', signed(flow.unexplained)),
    ...flow.causes.map(part),
    sum(
      'Left: plans resumed, second plans of one person, and what the two returns say differently',
      signed(flow.remainder),
    ),
  ]
}

function number(count: number | null): string {
  return count === null ? 'none' : count.toLocaleString('en-GB')
}

function signed(count: number): string {
  return count > 0 ? `+${number(count)}` : number(count)
}
