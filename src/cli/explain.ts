import { Command } from 'commander'
import type { Baseline, Catalogue, Kpi, Measure, PublishedActual } from '../catalogue/index.ts'
import { formatDay, formatPeriod, lastPeriods, type Period } from '../core/index.ts'
import { describeMeasure } from '../formula/index.ts'
import { kpisAt, openCatalogue } from './catalogue.ts'
import { catalogueOption, type CatalogueOption, periodOption } from './options.ts'
import { sqlOf } from './sql-of.ts'
import { print } from './terminal.ts'

type ExplainOptions = CatalogueOption & { readonly period?: Period }

/** `sendboard explain`: how a KPI is defined, in words, as a formula and as SQL. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('how a KPI is defined: words, formula, law, SQL')
    .argument('<address>', 'such as kingston-2021/111/a, or kingston-2021/111 for all its parts')
    .addOption(periodOption())
    .addOption(catalogueOption())
    .action(async (address: string, options: ExplainOptions) => {
      const catalogue = await openCatalogue(options.catalogue)
      for (const kpi of kpisAt(catalogue, address)) {
        print(`${explanation(kpi, catalogue)}\n${await sqlText(kpi, catalogue, options.period)}`)
      }
    })
}

function explanation({ framework, row, use, measure, address }: Kpi, catalogue: Catalogue): string {
  return [
    `${address}  ${use.name}`,
    '',
    ...entry('Row', `${row.ref} "${row.words}"`),
    ...entry('Strategy', `${framework.title}, ${framework.council}`),
    ...entry('Area', row.area),
    ...entry('Owners', row.owners.join(', ')),
    ...entry('Baseline', use.baseline && baselineText(use.baseline)),
    ...use.actuals.flatMap((actual) => entry('Published', actualText(actual))),
    ...use.targets.flatMap((target) => entry('Target', target.words)),
    ...(measure ? definition(measure, catalogue) : entry('Definition', 'still to come')),
    ...entry('Our note', use.note),
    ...entry('Oddity', row.oddity),
  ].join('\n')
}

/** `78% in 2024/25 (31 August 2025; annual report)`. */
function baselineText({ words, date, period, source }: Baseline): string {
  const when = date === undefined ? period : formatDay(date)
  const known = [when, source].filter((part) => part !== undefined)
  return known.length === 0 ? words : `${words} (${known.join('; ')})`
}

/** A figure or status from before the records began. */
function actualText({ period, value, words, source }: PublishedActual): string {
  const told = [value, words].filter((part) => part !== undefined)
  return `${period}: ${told.join(', ')} (${source})`
}

function definition(measure: Measure, { schema, measures }: Catalogue): string[] {
  const nameOf = (id: string): string => measures.get(id)?.name ?? id
  return [
    ...entry('In words', describeMeasure(measure, schema, { nameOf })),
    ...entry(
      'Measure',
      `${measure.id} (${measure.kind}, in ${measure.unit}, version ${String(measure.version)})`,
    ),
    ...entry('Period', `${measure.period}; trend by ${measure.every}`),
    ...entry('Value', measure.text.value),
    ...entry('Denominator', measure.text.denominator),
    ...entry('Numerator', measure.text.numerator),
    ...measure.parameters.flatMap(({ name, value, unit }) =>
      entry('Parameter', `${name} = ${value} ${unit ?? ''}`.trim()),
    ),
    ...entry('Law', measure.law),
    ...entry('Reading', measure.reading),
    ...entry('Other way', measure.alternative),
    ...entry('By', measure.breakdowns.join(', ')),
    ...entry('Defined in', placeText(measure)),
  ]
}

/** The statements of the measure, for the period asked or its latest whole one. */
async function sqlText(kpi: Kpi, catalogue: Catalogue, asked: Period | undefined): Promise<string> {
  const { measure, use } = kpi
  const today = new Date().toISOString().slice(0, 10)
  const period = asked ?? (measure && lastPeriods(measure.period, today, 1)[0])
  if (!measure || !period) return ''
  const settings = use.parameters.map(({ name, value }) => ({ name, value, from: null }))
  const statements = await sqlOf(catalogue, measure, settings, period)
  return [`SQL, ${formatPeriod(period)} ($1 is the authority):`, ...statements, ''].join('\n')
}

function placeText({ place }: Measure): string {
  return place.line === undefined ? place.file : `${place.file}:${String(place.line)}`
}

const HEAD_WIDTH = 12
const LINE_WIDTH = 100

/** A head and its text, wrapped beside it; nothing when there is no text. */
function entry(head: string, text: string | undefined): string[] {
  if (text === undefined || text === '') return []
  const lines = wrap(text.replaceAll(/\s+/g, ' '), LINE_WIDTH - HEAD_WIDTH)
  return lines.map((line, index) => `${(index === 0 ? head : '').padEnd(HEAD_WIDTH)}${line}`)
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}
