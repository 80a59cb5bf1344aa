import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A connection runs one statement at a time: so many queries run beside each other, others wait. */
const READERS = 3

/** Connections that queries take in turn. */
export type Readers = {
  /** One of them, for statements that nobody waits for. */
  readonly first: DuckDBConnection
  /** @param given - The connection to use instead. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>, given?: DuckDBConnection): Promise<T>
  close(): void
}

export async function newReaders(instance: DuckDBInstance): Promise<Readers> {
  const first = await instance.connect()
  const others = Array.from({ length: READERS - 1 }, async () => await instance.connect())
  const all = [first, ...(await Promise.all(others))]
  const idle = [...all]
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  const give = (connection: DuckDBConnection) => {
    const next = waiting.shift()
    if (next) next(connection)
    else idle.push(connection)
  }
  return {
    first,
    use: async (work, given) => {
      if (given) return await work(given)
      const connection =
        idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => waiting.push(resolve)))
      try {
        return await work(connection)
      } finally {
        give(connection)
      }
    },
    close: () => {
      for (const connection of all) connection.closeSync()
    },
  }
}
