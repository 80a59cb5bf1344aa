import { DatabaseError, type DatabaseFault } from './database-error.ts'

type Known = { readonly code: DatabaseFault; readonly words: string }

const REFUSED: Known = {
  code: 'database-refused',
  words:
    'refused the user or the password: check both in SENDBOARD_DATABASE_URL, and that the server lets them in from here',
}
const UNREACHABLE: Known = {
  code: 'database-unreachable',
  words: 'cannot be reached: check the host and the port, and that the server runs',
}
const LOST: Known = {
  code: 'database-unreachable',
  words:
    'broke off the connection; what was not finished is undone. Start again when the server runs',
}
const FULL: Known = {
  code: 'database-full',
  words: 'has no room left; what was not finished is undone. Make room and start again',
}
const READ_ONLY: Known = {
  code: 'database-read-only',
  words:
    'can only be read: name the main server, not a copy of it, and a database open for writing',
}
const NO_RIGHT: Known = {
  code: 'database-refused',
  words:
    'does not give this user the right to do that: let the user own the database, or ask its administrator',
}
const TLS: Known = {
  code: 'database-unreachable',
  words:
    'and this program do not agree on encryption: add ?sslmode=require or sslmode=disable to the address as your administrator says, and check the certificate',
}

/** By the code that PostgreSQL (its manual, appendix A) or the operating system gives. */
const FAULTS: Readonly<Record<string, Known>> = {
  '28P01': REFUSED,
  '28000': REFUSED,
  '3D000': {
    code: 'database-unreachable',
    words: 'does not exist on the server: create it first (docs/postgresql.md)',
  },
  '53300': {
    code: 'database-locked',
    words: 'has no connection left: close some, or let the server take more (max_connections)',
  },
  '57P03': {
    code: 'database-unreachable',
    words: 'is starting up or shutting down: try again in a minute',
  },
  '57P01': LOST,
  '57P02': LOST,
  '08003': LOST,
  '08006': LOST,
  ECONNRESET: LOST,
  EPIPE: LOST,
  '25006': READ_ONLY,
  '42501': NO_RIGHT,
  '53100': FULL,
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOENT: UNREACHABLE,
  SELF_SIGNED_CERT_IN_CHAIN: TLS,
  DEPTH_ZERO_SELF_SIGNED_CERT: TLS,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TLS,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: TLS,
  CERT_HAS_EXPIRED: TLS,
}

/** What the driver says in words alone. */
const SAID: readonly (readonly [RegExp, Known])[] = [
  [/does not support SSL/i, TLS],
  [/password must be a string|no password supplied/i, REFUSED],
  [/connection terminated|connection ended|not queryable/i, LOST],
  [/timeout exceeded when trying to connect|timeout expired/i, UNREACHABLE],
]

/**
 * An error of the driver as one for a person to mend, where it is; itself where it is our mistake.
 *
 * @param place - The database in words, without user and password.
 */
export function postgresqlFault(place: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error
  // Several addresses of one host were tried, each in vain.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  const known = FAULTS[code] ?? SAID.find(([words]) => words.test(error.message))?.[1]
  return known
    ? new DatabaseError(known.code, `the database ${place} ${known.words}`, error)
    : error
}
