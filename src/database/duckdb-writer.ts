import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api'
import { duckDbColumns } from './duckdb-columns.ts'
import { toDuckDb } from './duckdb-values.ts'
import type { BulkWriter, SqlValue } from './types.ts'

/** Rows that a data chunk of DuckDB holds. */
const CHUNK_ROWS = 2048

/** A bulk writer over DuckDB's appender. Columns of the table that are not named stay empty. */
export async function duckDbWriter(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<BulkWriter> {
  const [schema = '', name = ''] = table.split('.')
  const places = await columnPlaces(connection, table, columns)
  const appender = await connection.createAppender(name, schema)
  const types = places.map((_, index) => appender.columnType(index))
  const buffers = places.map((): SqlValue[] => [])
  let rows = 0
  const send = () => {
    if (rows > 0) appendChunk(appender, types, buffers)
    for (const buffer of buffers) buffer.length = 0
    rows = 0
  }
  const flush = async () => {
    send()
    appender.flushSync()
    await Promise.resolve()
  }
  return {
    write(values) {
      for (const [index, place] of places.entries())
        buffers[index]?.push(place === -1 ? null : (values[place] ?? null))
      rows += 1
      if (rows === CHUNK_ROWS) send()
    },
    flush,
    async close() {
      await flush()
      appender.closeSync()
    },
  }
}

function appendChunk(
  appender: DuckDBAppender,
  types: readonly DuckDBType[],
  buffers: readonly SqlValue[][],
): void {
  const chunk = DuckDBDataChunk.create(types)
  const columns = buffers.map((buffer, index) => {
    const type = types[index]
    return type ? buffer.map((value) => toDuckDb(value, type)) : []
  })
  chunk.setColumns(columns)
  appender.appendDataChunk(chunk)
}

/** For each column of the table in order: where its value stands in a written row, or -1. */
async function columnPlaces(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<readonly number[]> {
  const there = await duckDbColumns(connection, table, columns)
  return there.map(({ name }) => columns.indexOf(name))
}
