import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalogue, readCatalogue } from '../catalogue/index.ts'
import { type Database, openDuckDb, type SqlRow } from '../database/index.ts'
import { importPaths } from './import-paths.ts'
import type { ImportOptions, ImportOutcome } from './types.ts'

/** For the tests of this folder: a data folder of its own, and files to import into it. */
export type TestFolder = {
  readonly path: string
  readonly data: string
  readonly database: Database
  readonly catalogue: Catalogue
  /** Writes files beside each other and imports them as one extract of the demo authority. */
  readonly load: (
    files: Readonly<Record<string, string>>,
    options?: ImportOptions,
  ) => Promise<ImportOutcome>
  readonly write: (files: Readonly<Record<string, string>>) => Promise<string>
  readonly query: (sql: string) => Promise<readonly SqlRow[]>
  readonly close: () => Promise<void>
}

export const TEST_KEY = 'a key for tests, of no use elsewhere'
export const CATALOGUE = await readCatalogue()

export async function testFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sendboard-records-'))
  const data = join(path, 'data')
  await mkdir(data)
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  let extracts = 0
  const write = async (files: Readonly<Record<string, string>>) => {
    extracts += 1
    const folder = join(path, `extract-${String(extracts)}`)
    await mkdir(folder)
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), lines(text))
    return folder
  }
  const services = {
    database,
    catalogue: CATALOGUE,
    personKey: TEST_KEY,
    now: () => new Date('2024-04-02T09:00:00Z'),
  }
  return {
    path,
    data,
    database,
    catalogue: CATALOGUE,
    write,
    load: async (files, options = {}) => {
      const given = { authority: 'X00000999', extractedOn: '2024-03-31', ...options }
      const result = await importPaths(services, [await write(files)], given)
      const [outcome] = result.imports
      if (!outcome) throw new Error(result.issues.map(({ message }) => message).join('\n'))
      return outcome
    },
    query: async (sql) => await database.query(sql),
    close: async () => {
      await database.close()
      await rm(path, { recursive: true })
    },
  }
}

/** A text written with an indent for reading: without it, and with a line end. */
function lines(text: string): string {
  return `${text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n')}\n`
}
