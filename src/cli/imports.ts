import { Command } from 'commander'
import type { Issue } from '../core/index.ts'
import { importsOf, issuesOf, type LoggedImport } from '../records/index.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
  wholeNumber,
} from './options.ts'
import { withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, type Row, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

type ImportsOptions = DataOption &
  CatalogueOption & { readonly authority?: string; readonly issues?: true; readonly format: Format }

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
    .description('list the imports, the latest first, or the issues of one')
    .argument('[import]', 'its number', wholeNumber)
    .option('--issues', 'every issue of that import, the worst first')
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (id: number | undefined, options: ImportsOptions) => {
      if (options.issues === true) {
        print(await issuesOfImport(id, options))
        return
      }
      const imports = await withSession(
        options,
        async ({ database }) => await importsOf(database, options.authority),
      )
      const wanted = imports.filter((one) => id === undefined || one.id === id)
      print(writeRows(options.format, COLUMNS, wanted.map(importRow)))
    })
}

const ISSUE_COLUMNS = ['severity', 'code', 'file', 'line', 'column', 'message', 'fix'] as const
const ALL = 2_147_483_647

async function issuesOfImport(id: number | undefined, options: ImportsOptions): Promise<string> {
  if (id === undefined)
    throw new WrongUse(
      'Say which import: bin/sendboard imports 12 --issues. Its number is in bin/sendboard imports.',
    )
  const issues = await withSession(
    options,
    async ({ database }) => await issuesOf(database, id, { limit: ALL }),
  )
  return writeRows(options.format, ISSUE_COLUMNS, issues.map(issueRow))
}

function issueRow({
  severity,
  code,
  place,
  message,
  fix,
}: Issue): Row<(typeof ISSUE_COLUMNS)[number]> {
  const { file = null, line = null, field = null } = place ?? {}
  return { severity, code, file, line, column: field, message, fix: fix ?? null }
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
