import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Issue, Result } from './core/index.ts'
import type { DatabasePlace } from './database/index.ts'

/** Addresses that only this machine can reach. */
const LOCAL_HOSTS: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/** How Sendboard runs, checked once at the start. */
export type Config = {
  readonly host: string
  readonly port: number
  /** Folder of the database and the key, as a whole path. */
  readonly dataFolder: string
  /** Address of a PostgreSQL database; undefined for the DuckDB file of the data folder. */
  readonly databaseUrl?: string
  /**
   * Megabytes (of a million bytes) that DuckDB may hold; what needs more is put into the data folder
   * for the time. Undefined where its own rule is to stand: 80% of the machine.
   */
  readonly memoryMegabytes?: number
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Requests that one address may make in a minute. */
  readonly requestsPerMinute: number
}

/** With less, DuckDB cannot do even small work. */
const LEAST_MEGABYTES = 128

const Environment = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => LOCAL_HOSTS.includes(host), {
      error: (issue) =>
        `must be ${LOCAL_HOSTS.join(', ')}: there is no sign-in yet, so only this machine may reach the pages; got ${String(issue.input)}`,
    }),
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be from 0 to 65535' })
    .max(65_535, { error: 'must be from 0 to 65535' })
    .default(3000),
  SENDBOARD_DATA: z.string().min(1, { error: 'must be the path of a folder' }).default('data'),
  SENDBOARD_DATABASE_URL: z
    .string()
    .refine(isPostgresqlUrl, { error: 'must be postgres://USER:PASSWORD@HOST:PORT/NAME' })
    .optional(),
  SENDBOARD_MEMORY: z.coerce
    .number({ error: 'must be a number of megabytes' })
    .int({ error: 'must be a whole number of megabytes' })
    .min(LEAST_MEGABYTES, { error: `must be at least ${String(LEAST_MEGABYTES)} megabytes` })
    .optional(),
  SENDBOARD_LOG: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], {
      error: 'must be silent, error, warn, info or debug',
    })
    .default('info'),
  SENDBOARD_REQUESTS_PER_MINUTE: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .default(1000),
})

/** Whether it names a server and a database. A text that is no address must not come near an error, with its password. */
function isPostgresqlUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && /^\/[^/]+$/.test(pathname)
}

/** Settings by the name of their variable; an empty one counts as not set. */
export type Settings = Readonly<Record<string, string | undefined>>

/**
 * Checks the settings that Sendboard knows.
 *
 * @param settings - By variable name: `HOST`, `PORT`, `SENDBOARD_DATA`, `SENDBOARD_DATABASE_URL`,
 *   `SENDBOARD_MEMORY`, `SENDBOARD_LOG`, `SENDBOARD_REQUESTS_PER_MINUTE`. Others are ignored.
 * @returns The configuration, or an issue for every setting that is wrong, naming it.
 */
export function parseConfig(settings: Settings): Result<Config> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) return { ok: false, issues: parsed.error.issues.map(settingIssue) }
  const { HOST, PORT, SENDBOARD_DATA, SENDBOARD_LOG, SENDBOARD_REQUESTS_PER_MINUTE } = parsed.data
  const { SENDBOARD_DATABASE_URL: url, SENDBOARD_MEMORY: memory } = parsed.data
  return {
    ok: true,
    issues: [],
    value: {
      host: HOST,
      port: PORT,
      dataFolder: resolve(SENDBOARD_DATA),
      ...(url !== undefined && { databaseUrl: url }),
      ...(memory !== undefined && { memoryMegabytes: memory }),
      logLevel: SENDBOARD_LOG,
      requestsPerMinute: SENDBOARD_REQUESTS_PER_MINUTE,
    },
  }
}

function settingIssue(issue: z.core.$ZodIssue): Issue {
  const name = String(issue.path[0] ?? '')
  return {
    code: 'setting-invalid',
    severity: 'error',
    message: `${name} ${issue.message}`,
    fix: `Change ${name} or leave it unset.`,
  }
}

/**
 * The configuration of this process: the environment, with what the command line says on top.
 *
 * @param overrides - Settings by variable name that stand before those of the environment.
 */
export function readConfig(overrides: Settings = {}): Result<Config> {
  const said = Object.entries(overrides).filter(([, value]) => value !== undefined)
  return parseConfig({ ...process.env, ...Object.fromEntries(said) })
}

/** The database file of a data folder. */
export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'sendboard.duckdb')
}

/** Where the records are: the PostgreSQL database of a configuration, else the file of its data folder. */
export function databasePlace({
  dataFolder,
  databaseUrl,
  memoryMegabytes,
}: Pick<Config, 'dataFolder' | 'databaseUrl' | 'memoryMegabytes'>): DatabasePlace {
  if (databaseUrl !== undefined) return { url: databaseUrl }
  return { file: databaseFile(dataFolder), memoryMegabytes }
}
