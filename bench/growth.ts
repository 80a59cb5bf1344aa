import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readCatalogue } from '../src/catalogue/index.ts'
import { type Database, openDuckDb, refreshReadTables } from '../src/database/index.ts'
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

/** Adds the first authority’s records under other codes. @returns Rows and plans then held. */
export async function addCopies(
  file: string,
  from: number,
  to: number,
): Promise<{ readonly rows: number; readonly plans: number }> {
  const { schema } = await readCatalogue()
  const database = await openDuckDb(file)
  try {
    await database.transaction(async () => {
      for (const table of from < to ? await tablesWithAuthority(database) : [])
        await database.execute(copySql(table, from, to))
      if (from < to) await refreshReadTables(database, schema)
    })
    const [row] = await database.query(
      `select (select sum(rows_read) from records.imports) as rows,
         (select count(*) from read.plans) as plans`,
    )
    return { rows: Number(row?.['rows']), plans: Number(row?.['plans']) }
  } finally {
    await database.close()
  }
}

async function tablesWithAuthority(database: Database): Promise<readonly string[]> {
  const rows = await database.query(
    `select table_name from information_schema.columns
     where table_schema = 'records' and column_name = 'authority'`,
  )
  return rows.map((row) => String(row['table_name']))
}

/** The rows of the first authority again, for each of the codes that follow the last one. */
function copySql(table: string, from: number, to: number): string {
  return `insert into records.${table}
    select r.* replace (concat('X1000', cast(1000 + g.n as varchar)) as authority)
    from records.${table} r cross join generate_series(${String(from + 1)}, ${String(to)}) as g(n)
    where r.authority not like 'X1000%'`
}
