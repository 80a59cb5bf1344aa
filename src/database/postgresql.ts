import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { DatabaseError } from './database-error.ts'
import { checkServer, placeInWords, postgresqlPool } from './postgresql-connect.ts'
import { postgresqlFault } from './postgresql-errors.ts'
import { parameterType, VALUE_PARSERS } from './postgresql-values.ts'
import { postgresqlTextLoader, postgresqlWriter, type Use } from './postgresql-writer.ts'
import { countChanges } from './count-changes.ts'
import { newQueue } from './queue.ts'
import type { Database, SqlRow, SqlValue } from './types.ts'

/** Rows to a batch of a stream. */
const BATCH_ROWS = 2000

/** Names the lock that whoever changes the records holds: "sendboar" as a number. */
const WRITING = '8315161591523667314'

/** How long a change waits for another process's to end. */
const PATIENCE_SECONDS = 60

/**
 * Opens a PostgreSQL database (15 or newer, UTF8) that any number of processes may share.
 *
 * Statements given inside `transaction` belong to it; those given meanwhile from elsewhere see the
 * state before it. A second transaction waits for the first, also where another process has it.
 *
 * @param url - `postgres://user:password@host:port/database`; what is left out comes from the
 *   standard variables and files of PostgreSQL (PGPASSWORD, .pgpass).
 * @param patienceSeconds - How long a transaction waits for one of another process.
 * @throws DatabaseError if the server cannot be reached or refuses the user, or the database is of a
 *   kind that cannot be used. No message holds the password.
 */
export async function openPostgresql(
  url: string,
  { patienceSeconds = PATIENCE_SECONDS }: { readonly patienceSeconds?: number } = {},
): Promise<Database> {
  const place = placeInWords(url)
  const pool = postgresqlPool(url)
  try {
    await checkServer(pool, place)
  } catch (error) {
    await pool.end()
    throw postgresqlFault(place, error)
  }
  return databaseOf({ pool, place, patienceSeconds, cursors: 0 })
}

type Server = {
  readonly pool: pg.Pool
  readonly place: string
  readonly patienceSeconds: number
  /** Cursors so far, each of which has its number. */
  cursors: number
}

function databaseOf(server: Server): Database {
  const { pool } = server
  const transacting = new AsyncLocalStorage<pg.ClientBase>()
  const oneAtATime = newQueue()
  const changes = countChanges(() => transacting.getStore() !== undefined)
  const use: Use = async (work) => {
    const inside = transacting.getStore()
    return await sayingFaults(server, async () =>
      inside ? await work(inside) : await withClient(pool, work),
    )
  }
  const query = async (sql: string, parameters?: readonly SqlValue[]) =>
    await use(async (client) => (await client.query<SqlRow>(withParameters(sql, parameters))).rows)
  return {
    engine: 'postgresql',
    query,
    execute: async (sql, parameters) => {
      await changes.after(async () => await query(withTextOrder(sql), parameters))
    },
    async *stream(sql, parameters) {
      const inside = transacting.getStore()
      const statement = withParameters(sql, parameters)
      yield* inside ? batches(server, inside, statement) : streamAlone(server, statement)
    },
    transaction: async (work) => {
      if (transacting.getStore()) throw new Error('a transaction must not be inside another')
      return await oneAtATime(
        async () =>
          await changes.after(
            async () =>
              await use(async (client) => await allOrNothing(server, client, transacting, work)),
          ),
      )
    },
    snapshot: async (work) =>
      await use(async (client) => await unchanging(client, transacting, work)),
    bulkWriter: async (table, columns) => await postgresqlWriter({ query, use }, table, columns),
    textLoader: async (table, columns) =>
      postgresqlTextLoader(await postgresqlWriter({ query, use }, table, columns)),
    changes: changes.count,
    close: async () => {
      await pool.end()
    },
  }
}

async function sayingFaults<T>({ place }: Server, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw postgresqlFault(place, error)
  }
}

/** A connection for the time of some work; a broken one is not used again. */
async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  // What breaks the connection is told by the statement under way.
  client.on('error', ignore)
  try {
    return await work(client)
  } finally {
    client.off('error', ignore)
    client.release()
  }
}

function ignore(): void {
  return undefined
}

async function allOrNothing<T>(
  server: Server,
  client: pg.ClientBase,
  transacting: AsyncLocalStorage<pg.ClientBase>,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin')
  try {
    await waitForOthers(client, server)
    const result = await transacting.run(client, work)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function unchanging<T>(
  client: pg.ClientBase,
  transacting: AsyncLocalStorage<pg.ClientBase>,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await transacting.run(client, work)
  } finally {
    await client.query('rollback').catch(ignore)
  }
}

/** Only one process changes the records at a time; the lock goes with the transaction. */
async function waitForOthers(
  client: pg.ClientBase,
  { place, patienceSeconds }: Server,
): Promise<void> {
  try {
    await client.query(
      `set local lock_timeout to '${String(patienceSeconds)}s';
       select pg_advisory_xact_lock(${WRITING}); set local lock_timeout to 0`,
    )
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw error
    throw new DatabaseError(
      'database-locked',
      `another Sendboard is changing the database ${place} and was not done after ${String(patienceSeconds)} seconds: try again when its import has ended`,
      error,
    )
  }
}

/** A stream outside of a transaction has one of its own, for a cursor needs one. */
async function* streamAlone(
  server: Server,
  statement: pg.QueryConfig,
): AsyncGenerator<readonly SqlRow[]> {
  const client = await sayingFaults(server, async () => await server.pool.connect())
  client.on('error', ignore)
  try {
    await sayingFaults(server, async () => await client.query('begin read only'))
    yield* batches(server, client, statement)
  } finally {
    await client.query('rollback').catch(ignore)
    client.off('error', ignore)
    client.release()
  }
}

async function* batches(
  server: Server,
  client: pg.ClientBase,
  statement: pg.QueryConfig,
): AsyncGenerator<readonly SqlRow[]> {
  server.cursors += 1
  const cursor = `sendboard_${String(server.cursors)}`
  const declared = `declare ${cursor} no scroll cursor for ${statement.text}`
  await sayingFaults(server, async () => await client.query({ ...statement, text: declared }))
  const next = `fetch ${String(BATCH_ROWS)} from ${cursor}`
  for (;;) {
    const { rows } = await sayingFaults(server, async () => await client.query<SqlRow>(next))
    if (rows.length > 0) yield rows
    if (rows.length < BATCH_ROWS) break
  }
  await client.query(`close ${cursor}`)
}

/**
 * A statement with the types of its parameters said, as DuckDB has them: left to itself, the server
 * infers of one parameter that stands in two places two types, and refuses it.
 */
function withParameters(sql: string, parameters: readonly SqlValue[] = []): pg.QueryConfig {
  if (parameters.length === 0) return { text: sql }
  // pg sends a list of types to the server, and takes its parsers from the same property.
  const types = Object.assign(parameters.map(parameterType), VALUE_PARSERS)
  return { text: sql, values: [...parameters], types }
}

const COLUMN_LISTS = /\bcreate table (?:if not exists )?[\w.]+ \([^;]*|\badd column "\w+" varchar/g

/**
 * Text columns are made with the order of DuckDB, that of the bytes, whatever the database's own is.
 *
 *     create table read.plans (authority varchar collate "C" not null, …)
 */
function withTextOrder(sql: string): string {
  return sql.replace(COLUMN_LISTS, (list) => list.replace(/\bvarchar\b/g, 'varchar collate "C"'))
}
