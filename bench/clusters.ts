import { z } from 'zod'
import { type Database, openDatabase } from '../src/database/index.ts'
import { startServer } from '../test/postgresql/server.ts'
import { requireEqual } from './compare-sets.ts'
import { addCopies } from './copies.ts'
import { runHandWritten } from './hand-written.ts'
import { besideInChild, inChild } from './in-child.ts'
import type { MeasuredFigure } from './measured-set.ts'
import { computeOurs } from './peers.ts'
import { sourcesIn } from './records.ts'
import { fastest, say, type Time } from './stopwatch.ts'

/** The measured set on PostgreSQL, both ways, over one authority. */
export type OnPostgresql = { readonly ours: Time; readonly handWritten: Time }

/** All figures of some authorities, on one PostgreSQL cluster and on two that hold half each. */
export type Clusters = {
  readonly authorities: number
  readonly figures: number
  /** Seconds on one cluster, by one process. */
  readonly one: number
  /** Seconds of the slower of two clusters that compute at the same time, each by its own process. */
  readonly two: number
  /** Seconds of half the authorities on one cluster, with the machine to itself. */
  readonly half: number
}

export type PostgresqlResults = {
  readonly peers: OnPostgresql
  readonly clusters: Clusters
}

const Imported = z.object({ rows: z.number() })
const All = z.object({ seconds: z.number(), figures: z.number() })
const Hashes = z.object({ hashes: z.record(z.string(), z.string()) })

/**
 * Imports an authority into PostgreSQL, and computes there.
 *
 * @param folder - Of the CSV files of one authority.
 * @param authorities - How many the clusters hold together: even.
 * @param expected - The measured set as DuckDB gave it.
 * @throws Error if PostgreSQL gives another figure than DuckDB, or two clusters than one.
 */
export async function measurePostgresql(
  folder: string,
  authorities: number,
  repeats: number,
  expected: readonly MeasuredFigure[],
): Promise<PostgresqlResults> {
  const first = await startServer()
  try {
    const all = await first.newDatabase()
    say('importing into PostgreSQL')
    inChild('import', { file: all, paths: [folder] }, Imported)
    say('the measured set on PostgreSQL')
    const peers = await measureBoth(all, repeats, expected)
    const clusters = await measureClusters(folder, all, authorities)
    return { peers, clusters }
  } finally {
    await first.stop()
  }
}

async function measureBoth(
  url: string,
  repeats: number,
  expected: readonly MeasuredFigure[],
): Promise<OnPostgresql> {
  const database = await openDatabase({ url })
  try {
    const ours = await fastest(repeats, async () => await computeOurs(await sourcesIn(database)))
    requireEqual('PostgreSQL', expected, ours.result)
    const asAt = (await sourcesIn(database))[0]?.asAt ?? ''
    const handWritten = await fastest(repeats, async () => await runHandWritten(database, asAt))
    requireEqual('the hand-written SQL on PostgreSQL', expected, handWritten.result)
    return { ours: timeOf(ours), handWritten: timeOf(handWritten) }
  } finally {
    await database.close()
  }
}

function timeOf({ seconds, processor }: Time): Time {
  return { seconds, processor }
}

/** @param url - A database with one authority; it ends with all of them. */
async function measureClusters(
  folder: string,
  url: string,
  authorities: number,
): Promise<Clusters> {
  const half = authorities / 2
  const second = await startServer()
  try {
    say(`two clusters of ${String(half)} authorities each`)
    const other = await second.newDatabase()
    inChild('import', { file: other, paths: [folder] }, Imported)
    await addCopies(url, 1, half)
    await addCopies(other, half, authorities, true)
    await analyse(url)
    await analyse(other)
    const alone = inChild('all', { file: url }, All)
    const both = await Promise.all(
      [url, other].map(async (file) => await besideInChild('all', { file }, All)),
    )
    const parts = [url, other].map((file) => inChild('hashes', { file }, Hashes).hashes)
    say(`one cluster of ${String(authorities)} authorities`)
    await addCopies(url, half, authorities)
    await analyse(url)
    const one = inChild('all', { file: url }, All)
    requireSameHashes(inChild('hashes', { file: url }, Hashes).hashes, parts)
    return {
      authorities,
      figures: one.figures,
      one: one.seconds,
      two: Math.max(...both.map(({ seconds }) => seconds)),
      half: alone.seconds,
    }
  } finally {
    await second.stop()
  }
}

/** Rows were copied by SQL, past the import that would have gathered statistics. */
async function analyse(url: string): Promise<void> {
  const database: Database = await openDatabase({ url })
  try {
    await database.execute('analyze')
  } finally {
    await database.close()
  }
}

function requireSameHashes(
  whole: Readonly<Record<string, string>>,
  parts: readonly Readonly<Record<string, string>>[],
): void {
  const held = new Map(parts.flatMap((part) => Object.entries(part)))
  const wrong = Object.entries(whole).filter(([authority, hash]) => held.get(authority) !== hash)
  if (wrong.length > 0 || held.size !== Object.keys(whole).length)
    throw new Error(
      `two clusters give other figures than one, of ${wrong.map(([authority]) => authority).join(', ')}`,
    )
}
