import { createHmac, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/index.ts'

const FILE = 'person.key'

/** The key with which persons' numbers are hashed cannot be used. For a person to mend. */
export class PersonKeyError extends Error {
  override readonly name = 'PersonKeyError'
}

/**
 * The secret with which persons' numbers are hashed: the one supplied, else that of the data folder,
 * made there once (64 hexadecimal digits, readable by its owner alone).
 *
 * @param supplied - From the environment; at least 32 characters.
 * @throws PersonKeyError if the one supplied is too short to be secret, or the file holds no key.
 */
export async function readPersonKey(folder: string, supplied?: string): Promise<string> {
  if (supplied !== undefined) {
    if (supplied.length < 32)
      throw new PersonKeyError(
        `SENDBOARD_PERSON_KEY must have at least 32 characters; it has ${String(supplied.length)}`,
      )
    return supplied
  }
  const path = join(folder, FILE)
  return (await existingKey(path)) ?? (await newKey(folder, path))
}

/**
 * Whether the key of a data folder is the one that the records were made with. `none`: the folder has
 * no key yet.
 *
 * @throws PersonKeyError if the file of the key holds none.
 */
export async function checkPersonKey(
  database: Database,
  folder: string,
): Promise<'right' | 'other' | 'none'> {
  const key = await existingKey(join(folder, FILE))
  if (key === undefined) return 'none'
  return (await isKeyOf(database, personHash(key))) ? 'right' : 'other'
}

/** The key must be the one that the records were made with; the first import binds it. */
export async function isKeyOf(database: Database, hash: PersonHash): Promise<boolean> {
  const rows = await database.query('select fingerprint from records.key_check')
  const known = rows[0]?.['fingerprint']
  return known === undefined || known === hash('check')
}

async function existingKey(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  if (!/^[0-9a-f]{64}\s*$/.test(text))
    throw new PersonKeyError(
      `${path} must hold 64 hexadecimal digits. Bring back the right file: without it nobody is found again.`,
    )
  return text.trim()
}

/** Flushed to the disk before it is used: records made with a key that is lost are lost too. */
async function newKey(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const key = randomBytes(32).toString('hex')
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${key}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, 0o600)
  return key
}

/** Hashes the numbers of persons, so that they cannot be found from what is stored. */
export type PersonHash = (kind: string, ...parts: readonly string[]) => string

/** Hexadecimal digits of the hash of a person. */
export const HASH_LENGTH = 32

/**
 * HMAC-SHA-256 over the kind and the parts, in 32 hexadecimal digits. A number that was hashed before,
 * as `hashedNumber` marks it, is its own hash.
 */
export function personHash(key: string): PersonHash {
  return (kind, ...parts) => {
    const number = parts.at(-1)
    if (kind !== 'id' && number?.startsWith(HASHED)) return number.slice(HASHED.length)
    return createHmac('sha256', key)
      .update(JSON.stringify([kind, ...parts]))
      .digest('hex')
      .slice(0, HASH_LENGTH)
  }
}

/** A control character, which no cell of a file may hold. */
const HASHED = '\u0001'

/** A hash in place of the number that it was made of. */
export function hashedNumber(hash: string): string {
  return `${HASHED}${hash}`
}
