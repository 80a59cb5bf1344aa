/**
 * A value as SQL gives it here, whichever engine: a date is `YYYY-MM-DD`, a decimal its text, a
 * 32-bit whole number a number, a larger one a bigint.
 */
export type SqlValue = string | number | bigint | boolean | null
export type SqlRow = Readonly<Record<string, SqlValue>>

/** Writes rows to one table in bulk. Values stand in the order of `columns`. */
export type BulkWriter = {
  write(values: readonly SqlValue[]): void
  /** Sends what is buffered; to be awaited between batches so that memory stays flat. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Ends a cell, but for the last of a row, in the text that a `TextLoader` takes. */
export const CELL_END = '\u001f'
/** Ends a row, but for the last of the text or with it. */
export const ROW_END = '\u001e'

/**
 * Loads rows into one table as text. A cell is a value in its canonical form, which is not checked
 * again, and neither holds nor is one of the two marks; an empty one is null.
 */
export type TextLoader = {
  /** Puts in some rows at once: a few thousand are best. */
  load(rows: string): Promise<void>
  close(): Promise<void>
}

/** One open database. Parameters are written `$1`, `$2`, …. */
export type Database = {
  readonly engine: 'duckdb' | 'postgresql'
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>
  /** One or several statements, no result. */
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<void>
  /** The rows in batches, for results too large to hold. To be read to its end or returned. */
  stream(sql: string, parameters?: readonly SqlValue[]): AsyncIterable<readonly SqlRow[]>
  /** All or nothing: rolls back when `work` throws. Not nested; one at a time. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** All that `work` reads is of one state, whatever others change meanwhile. Nobody waits. */
  snapshot<T>(work: () => Promise<T>): Promise<T>
  /** `table` with its schema, such as `records.plans`. */
  bulkWriter(table: string, columns: readonly string[]): Promise<BulkWriter>
  /** For very many rows; `table` and `columns` as above. */
  textLoader(table: string, columns: readonly string[]): Promise<TextLoader>
  /**
   * How often this process has changed what is read. Nobody else changes a DuckDB file while it is
   * open; of PostgreSQL others may, which this number does not show.
   */
  changes(): number
  close(): Promise<void>
}
