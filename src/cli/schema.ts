import { Command } from 'commander'
import { type Database, openDuckDb } from '../database/index.ts'
import { createFigureTables } from '../figures/index.ts'
import { createRecordTables } from '../records/index.ts'
import { openCatalogue } from './catalogue.ts'
import { catalogueOption, type CatalogueOption } from './options.ts'
import { print } from './terminal.ts'

type SchemaOptions = CatalogueOption & { readonly citus?: boolean }

/** A table as the database has it. */
type MadeTable = {
  /** With its schema, such as `records.plans`. */
  readonly name: string
  /** Each as `create table` takes it. */
  readonly columns: readonly string[]
  /** Whether its rows belong to an authority each. */
  readonly ofAuthority: boolean
}

/** `sendboard schema`: the tables as SQL; with `--citus`, how they are spread over several machines. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the tables as SQL; with --citus, how Citus spreads them by authority')
    .option('--citus', 'the statements that distribute the tables instead')
    .addOption(catalogueOption())
    .action(async ({ catalogue, citus }: SchemaOptions) => {
      const tables = await tablesOf(catalogue)
      print(citus === true ? citusText(tables) : schemaText(tables))
    })
}

/** The tables that Sendboard makes, read from a database in which it has just made them. */
async function tablesOf(folder: string | undefined): Promise<readonly MadeTable[]> {
  const catalogue = await openCatalogue(folder)
  const database = await openDuckDb(':memory:')
  try {
    await createRecordTables(database, catalogue)
    await createFigureTables(database)
    return await readTables(database)
  } finally {
    await database.close()
  }
}

async function readTables(database: Database): Promise<readonly MadeTable[]> {
  const rows = await database.query(
    `select concat(table_schema, '.', table_name) as name, column_name, data_type, is_nullable
     from information_schema.columns where table_schema in ('records', 'read', 'figures')
     order by table_schema, table_name, ordinal_position`,
  )
  const byTable = Map.groupBy(rows, (row) => String(row['name']))
  return [...byTable].map(([name, columns]) => ({
    name,
    columns: columns.map((row) => {
      const must = row['is_nullable'] === 'NO' ? ' not null' : ''
      return `"${String(row['column_name'])}" ${String(row['data_type']).toLowerCase()}${must}`
    }),
    ofAuthority: columns.some((row) => row['column_name'] === 'authority'),
  }))
}

function schemaText(tables: readonly MadeTable[]): string {
  const schemas = [...new Set(tables.map(({ name }) => name.split('.')[0] ?? ''))]
  return [
    ...schemas.map((schema) => `create schema if not exists ${schema};`),
    ...tables.map(
      ({ name, columns }) => `create table if not exists ${name} (\n  ${columns.join(',\n  ')});`,
    ),
  ].join('\n')
}

/** Rows of one authority stand together, so that no join ever leaves its machine. */
function citusText(tables: readonly MadeTable[]): string {
  const [first, ...others] = tables.filter(({ ofAuthority }) => ofAuthority)
  const lookups = tables.filter(({ ofAuthority }) => !ofAuthority)
  return [
    '-- Once, as the owner of the database, after Sendboard has made its tables in it.',
    'create extension if not exists citus;',
    '',
    '-- Small tables that belong to no authority: whole on every machine.',
    ...lookups.map(({ name }) => `select create_reference_table('${name}');`),
    '',
    '-- Rows of an authority: together on one machine.',
    ...(first
      ? [
          `select create_distributed_table('${first.name}', 'authority');`,
          ...others.map(
            ({ name }) =>
              `select create_distributed_table('${name}', 'authority', colocate_with => '${first.name}');`,
          ),
        ]
      : []),
  ].join('\n')
}
