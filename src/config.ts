import { join, resolve } from 'node:path'

/** The only address that the server listens on until people can sign in. */
export const HOST = '127.0.0.1'
const PORT = 3000
const MAX_PORT = 65_535

/** A setting that cannot be used; the message says what to write. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** What the environment says; the only reader of it. */
export type Config = {
  /** Folder of the database and the key; made when first needed. */
  readonly dataFolder: string
  /** A council's own folder of definitions, read after the built-in one. */
  readonly catalogueFolder?: string
  /** Where the server listens, 0 for any free port; always on 127.0.0.1. */
  readonly port: number
}

/**
 * Reads SENDBOARD_DATA (else `data` in the current folder), SENDBOARD_CATALOGUE, SENDBOARD_PORT
 * (else 3000) and SENDBOARD_HOST.
 *
 * @throws ConfigError if the port is no port, or the host is not this machine alone.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const catalogue = environment['SENDBOARD_CATALOGUE']
  requireThisMachine(environment['SENDBOARD_HOST'] ?? HOST)
  return {
    dataFolder: resolve(environment['SENDBOARD_DATA'] ?? 'data'),
    port: parsePort(environment['SENDBOARD_PORT'] ?? String(PORT)),
    ...(catalogue !== undefined && { catalogueFolder: resolve(catalogue) }),
  }
}

/** The database file of a data folder. */
export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'sendboard.duckdb')
}

/** @throws ConfigError if the text is no port. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= MAX_PORT) return port
  throw new ConfigError(`a port must be a whole number from 0 to ${String(MAX_PORT)}; got ${text}`)
}

function requireThisMachine(host: string): void {
  if (host === HOST) return
  throw new ConfigError(
    `the server listens on ${HOST} only until sign-in exists, so that nobody else can read ` +
      `the records; got SENDBOARD_HOST=${host}`,
  )
}
