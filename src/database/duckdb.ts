import { AsyncLocalStorage } from 'node:async_hooks'
import { parse } from 'node:path'
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  INTEGER,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api'
import { duckDbFault, openingFault } from './duckdb-errors.ts'
import { duckDbTextLoader } from './duckdb-text-loader.ts'
import { fromDuckDb } from './duckdb-values.ts'
import { duckDbWriter } from './duckdb-writer.ts'
import { newReaders } from './duckdb-readers.ts'
import { countChanges } from './count-changes.ts'
import { newQueue } from './queue.ts'
import type { Database, SqlRow, SqlValue } from './types.ts'

export type DuckDbOptions = {
  /**
   * Megabytes (of a million bytes) that it may hold; what needs more goes into a folder beside the file
   * for the time. 80% of the machine unless given.
   */
  readonly memoryMegabytes?: number | undefined
}

/**
 * Opens a DuckDB database: one file, owned by this process while open, or `:memory:`.
 * The file must not be named after a schema; `sendboard.duckdb` is the usual name.
 *
 * Statements given inside `transaction` belong to it; those given meanwhile from elsewhere see the
 * state before it. A second transaction waits for the first.
 *
 * @throws DatabaseError if another process has the file open, a newer DuckDB made it, or it is no
 *   database.
 */
export async function openDuckDb(path: string, options: DuckDbOptions = {}): Promise<Database> {
  const instance = await openInstance(path, options)
  const writing = await instance.connect()
  const readers = await newReaders(instance)
  const transacting = new AsyncLocalStorage<DuckDBConnection>()
  const current = () => transacting.getStore() ?? readers.first
  const oneAtATime = newQueue()
  const changes = countChanges(() => transacting.getStore() !== undefined)
  return {
    engine: 'duckdb',
    query: async (sql, parameters) =>
      await readers.use(async (one) => await rowsOf(one, sql, parameters), transacting.getStore()),
    execute: async (sql, parameters) => {
      await changes.after(async () => await runSql(current(), sql, parameters))
    },
    async *stream(sql, parameters) {
      const inside = transacting.getStore()
      const connection = inside ?? (await instance.connect())
      try {
        const { values, types } = bind(parameters)
        yield* batches(await connection.stream(sql, values, types))
      } catch (error) {
        throw duckDbFault(error)
      } finally {
        if (!inside) connection.closeSync()
      }
    },
    transaction: async (work) => {
      if (transacting.getStore()) throw new Error('a transaction must not be inside another')
      return await oneAtATime(
        async () => await changes.after(async () => await allOrNothing(writing, transacting, work)),
      )
    },
    snapshot: async (work) => await inSnapshot(instance, transacting, work),
    bulkWriter: async (table, columns) => await duckDbWriter(current(), table, columns),
    textLoader: async (table, columns) => await duckDbTextLoader(current(), table, columns),
    changes: changes.count,
    close: () => {
      readers.close()
      writing.closeSync()
      instance.closeSync()
      return Promise.resolve()
    },
  }
}

/** DuckDB calls a database by its file's name, which then hides a schema of that name. */
const SCHEMAS = ['records', 'read', 'figures', 'staging', 'main', 'temp', 'system']

/**
 * Where rows are compared by less and greater with no more rows than this, as with the months of a
 * figure, each is compared with each: sorting both sides first took twice as long.
 */
const FEW_ROWS = '200'

async function openInstance(
  path: string,
  { memoryMegabytes }: DuckDbOptions,
): Promise<DuckDBInstance> {
  const { name } = parse(path)
  if (SCHEMAS.includes(name.toLowerCase()))
    throw new RangeError(`a database must not be named ${name}; name the file sendboard.duckdb`)
  try {
    return await DuckDBInstance.create(path, {
      enable_external_access: 'false',
      nested_loop_join_threshold: FEW_ROWS,
      ...(memoryMegabytes !== undefined && { memory_limit: `${String(memoryMegabytes)}MB` }),
    })
  } catch (cause) {
    throw openingFault(path, cause)
  }
}

async function allOrNothing<T>(
  connection: DuckDBConnection,
  transacting: AsyncLocalStorage<DuckDBConnection>,
  work: () => Promise<T>,
): Promise<T> {
  await connection.run('begin transaction')
  try {
    const result = await transacting.run(connection, work)
    await connection.run('commit')
    return result
  } catch (error) {
    await connection.run('rollback').catch(() => undefined)
    throw duckDbFault(error)
  }
}

async function inSnapshot<T>(
  instance: DuckDBInstance,
  transacting: AsyncLocalStorage<DuckDBConnection>,
  work: () => Promise<T>,
): Promise<T> {
  const alone = await instance.connect()
  try {
    return await allOrNothing(alone, transacting, work)
  } finally {
    alone.closeSync()
  }
}

type Bound = { readonly values?: SqlValue[]; readonly types?: DuckDBType[] }

function bind(parameters: readonly SqlValue[] | undefined): Bound {
  if (!parameters || parameters.length === 0) return {}
  return { values: [...parameters], types: parameters.map(parameterType) }
}

/** A whole number is given as one: DuckDB would take it for a binary fraction. */
function parameterType(value: SqlValue): DuckDBType {
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : DOUBLE
  if (typeof value === 'bigint') return BIGINT
  if (typeof value === 'boolean') return BOOLEAN
  return value === null ? SQLNULL : VARCHAR
}

async function runSql(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[] | undefined,
): Promise<DuckDBResult> {
  const { values, types } = bind(parameters)
  try {
    return await connection.run(sql, values, types)
  } catch (error) {
    throw duckDbFault(error)
  }
}

async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[] | undefined,
): Promise<SqlRow[]> {
  const rows: SqlRow[] = []
  for await (const batch of batches(await runSql(connection, sql, parameters)))
    for (const row of batch) rows.push(row)
  return rows
}

async function* batches(result: DuckDBResult): AsyncGenerator<SqlRow[]> {
  const names = result.columnNames()
  for await (const chunk of result) {
    const columns = chunk.getColumns().map((values) => values.map(fromDuckDb))
    yield Array.from({ length: chunk.rowCount }, (_, row) =>
      Object.fromEntries(names.map((name, column) => [name, columns[column]?.[row] ?? null])),
    )
  }
}
