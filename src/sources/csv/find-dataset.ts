import { basename } from 'node:path'
import type { Catalogue, Dataset } from '../../catalogue/index.ts'
import { plainName } from '../../core/index.ts'
import { briefly } from '../cell.ts'
import { fault } from '../rules.ts'
import { columnNames } from './header.ts'

/**
 * The dataset that a CSV file holds: the one whose name the file's name is or begins with, else the
 * one table whose needed columns all stand in the header.
 *
 * @throws SourceFault if none does, or several do.
 */
export function findDataset(
  catalogue: Pick<Catalogue, 'datasets'>,
  file: string,
  cells: readonly string[],
): Dataset {
  refuseDelimiter(cells, file)
  refusePublished(cells, file)
  const named = datasetNamed(catalogue, file)
  if (named) return named
  const best = datasetsOfColumns(catalogue, cells)
  const [only] = best
  if (only && best.length === 1) return only
  throw fault('source-unknown-table', { file, line: 1 }, noOneTable(best), nameFix(catalogue))
}

/** The first columns of every table of official statistics. */
const PUBLISHED = ['time_period', 'time_identifier', 'geographic_level']

/**
 * A table of official statistics is no extract of records, whatever its file is called.
 *
 * @see DfE analysts' guide, "Open data standards".
 */
function refusePublished(cells: readonly string[], file: string): void {
  const names = cells.map(plainName)
  if (!PUBLISHED.every((name) => names.includes(name))) return
  const message = `${file} is a published table of official statistics with ${String(cells.length)} columns, not an extract of records.`
  throw fault('source-published', { file, line: 1 }, message)
}

/** The datasets whose needed columns all stand in a header, and of these those it knows most of. */
export function datasetsOfColumns(
  catalogue: Pick<Catalogue, 'datasets'>,
  cells: readonly string[],
): readonly Dataset[] {
  const fitting = [...catalogue.datasets.values()].filter((dataset) => hasNeeded(dataset, cells))
  const known = (dataset: Dataset): number => {
    const names = new Set(columnNames(dataset, cells))
    return dataset.fileColumns.filter((name) => names.has(name)).length
  }
  const most = Math.max(0, ...fitting.map(known))
  return fitting.filter((dataset) => known(dataset) === most)
}

/** Whether all columns that a dataset cannot do without stand in a header. */
export function hasNeeded(dataset: Dataset, cells: readonly string[]): boolean {
  const names = new Set(columnNames(dataset, cells))
  return dataset.required.every((name) => names.has(name))
}

/** The dataset whose name the name of a file or sheet is or begins with. */
export function datasetNamed(
  catalogue: Pick<Catalogue, 'datasets'>,
  file: string,
): Dataset | undefined {
  const stem = plainName(basename(file).replace(/\.[^.]*$/, ''))
  const begins = [...catalogue.datasets.values()].filter(
    ({ name }) => stem === name || new RegExp(`^${name}[_.\\d]`).test(stem),
  )
  return begins.sort((a, b) => b.name.length - a.name.length)[0]
}

function noOneTable(best: readonly Dataset[]): string {
  if (best.length === 0) return 'Neither its name nor its columns say which table this file holds.'
  return `This file could hold any of ${briefly(best.map(({ name }) => name))}.`
}

function nameFix(catalogue: Pick<Catalogue, 'datasets'>): string {
  return `Name it after its table, such as plans.csv. There are ${[...catalogue.datasets.keys()].join(', ')}.`
}

/** Refuses a header that is one cell holding other separators. */
export function refuseDelimiter(cells: readonly string[], file: string): void {
  const [only = ''] = cells
  if (cells.length > 1 || !/[;\t|]/.test(only)) return
  const separator = only.includes('\t') ? 'tabs' : only.includes(';') ? 'semicolons' : 'bars'
  const message = `The cells are separated by ${separator}, not by commas.`
  throw fault('source-delimiter', { file, line: 1 }, message)
}
