import { statSync } from 'node:fs'
import { type Catalogue, readCatalogue } from '../src/catalogue/index.ts'
import { type Database, openDatabase } from '../src/database/index.ts'
import type { FigureSource } from '../src/figures/index.ts'
import {
  asAtOf,
  authoritiesIn,
  createRecordTables,
  importPaths,
  suppliedDatasets,
} from '../src/records/index.ts'

/** What persons' numbers are hashed with here; no person of the bench exists. */
const PERSON_KEY = 'bench '.repeat(8)

/** Opens a DuckDB file, or the PostgreSQL database of an address. */
export async function openAt(
  at: string,
  { memoryMegabytes }: { readonly memoryMegabytes?: number | undefined } = {},
): Promise<Database> {
  const isServer = at.startsWith('postgres:')
  return await openDatabase(isServer ? { url: at } : { file: at, memoryMegabytes })
}

/** Imports files or folders, one import for each path. @returns The rows that were read. */
export async function importAll(
  database: Database,
  catalogue: Catalogue,
  paths: readonly string[],
): Promise<number> {
  await createRecordTables(database, catalogue)
  for (const path of paths) {
    const { issues, imports } = await importPaths(
      { database, catalogue, personKey: PERSON_KEY },
      [path],
      statSync(path).isFile() ? { authority: 'X00000999', extractedOn: '2026-03-31' } : {},
    )
    const fault = issues.find(({ severity }) => severity === 'error')
    if (fault || imports.length === 0)
      throw new Error(`${path} was not imported: ${fault?.message ?? 'nothing in it'}`)
  }
  const [row] = await database.query('select sum(rows_read) as n from records.imports')
  return Number(row?.['n'] ?? 0)
}

/** What figures of each authority in the database are computed from. */
export async function sourcesIn(database: Database): Promise<readonly FigureSource[]> {
  const catalogue = await readCatalogue()
  const sources: FigureSource[] = []
  for (const authority of await authoritiesIn(database)) {
    const asAt = await asAtOf(database, authority)
    if (asAt === undefined) throw new Error(`no day is known of ${authority}`)
    const supplied = await suppliedDatasets(database, authority)
    sources.push({ database, catalogue, authority, supplied, asAt })
  }
  return sources
}
