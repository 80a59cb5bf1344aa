import { DatabaseError } from './database-error.ts'

/** What DuckDB says when its file cannot be opened, in words for the person who named it. */
export function openingFault(path: string, cause: unknown): DatabaseError {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (/could not set lock|conflicting lock|being used by another process/i.test(message)) {
    return new DatabaseError(
      'database-locked',
      `the database ${path} is open in another process: stop that one first, or use another data folder`,
      cause,
    )
  }
  if (/newer version|version number|storage version/i.test(message)) {
    return new DatabaseError(
      'database-newer',
      `the database ${path} was made by a newer version of the database engine: install the newer Sendboard`,
      cause,
    )
  }
  return new DatabaseError(
    'database-unreadable',
    `the database ${path} cannot be opened: check that it is the file of a Sendboard data folder and may be read and written`,
    cause,
  )
}

const NOTHING_KEPT = 'Nothing of this was kept: the records are as they were.'

/**
 * An error of DuckDB as one for a person to mend, where it is: a file that cannot grow, or memory that
 * does not suffice. Itself where it is our mistake.
 */
export function duckDbFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error
  return fullFault(error) ?? memoryFault(error) ?? error
}

function fullFault(error: Error): DatabaseError | undefined {
  const said =
    /could not write[^"]*"([^"]+)": (no space left on device|disk quota exceeded|file too large)/i.exec(
      error.message,
    )
  if (!said) return undefined
  const [, path = '', why = ''] = said
  return new DatabaseError(
    'database-full',
    `the database ${path} cannot grow (${why}): make room on the disk, start again, and do once more what ` +
      `you did last. ${NOTHING_KEPT}`,
    error,
  )
}

/** "Out of Memory Error: failed to allocate data of size 16.0 MiB (121.5 MiB/122.0 MiB used) …" */
function memoryFault(error: Error): DatabaseError | undefined {
  if (!/^(?:out of memory error|.*failed to (?:allocate|pin|offload))/i.test(error.message))
    return undefined
  const limit = /\/([\d.]+ [KMGT]?i?B) used/i.exec(error.message)?.[1]
  return new DatabaseError(
    'database-memory',
    `the database needs more memory than it may have${limit === undefined ? '' : ` (${limit})`}: raise ` +
      `SENDBOARD_MEMORY (megabytes), or leave it out to use most of the machine's, and start again. ${NOTHING_KEPT}`,
    error,
  )
}
