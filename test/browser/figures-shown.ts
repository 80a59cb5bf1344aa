import assert from 'node:assert/strict'
import { kpisOf } from '../../src/catalogue/index.ts'
import { figureRow, type FigureRow } from '../../src/cli/figure-rows.ts'
import type { Period } from '../../src/core/index.ts'
import {
  computeFigures,
  type Figure,
  type FigureAsk,
  figureOfRow,
  readSettings,
  variantOf,
} from '../../src/figures/index.ts'
import { moneyAsks } from '../../src/pages/index.ts'
import type { Services } from '../../src/services.ts'
import type { Mark } from './crawl.ts'

/** Rows of `sendboard figures`, by what a mark says. */
type Row = Pick<FigureRow, 'numerator' | 'denominator' | 'display'>
export type Expected = ReadonlyMap<string, Row>

/** The key by which a mark finds its figure. */
export function markKey({ of, period, by, category }: Omit<Mark, 'part' | 'text'>): string {
  return [of, period, by, category].join(' ')
}

/** Computes every figure that is marked anew, from the records, as `sendboard figures` would. */
export async function expectedFigures(
  services: Services,
  marks: readonly Mark[],
): Promise<Expected> {
  const state = await services.readState()
  assert.ok(state)
  const { catalogue } = services
  const source = { database: services.database, catalogue, ...state }
  const settingsOf = await readSettings(source)
  const all = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))
  const byKpi = Map.groupBy(marks, ({ of }) => of)
  const asks = new Map<string, FigureAsk>()
  const uses = all.flatMap((kpi) => {
    const { measure, address } = kpi
    const own = byKpi.get(address)
    if (!measure || !own) return []
    const settings = settingsOf(kpi)
    const key = `${measure.id} ${variantOf(measure, settings)}`
    for (const { period, by } of own) {
      const breakdowns = by === '' ? ('none' as const) : ('own' as const)
      const ask = { measure: measure.id, settings, periods: [periodOf(period)], breakdowns }
      asks.set(`${key} ${period} ${breakdowns}`, ask)
    }
    return [{ kpi, key }]
  })
  const figures = await computeFigures(source, [...asks.values()])
  const byMeasure = Map.groupBy(figures, ({ measure, variant }) => `${measure} ${variant}`)
  const rows = uses.flatMap(({ kpi, key }) =>
    (byMeasure.get(key) ?? []).map((figure) => {
      const row = figureRow(kpi, figureOfRow(figure, kpi.use))
      return [keyOf(figure, kpi.address), row] as const
    }),
  )
  const money = await computeFigures(source, moneyAsks(state.asAt))
  return new Map<string, Row>([...money.map(moneyRow), ...rows])
}

/** A figure of the money page belongs to a measure, not to a row of a strategy. */
function moneyRow(figure: Figure) {
  const { numerator, denominator, value } = figure
  const number = (part: Figure['value']) => part && Number(part.n) / Number(part.d)
  const pounds = value && Math.round(Math.abs(Number(value.n) / Number(value.d)))
  const display = `${value && value.n < 0n ? '-' : ''}£${(pounds ?? 0).toLocaleString('en-GB')}`
  return [
    keyOf(figure, figure.measure),
    { numerator: number(numerator), denominator: number(denominator), display },
  ] as const
}

function keyOf({ period, breakdown, category }: Figure, of: string): string {
  const span = `${period.start}/${period.end}`
  return markKey({ of, period: span, by: breakdown ?? '', category: category ?? '' })
}

function periodOf(text: string): Period {
  const [start = '', end = ''] = text.split('/')
  return { start, end }
}

/** What is wrong with a number that is shown; empty when it is the figure, or that part of it. */
export function faultOf(mark: Mark, expected: Expected): string {
  const row = expected.get(markKey(mark))
  if (!row) return `${mark.text} is shown, but there is no figure ${markKey(mark)}`
  if (shows(mark, row)) return ''
  const { display, numerator, denominator } = row
  return `${markKey(mark)}, ${mark.part}: ${mark.text}, not ${String(display)} (${String(numerator)} over ${String(denominator)})`
}

function shows({ part, text }: Mark, row: Row): boolean {
  const display = String(row.display)
  const [value = '', size] = text.split(' (')
  switch (part) {
    case 'value':
      return beginsWith(text, display)
    case 'amount':
      return text.replace('-', '') === display.replace('-', '')
    case 'numerator':
      return isNumber(text, row.numerator)
    case 'denominator':
      return isNumber(text, row.denominator)
    case 'size':
      return isSize(text, row)
    case 'both':
      return text.startsWith(display)
        ? size === undefined || display.includes('(') || isSize(size, row)
        : beginsWith(value, display)
    case 'sentence':
      return (
        text.split(/(?<![\d.,£-])(?=[-£\d])/).some((words) => beginsWith(words, display)) ||
        !/\d/.test(display)
      )
    default:
      return false
  }
}

/** `41.3%` begins with `41.3`, `41.35%` does not. */
function beginsWith(text: string, display: string): boolean {
  return text.startsWith(display) && !/^([.,]?\d)/.test(text.slice(display.length))
}

/** `33 of 80`, or `of 80 cases` where the numerator says nothing. */
function isSize(text: string, { numerator, denominator }: Row): boolean {
  const numbers = [...text.matchAll(/-?£?\d[\d,]*(\.\d+)?/g)].map(([one]) => one)
  if (numbers.length === 1) return numbers.every((one) => isNumber(one, denominator))
  const expected = [numerator, denominator]
  return numbers.length === 2 && numbers.every((one, at) => isNumber(one, expected[at] ?? null))
}

/** The same to the places that are shown. */
function isNumber(text: string, expected: Row['numerator']): boolean {
  if (expected === null) return text === ''
  const places = /\.(\d+)/.exec(text)?.[1]?.length ?? 0
  const shown = Number(text.replaceAll(/[£,]/g, ''))
  return text !== '' && Math.abs(shown - Number(expected)) <= 0.5 * 10 ** -places + 1e-9
}
