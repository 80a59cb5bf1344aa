import { Command } from 'commander'
import { toFixed } from '../core/index.ts'
import {
  type ChangeCause,
  displayFigure,
  type FigureChange,
  readChanges,
} from '../figures/index.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
} from './options.ts'
import { type Session, sourcesOf, withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Format, type Row, writeRows } from './write-table.ts'

type ChangesOptions = DataOption &
  CatalogueOption & { readonly authority?: string; readonly format: Format }

const COLUMNS = [
  ...(['authority', 'measure', 'variant', 'period_start', 'period_end', 'scenario'] as const),
  ...(['before', 'before_numerator', 'before_denominator', 'before_value'] as const),
  ...(['after', 'after_numerator', 'after_denominator', 'after_value'] as const),
  ...(['changed_at', 'because_of'] as const),
] as const
const SHOWN = ['measure', 'period_start', 'period_end', 'before', 'after', 'because_of'] as const

/** Decimals of an exact number in CSV and JSON. */
const PLACES = 6

/** `sendboard changes`: figures that came out otherwise after they were kept, and what did it. */
export function changesCommand(): Command {
  return new Command('changes')
    .description('list the figures that changed after they were shown, and the import that did it')
    .addOption(authorityOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText(
      'after',
      '\nFigures are compared whenever they are computed for the pages: when an import ends, or the server starts.\n' +
        'Whole figures only, of periods that were over.',
    )
    .action(async (options: ChangesOptions) => {
      const rows = await withSession(options, async (session) => {
        const found: Row<(typeof COLUMNS)[number]>[] = []
        for (const { authority } of await sourcesOf(session, options)) {
          const changes = await readChanges({ database: session.database, authority })
          found.push(...changes.map((change) => rowOf(change, authority, session)))
        }
        return found
      })
      print(writeRows(options.format, COLUMNS, rows, SHOWN))
    })
}

function rowOf(
  change: FigureChange,
  authority: string,
  { catalogue }: Session,
): Row<(typeof COLUMNS)[number]> {
  const measure = catalogue.measures.get(change.measure)
  const { before, after } = change
  return {
    ...{ authority, measure: change.measure, variant: change.variant },
    ...{ period_start: change.period.start, period_end: change.period.end },
    scenario: change.scenario,
    before: measure ? displayFigure(before, measure) : null,
    before_numerator: before.numerator && toFixed(before.numerator, PLACES),
    before_denominator: before.denominator && toFixed(before.denominator, PLACES),
    before_value: before.value && toFixed(before.value, PLACES),
    after: measure ? displayFigure(after, measure) : null,
    after_numerator: after.numerator && toFixed(after.numerator, PLACES),
    after_denominator: after.denominator && toFixed(after.denominator, PLACES),
    after_value: after.value && toFixed(after.value, PLACES),
    changed_at: change.changedAt,
    because_of: change.causes.map(causeWords).join('; '),
  }
}

function causeWords(cause: ChangeCause): string {
  if (cause.kind === 'definitions') return 'definitions changed'
  const files = cause.files === '' ? '' : ` (${cause.files})`
  const id = String(cause.importId)
  return cause.kind === 'import' ? `import ${id}${files}` : `import ${id} undone${files}`
}
