import { Command } from 'commander'
import { type Kpi, nearest } from '../catalogue/index.ts'
import { type AuthorityCode, type DayText, lastPeriods, type Period } from '../core/index.ts'
import {
  computeFigures,
  type Figure,
  type FigureAsk,
  figureOfRow,
  type ParameterSetting,
  readSettings,
  variantOf,
} from '../figures/index.ts'
import { kpisAt, kpisOfFramework } from './catalogue.ts'
import {
  FIGURE_COLUMNS,
  type FigureRow,
  figureRow,
  SHOWN_COLUMNS,
  undefinedRow,
} from './figure-rows.ts'
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
import { type Session, sourcesOf, withSession } from './session.ts'

import { print, progressLine } from './terminal.ts'
import { type Format, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

type FiguresOptions = DataOption &
  CatalogueOption & {
    readonly framework?: string
    readonly kpi?: string
    readonly period?: Period
    readonly asAt?: DayText
    readonly by?: string
    readonly scenario?: string
    readonly authority?: string
    readonly format: Format
  }

/** `sendboard figures`: figures of KPIs with numerator, denominator and status. */
export function figuresCommand(): Command {
  return new Command('figures')
    .description('figures of every KPI, of one strategy, or of one KPI')
    .option('--framework <id>', 'only this strategy, such as kingston-2021')
    .option('--kpi <address>', 'only this row or part, such as kingston-2021/111/a')
    .addOption(periodOption())
    .addOption(asAtOption())
    .option('--by <breakdown>', 'also by a breakdown, such as primary_need or age_band')
    .addOption(scenarioOption())
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText('after', '\nWithout --period each KPI is given for its own latest whole period.')
    .action(async (options: FiguresOptions) => {
      const rows = await withSession(options, async (session) => await figureRows(session, options))
      const shown = options.format === 'table' ? SHOWN_COLUMNS : FIGURE_COLUMNS
      print(writeRows(options.format, shown, rows))
    })
}

async function figureRows(session: Session, options: FiguresOptions): Promise<FigureRow[]> {
  const kpis = kpisWanted(session, options)
  const progress = progressLine()
  progress.show(`Computing ${String(kpis.length)} KPIs …`)
  const rows: FigureRow[] = []
  for (const source of await sourcesOf(session, options)) {
    const settings = await readSettings(source)
    const asks = kpis.flatMap((kpi) => askOf(kpi, options, source.asAt, settings(kpi)))
    const distinct = new Map(asks.map((asked) => [asked.key, asked.ask]))
    const figures = await computeFigures(source, [...distinct.values()])
    const byKey = Map.groupBy(figures, figureKey)
    rows.push(...rowsOf(kpis, asks, byKey, source.authority))
  }
  progress.done()
  return rows
}

function kpisWanted(
  { catalogue }: Session,
  { framework, kpi, by }: FiguresOptions,
): readonly Kpi[] {
  const kpis = kpi === undefined ? kpisOfFramework(catalogue, framework) : kpisAt(catalogue, kpi)
  if (framework !== undefined && kpi !== undefined && !kpi.startsWith(`${framework}/`)) {
    throw new WrongUse(`${kpi} is not in ${framework}: leave one of --framework and --kpi out.`)
  }
  if (by !== undefined) requireBreakdown(by, kpis)
  return kpis
}

function requireBreakdown(by: string, kpis: readonly Kpi[]): void {
  const offered = new Set(kpis.flatMap(({ measure }) => measure?.breakdowns ?? []))
  if (offered.has(by)) return
  const near = nearest(by, offered)
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  const list = offered.size === 0 ? '' : ` There is ${[...offered].sort().join(', ')}.`
  throw new WrongUse(`No KPI asked for has a breakdown called "${by}".${hint}${list}`)
}

type Asked = { readonly kpi: Kpi; readonly key: string; readonly ask: FigureAsk }

/** What to ask for a KPI: nothing while its definition is still to come. */
function askOf(
  kpi: Kpi,
  { period, by, scenario }: FiguresOptions,
  asAt: DayText,
  settings: readonly ParameterSetting[],
): Asked[] {
  const { measure } = kpi
  if (!measure) return []
  const asked = period ?? lastPeriods(measure.period, asAt, 1)[0]
  if (!asked) return []
  const ask: FigureAsk = {
    measure: measure.id,
    settings,
    periods: [asked],
    breakdowns: by !== undefined && measure.breakdowns.includes(by) ? [by] : 'none',
    ...(scenario !== undefined && { scenario }),
  }
  const variant = variantOf(measure, settings)
  return [{ kpi, ask, key: figureKey({ measure: measure.id, variant, period: asked }) }]
}

/** KPIs that use the same measure in the same way share its figures. */
function figureKey({
  measure,
  variant,
  period,
}: Pick<Figure, 'measure' | 'variant' | 'period'>): string {
  return [measure, variant, period.start, period.end].join('|')
}

function rowsOf(
  kpis: readonly Kpi[],
  asks: readonly Asked[],
  figures: ReadonlyMap<string, readonly Figure[]>,
  authority: AuthorityCode,
): FigureRow[] {
  const keys = new Map(asks.map(({ kpi, key }) => [kpi.address, key]))
  return kpis.flatMap((kpi) => {
    const found = figures.get(keys.get(kpi.address) ?? '') ?? []
    if (kpi.measure === undefined) return [undefinedRow(kpi, authority)]
    return found.map((figure) => figureRow(kpi, figureOfRow(figure, kpi.use)))
  })
}
