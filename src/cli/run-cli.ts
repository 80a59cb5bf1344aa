import { Command, CommanderError } from 'commander'
import { changesCommand } from './changes.ts'
import { checkCommand } from './check.ts'
import { checkSen2Command } from './check-sen2.ts'
import { checkSentenceCommand } from './check-sentence.ts'
import { demoCommand } from './demo.ts'
import { explainCommand } from './explain.ts'
import { exportCommand } from './export.ts'
import { figuresCommand } from './figures.ts'
import { hashCommand } from './hash.ts'
import { identitiesCommand } from './identities.ts'
import { importCommand } from './import.ts'
import { importsCommand } from './imports.ts'
import { undoCommand } from './undo.ts'
import { examplesCommand } from './examples.ts'
import { proveCommand } from './prove.ts'
import { publishedCommand } from './published.ts'
import { reconcileCommand } from './reconcile.ts'
import { recordsCommand } from './records.ts'
import { replacedCommand } from './replaced.ts'
import { restoreCommand } from './restore.ts'
import { schemaCommand } from './schema.ts'
import { serveCommand } from './serve.ts'
import { spcCommand } from './spc.ts'
import { startCommand } from './start.ts'
import { templateCommand } from './template.ts'
import { systemFault } from './system-fault.ts'
import { say } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

const OK = 0
const PROBLEMS_FOUND = 1
const WRONG_USE = 2

const COMMANDS = [
  demoCommand,
  importCommand,
  importsCommand,
  publishedCommand,
  replacedCommand,
  undoCommand,
  figuresCommand,
  changesCommand,
  explainCommand,
  recordsCommand,
  proveCommand,
  identitiesCommand,
  reconcileCommand,
  examplesCommand,
  spcCommand,
  checkCommand,
  checkSen2Command,
  checkSentenceCommand,
  templateCommand,
  exportCommand,
  restoreCommand,
  hashCommand,
  schemaCommand,
  serveCommand,
  startCommand,
]

const EXIT_CODES = `
Exit codes: 0 all well, 1 problems found, 2 wrong use.
Results go to standard output, progress and problems to standard error.`

/**
 * Runs one command. Sets the process's exit code: 0, 1 (problems found), 2 (wrong use).
 *
 * @param words - The command line after the program's name.
 */
export async function runCli(words: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function program(): Command {
  const sendboard = new Command('sendboard')
    .description('Every KPI of a SEND strategy from the records an authority already holds.')
    .showHelpAfterError('Run the command with --help for its options.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
  for (const make of COMMANDS) sendboard.addCommand(make().copyInheritedSettings(sendboard))
  return sendboard
}

function exitCodeOf(error: unknown): number {
  // commander has written its own words already
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : WRONG_USE
  if (error instanceof WrongUse) {
    say(`sendboard: ${error.message}`)
    return WRONG_USE
  }
  const fault = systemFault(error)
  if (fault !== undefined) {
    say(`sendboard: ${fault}`)
    return PROBLEMS_FOUND
  }
  say(`sendboard: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return PROBLEMS_FOUND
}
