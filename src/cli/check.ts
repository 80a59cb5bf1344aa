import { Command } from 'commander'
import { checkPath } from '../catalogue/index.ts'
import { printIssues } from './issues.ts'
import { print } from './terminal.ts'

/** `sendboard check`: every fault of a catalogue folder or of one file in it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('check a folder or file of definitions: tables, measures, strategies')
    .argument('<path>', 'a folder, or one YAML file')
    .action(async (path: string) => {
      const issues = await checkPath(path)
      printIssues(issues)
      if (issues.length === 0) print(`${path} is sound.`)
      if (issues.some(({ severity }) => severity === 'error')) process.exitCode = 1
    })
}
