import type { ImportOutcome } from './types.ts'

/** Ends the transaction of an import that cannot stand, or brings nothing; caught in import-authority.ts. */
export class ImportDropped extends Error {
  readonly status: 'refused' | 'unchanged'

  constructor(status: 'refused' | 'unchanged') {
    super(`the import was dropped as ${status}`)
    this.status = status
  }
}

/** Ends the transaction of a rehearsal, which is taken back; caught in import-authority.ts. */
export class ImportRehearsed extends Error {
  readonly outcome: ImportOutcome

  constructor(outcome: ImportOutcome) {
    super('the import was only rehearsed')
    this.outcome = outcome
  }
}
