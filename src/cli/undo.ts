import { Command } from 'commander'
import { readPersonKey, undoImport } from '../records/index.ts'
import { printIssues } from './issues.ts'
import {
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  wholeNumber,
} from './options.ts'
import { withSession } from './session.ts'
import { print } from './terminal.ts'

/** `sendboard undo`: takes back what an import loaded. */
export function undoCommand(): Command {
  return new Command('undo')
    .description(
      'take back an import, the latest or any: the records are as if it had never been made',
    )
    .argument('<import>', 'its number, from bin/sendboard imports', wholeNumber)
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (id: number, options: DataOption & CatalogueOption) => {
      const undone = await withSession(options, async (session) => {
        const personKey = await readPersonKey(options.data)
        return await undoImport({ ...session, personKey }, id)
      })
      if (!undone.ok) {
        printIssues(undone.issues)
        process.exitCode = 1
        return
      }
      const { authority, changed, madeAgain } = undone.value
      print(`Import ${String(id)} of ${authority} is undone. Changed: ${changed.join(', ')}.`)
      if (madeAgain.length > 0)
        print(`Made again without it, from what they read: import ${madeAgain.join(', ')}.`)
    })
}
