import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode, DayText, Issue } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { Mapping } from '../sources/index.ts'

/** What an import needs; made once by the program. */
export type RecordServices = {
  readonly database: Database
  readonly catalogue: Catalogue
  /** The secret of the keyed hash, from `readPersonKey`. */
  readonly personKey: string
  /** The clock; the real one unless given. */
  readonly now?: () => Date
}

export type ImportOptions = {
  /** Whose records they are, where neither the file nor its folder's note says so. */
  readonly authority?: AuthorityCode
  /** The day on which the files were made, where neither says so; the day of import unless given. */
  readonly extractedOn?: DayText
  readonly holder?: string
  /** The council's own extracts, from readMappings. */
  readonly mappings?: readonly Mapping[]
  /** Does all of the work and then takes it back: what an import would do, and nothing changed. */
  readonly rehearse?: boolean
  /** Breaks the import off; nothing of it stays. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

export type ImportProgress = {
  /**
   * The step that begins, or goes on: `reading` a file and checking its rows; `comparing` those of a
   * table with the records; `writing` them; `refreshing` the tables that figures are read from;
   * `committing`, after which the import stands.
   */
  readonly phase: 'reading' | 'comparing' | 'writing' | 'refreshing' | 'committing'
  readonly authority: AuthorityCode
  readonly file: string
  /** The table whose rows are compared or written. */
  readonly table?: string
  /** Number of the file within its import, from 1, and how many there are. */
  readonly fileNumber: number
  readonly files: number
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
}

/** What became of rows: `read` = `loaded` + `unchanged` + `refused`. */
export type RowCounts = {
  readonly read: number
  /** New, or other than before. */
  readonly loaded: number
  /** Known already, or known better from another file. */
  readonly unchanged: number
  readonly refused: number
  /** Rows known before that a file which replaces its table, or a period of it, no longer has. */
  readonly removed: number
}

export type FileOutcome = {
  readonly file: string
  /** `same`: this very file was imported before. */
  readonly status: 'read' | 'same' | 'refused'
  readonly counts: Readonly<Record<string, RowCounts>>
}

/**
 * What became of the files of one authority. `refused`: a whole file could not stand, so nothing was
 * changed. `unchanged`: every row was known already.
 */
export type ImportOutcome = {
  /** Number in the log; undefined where nothing was logged. */
  readonly id?: number
  readonly authority: AuthorityCode
  readonly status: 'loaded' | 'unchanged' | 'refused'
  readonly files: readonly FileOutcome[]
  readonly counts: RowCounts
  /** The first thousand, errors first; all are in the log. */
  readonly issues: readonly Issue[]
  readonly issueCounts: Readonly<Record<string, number>>
  /** Datasets whose records changed. */
  readonly changed: readonly string[]
}

/** What came of an import: one outcome an authority, and issues that belong to none. */
export type ImportResult = {
  readonly imports: readonly ImportOutcome[]
  readonly issues: readonly Issue[]
}
