import type { AuthorityCode, DayText } from '../core/index.ts'
import type { Database } from '../database/index.ts'

/** The file whose rows are being merged, and the import it belongs to. */
export type MergeContext = {
  readonly database: Database
  readonly authority: AuthorityCode
  readonly importId: number
  readonly file: {
    readonly id: number
    readonly name: string
    readonly form: 'csv' | 'sen2-xml'
    readonly year: number | null
    readonly extractedOn: DayText
    /** It was imported before, and what is wrong with it said then. */
    readonly isAgain?: true
  }
}
