import { Command } from 'commander'
import {
  RECONCILE_COLUMNS,
  type ReconciledFigure,
  reconcileRow,
  reconcileReturn,
  type StockAndFlow,
  stockAndFlow,
} from '../figures/index.ts'
import { type ReturnCounted, returnsCounted } from '../records/index.ts'
import { differenceRows, SOURCE_COLUMNS, SOURCE_SHOWN, sourcesText } from './reconcile-sources.ts'
import { flowText, reconcileText } from './reconcile-text.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
  wholeNumber,
} from './options.ts'
import { type AuthoritySource, sourceOf, withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

type ReconcileOptions = DataOption &
  CatalogueOption & {
    readonly year?: number
    readonly authority?: string
    readonly sources?: true
    readonly format: Format
  }

/** A return beside the KPIs, and how its plans follow from those of the return before. */
type Reconciled = {
  readonly counted: ReturnCounted
  readonly figures: readonly ReconciledFigure[]
  readonly flow: StockAndFlow | undefined
}

/** `sendboard reconcile`: the Department's figures of a SEN2 return beside the KPIs over the records. */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('hold the figures that the Department derives from a SEN2 return against the KPIs')
    .option('--year <year>', 'collection year of the return (default: the latest)', wholeNumber)
    .option('--sources', 'instead, what the return and the case system say differently')
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText(
      'after',
      '\nA difference is the figure of the return less the KPI; of percentages, of what they divide by.',
    )
    .action(async (options: ReconcileOptions) => {
      print(
        await withSession(options, async (session) => {
          const source = await sourceOf(session, options)
          return options.sources ? await sources(source, options) : await figures(source, options)
        }),
      )
    })
}

async function figures(source: AuthoritySource, options: ReconcileOptions): Promise<string> {
  const { counted, figures: lines, flow } = await reconciled(source, options.year)
  const rows = lines.map((line) => reconcileRow(counted, line))
  if (options.format === 'csv') return writeRows('csv', RECONCILE_COLUMNS, rows)
  if (options.format === 'json')
    return JSON.stringify(
      { year: counted.year, file: counted.file, figures: rows, plans: flow ?? null },
      null,
      2,
    )
  return `${reconcileText(counted, lines)}\n\n${flowText(counted, flow)}`
}

async function sources(
  source: AuthoritySource,
  { year, format, data }: ReconcileOptions,
): Promise<string> {
  const { database, catalogue, authority } = source
  const { counted } = pick(await returnsCounted(database, authority), year)
  const rows = await differenceRows({ database, catalogue, data }, authority, counted.year)
  if (format !== 'table') return writeRows(format, SOURCE_COLUMNS, rows)
  return sourcesText(counted, rows, writeRows('table', SOURCE_COLUMNS, rows, SOURCE_SHOWN))
}

async function reconciled(source: AuthoritySource, year?: number): Promise<Reconciled> {
  const { counted, before } = pick(await returnsCounted(source.database, source.authority), year)
  return {
    counted,
    figures: await reconcileReturn(source, counted),
    flow: before && stockAndFlow(before, counted),
  }
}

/** @throws WrongUse if there is no such return. */
function pick(
  returns: readonly ReturnCounted[],
  year?: number,
): { readonly counted: ReturnCounted; readonly before: ReturnCounted | undefined } {
  const counted = returns.findLast((one) => year === undefined || one.year === year)
  if (counted) return { counted, before: returns.find((one) => one.year === counted.year - 1) }
  const years = returns.map((one) => String(one.year))
  throw new WrongUse(
    years.length === 0
      ? 'No SEN2 return has been imported. Import one with bin/sendboard import FILE.'
      : `There is no return of ${String(year)}; there are of ${years.join(', ')}.`,
  )
}
