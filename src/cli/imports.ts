import { Command } from 'commander'
import { importsOf, type LoggedImport } from '../records/index.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
} from './options.ts'
import { withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, type Row, writeRows } from './write-table.ts'

type ImportsOptions = DataOption &
  CatalogueOption & { readonly authority?: string; readonly format: Format }

const COLUMNS = [
  'import',
  'authority',
  'imported_at',
  'extracted_on',
  'status',
  'files',
  'read',
  'loaded',
  'unchanged',
  'refused',
  'removed',
  'errors',
  'warnings',
] as const

/** `sendboard imports`: what was imported, the latest first. */
export function importsCommand(): Command {
  return new Command('imports')
    .description('list the imports, the latest first')
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (options: ImportsOptions) => {
      const imports = await withSession(
        options,
        async ({ database }) => await importsOf(database, options.authority),
      )
      print(writeRows(options.format, COLUMNS, imports.map(importRow)))
    })
}

function importRow(one: LoggedImport): Row<(typeof COLUMNS)[number]> {
  return {
    import: one.id,
    authority: one.authority,
    imported_at: one.importedAt,
    extracted_on: one.extractedOn,
    status: one.undoneAt === null ? one.status : `undone ${one.undoneAt}`,
    files: one.files.length,
    ...one.counts,
    errors: one.issues.error,
    warnings: one.issues.warning,
  }
}
