import { Command } from 'commander'
import { REPLACED_REASONS, type ReplacedValue, replacedValues } from '../records/index.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
  wholeNumber,
} from './options.ts'
import { sourcesOf, withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, type Row, writeRows } from './write-table.ts'

type ReplacedOptions = DataOption &
  CatalogueOption & { readonly authority?: string; readonly format: Format }

const COLUMNS = [
  ...(['import', 'table', 'record', 'field', 'because_of'] as const),
  ...(['stands', 'from_file', 'from_year', 'from_line'] as const),
  ...(['gave_way', 'in_file', 'in_year', 'in_line'] as const),
] as const
const SHOWN = [
  ...(['table', 'record', 'field', 'because_of', 'stands', 'from_file'] as const),
  ...(['gave_way', 'in_file', 'in_line'] as const),
] as const

/** `sendboard replaced`: which values of returns gave way to which, record by record. */
export function replacedCommand(): Command {
  return new Command('replaced')
    .description(
      'list each value of a SEN2 return that gave way: to a later return, or to the case system',
    )
    .argument('[import]', 'only what that import replaced', wholeNumber)
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText(
      'after',
      '\nA record is named by a code that tells nothing of the person: file and line lead to it.\n' +
        'Days of birth and death are not written out.',
    )
    .action(async (importId: number | undefined, options: ReplacedOptions) => {
      const values = await withSession(options, async (session) => {
        const found: ReplacedValue[] = []
        for (const { authority } of await sourcesOf(session, options))
          found.push(...(await replacedValues(session.database, authority, importId)))
        return found
      })
      print(writeRows(options.format, COLUMNS, values.map(rowOf), SHOWN))
    })
}

function rowOf(one: ReplacedValue): Row<(typeof COLUMNS)[number]> {
  const { standsIn, gaveWayIn } = one
  return {
    ...{ import: one.importId, table: one.table, record: one.record, field: one.field },
    because_of: REPLACED_REASONS[one.reason],
    stands: one.stands,
    ...{ from_file: standsIn.file, from_year: standsIn.year, from_line: standsIn.line },
    gave_way: one.gaveWay,
    ...{ in_file: gaveWayIn.file, in_year: gaveWayIn.year, in_line: gaveWayIn.line },
  }
}
