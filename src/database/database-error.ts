export type DatabaseFault =
  | 'database-locked'
  | 'database-newer'
  | 'database-unreadable'
  | 'database-unreachable'
  | 'database-refused'
  | 'database-read-only'
  | 'database-too-old'
  | 'database-encoding'
  | 'database-full'
  | 'database-memory'

/** The store cannot be used as it is. The message says what is wrong and what to do. */
export class DatabaseError extends Error {
  readonly code: DatabaseFault

  constructor(code: DatabaseFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseError'
    this.code = code
  }
}
