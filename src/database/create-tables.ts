import type { Catalogue, Dataset, Table } from '../catalogue/index.ts'
import { DatabaseError } from './database-error.ts'
import { readFingerprint, refreshReadTables } from './refresh-read-tables.ts'
import {
  columnOf,
  listedColumns,
  quoted,
  readColumns,
  recordColumns,
  type SqlColumn,
  stagingColumns,
} from './table-columns.ts'
import type { Database } from './types.ts'

/** Raised whenever the tables below change in a way that an older Sendboard cannot read. */
export const SCHEMA_VERSION = 1

/**
 * Makes the schemas `records`, `read` and `figures`, a table of records for each dataset and a read
 * table for each table of the catalogue, where they are not there yet; adds columns that the
 * catalogue has gained. May be called at every start. Where the catalogue or the rules by which read
 * tables are made have changed, the read tables are made again.
 *
 *     create table if not exists records.plans (authority varchar not null, plan_id varchar, …,
 *       import_id integer, source_file integer, source_line integer, ended_by integer)
 *
 * @throws DatabaseError if a newer version of Sendboard made the database.
 */
export async function createTables(
  database: Database,
  catalogue: Pick<Catalogue, 'schema' | 'datasets'>,
): Promise<void> {
  if (await isCurrent(database, catalogue)) return
  await database.transaction(async () => {
    await database.execute(`
      create schema if not exists records;
      create schema if not exists read;
      create schema if not exists figures;
      create table if not exists records.schema_version (version integer not null);
      create table if not exists records.supplied (authority varchar not null,
        dataset varchar not null, import_id integer not null, ended_by integer);
      create table if not exists records.read_version (fingerprint varchar not null)`)
    if ((await checkedVersion(database)) < SCHEMA_VERSION) {
      await database.execute(
        `insert into records.schema_version values (${String(SCHEMA_VERSION)})`,
      )
    }
    const existing = await existingColumns(database)
    for (const dataset of catalogue.datasets.values()) {
      await createTable(database, `records.${dataset.name}`, recordColumns(dataset), existing)
    }
    for (const table of catalogue.schema.tables.values()) {
      await createReadTable(database, table, existing)
    }
    await refreshIfOld(database, catalogue)
  })
}

/** Whether there is nothing to make: then nobody has to wait for an import that is under way. */
async function isCurrent(
  database: Database,
  { schema, datasets }: Pick<Catalogue, 'schema' | 'datasets'>,
): Promise<boolean> {
  const existing = await existingColumns(database)
  if (!existing.has('records.read_version')) return false
  if ((await checkedVersion(database)) < SCHEMA_VERSION) return false
  const hasAll = [...datasets.values()].every((dataset) =>
    recordColumns(dataset).every(({ name }) =>
      existing.get(`records.${dataset.name}`)?.includes(name),
    ),
  )
  const isSame = [...schema.tables.values()].every((table) => hasShape(existing, table))
  return hasAll && isSame && (await keptFingerprint(database)) === readFingerprint(schema)
}

async function keptFingerprint(database: Database): Promise<unknown> {
  const rows = await database.query('select fingerprint from records.read_version')
  return rows[0]?.['fingerprint']
}

/** The version of the database's tables; 0 when it has none yet. */
async function checkedVersion(database: Database): Promise<number> {
  const rows = await database.query('select max(version) as version from records.schema_version')
  const version = Number(rows[0]?.['version'] ?? 0)
  if (version > SCHEMA_VERSION) {
    throw new DatabaseError(
      'database-newer',
      `the database has version ${String(version)} and this Sendboard knows version ` +
        `${String(SCHEMA_VERSION)}: install the newer Sendboard`,
    )
  }
  return version
}

/** Makes the read tables again when they are made otherwise than when they were last made. */
async function refreshIfOld(
  database: Database,
  { schema }: Pick<Catalogue, 'schema'>,
): Promise<void> {
  const fingerprint = readFingerprint(schema)
  if ((await keptFingerprint(database)) === fingerprint) return
  const supplied = await database.query('select 1 as there from records.supplied limit 1')
  if (supplied.length > 0) await refreshReadTables(database, schema)
  await database.execute('delete from records.read_version')
  await database.execute('insert into records.read_version values ($1)', [fingerprint])
}

type Existing = ReadonlyMap<string, readonly string[]>

async function existingColumns(database: Database): Promise<Existing> {
  const rows = await database.query(
    `select table_schema, table_name, column_name from information_schema.columns
     where table_schema in ('records', 'read') order by ordinal_position`,
  )
  const tables = new Map<string, string[]>()
  for (const row of rows) {
    const table = `${String(row['table_schema'])}.${String(row['table_name'])}`
    const columns = tables.get(table) ?? []
    columns.push(String(row['column_name']))
    tables.set(table, columns)
  }
  return tables
}

async function createTable(
  database: Database,
  table: string,
  columns: readonly SqlColumn[],
  existing: Existing,
): Promise<void> {
  const there = existing.get(table)
  if (!there) {
    await database.execute(`create table ${table} (${listedColumns(columns)})`)
    return
  }
  for (const { name, type } of columns) {
    if (there.includes(name)) continue
    await database.execute(`alter table ${table} add column ${quoted(name)} ${type}`)
  }
}

/** A read table can always be made again, so one of another shape is. */
async function createReadTable(
  database: Database,
  table: Table,
  existing: Existing,
): Promise<void> {
  if (hasShape(existing, table)) return
  const columns = readColumns(table)
  await database.execute(
    `drop table if exists read.${table.name}; create table read.${table.name} (${listedColumns(columns)})`,
  )
}

function hasShape(existing: Existing, table: Table): boolean {
  const names = readColumns(table).map(({ name }) => name)
  return existing.get(`read.${table.name}`)?.join() === names.join()
}

/** Makes the table `staging.<dataset>` anew, empty. It lives within one transaction. */
export async function createStagingTable(database: Database, dataset: Dataset): Promise<void> {
  const columns = stagingColumns(dataset).map((name) =>
    dataset.fileColumns.includes(name) ? columnOf(dataset.table, name) : { name, type: 'integer' },
  )
  await database.execute(
    `create schema if not exists staging; drop table if exists staging.${dataset.name};
     create table staging.${dataset.name} (${listedColumns(columns)})`,
  )
}
