import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Catalogue } from '../catalogue/index.ts'
import { type DayText, formatIssue } from '../core/index.ts'
import { databasePlace } from '../config.ts'
import { openDatabase } from '../database/index.ts'
import {
  createRecordTables,
  importPaths,
  type ImportProgress,
  type ImportResult,
  readPersonKey,
} from '../records/index.ts'
import { type Mapping, readMappings } from '../sources/index.ts'
import { WrongUse } from './wrong-use.ts'
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
import { interruption } from './interruption.ts'
import { print, progressLine } from './terminal.ts'

type ImportOptions = DataOption &
  CatalogueOption & {
    readonly authority?: string
    readonly extracted?: DayText
    readonly holder?: string
    readonly strict?: true
    readonly mapping?: readonly string[]
    readonly dryRun?: true
  }

/** `sendboard import`: files or folders of any known form into the records, all or nothing. */
export function importCommand(): Command {
  return new Command('import')
    .description('load files or folders: tables and extracts (CSV, XLSX, ODS), SEN2 returns')
    .argument('<path...>', 'files or folders')
    .option('--authority <code>', 'whose records, where no file or extract.yaml says so')
    .addOption(extractedOption())
    .option('--holder <words>', 'who keeps the records that the files came from')
    .option('--dry-run', 'say what would become of every row, and change nothing')
    .option('--mapping <path...>', 'files or folders that describe your own extracts')
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
  { data, catalogue: folder, authority, extracted, holder, mapping, dryRun }: ImportOptions,
): Promise<ImportResult> {
  const catalogue = await openCatalogue(folder)
  const mappings = await openMappings([...(mapping ?? []), ...ownMappings(data)], catalogue)
  mkdirSync(data, { recursive: true })
  const personKey = await readPersonKey(data)
  const database = await openDatabase(databasePlace(config({ SENDBOARD_DATA: data })))
  const progress = progressLine()
  try {
    await createRecordTables(database, catalogue)
    return await importPaths({ database, catalogue, personKey }, paths, {
      signal: interruption('interrupted: nothing was imported'),
      onProgress: (step) => {
        progress.show(progressText(step), stepText(step))
      },
      rehearse: dryRun === true,
      mappings,
      ...(authority !== undefined && { authority }),
      ...(extracted !== undefined && { extractedOn: extracted }),
      ...(holder !== undefined && { holder }),
    })
  } finally {
    progress.done()
    await database.close()
  }
}

/** Mappings kept in the data folder are used every month without being named. */
function ownMappings(data: string): readonly string[] {
  const folder = join(data, 'mappings')
  return existsSync(folder) ? [folder] : []
}

/** @throws WrongUse with everything that is wrong with the mapping files. */
async function openMappings(
  paths: readonly string[],
  catalogue: Catalogue,
): Promise<readonly Mapping[]> {
  const read = await readMappings(paths, catalogue)
  if (read.ok) return read.value
  throw new WrongUse(read.issues.map(formatIssue).join('\n'))
}

function stepText({ phase, file, fileNumber, files, table = '' }: ImportProgress): string {
  if (phase === 'refreshing') return 'Making the tables that figures are read from'
  if (phase === 'committing') return 'Committing'
  const of = `${file} (${String(fileNumber)} of ${String(files)})`
  if (phase === 'reading') return `Reading ${of}`
  return phase === 'comparing'
    ? `Comparing ${table} of ${of} with the records`
    : `Writing ${table} of ${of}`
}

function progressText(step: ImportProgress): string {
  const { phase, bytes, totalBytes, rows } = step
  if (phase !== 'reading') return `${stepText(step)} …`
  const share = totalBytes > 0 ? `${String(Math.floor((100 * bytes) / totalBytes))}%` : ''
  return `${stepText(step)} ${share}, ${rows.toLocaleString('en-GB')} rows …`
}
