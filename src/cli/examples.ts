import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { type ExampleCase, type ExampleResults, runExamples } from '../figures/index.ts'
import { judgeTarget } from '../judgement/index.ts'
import { openCatalogue } from './catalogue.ts'
import { catalogueOption, type CatalogueOption } from './options.ts'
import { print } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

type ExamplesOptions = CatalogueOption & { readonly only?: string[] }

/** `sendboard examples`: runs worked examples, the tests of definitions. */
export function examplesCommand(): Command {
  return new Command('examples')
    .description('run worked examples: small sets of records with the figures they must give')
    .argument('<file>', 'a JSON file (docs/examples.md has the format)')
    .option('--only <names...>', 'only these measures or KPIs, such as kingston-2021/111')
    .addOption(catalogueOption())
    .action(async (file: string, options: ExamplesOptions) => {
      const results = await examplesOf(file, options)
      print(examplesText(results))
      if (results.failed > 0 || results.cases.length === 0) process.exitCode = 1
    })
}

async function examplesOf(file: string, options: ExamplesOptions): Promise<ExampleResults> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new WrongUse(`${file} cannot be read. Check its path.`)
  })
  const catalogue = await openCatalogue(options.catalogue)
  const only = options.only?.flatMap((names) => names.split(','))
  try {
    return await runExamples(catalogue, text, { judge: judgeTarget, ...(only && { only }) })
  } catch (error) {
    throw isWrongForm(error) ? wrongForm(file, error) : error
  }
}

/** JSON that is broken, or of another shape than a file of examples has. */
function isWrongForm(error: unknown): error is Error {
  return error instanceof SyntaxError || error instanceof z.ZodError
}

function wrongForm(file: string, error: Error): WrongUse {
  const words = error instanceof z.ZodError ? z.prettifyError(error) : error.message
  return new WrongUse(`${file} is no file of worked examples (docs/examples.md): ${words}`)
}

function examplesText({ passed, failed, cases }: ExampleResults): string {
  const failures = cases.filter((one) => !one.passed).map(failureText)
  const none = cases.length === 0 ? ['No example is about what --only names.'] : []
  return [...failures, ...none, `${String(passed)} passed, ${String(failed)} failed`].join('\n')
}

function failureText({ example, kpi, measure, differences }: ExampleCase): string {
  const lines = differences.map((difference) => `  ${difference}`)
  return [`${example} ${kpi} (${measure ?? 'no measure'}) failed:`, ...lines, ''].join('\n')
}
