import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { type Catalogue, type PublishedTable, readAuthorities } from '../catalogue/index.ts'
import { NATION, type Result } from '../core/index.ts'
import { findDataset } from './csv/find-dataset.ts'
import { matchHeader } from './csv/header.ts'
import type { CsvOptions } from './csv/read-csv.ts'
import { readRecords } from './csv/records.ts'
import { LIMITS } from './limits.ts'
import { checkLayout } from './mapping/layout.ts'
import { mappedAs, mappingFor } from './mapping/match.ts'
import type { Mapping } from './mapping/types.ts'
import { findPublished } from './published/find-table.ts'
import { publishedRecords } from './published/published-records.ts'
import { PUBLISHED, recognisePublished } from './published/read-published.ts'
import { fault, SourceFault } from './rules.ts'
import { exportTable } from './sen2/export-files.ts'
import { recogniseReturn } from './sen2/recognise-return.ts'
import { isTemplate } from './sen2/template.ts'
import { firstBytes, isZip, readUtf8, refuseByStart } from './text-bytes.ts'
import type { Recognised, SourceLimits, SourceOptions } from './types.ts'
import { recogniseWorkbook } from './workbook/read-workbook.ts'

/**
 * What a file is, by its beginning alone.
 *
 * @returns Its form and what it says of itself, or one issue that says what it is not.
 */
export async function recognise(
  path: string,
  catalogue: Catalogue,
  options: SourceOptions = {},
): Promise<Result<Recognised>> {
  const name = options.name ?? basename(path)
  try {
    return { ok: true, value: await recogniseBySort(path, catalogue, name, options), issues: [] }
  } catch (error) {
    if (error instanceof SourceFault) return { ok: false, issues: [error.issue] }
    throw error
  }
}

async function recogniseBySort(
  path: string,
  catalogue: Catalogue,
  name: string,
  options: SourceOptions,
): Promise<Recognised> {
  const sort = await sortOf(path, name)
  if (sort === 'csv') return recogniseCsv(path, catalogue, name, options.mappings)
  if (sort === 'workbook') {
    const { mappings } = options
    const given = { name, limits: { ...LIMITS, ...options.limits }, mappings }
    const published = await publishedIn(path, catalogue, given)
    return published ?? (await recogniseWorkbook(path, catalogue, given))
  }
  return recogniseReturn(path, name, options.authorities ?? (await readAuthorities()))
}

/**
 * Whether a file is a spreadsheet, a return (XML, the Excel template, or the first of nine exported
 * files), or else taken for CSV.
 *
 * @throws SourceFault if it is none: empty, not UTF-8, a spreadsheet of an old form.
 */
export async function sortOf(
  path: string,
  name: string,
  limits: SourceLimits = LIMITS,
): Promise<'csv' | 'workbook' | 'return'> {
  const start = await firstBytes(path, name, 4096)
  if (isZip(start)) return (await isTemplate(path, name, limits)) ? 'return' : 'workbook'
  refuseByStart(start, name)
  const text = start
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('<')) return 'return'
  if (exportTable(basename(path))?.table === 'sen2') return 'return'
  if (/\.(?:csv|txt)(?:\.gz)?$/i.test(name)) return 'csv'
  throw fault('source-unknown-file', { file: name }, `${name} is neither XML nor named .csv.`)
}

async function recogniseCsv(
  path: string,
  catalogue: Catalogue,
  name: string,
  mappings: readonly Mapping[] = [],
): Promise<Recognised> {
  const text = readUtf8(path, { name, limit: LIMITS.bytes })
  for await (const records of readRecords(text, name, LIMITS.rowCharacters)) {
    const [first] = records
    if (!first) continue
    const { cells } = first
    const extract = { file: name, header: cells }
    const mapping = mappingFor(mappings, extract)
    if (mapping) {
      checkLayout(mapping, extract, first.line)
      const mapped = mappedAs(mapping)
      return { ...mapped, ...ofNation(mapped.datasets) }
    }
    const published = await publishedIn(path, catalogue, { name, limits: LIMITS })
    if (published) return published
    const dataset = findDataset(catalogue, name, cells)
    matchHeader(dataset, cells, name)
    return ofNation([dataset.name])
  }
  throw fault('source-empty', { file: name }, `${name} holds no rows.`)
}

async function publishedIn(
  path: string,
  { published }: Pick<Catalogue, 'published'>,
  given: Pick<CsvOptions, 'name' | 'limits'>,
): Promise<Recognised | undefined> {
  const known = await recognisePublished(path, published, given)
  if (!known) return undefined
  const { found, publishedOn } = known
  return {
    ...ofNation([PUBLISHED]),
    mapping: layoutDigest(found.table),
    ...(publishedOn !== undefined && { extractedOn: publishedOn }),
  }
}

/** Whether a file is read by the layout of a published table: no mapping of the council's comes first. */
export async function isPublishedFile(
  path: string,
  { published }: Pick<Catalogue, 'published'>,
  { name, limits, mappings = [] }: Pick<CsvOptions, 'name' | 'limits' | 'mappings'>,
): Promise<boolean> {
  for await (const records of publishedRecords(path, published, { name, limits })) {
    const [first] = records
    if (!first) continue
    if (mappingFor(mappings, { file: name, header: first.cells })) return false
    return findPublished(published, name, records) !== undefined
  }
  return false
}

/** Changes with every change of a layout, so that a file is read again after one. */
function layoutDigest(table: PublishedTable): string {
  const text = JSON.stringify(table, (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Published figures belong to no authority: they are kept as England's, whoever imports them. */
function ofNation(datasets: readonly string[]): Recognised {
  const isPublished = datasets.every((name) => name === PUBLISHED)
  return { form: 'csv', datasets, ...(isPublished && { authority: NATION }) }
}
