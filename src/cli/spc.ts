import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { runSpcCases, type SpcOutcome } from './spc-cases.ts'
import { print } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

/** `sendboard spc`: holds the control charts to a file of known ones. */
export function spcCommand(): Command {
  return new Command('spc')
    .description(
      'run cases of control charts: series with the limits, signals and icons they must give',
    )
    .argument('<file>', 'a JSON file')
    .action(async (file: string) => {
      const outcomes = outcomesOf(file, await readText(file))
      const failed = outcomes.filter(({ differences }) => differences.length > 0)
      const count = `${String(outcomes.length - failed.length)} passed, ${String(failed.length)} failed`
      print([...failed.map(failureText), count].join('\n'))
      if (failed.length > 0 || outcomes.length === 0) process.exitCode = 1
    })
}

async function readText(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => {
    throw new WrongUse(`${file} cannot be read. Check its path.`)
  })
}

function outcomesOf(file: string, text: string): readonly SpcOutcome[] {
  try {
    return runSpcCases(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) throw wrongForm(file, error.message)
    if (error instanceof z.ZodError) throw wrongForm(file, z.prettifyError(error))
    throw error
  }
}

function wrongForm(file: string, words: string): WrongUse {
  return new WrongUse(`${file} is no file of control charts: ${words}`)
}

function failureText({ id, differences }: SpcOutcome): string {
  return [`${id} failed:`, ...differences.map((words) => `  ${words}`), ''].join('\n')
}
