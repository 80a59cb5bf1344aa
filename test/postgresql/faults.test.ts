import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { after, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { type Database, DatabaseError, openPostgresql } from '../../src/database/index.ts'
import { refreshCells } from '../../src/figures/index.ts'
import { createRecordTables, importPaths, importsOf } from '../../src/records/index.ts'
import { hashRecords } from '../../src/transfer/index.ts'
import { newFolder, sendboard } from '../cli/sendboard.ts'
import { writeTwoExtracts } from '../records/two-extracts.ts'
import { oldServer } from './old-server.ts'
import { PASSWORD, startServer } from './server.ts'

const folder = newFolder()
const catalogue = await readCatalogue()
const server = await startServer()
const opened: Database[] = []
after(async () => {
  for (const database of opened) await database.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})

async function open(url: string, patienceSeconds = 30): Promise<Database> {
  const database = await openPostgresql(url, { patienceSeconds })
  opened.push(database)
  return database
}

/** What is said of a fault, without the port, which is another each time. */
async function faultOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    assert.ok(error instanceof DatabaseError, inspect(error))
    assert.ok(!inspect(error, { depth: 9 }).includes(PASSWORD), 'the password is told')
    return `${error.code}: ${error.message.replace(/:\d{4,5}\b/, ':PORT')}`
  }
  return 'no fault'
}

function changed(url: string, part: 'port' | 'password' | 'pathname', to: string): string {
  const address = new URL(url)
  address[part] = to
  return address.href
}

async function importInto(database: Database, path: string) {
  const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
  return await importPaths(services, [path])
}

test('nobody answers at the address', async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  probe.close()
  const url = changed(await server.newDatabase(), 'port', port)
  assert.match(
    await faultOf(async () => await open(url)),
    /^database-unreachable: the database test_\d+ on 127\.0\.0\.1:PORT cannot be reached: check the host and the port, and that the server runs$/,
  )
})

test('the password is wrong, and is never told', async () => {
  const url = changed(await server.newDatabase(), 'password', 'another-canary')
  const said = await faultOf(async () => await open(url))
  assert.match(said, /^database-refused: .* refused the user or the password/)
  assert.ok(!said.includes('another-canary') && !said.includes('sendboard:'))
  const SENDBOARD_DATABASE_URL = url
  const words = ['imports', '--data', join(folder, 'data')]
  const { code, out, err } = await sendboard(words, { SENDBOARD_DATABASE_URL })
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.match(
    err,
    /^sendboard: the database test_\d+ on 127\.0\.0\.1:\d+ refused the user[^\n]*\n$/,
  )
  assert.ok(!err.includes('canary'))
})

test('there is no database of that name', async () => {
  const url = changed(await server.newDatabase(), 'pathname', '/nowhere')
  assert.equal(
    await faultOf(async () => await open(url)),
    'database-unreachable: the database nowhere on 127.0.0.1:PORT does not exist on the server: create it first (docs/postgresql.md)',
  )
})

test('the database can only be read', async () => {
  const url = await server.newDatabase()
  await server.administer(
    `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`,
  )
  assert.match(
    await faultOf(async () => await open(url)),
    /^database-read-only: .* can only be read/,
  )
})

test('the database is not encoded in UTF-8', async () => {
  const url = await server.newDatabase(
    "encoding 'LATIN1' locale_provider libc locale 'C' template template0",
  )
  assert.match(
    await faultOf(async () => await open(url)),
    /^database-encoding: .* has the encoding LATIN1 and must have UTF8/,
  )
})

test('the server is older than PostgreSQL 15', async () => {
  const { server: old, port } = await oldServer()
  const url = `postgres://sendboard:${PASSWORD}@127.0.0.1:${String(port)}/council`
  assert.equal(
    await faultOf(async () => await open(url)),
    'database-too-old: the database council on 127.0.0.1:PORT is PostgreSQL 14.19, and Sendboard needs 15 or newer: upgrade the server',
  )
  old.close()
})

test('a newer Sendboard made the tables', async () => {
  const database = await open(await server.newDatabase())
  await createRecordTables(database, catalogue)
  await database.execute('insert into records.schema_version values (99)')
  assert.equal(
    await faultOf(async () => {
      await createRecordTables(database, catalogue)
    }),
    'database-newer: the database has version 99 and this Sendboard knows version 1: install the newer Sendboard',
  )
})

