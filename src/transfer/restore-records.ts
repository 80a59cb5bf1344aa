import { type Database, quoted, refreshReadTables } from '../database/index.ts'
import { createRecordTables } from '../records/index.ts'
import { fileOf, hashTable } from './hash-records.ts'
import { readManifest } from './manifest.ts'
import { filledTables, movedTables } from './moved-tables.ts'
import { altered, openPackage, type PackageReader } from './read-package.ts'
import { readLines } from './read-lines.ts'
import { parseLine } from './table-text.ts'
import { newCounter } from './tally.ts'
import { TransferError } from './transfer-error.ts'
import type { Manifest, TableState, TransferServices } from './types.ts'

type RestoreWork = TransferServices & { readonly source: PackageReader; readonly path: string }

/**
 * Puts the records of an export into an empty database, all or nothing, and makes the tables that
 * formulas read. Before anything stands, the SHA-256 of each table is computed again from the database
 * and held against the export's.
 *
 * @returns What the export says of itself.
 * @throws TransferError if the database holds anything, or the export was altered, is not whole, or is
 *   of a newer Sendboard.
 */
export async function restoreRecords(services: TransferServices, path: string): Promise<Manifest> {
  const source = await openPackage(path)
  try {
    const manifest = await readManifest(source, path)
    const { database } = services
    await database.transaction(async () => {
      // What makes the tables asks for a transaction, and is in this one.
      const joined: Database = { ...database, transaction: async (work) => await work() }
      await restoreAll({ ...services, database: joined, source, path }, manifest)
    })
    return manifest
  } finally {
    source.close()
  }
}

async function restoreAll(work: RestoreWork, { tables }: Manifest): Promise<void> {
  const { database, catalogue, onProgress } = work
  await refuseFilled(database)
  await createRecordTables(database, catalogue)
  await makeMissing(database, tables)
  let rows = 0
  for (const table of tables) {
    await loadTable(work, table, rows)
    rows += table.rows
  }
  for (const table of tables) {
    onProgress?.({ phase: 'comparing', table: table.name, rows })
    work.signal?.throwIfAborted()
    await compareTable(database, table)
  }
  onProgress?.({ phase: 'refreshing', table: '', rows })
  await refreshReadTables(database, catalogue.schema)
}

/** A database may have its tables already, as long as nothing was ever imported into it. */
async function refuseFilled(database: Database): Promise<void> {
  for (const { name } of await filledTables(database)) {
    const rows = await database.query(`select 1 as there from ${name} limit 1`)
    if (rows.length === 0) continue
    throw new TransferError(
      'transfer-not-empty',
      'the database holds records already, and an export goes into an empty one only: name another ' +
        'folder with --data or another database with SENDBOARD_DATABASE_URL',
    )
  }
}

/** Tables and columns of definitions that are not at hand: the database keeps them all the same. */
async function makeMissing(database: Database, tables: readonly TableState[]): Promise<void> {
  const there = new Map((await movedTables(database)).map((one) => [one.name, one.columns]))
  for (const { name, columns } of tables) {
    const known = there.get(name)
    if (!known) {
      const list = columns.map((column) => `${quoted(column.name)} ${column.type}`)
      await database.execute(`create table ${name} (${list.join(', ')})`)
      continue
    }
    for (const column of columns) {
      const type = known.find((one) => one.name === column.name)?.type
      if (type === undefined)
        await database.execute(
          `alter table ${name} add column ${quoted(column.name)} ${column.type}`,
        )
      else if (type !== column.type) throw otherType(name, column.name)
    }
  }
}

function otherType(table: string, column: string): TransferError {
  return new TransferError(
    'transfer-other-definitions',
    `the column ${column} of ${table} is of another type by the definitions used now: name those that ` +
      'the export was made with (--catalogue)',
  )
}

async function loadTable(
  { database, source, path, signal, onProgress }: RestoreWork,
  table: TableState,
  before: number,
): Promise<void> {
  const { name, columns } = table
  const file = `${fileOf(name)} of ${path}`
  const names = columns.map((column) => column.name)
  const writer = await database.bulkWriter(name, names)
  const counter = newCounter()
  let lines = 0
  for await (const batch of readLines(source.read(fileOf(name)), counter, table.bytes, file)) {
    signal?.throwIfAborted()
    for (const line of batch) {
      lines += 1
      if (lines === 1 && line === JSON.stringify(names)) continue
      const row = lines === 1 ? undefined : parseLine(columns, line)
      if (!row) throw altered(`line ${String(lines)} of ${file} is not as it was written`)
      writer.write(row)
    }
    await writer.flush()
    onProgress?.({ phase: 'loading', table: name, rows: before + lines })
  }
  await writer.close()
  if (counter.tally().sha256 !== table.sha256) throw altered(`${file} does not have its SHA-256`)
}

async function compareTable(database: Database, table: TableState): Promise<void> {
  const { sha256 } = await hashTable(database, table)
  if (sha256 === table.sha256) return
  throw new TransferError(
    'transfer-not-equal',
    `the database does not give ${table.name} back as it is in the export, so nothing was restored: ` +
      'tell those who make Sendboard',
  )
}
