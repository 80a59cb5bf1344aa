import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type DemoSize, writeDemo } from '../src/demo/index.ts'
import { type Growth, measureGrowth } from './growth.ts'
import { inChild } from './in-child.ts'
import { type Loading, measureLoading } from './loading.ts'
import { measurePages, type PageLoads } from './pages.ts'
import { measurePeers, type PeerTimes } from './peers.ts'
import { measureRecompute, type Recompute } from './recompute.ts'
import { measurePostgresql, type PostgresqlResults } from './clusters.ts'
import { say } from './stopwatch.ts'

/** How large to measure. */
export type Sizes = {
  readonly sizes: readonly DemoSize[]
  /** Of which the fastest counts. */
  readonly repeats: number
  readonly authorities: readonly number[]
  /** On PostgreSQL, one cluster or two: even; 0 leaves PostgreSQL out, which npm test covers. */
  readonly clustered: number
  readonly ledgerLines: number
  readonly returnBytes: number
  readonly loadSeconds: number
}

/** One size of authority. */
export type SizeResult = {
  readonly size: DemoSize
  readonly rows: number
  readonly importSeconds: number
  readonly importPeakBytes: number
  readonly peers: PeerTimes
  readonly recompute: Recompute
}

export type Measured = {
  readonly sizes: readonly SizeResult[]
  readonly growth: readonly Growth[]
  readonly postgresql: PostgresqlResults | undefined
  readonly loading: readonly Loading[]
  readonly pages: PageLoads
}

const Imported = z.object({ seconds: z.number(), rows: z.number(), peakBytes: z.number() })

/** Measures everything. @throws Error if any figure differs between two ways to compute it. */
export async function measureAll(sizes: Sizes, work: string): Promise<Measured> {
  const results: SizeResult[] = []
  for (const size of sizes.sizes) results.push(await measureSize(size, sizes, join(work, size)))
  const small = join(work, sizes.sizes[0] ?? '')
  const large = join(work, sizes.sizes.at(-1) ?? '')
  return {
    sizes: results,
    growth: await measureGrowth(databaseIn(small), sizes.authorities, work),
    postgresql:
      sizes.clustered > 0
        ? await measurePostgresql(
            join(small, 'files', 'csv'),
            sizes.clustered,
            sizes.repeats,
            results[0]?.peers.set ?? [],
          )
        : undefined,
    loading: await measureLoading(databaseIn(large), join(large, 'files'), work, sizes),
    pages: await pagesOf(large, work, sizes),
  }
}

async function measureSize(size: DemoSize, { repeats }: Sizes, work: string): Promise<SizeResult> {
  say(`${size}: writing its files`)
  const files = join(work, 'files')
  await writeDemo({ size, out: files })
  const csv = join(files, 'csv')
  say(`${size}: importing its CSV files`)
  const file = databaseIn(work)
  const imported = inChild('import', { file, paths: [csv] }, Imported)
  say(`${size}: the measured set in every way`)
  return {
    size,
    rows: imported.rows,
    importSeconds: imported.seconds,
    importPeakBytes: imported.peakBytes,
    peers: await measurePeers(file, [csv], work, repeats),
    recompute: await measureRecompute(file, csv, work),
  }
}

/** What is imported meanwhile: the returns, then the ledger of many lines that loading has left. */
async function pagesOf(large: string, work: string, { loadSeconds }: Sizes): Promise<PageLoads> {
  const data = join(large, 'pages')
  mkdirSync(data)
  copyFileSync(databaseIn(large), join(data, 'sendboard.duckdb'))
  const importing = { first: join(large, 'files', 'sen2'), second: join(work, 'ledger.csv') }
  return await measurePages(data, importing, loadSeconds)
}

function databaseIn(folder: string): string {
  return join(folder, 'bench.duckdb')
}
