import { type Database, SCHEMA_VERSION } from '../database/index.ts'
import { fileOf, recordsSha256, sha256Sums, stateOf } from './hash-records.ts'
import { manifestText, ownVersion } from './manifest.ts'
import { checkAsOf, movedTables } from './moved-tables.ts'
import { MANIFEST } from './read-package.ts'
import { tableText } from './table-text.ts'
import { counted, newCounter } from './tally.ts'
import type { Manifest, MovedTable, TableState, TransferServices } from './types.ts'
import { createPackage, type PackageWriter } from './write-package.ts'

type ExportWork = TransferServices & { readonly target: PackageWriter; readonly asOf?: number }

/**
 * Writes all that a database holds of records to a folder or, where the path ends so, a .zip file,
 * readable by its owner alone. The same records give the same bytes, whichever engine holds them; what
 * others change meanwhile is not in it. The figures are not: they are computed again.
 *
 * @param options.asOf - The state after this import instead, were all later ones undone.
 * @throws TransferError if something is at the path already, a .zip file would be too large, or that
 *   state cannot be rebuilt. Nothing stays at the path then.
 */
export async function exportRecords(
  services: TransferServices,
  path: string,
  options: { readonly asOf?: number } = {},
): Promise<Manifest> {
  const { database } = services
  const target = await createPackage(path)
  try {
    const manifest = await database.snapshot(
      async () => await writeRecords({ ...services, ...options, target }),
    )
    await target.finish()
    return manifest
  } catch (error) {
    await target.discard()
    throw error
  }
}

async function writeRecords(work: ExportWork): Promise<Manifest> {
  const { database, asOf, target } = work
  if (asOf !== undefined) await checkAsOf(database, asOf)
  const tables: TableState[] = []
  for (const table of await movedTables(database))
    tables.push(await writeTable(work, table, tables))
  const manifest: Manifest = {
    sendboard: ownVersion(),
    schema: SCHEMA_VERSION,
    authorities: await authoritiesOf(database, asOf),
    sha256: recordsSha256(tables),
    tables,
  }
  await target.add('SHA256SUMS', oneText(sha256Sums(tables)))
  await target.add(MANIFEST, oneText(manifestText(manifest)))
  return manifest
}

async function writeTable(
  { database, asOf, target, signal, onProgress }: ExportWork,
  table: MovedTable,
  before: readonly TableState[],
): Promise<TableState> {
  const counter = newCounter()
  const rowsBefore = before.reduce((sum, one) => sum + one.rows, 0)
  const watched = async function* (): AsyncGenerator<string> {
    for await (const piece of tableText(database, table, asOf)) {
      signal?.throwIfAborted()
      onProgress?.({ phase: 'writing', table: table.name, rows: rowsBefore + counter.lines() })
      yield piece
    }
  }
  await target.add(fileOf(table.name), counted(watched(), counter))
  return stateOf(table, counter.tally())
}

async function authoritiesOf(
  database: Database,
  asOf: number | undefined,
): Promise<readonly string[]> {
  const rows = await database.query(
    `select distinct authority from records.imports where id <= $1 order by authority`,
    [asOf ?? 2_147_483_647],
  )
  return rows.map((row) => String(row['authority']))
}

async function* oneText(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text))
}
