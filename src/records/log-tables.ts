import type { Catalogue } from '../catalogue/index.ts'
import { createOnce, createTables, type Database } from '../database/index.ts'

/**
 * Makes the tables of the records and the log of imports where they are not there yet. May be called
 * at every start, and must be before anything else of this folder.
 *
 * @throws DatabaseError if a newer version of Sendboard made the database.
 */
export async function createRecordTables(
  database: Database,
  catalogue: Pick<Catalogue, 'schema' | 'datasets'>,
): Promise<void> {
  await createTables(database, catalogue)
  await createOnce(database, LOG_TABLES)
}

const LOG_TABLES = `
  create table if not exists records.imports (
    id integer not null, authority varchar not null, imported_at varchar not null,
    extracted_on date, holder varchar, status varchar not null, undone_at varchar,
    catalogue_version varchar not null, rows_read integer not null, loaded integer not null,
    unchanged integer not null, refused integer not null, removed integer not null);
  create table if not exists records.files (
    id integer not null, import_id integer not null, authority varchar not null,
    name varchar not null, form varchar not null, sha256 varchar not null, shape varchar not null,
    bytes bigint not null, extracted_on date, holder varchar, collection_year integer);
  create table if not exists records.file_counts (
    file_id integer not null, import_id integer not null, dataset varchar not null,
    rows_read integer not null, loaded integer not null, unchanged integer not null,
    refused integer not null, removed integer not null);
  create table if not exists records.import_issues (
    import_id integer not null, file varchar, line integer, field varchar, code varchar not null,
    severity varchar not null, message varchar not null, fix varchar);
  create table if not exists records.changed_tables (
    import_id integer not null, dataset varchar not null);
  create table if not exists records.person_links (
    authority varchar not null, alias varchar not null, person varchar not null,
    person_kind varchar not null, import_id integer not null, file varchar, line integer);
  create table if not exists records.aliases (
    authority varchar not null, dataset varchar not null, alias varchar not null,
    id varchar not null, import_id integer not null);
  create table if not exists records.replaced (
    authority varchar not null, import_id integer not null, read_file integer not null,
    dataset varchar not null, record varchar not null, field varchar not null,
    reason varchar not null, stands varchar, stands_file integer, stands_line integer,
    gave_way varchar, gave_way_file integer, gave_way_line integer);
  create table if not exists records.return_figures (
    authority varchar not null, import_id integer not null, file_id integer not null,
    section varchar not null, figure varchar not null, name varchar not null,
    numerator bigint not null, denominator bigint, value varchar);
  create table if not exists records.kept_rows (
    authority varchar not null, sha256 varchar not null, shape varchar not null,
    import_id integer not null, part integer not null, packed varchar not null);
  create table if not exists records.kept_notes (import_id integer not null, notes varchar not null);
  create table if not exists records.key_check (fingerprint varchar not null)`
