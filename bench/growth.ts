import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { addCopies } from './copies.ts'
import { inChild } from './in-child.ts'
import { say } from './stopwatch.ts'

/** All figures of some authorities in one database. */
export type Growth = {
  readonly authorities: number
  readonly rows: number
  readonly plans: number
  readonly figures: number
  readonly seconds: number
  /** Seconds of processor, over all threads. */
  readonly processor: number
  readonly peakBytes: number
}

const Result = z.object({
  seconds: z.number(),
  processor: z.number(),
  figures: z.number(),
  peakBytes: z.number(),
})

/**
 * Computes all that the pages show, for one authority and for several in one database. The others
 * are the first one's records under other codes: the work is that of so many authorities of its size.
 *
 * @param file - A database with one authority.
 * @param sizes - How many authorities, rising.
 */
export async function measureGrowth(
  file: string,
  sizes: readonly number[],
  work: string,
): Promise<readonly Growth[]> {
  const copy = join(work, 'growth.duckdb')
  copyFileSync(file, copy)
  const results: Growth[] = []
  let held = 1
  for (const authorities of sizes) {
    say(`${String(authorities)} authorities: all figures`)
    const counts = await addCopies(copy, held, authorities)
    held = authorities
    results.push({ authorities, ...counts, ...inChild('all', { file: copy }, Result) })
  }
  return results
}
