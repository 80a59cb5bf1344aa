import type { Catalogue } from '../catalogue/index.ts'
import type { Database } from '../database/index.ts'

/** A column that is moved, with its SQL type: `varchar`, `integer`, `bigint`, `date`, `numeric(14,2)`. */
export type MovedColumn = { readonly name: string; readonly type: string }

/** A table that holds records, as `records.plans`: its columns `authority` first, the others by name. */
export type MovedTable = { readonly name: string; readonly columns: readonly MovedColumn[] }

/** A table in the one text form that it has: how many rows and bytes, and the SHA-256 of these. */
export type TableState = MovedTable & {
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

/** What an export says of itself. */
export type Manifest = {
  /** Version of the Sendboard that made it. */
  readonly sendboard: string
  /** Version of the tables in its database. */
  readonly schema: number
  /** Codes of the authorities that have imports in it. */
  readonly authorities: readonly string[]
  /** SHA-256 of all records. */
  readonly sha256: string
  /** By name. */
  readonly tables: readonly TableState[]
}

/** How far the work is: the table under way, and rows so far of all tables. */
export type TransferProgress = {
  readonly phase: 'writing' | 'loading' | 'comparing' | 'refreshing'
  readonly table: string
  readonly rows: number
}

export type TransferServices = {
  readonly database: Database
  readonly catalogue: Pick<Catalogue, 'schema' | 'datasets'>
  /** Breaks the work off; nothing of it stays. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TransferProgress) => void
}
