import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdir } from 'node:fs/promises'
import {
  type AuthorityEntry,
  type Catalogue,
  type Measure,
  readAuthorities,
  readCatalogue,
} from './catalogue/index.ts'
import { type Config, databasePlace } from './config.ts'
import type { AuthorityCode, DayText } from './core/index.ts'
import { type Database, openDatabase } from './database/index.ts'
import { createFigureTables, refreshCells } from './figures/index.ts'
import { describeMeasure } from './formula/index.ts'
import { asAtOf, authoritiesIn, createRecordTables, suppliedDatasets } from './records/index.ts'

/** Whose records a server shows, and how far they go. */
export type BoardState = {
  readonly authority: AuthorityCode
  readonly authorityName: string
  /** The demo's authority, which does not exist. */
  readonly invented: boolean
  /** The day that the records go up to. */
  readonly asAt: DayText
  readonly supplied: ReadonlySet<string>
  /** Every authority of which there are records, by code. */
  readonly authorities?: readonly AuthorityChoice[]
}

export type AuthorityChoice = { readonly code: AuthorityCode; readonly name: string }

/** What does I/O, built once and handed to those who need it. */
export type Services = {
  readonly config: Config
  readonly catalogue: Catalogue
  readonly database: Database
  /** Within a run of it, the state is of that authority or undefined; else of the first by code. */
  readonly choosing: AsyncLocalStorage<AuthorityCode>
  /** The board's state now; undefined before the first import. */
  readonly readState: () => Promise<BoardState | undefined>
  /** A text that changes whenever the records or the figures that pages read may have changed. */
  readonly readVersion: () => Promise<string>
  /** Computes figures anew where the records have changed since they were computed. */
  readonly refreshFigures: () => Promise<void>
  /** A measure's definition as an English sentence. */
  readonly describe: (measure: Measure) => string
  readonly close: () => Promise<void>
}

/**
 * Opens what a server works with: the catalogue, the database of the data folder, the authorities.
 * Figures that are older than the records or the definitions are computed anew.
 *
 * @param folders - Folders of definitions; the built-in one unless given.
 * @throws DatabaseError if the database cannot be opened; Error if the built-in catalogue is faulty.
 */
export async function openServices(config: Config, folders?: readonly string[]): Promise<Services> {
  await mkdir(config.dataFolder, { recursive: true })
  const [catalogue, authorities, database] = await Promise.all([
    readCatalogue(folders),
    readAuthorities(),
    openDatabase(databasePlace(config)),
  ])
  await createRecordTables(database, catalogue)
  await createFigureTables(database)
  const choosing = new AsyncLocalStorage<AuthorityCode>()
  const readState = async () => await boardState(database, authorities, choosing.getStore())
  const refreshFigures = async () => {
    for (const code of await authoritiesIn(database)) {
      const state = await boardState(database, authorities, code)
      if (state) await refreshCells({ database, catalogue, ...state }, new Date())
    }
  }
  await refreshFigures()
  return {
    config,
    catalogue,
    database,
    choosing,
    readState,
    readVersion: async () => await versionOf(database),
    refreshFigures,
    describe: (measure) =>
      describeMeasure(measure, catalogue.schema, {
        nameOf: (id) => catalogue.measures.get(id)?.name ?? id,
      }),
    close: async () => {
      await database.close()
    },
  }
}

async function boardState(
  database: Database,
  authorities: ReadonlyMap<string, AuthorityEntry>,
  chosen?: AuthorityCode,
): Promise<BoardState | undefined> {
  const codes = await authoritiesIn(database)
  // Never another's figures under the address of one whose records are gone.
  const authority = chosen === undefined ? codes[0] : codes.find((code) => code === chosen)
  if (authority === undefined) return undefined
  const [asAt, supplied] = await Promise.all([
    asAtOf(database, authority),
    suppliedDatasets(database, authority),
  ])
  if (asAt === undefined) return undefined
  const known = authorities.get(authority)
  return {
    authority,
    authorityName: known?.name ?? authority,
    // A code that is given to nobody belongs to an invented authority, listed or not.
    invented: known?.invented ?? authority.startsWith('X'),
    asAt,
    supplied,
    authorities: codes.map((code) => ({ code, name: authorities.get(code)?.name ?? code })),
  }
}

/** Of PostgreSQL other processes may change the rows, but none without a line in the log or a run. */
async function versionOf(database: Database): Promise<string> {
  if (database.engine === 'duckdb') return String(database.changes())
  const [row] = await database.query(
    `select (select max(id) from records.imports) as latest,
       (select count(*) from records.imports where status = 'undone') as undone,
       (select max(id) from figures.runs) as run`,
  )
  return [row?.['latest'], row?.['undone'], row?.['run']].join(' ')
}
