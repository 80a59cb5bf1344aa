// Database: the only drivers. One set of SQL texts, two engines; tables made from datasets, and the
// read tables (current rows, derived columns, derived tables) made from those.
export type * from './types.ts'
export { DatabaseError, type DatabaseFault } from './database-error.ts'
export { openDuckDb } from './duckdb.ts'
export { createTables, SCHEMA_VERSION } from './create-tables.ts'
