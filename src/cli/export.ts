import { Command } from 'commander'
import { exportRecords, type TransferProgress } from '../transfer/index.ts'
import { hashLine } from './hash.ts'
import { interruption } from './interruption.ts'
import {
  asOfImportOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
} from './options.ts'
import { withSession } from './session.ts'
import { print, progressLine, say } from './terminal.ts'

type ExportOptions = DataOption & CatalogueOption & { readonly asOfImport?: number }

/** `sendboard export`: all records, in a form that belongs to no database engine. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write all records to a folder or .zip file, to be restored in another database')
    .argument('<path>', 'a folder or .zip file that is not there yet')
    .addOption(asOfImportOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (path: string, options: ExportOptions) => {
      const progress = progressLine()
      const signal = interruption('interrupted: nothing was exported')
      const onProgress = (step: TransferProgress) => {
        progress.show(transferWords(step))
      }
      const { asOfImport: asOf } = options
      try {
        const { authorities, tables } = await withSession(options, async (session) => {
          const services = { ...session, signal, onProgress }
          return await exportRecords(services, path, { ...(asOf !== undefined && { asOf }) })
        })
        progress.done()
        print(`The records of ${authorities.join(', ')} are in ${path}.\n${hashLine(tables)}`)
        say(WARNING)
      } finally {
        progress.done()
      }
    })
}

const WARNING =
  'The export holds personal data of children and young people. Only you can read it; keep it so, and ' +
  'delete it when it is no longer needed. The key of their numbers (person.key) is not in it: copy ' +
  'that on another way.'

const PHASES: Readonly<Record<TransferProgress['phase'], string>> = {
  writing: 'Writing',
  loading: 'Loading',
  comparing: 'Comparing with the export',
  refreshing: 'Making the tables that figures are read from',
}

/** Where an export or a restore is. */
export function transferWords({ phase, table, rows }: TransferProgress): string {
  if (phase === 'refreshing') return `${PHASES[phase]} …`
  return `${PHASES[phase]} ${table}, ${rows.toLocaleString('en-GB')} rows …`
}
