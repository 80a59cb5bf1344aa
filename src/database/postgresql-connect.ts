import pg from 'pg'
import { DatabaseError } from './database-error.ts'
import { VALUE_PARSERS } from './postgresql-values.ts'

/** Seconds that a server may take to answer a first time. */
const CONNECT_SECONDS = 10
/** Pages ask for several things at once; a transaction has a connection of its own. */
const CONNECTIONS = 8

/** PostgreSQL 15: the oldest with all that our SQL uses and that is tested. */
const OLDEST = 150_000

/**
 * So that answers depend on neither the server's nor the user's settings. Compiling (`jit`) the long
 * statements of figures takes longer than running them. Tables that were filled in the same
 * transaction look empty to the planner: nested loops over them took minutes where a hash takes none.
 */
const SESSION = `
  set time zone 'UTC'; set datestyle to 'ISO, YMD'; set search_path to pg_catalog;
  set jit to off; set enable_nestloop to off; set client_min_messages to warning; set work_mem to '64MB';
  set statement_timeout to 0; set idle_in_transaction_session_timeout to 0`

/** A pool of connections; each is set up before anything else is asked of it. */
export function postgresqlPool(url: string): pg.Pool {
  const settings: pg.PoolConfig = {
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_SECONDS * 1000,
    application_name: 'sendboard',
    keepAlive: true,
    types: VALUE_PARSERS,
  }
  // The pool waits for what this gives, though its types do not say so.
  const onConnect = async (client: pg.ClientBase) => {
    await client.query(SESSION)
  }
  const pool = new pg.Pool(Object.assign(settings, { onConnect }))
  // A connection that breaks while nobody uses it is simply replaced.
  pool.on('error', () => undefined)
  return pool
}

/** A database in words: host, port and name, never user or password. */
export function placeInWords(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  const host = decodeURIComponent(hostname) || 'localhost'
  return `${decodeURIComponent(pathname.slice(1))} on ${host}${port === '' ? '' : `:${port}`}`
}

/** @throws DatabaseError if the database is of a kind that cannot be used. */
export async function checkServer(pool: pg.Pool, place: string): Promise<void> {
  const { rows } = await pool.query<Readonly<Record<string, string>>>(
    `select current_setting('server_version_num') as number,
       current_setting('server_version') as version,
       current_setting('transaction_read_only') as read_only,
       current_setting('server_encoding') as encoding`,
  )
  const found = (name: string) => rows[0]?.[name] ?? ''
  if (Number(found('number')) < OLDEST) {
    throw new DatabaseError(
      'database-too-old',
      `the database ${place} is PostgreSQL ${found('version')}, and Sendboard needs 15 or newer: upgrade the server`,
    )
  }
  if (found('encoding') !== 'UTF8') {
    throw new DatabaseError(
      'database-encoding',
      `the database ${place} has the encoding ${found('encoding')} and must have UTF8: create another with encoding 'UTF8' template template0`,
    )
  }
  if (found('read_only') === 'on') {
    throw new DatabaseError(
      'database-read-only',
      `the database ${place} can only be read: name the main server, not a copy of it, and a database open for writing`,
    )
  }
}
