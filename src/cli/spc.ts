import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { runSpcCases, type SpcResult } from './spc-cases.ts'
import { SpcFile } from './spc-form.ts'
import { print } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

/** `sendboard spc`: runs control chart cases, the tests of the statistics. */
export function spcCommand(): Command {
  return new Command('spc')
    .description('run control chart cases: series with the limits and signals they must give')
    .argument('<file>', 'a JSON file (docs/statistics.md has the format)')
    .action(async (file: string) => {
      const results = runSpcCases(await readCases(file))
      print(resultsText(results))
      const failed = results.some((one) => one.differences.length > 0)
      if (failed || results.length === 0) process.exitCode = 1
    })
}

async function readCases(path: string): Promise<SpcFile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`${path} cannot be read. Check its path.`)
  })
  const parsed = SpcFile.safeParse(parseJson(path, text))
  if (parsed.success) return parsed.data
  throw new WrongUse(
    `${path} is no file of control chart cases (docs/statistics.md): ${z.prettifyError(parsed.error)}`,
  )
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new WrongUse(`${path} is not JSON: ${error.message}`)
  }
}

function resultsText(results: readonly SpcResult[]): string {
  const failed = results.filter((one) => one.differences.length > 0)
  const failures = failed.map(({ name, differences }) =>
    [`${name} failed:`, ...differences.map((line) => `  ${line}`), ''].join('\n'),
  )
  const none = results.length === 0 ? ['The file holds no cases.'] : []
  const passed = results.length - failed.length
  return [...failures, ...none, `${String(passed)} passed, ${String(failed.length)} failed`].join(
    '\n',
  )
}
