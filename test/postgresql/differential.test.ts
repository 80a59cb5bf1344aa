import { test } from 'node:test'
import { openPostgresql } from '../../src/database/index.ts'
import { trySets } from '../differential/random-cases.ts'
import { startServer } from './server.ts'

/** Sets of records tried; the same ones are tried on DuckDB too (test/differential). */
const RUNS = Number(process.env['SENDBOARD_DIFFERENTIAL_RUNS_POSTGRESQL'] ?? 100)

test('PostgreSQL gives the figures of the formula on random records, in every category', async (t) => {
  const server = await startServer()
  try {
    const open = async () => await openPostgresql(await server.newDatabase())
    await trySets({ runs: RUNS, first: 0, step: 1 }, t, open)
  } finally {
    await server.stop()
  }
})