test('another process changes the records for longer than one waits', async () => {
  const url = await server.newDatabase()
  const [one, other] = [await open(url), await open(url, 1)]
  const { first } = writeTwoExtracts(join(folder, 'waiting'))
  await createRecordTables(one, catalogue)
  const said = await one.transaction(
    async () => await faultOf(async () => await importInto(other, first)),
  )
  assert.match(
    said,
    /^database-locked: another Sendboard is changing the database .* was not done after 1 seconds: try again when its import has ended$/,
  )
  assert.deepEqual(await importsOf(one), [])
  assert.equal((await importInto(other, first)).imports[0]?.status, 'loaded')
})

test('two processes that import at once follow one another, and nothing is lost', async () => {
  const SENDBOARD_DATABASE_URL = await server.newDatabase()
  const extracts = ['North', 'South'].map((holder, at) => {
    const path = join(folder, holder)
    mkdirSync(path)
    const authority = `X0000099${String(at)}`
    writeFileSync(join(path, 'extract.yaml'), `authority: ${authority}\nextracted_on: 2024-03-31\n`)
    const rows = Array.from(
      { length: 3000 },
      (_, row) => `${holder}${String(row)},2012-05-01,${authority}`,
    )
    writeFileSync(
      join(path, 'persons.csv'),
      ['person_id,birth_date,home_la', ...rows, ''].join('\n'),
    )
    return path
  })
  const words = ['--data', join(folder, 'at-once')]
  // The key of persons' numbers is made by the first command in a data folder.
  await sendboard(['import', join(folder, 'nothing'), ...words], { SENDBOARD_DATABASE_URL })
  const ran = await Promise.all(
    extracts.map(
      async (path) => await sendboard(['import', path, ...words], { SENDBOARD_DATABASE_URL }),
    ),
  )
  assert.deepEqual(
    ran.map(({ code }) => code),
    [0, 0],
  )
  const database = await open(SENDBOARD_DATABASE_URL)
  const imports = await importsOf(database)
  assert.deepEqual(
    imports.map(({ id, status, counts }) => [id, status, counts.loaded]),
    [
      [2, 'loaded', 3000],
      [1, 'loaded', 3000],
    ],
  )
  assert.deepEqual(
    await database.query(
      'select authority, count(*) as n from read.persons group by authority order by authority',
    ),
    [
      { authority: 'X00000990', n: 3000n },
      { authority: 'X00000991', n: 3000n },
    ],
  )
})

for (const [when, moment] of [
  ['while rows are compared', /insert into records\.plans\b/],
  ['while the read tables are made', /insert into read\.persons\b/],
] as const) {
  test(`the connection is cut ${when}: nothing of the import stays`, async () => {
    const url = await server.newDatabase()
    const database = await open(url)
    const { first, second } = writeTwoExtracts(join(folder, when))
    await importInto(database, first)
    const before = await hashRecords(database)
    let cuts = 0
    const cut: Database = {
      ...database,
      execute: async (sql, parameters) => {
        if (moment.test(sql)) {
          cuts += 1
          await server.administer(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'sendboard' and datname = '${new URL(url).pathname.slice(1)}'`,
          )
        }
        await database.execute(sql, parameters)
      },
    }
    assert.match(
      await faultOf(async () => await importInto(cut, second)),
      /^database-unreachable: the database .* broke off the connection; what was not finished is undone/,
    )
    assert.equal(cuts, 1)
    assert.deepEqual(await hashRecords(database), before)
    assert.deepEqual(await database.query(STAGING), [])
    assert.equal((await importInto(database, second)).imports[0]?.status, 'loaded')
  })
}

const STAGING = "select 1 as there from information_schema.tables where table_schema = 'staging'"

test('two servers that compute figures at once number their runs apart', async () => {
  const url = await server.newDatabase()
  const databases = [await open(url), await open(url)]
  for (const database of databases) await createRecordTables(database, catalogue)
  const runs = await Promise.all(
    databases.map(async (database, at) => {
      const authority = `X0000099${String(at)}`
      const supplied = new Set<string>()
      const source = { database, catalogue, authority, asAt: '2024-03-31', supplied }
      return await refreshCells(source, new Date('2024-04-02T09:00:00Z'))
    }),
  )
  assert.deepEqual(runs.map(({ id }) => id).sort(), [1, 2])
})

test('the server of a test process that is killed ends with it', async () => {
  const script = fileURLToPath(new URL('killed-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] })
  const pid = Number(String((await once(child.stdout, 'data'))[0]))
  assert.equal(process.kill(pid, 0), true)
  child.kill('SIGKILL')
  const isThere = () => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  for (let tries = 0; isThere() && tries < 600; tries += 1) await setTimeout(100)
  assert.equal(isThere(), false)
})
