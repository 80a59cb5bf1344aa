import { Command } from 'commander'
import type { DayText } from '../core/index.ts'
import {
  type FigureRequest,
  cellAsks,
  headlineAsks,
  keepProof,
  type ProofDifference,
  type ProofProgress,
  type ProofResult,
  prove,
  readSettings,
} from '../figures/index.ts'
import { moneyAsks } from '../pages/index.ts'
import { kpisAt } from './catalogue.ts'
import {
  asAtOption,
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
} from './options.ts'
import { type AuthoritySource, sourcesOf, withSession } from './session.ts'

import { print, progressLine } from './terminal.ts'

type ProveOptions = DataOption &
  CatalogueOption & {
    readonly kpi?: string
    readonly trends?: true
    readonly asAt?: DayText
    readonly authority?: string
  }

/** `sendboard prove`: every figure computed the second way, and compared. */
export function proveCommand(): Command {
  return new Command('prove')
    .description('compute every figure a second way, over plain rows, and compare')
    .option('--kpi <address>', 'only this strategy, row or part, such as kingston-2021/111')
    .option('--trends', 'also the earlier periods that the trends on the pages show')
    .addOption(asAtOption())
    .addOption(authorityOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (options: ProveOptions) => {
      const proofs = await withSession(options, async (session) => {
        const results: Proof[] = []
        for (const source of await sourcesOf(session, options)) {
          results.push({ source, result: await proofOf(source, options) })
        }
        return results
      })
      print(proofs.map(proofText).join('\n'))
      if (proofs.some(({ result }) => result.differences.length > 0)) process.exitCode = 1
    })
}

type Proof = { readonly source: AuthoritySource; readonly result: ProofResult }

async function proofOf(
  source: AuthoritySource,
  { kpi, trends }: ProveOptions,
): Promise<ProofResult> {
  const progress = progressLine()
  try {
    const settingsOf = await readSettings(source)
    const request = trends
      ? cellAsks(source, settingsOf)
      : headlineAsks(source.catalogue, source.asAt, settingsOf)
    const requests =
      kpi === undefined ? [request, moneyAsks(source.asAt)] : [narrowed(request, source, kpi)]
    const asks = requests.flat()
    const result = await prove(source, requests, (step) => {
      progress.show(progressText(step))
    })
    const proved = {
      measures: asks.map(({ measure }) => measure),
      differing: result.differences.map(({ measure }) => measure),
    }
    await keepProof(source.database, source.authority, proved, new Date())
    return result
  } finally {
    progress.done()
  }
}

/** What is asked of the measures that an address names. */
function narrowed(
  request: FigureRequest,
  { catalogue }: AuthoritySource,
  address: string,
): FigureRequest {
  const wanted = new Set(kpisAt(catalogue, address).map(({ measure }) => measure?.id))
  return request.filter(({ measure }) => wanted.has(measure))
}

function progressText(step: ProofProgress): string {
  if (step.phase === 'reading') {
    return `Reading ${step.table}: ${step.rows.toLocaleString('en-GB')} rows …`
  }
  if (step.phase === 'computing') return 'Computing every figure in SQL …'
  return `Proving ${step.measure} (${String(step.done + 1)} of ${String(step.of)}) …`
}

function proofText({ source, result }: Proof): string {
  const { measures, figures, differences } = result
  const size = `${figures.toLocaleString('en-GB')} figures of ${String(measures)} measures`
  const of = `${source.authority}, as at ${source.asAt}`
  if (differences.length === 0) return `${of}: ${size} computed both ways. Every figure agrees.`
  const names = [...new Set(differences.map(({ measure }) => measure))]
  return [
    ...differences.map(differenceText),
    `${of}: ${size} computed both ways. ${String(differences.length)} differ, of: ${names.join(', ')}.`,
    'Do not publish these until the cause is known.',
  ].join('\n')
}

function differenceText({ figure, byFormula, bySql, formula, sql }: ProofDifference): string {
  return [
    `${figure} differs:`,
    `  by the evaluator: ${byFormula}`,
    `  by SQL:           ${bySql}`,
    ...Object.entries(formula).map(([key, text]) => `  ${key}: ${text}`),
    ...sql.map((text) => `  ${text.replaceAll('\n', '\n  ')}`),
    '',
  ].join('\n')
}
