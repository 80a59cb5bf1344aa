import { basename } from 'node:path'
import { type Catalogue, readAuthorities } from '../catalogue/index.ts'
import type { Result } from '../core/index.ts'
import { findDataset } from './csv/find-dataset.ts'
import { matchHeader } from './csv/header.ts'
import { readRecords } from './csv/records.ts'
import { LIMITS } from './limits.ts'
import { fault, SourceFault } from './rules.ts'
import { recogniseReturn } from './sen2/recognise-return.ts'
import { firstBytes, readUtf8, refuseByStart } from './text-bytes.ts'
import type { Recognised, SourceOptions } from './types.ts'

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
    const form = await formOf(path, name)
    const value =
      form === 'csv'
        ? await recogniseCsv(path, catalogue, name)
        : await recogniseReturn(path, name, options.authorities ?? (await readAuthorities()))
    return { ok: true, value, issues: [] }
  } catch (error) {
    if (error instanceof SourceFault) return { ok: false, issues: [error.issue] }
    throw error
  }
}

/**
 * Whether a file is XML or else taken for CSV.
 *
 * @throws SourceFault if it is neither: empty, not UTF-8, a spreadsheet.
 */
export async function formOf(path: string, name: string): Promise<Recognised['form']> {
  const start = await firstBytes(path, name, 4096)
  refuseByStart(start, name)
  const text = start
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('<')) return 'sen2-xml'
  if (/\.(?:csv|txt)$/i.test(name)) return 'csv'
  throw fault('source-unknown-file', { file: name }, `${name} is neither XML nor named .csv.`)
}

async function recogniseCsv(path: string, catalogue: Catalogue, name: string): Promise<Recognised> {
  const text = readUtf8(path, { name, limit: LIMITS.bytes })
  for await (const [first] of readRecords(text, name, LIMITS.rowCharacters)) {
    if (!first) continue
    const { cells } = first
    const dataset = findDataset(catalogue, name, cells)
    matchHeader(dataset, cells, name)
    return { form: 'csv', datasets: [dataset.name] }
  }
  throw fault('source-empty', { file: name }, `${name} holds no rows.`)
}
