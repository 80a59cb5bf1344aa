// Database: the only drivers. One set of SQL texts, two engines; tables made from datasets, and the
// read tables (current rows, derived columns, derived tables) made from those.
export type * from './types.ts'
export { CELL_END, ROW_END } from './types.ts'
export { DatabaseError, type DatabaseFault } from './database-error.ts'
export { openDuckDb } from './duckdb.ts'
export { createOnce } from './create-once.ts'
export { openPostgresql } from './postgresql.ts'
export { type DatabasePlace, openDatabase } from './open-database.ts'
export { createStagingTable, createTables, SCHEMA_VERSION } from './create-tables.ts'
export { insertRows, type PlainRow } from './insert-rows.ts'
export { CALENDAR_END } from './read-caseload.ts'
export { refreshReadTables, type RefreshOptions, tablesMadeFrom } from './refresh-read-tables.ts'
export { quoted, stagingColumns } from './table-columns.ts'
