import { DuckDBInstance } from '@duckdb/node-api'
import { spawnSync } from 'node:child_process'
import { copyFileSync, createWriteStream, readFileSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { z } from 'zod'
import { largestReturn, repeatReturn } from './large-return.ts'
import { inChild } from './in-child.ts'
import { say, timed } from './stopwatch.ts'

/** One file loaded, and the least that loading it could take. */
export type Loading = {
  readonly name: string
  readonly bytes: number
  readonly rows: number
  readonly seconds: number
  readonly peakBytes: number
  /** `xmllint --stream --noout` over the file; undefined if it is not XML or xmllint not installed. */
  readonly xmllint: number | undefined
  /** A plain COPY of the same rows, as CSV, into a table without checks. */
  readonly copy: number
}

const Imported = z.object({ seconds: z.number(), rows: z.number(), peakBytes: z.number() })

/**
 * Imports a ledger of some lines, into a database that has the plans, and a return repeated to some
 * size, into an empty one.
 *
 * @param file - A database with the demo's CSV files; `demo` is the demo's folder.
 */
export async function measureLoading(
  file: string,
  demo: string,
  work: string,
  sizes: { readonly ledgerLines: number; readonly returnBytes: number },
): Promise<readonly Loading[]> {
  const ledger = join(work, 'ledger.csv')
  await repeatLedger(join(demo, 'csv', 'ledger.csv'), ledger, sizes.ledgerLines)
  const xml = join(work, 'sen2.xml')
  await repeatReturn(largestReturn(demo), xml, sizes.returnBytes)
  const copied = join(work, 'loading.duckdb')
  copyFileSync(file, copied)
  return [
    await measureOne('ledger', ledger, copied, [ledger]),
    await measureOne('SEN2 return', xml, join(work, 'sen2.duckdb'), []),
  ]
}

/** Megabytes given to the database, as docs/importing.md advises where memory is scarce. */
const DATABASE_MEGABYTES = 128

async function measureOne(
  name: string,
  path: string,
  file: string,
  csv: readonly string[],
): Promise<Loading> {
  say(`importing the ${name}, ${(statSync(path).size / 1e6).toFixed(0)} MB`)
  const before = await importsIn(file)
  const { rows, ...imported } = inChild(
    'import',
    { file, paths: [path], memoryMegabytes: DATABASE_MEGABYTES },
    Imported,
  )
  return {
    name,
    bytes: statSync(path).size,
    rows: rows - before,
    ...imported,
    xmllint: path.endsWith('.xml') ? timeXmllint(path) : undefined,
    copy: csv.length > 0 ? await timeCopy(csv) : await timeCopyOf(file),
  }
}

/** The same lines again and again, each with an id of its own, until there are enough. */
async function repeatLedger(from: string, to: string, lines: number): Promise<void> {
  const [head = '', ...rows] = readFileSync(from, 'utf8').trimEnd().split('\r\n')
  const out = createWriteStream(to)
  out.write(`${head}\r\n`)
  for (let line = 0; line < lines; line += 1) {
    const row = rows[line % rows.length] ?? ''
    const more = out.write(`B${String(line)}${row.slice(row.indexOf(','))}\r\n`)
    if (!more) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

function timeXmllint(file: string): number | undefined {
  const start = performance.now()
  const { error, status } = spawnSync('xmllint', ['--huge', '--stream', '--noout', file])
  return error || status !== 0 ? undefined : (performance.now() - start) / 1000
}

async function importsIn(file: string): Promise<number> {
  return await plainly(file, async (run) => {
    const there = await run(`select 1 from information_schema.tables where table_name = 'imports'`)
    const rows = there.length > 0 ? await run('select sum(rows_read) from records.imports') : []
    return Number(rows[0]?.[0] ?? 0)
  })
}

/** CSV files read into tables of text, as COPY does it, with no type to be checked. */
async function timeCopy(files: readonly string[]): Promise<number> {
  return await plainly(':memory:', async (run) => {
    let seconds = 0
    for (const [index, file] of files.entries()) {
      const table = `t${String(index)}`
      await run(
        `create table ${table} as select * from read_csv('${file}', all_varchar = true) limit 0`,
      )
      seconds += (
        await timed(
          async () =>
            await run(`insert into ${table} from read_csv('${file}', all_varchar = true)`),
        )
      ).seconds
    }
    return seconds
  })
}

/** COPY of the records that an import made, written as CSV first. */
async function timeCopyOf(file: string): Promise<number> {
  const files = await plainly(file, async (run) => {
    const tables = await run(
      `select table_name from information_schema.columns
       where table_schema = 'records' and column_name = 'source_line'`,
    )
    const written: string[] = []
    for (const [table] of tables) {
      const path = `${file}.${table ?? ''}.csv`
      await run(`copy records.${table ?? ''} to '${path}' (header)`)
      written.push(path)
    }
    return written
  })
  return await timeCopy(files)
}

type Run = (sql: string) => Promise<readonly (readonly string[])[]>

async function plainly<T>(file: string, work: (run: Run) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  try {
    return await work(async (sql) =>
      (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String)),
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
