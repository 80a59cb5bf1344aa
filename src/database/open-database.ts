import { type DuckDbOptions, openDuckDb } from './duckdb.ts'
import { openPostgresql } from './postgresql.ts'
import type { Database } from './types.ts'

/** Where the records are: a file for DuckDB, or the address of a PostgreSQL database. */
export type DatabasePlace = ({ readonly file: string } & DuckDbOptions) | { readonly url: string }

/** Opens the database of a place. @throws DatabaseError if it cannot be used. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  return 'url' in place ? await openPostgresql(place.url) : await openDuckDb(place.file, place)
}
