import { mkdirSync } from 'node:fs'
import { Command } from 'commander'
import type { DayText } from '../core/index.ts'
import { databasePlace } from '../config.ts'
import { openDatabase } from '../database/index.ts'
import {
  createRecordTables,
  importPaths,
  type ImportProgress,
  type ImportResult,
  readPersonKey,
} from '../records/index.ts'
import { openCatalogue } from './catalogue.ts'
import { identitiesOf, identitiesReport } from './identities.ts'
import { hasRefusedRows, importReport, isRefused, loadedAuthorities } from './import-report.ts'
import {
  catalogueOption,
  type CatalogueOption,
  config,
  dataOption,
  type DataOption,
  extractedOption,
} from './options.ts'
import { print, progressLine } from './terminal.ts'

type ImportOptions = DataOption &
  CatalogueOption & {
    readonly authority?: string
    readonly extracted?: DayText
    readonly holder?: string
    readonly strict?: true
    readonly dryRun?: true
  }

/** `sendboard import`: files or folders of any known form into the records, all or nothing. */
export function importCommand(): Command {
  return new Command('import')
    .description('load files or folders: CSV files of the tables, SEN2 returns')
    .argument('<path...>', 'files or folders')
    .option('--authority <code>', 'whose records, where no file or extract.yaml says so')
    .addOption(extractedOption())
    .option('--holder <words>', 'who keeps the records that the files came from')
    .option('--dry-run', 'say what would become of every row, and change nothing')
    .option('--strict', 'exit 1 also when only single rows were refused')
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (paths: string[], options: ImportOptions) => {
      const result = await importInto(paths, options)
      print(importReport(result, options.dryRun))
      for (const authority of options.dryRun ? [] : loadedAuthorities(result)) {
        print(`\n${identitiesReport(await identitiesOf({ ...options, authority }))}`)
      }
      const isStrictlyRefused = options.strict === true && hasRefusedRows(result)
      if (isRefused(result) || isStrictlyRefused) process.exitCode = 1
    })
}

/**
 * Imports into a data folder, which is made if it is not there. Ctrl-C breaks the import off and
 * leaves everything as it was.
 */
export async function importInto(
  paths: readonly string[],
  { data, catalogue: folder, authority, extracted, holder, dryRun }: ImportOptions,
): Promise<ImportResult> {
  const catalogue = await openCatalogue(folder)
  mkdirSync(data, { recursive: true })
  const personKey = await readPersonKey(data)
  const database = await openDatabase(databasePlace(config({ SENDBOARD_DATA: data })))
  const progress = progressLine()
  try {
    await createRecordTables(database, catalogue)
    return await importPaths({ database, catalogue, personKey }, paths, {
      signal: interruption(),
      onProgress: (step) => {
        progress.show(progressText(step))
      },
      rehearse: dryRun === true,
      ...(authority !== undefined && { authority }),
      ...(extracted !== undefined && { extractedOn: extracted }),
      ...(holder !== undefined && { holder }),
    })
  } finally {
    progress.done()
    await database.close()
  }
}

const PHASES: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'Reading',
  comparing: 'Comparing with the records',
  refreshing: 'Making the tables that figures are read from',
}

function progressText({ phase, file, fileNumber, files, bytes, totalBytes, rows }: ImportProgress) {
  if (phase !== 'reading') return `${PHASES[phase]} …`
  const share = totalBytes > 0 ? `${String(Math.floor((100 * bytes) / totalBytes))}%` : ''
  return `${PHASES[phase]} ${file} (${String(fileNumber)} of ${String(files)}) ${share}, ${rows.toLocaleString('en-GB')} rows …`
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    controller.abort(new Error('interrupted: nothing was imported'))
  })
  return controller.signal
}
