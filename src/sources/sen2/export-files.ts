import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readRecords } from '../csv/records.ts'
import { fault } from '../rules.ts'
import { readUtf8 } from '../text-bytes.ts'
import { publishedName } from './names.ts'
import type { OpenOptions, OpenReturn } from './open-return.ts'
import { personsOf, type ReturnTable, type TableName, TABLES } from './tables.ts'

const SUFFIX = /^(.*_)([a-z0-9]+)\.csv$/i

/** The table of an exported file by its name, such as `Blade-Export_20-01-2026_requests.csv`. */
export function exportTable(name: string): { prefix: string; table: string } | undefined {
  const [, prefix, suffix] = SUFFIX.exec(name) ?? []
  const table = suffix?.toLowerCase()
  if (prefix === undefined || table === undefined) return undefined
  return table === 'sen2' || Object.hasOwn(TABLES, table) ? { prefix, table } : undefined
}

/**
 * The files of one export: those beside a file of it, or those in a folder.
 *
 * @returns None where the path is not of an export, which always has the tables sen2 and person.
 */
export function exportFiles(path: string): ReadonlyMap<string, string> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const folder = isFolder ? path : dirname(path)
  const names = isFolder || exportTable(basename(path)) ? readdirSync(folder).sort() : []
  const lead = isFolder ? names.find((one) => exportTable(one)?.table === 'sen2') : basename(path)
  const prefix = exportTable(lead ?? '')?.prefix
  const found = new Map(
    names.flatMap((name) => {
      const one = exportTable(name)
      return one && one.prefix === prefix ? [[one.table, join(folder, name)] as const] : []
    }),
  )
  return found.has('sen2') && found.has('person') ? found : new Map()
}

/** The files that a source is read from, in order: all nine of an exported return, else the file itself. */
export function filesOfSource(path: string): readonly string[] {
  const isExport = exportTable(basename(path))?.table === 'sen2'
  const files = isExport ? [...exportFiles(path).values()] : []
  return files.length > 0 ? files : [path]
}

/**
 * Opens a return that was exported as nine CSV files.
 *
 * @throws SourceFault if one of them cannot be read.
 */
export async function openExport(
  files: ReadonlyMap<string, string>,
  options: OpenOptions,
): Promise<OpenReturn> {
  const header = new Map<string, string>()
  const tables = new Map<TableName, ReturnTable>()
  for (const [name, path] of files) {
    const read = await readTable(path, options)
    if (name === 'sen2') readHeader(read, header)
    else if (isTable(name)) tables.set(name, { name, ...read })
  }
  const { persons, issues } = personsOf(tables, options.keepsNames ?? false)
  const seen = new Set(['Message', 'Header', 'Persons', ...header.keys()])
  return { header, seen, persons: oneBatch(persons), issues: () => issues }
}

function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name)
}

// eslint-disable-next-line @typescript-eslint/require-await -- all is read already
async function* oneBatch<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  if (items.length > 0) yield items
}

type Read = Pick<ReturnTable, 'file' | 'heads' | 'rows'>

async function readTable(path: string, { limits }: OpenOptions): Promise<Read> {
  const file = basename(path)
  const text = readUtf8(path, { name: file, limit: limits.bytes })
  const all: { line: number; cells: readonly string[] }[] = []
  for await (const records of readRecords(text, file, limits.rowCharacters)) all.push(...records)
  const [first, ...rows] = all
  if (!first) throw fault('source-empty', { file }, `${file} holds no rows.`)
  return { file, heads: first.cells, rows }
}

/** The export adds keys of its own, which are no elements. */
function readHeader({ heads, rows }: Read, header: Map<string, string>): void {
  for (const [at, head] of heads.entries()) {
    const name = head.replace(/^\uFEFF/, '').trim()
    const text = rows[0]?.cells[at]?.trim() ?? ''
    const isKey = /tableid$|orderseqcolumn$|^nativeid$|^sourceid$/i.test(name)
    if (!isKey && text !== '') header.set(publishedName(name), text)
  }
}
