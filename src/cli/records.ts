import { Command } from 'commander'
import type { Kpi } from '../catalogue/index.ts'
import { type DayText, formatPeriod, lastPeriods, type Period, toFixed } from '../core/index.ts'
import {
  type Figure,
  figureOfRow,
  type RecordBehind,
  readSettings,
  recordsBehind,
  type RecordsBehind,
  type RecordsPart,
} from '../figures/index.ts'
import { kpisAt } from './catalogue.ts'
import { figureRow } from './figure-rows.ts'
import {
  asAtOption,
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
  periodOption,
  scenarioOption,
} from './options.ts'
import { type Session, sourceOf, withSession } from './session.ts'

import { print, say } from './terminal.ts'
import { type Cell, type Format, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

type RecordsOptions = DataOption &
  CatalogueOption & {
    readonly period?: Period
    readonly asAt?: DayText
    readonly by?: string
    readonly scenario?: string
    readonly authority?: string
    readonly format: Format
  }

/** Columns of every list; those of the rows themselves stand between. */
const FIRST = ['measure', 'part', 'counted', 'adds', 'category', 'table'] as const
const LAST = ['file', 'line'] as const

/** Decimals of what a row adds, as in the figures. */
const PLACES = 6

/** `sendboard records`: the rows behind a figure, which add up to it. */
export function recordsCommand(): Command {
  return new Command('records')
    .description('the rows behind a figure, each with its file and line; they add up to it')
    .argument('<address>', 'one KPI, such as kingston-2021/111/a')
    .addOption(periodOption())
    .addOption(asAtOption())
    .option('--by <breakdown>', 'with the category of each row')
    .addOption(scenarioOption())
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (address: string, options: RecordsOptions) => {
      await withSession(options, async (session) => {
        printRecords(await behind(session, address, options), options.format)
      })
    })
}

type Behind = { readonly kpi: Kpi; readonly found: RecordsBehind }

async function behind(session: Session, address: string, options: RecordsOptions): Promise<Behind> {
  const kpi = oneKpi(session, address)
  const { measure } = kpi
  if (!measure) throw new WrongUse(`The definition of ${kpi.address} is still to come.`)
  const { by, scenario, period: asked } = options
  if (by !== undefined && !measure.breakdowns.includes(by)) {
    throw new WrongUse(
      `${kpi.address} has no breakdown called "${by}". It has ${measure.breakdowns.join(', ') || 'none'}.`,
    )
  }
  const source = await sourceOf(session, options)
  const period = asked ?? lastPeriods(measure.period, source.asAt, 1)[0]
  if (!period) throw new WrongUse(`${kpi.address} has no whole period yet. Give --period.`)
  const settings = (await readSettings(source))(kpi)
  const found = await recordsBehind(source, {
    measure: measure.id,
    settings,
    period,
    ...(by !== undefined && { breakdown: by }),
    ...(scenario !== undefined && { scenario }),
  })
  return { kpi, found }
}

function oneKpi({ catalogue }: Session, address: string): Kpi {
  const [kpi, ...others] = kpisAt(catalogue, address)
  if (kpi && others.length === 0) return kpi
  if (kpi && others.every(({ row }) => row.ref === kpi.row.ref)) return kpi
  throw new WrongUse(`${address} is a whole strategy. Name one KPI, such as ${kpi?.address ?? ''}.`)
}

function printRecords({ kpi, found }: Behind, format: Format): void {
  const rows = found.parts.flatMap((part) => part.rows.map((row) => recordRow(part, row)))
  const names = found.parts.flatMap(({ rows: list }) =>
    list.flatMap(({ values }) => Object.keys(values)),
  )
  const columns = [...FIRST, ...new Set(names), ...LAST]
  const tell = format === 'table' ? print : say
  if (rows.length > 0 || format !== 'table') {
    print(
      writeRows(
        format,
        columns,
        rows.map((row) => filled(row, columns)),
      ),
    )
  }
  for (const line of [
    ...found.figures.map((one) => figureText(kpi, one)),
    ...found.parts.map(partText),
  ]) {
    tell(line)
  }
  if (found.parts.some(({ addsUp }) => !addsUp)) process.exitCode = 1
}

function recordRow(part: RecordsPart, row: RecordBehind): Record<string, Cell> {
  return {
    ...row.values,
    measure: part.measure,
    part: part.name,
    counted: row.counted ? 'yes' : 'no',
    adds: Number(toFixed(row.adds, PLACES)),
    category: row.category,
    table: row.table,
    file: row.file,
    line: row.line,
  }
}

function filled(row: Readonly<Record<string, Cell>>, columns: readonly string[]) {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}

function figureText(kpi: Kpi, figure: Figure): string {
  const {
    kpi: address,
    category,
    numerator,
    denominator,
    display,
    status,
    reason,
  } = figureRow(kpi, figureOfRow(figure, kpi.use))
  const of = denominator === null ? '' : ` (${String(numerator)} of ${String(denominator)})`
  const which = category === null ? '' : `, ${String(category)}`
  const why = reason === '' ? '' : `: ${String(reason)}`
  return `${String(address)}${which}, ${formatPeriod(figure.period)}: ${String(display)}${of} ${String(status)}${why}`
}

function partText({
  measure,
  name,
  formula,
  rows,
  total,
  countedTotal,
  addsUp,
  reason,
}: RecordsPart) {
  const of = `${measure} ${name}, ${formula}:`
  if (!addsUp) return `${of} the rows are withheld: ${reason}`
  const counted =
    countedTotal === null
      ? ''
      : `, of which ${toFixed(countedTotal, places(countedTotal.d))} in the numerator`
  const sum = total === null ? 'nothing' : toFixed(total, places(total.d))
  const many = rows.length === 1 ? '1 row adds' : `${rows.length.toLocaleString('en-GB')} rows add`
  return `${of} ${many} up to ${sum}${counted}.`
}

function places(divisor: bigint): number {
  return divisor === 1n ? 0 : PLACES
}
