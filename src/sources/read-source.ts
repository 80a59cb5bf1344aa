import { basename } from 'node:path'
import { type Catalogue, readAuthorities } from '../catalogue/index.ts'
import { type CsvOptions, readCsv } from './csv/read-csv.ts'
import { LIMITS } from './limits.ts'
import { readPublished } from './published/read-published.ts'
import { isPublishedFile, sortOf } from './recognise.ts'
import { SourceFault } from './rules.ts'
import { readReturn } from './sen2/read-return.ts'
import type { SourceItem, SourceOptions } from './types.ts'
import { readWorkbook } from './workbook/read-workbook.ts'

/** What files are read by; without `published` no published table is known. */
export type SourceCatalogue = Pick<Catalogue, 'datasets'> & Partial<Pick<Catalogue, 'published'>>

/**
 * The rows of a file of any known form, in order, with everything that is wrong with them. Memory
 * does not grow with the file. An item of kind `issue` and severity `error` refuses the whole file
 * and is the last.
 *
 * @param path - A file; folders are read with readFolder first.
 */
export async function* readSource(
  path: string,
  catalogue: SourceCatalogue,
  options: SourceOptions = {},
): AsyncGenerator<SourceItem> {
  for await (const batch of readSourceInBatches(path, catalogue, options)) yield* batch
}

/** As readSource, with some hundreds of items at a time: several times as fast where rows are small. */
export async function* readSourceInBatches(
  path: string,
  catalogue: SourceCatalogue,
  options: SourceOptions = {},
): AsyncGenerator<readonly SourceItem[]> {
  const name = options.name ?? basename(path)
  const limits = { ...LIMITS, ...options.limits }
  const { onProgress, mappings } = options
  const given = { name, limits, onProgress, mappings }
  try {
    const sort = await sortOf(path, name, limits)
    if (sort !== 'return') yield* readTables(path, catalogue, options, given, sort)
    else {
      const authorities = options.authorities ?? (await readAuthorities())
      yield* readReturn(path, { ...given, authorities })
    }
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    yield [{ kind: 'issue', issue: error.issue }]
  }
}

/** The rows of a CSV file or a spreadsheet: of tables, of an extract with a mapping, or of a published table. */
async function* readTables(
  path: string,
  catalogue: SourceCatalogue,
  { extractedOn }: SourceOptions,
  given: CsvOptions,
  sort: 'csv' | 'workbook',
): AsyncGenerator<readonly SourceItem[]> {
  const { published } = catalogue
  if (published && (await isPublishedFile(path, { published }, given))) {
    const publishedOn = extractedOn ?? new Date().toISOString().slice(0, 10)
    yield* readPublished(path, { published }, { ...given, publishedOn })
  } else if (sort === 'workbook') yield* readWorkbook(path, catalogue, given)
  else yield* readCsv(path, catalogue, given)
}
