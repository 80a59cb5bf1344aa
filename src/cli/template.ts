import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Catalogue, type Dataset, nearest } from '../catalogue/index.ts'
import { isPublished } from '../records/index.ts'
import { openCatalogue } from './catalogue.ts'
import { catalogueOption, type CatalogueOption } from './options.ts'
import { print } from './terminal.ts'
import { csvCell } from '../downloads/index.ts'
import { WrongUse } from './wrong-use.ts'

type TemplateOptions = CatalogueOption & { readonly out?: string }

/**
 * `sendboard template`: the head of one table's file to standard output; or, with `--out`, empty
 * files with the right heads and a list of what each column means.
 */
export function templateCommand(): Command {
  return new Command('template')
    .description('write the head of a CSV file; with --out, empty files and what each column means')
    .argument('[table...]', 'which tables, such as plans reviews (default: all)')
    .option('--out <folder>', 'write files there, all tables unless some are named')
    .addOption(catalogueOption())
    .action(async (tables: string[], options: TemplateOptions) => {
      const datasets = datasetsNamed(await openCatalogue(options.catalogue), tables)
      print(options.out === undefined ? headOf(datasets) : writeTemplates(datasets, options.out))
    })
}

function datasetsNamed(catalogue: Catalogue, names: readonly string[]): readonly Dataset[] {
  // What is published is loaded as published: no council fills it in.
  if (names.length === 0)
    return [...catalogue.datasets.values()].filter(({ name }) => !isPublished(name))
  return names.map((name) => {
    const dataset = catalogue.datasets.get(name)
    if (dataset) return dataset
    const near = nearest(name, catalogue.datasets.keys())
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`
    throw new WrongUse(`There is no table called "${name}".${hint}`)
  })
}

function headOf([dataset, ...more]: readonly Dataset[]): string {
  if (dataset && more.length === 0) return headLine(dataset)
  throw new WrongUse('Name one table, such as plans, or give --out FOLDER for several files.')
}

function headLine({ fileColumns }: Dataset): string {
  return `${fileColumns.join(',')}\r\n`
}

function writeTemplates(datasets: readonly Dataset[], out: string): string {
  mkdirSync(out, { recursive: true })
  const taken = datasets
    .map(({ name }) => `${name}.csv`)
    .filter((name) => existsSync(join(out, name)))
  if (taken.length > 0) {
    throw new WrongUse(`${out} has ${taken.join(', ')} already. Choose another folder.`)
  }
  for (const dataset of datasets) {
    writeFileSync(join(out, `${dataset.name}.csv`), headLine(dataset))
  }
  writeFileSync(join(out, 'COLUMNS.txt'), datasets.map(columnsText).join('\n'))
  return [
    `Wrote ${String(datasets.length)} empty files to ${out}, and COLUMNS.txt, which says what each column means.`,
    'Put extract.yaml beside them, with "authority:" (GSS code) and "extracted_on:" (YYYY-MM-DD).',
  ].join('\n')
}

function columnsText({ name, purpose, heldIn, fileColumns, required, table }: Dataset): string {
  const lines = fileColumns.map((column) => {
    const { type, label, codes, also } = table.columns.get(column) ?? {}
    const values = codes ? `: ${[...codes.keys()].map(csvCell).join(', ')}` : ''
    const must = required.includes(column) ? ', required' : ''
    const others = also ? `; also read under ${also.join(', ')}` : ''
    return `  ${column} (${type ?? 'text'}${must}) ${label ?? ''}${values}${others}`
  })
  return [`${name}.csv: ${purpose}`, `  Held in: ${heldIn}`, ...lines, ''].join('\n')
}
