import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { DatabaseError, openDuckDb } from './index.ts'

describe('a DuckDB database', () => {
  it('gives dates and decimals as exact text, whole numbers as numbers', async () => {
    const database = await openDuckDb(':memory:')
    const rows = await database.query(
      `select date '2024-02-29' as day, cast(12.5 as numeric(14,2)) as money,
              cast(0.1 as numeric(18,6)) as number, cast(7 as integer) as whole,
              cast(9007199254740993 as bigint) as large, cast(null as varchar) as nothing`,
    )
    assert.deepEqual(rows, [
      {
        day: '2024-02-29',
        money: '12.50',
        number: '0.100000',
        whole: 7,
        large: 9007199254740993n,
        nothing: null,
      },
    ])
    await database.close()
  })

  it('takes parameters', async () => {
    const database = await openDuckDb(':memory:')
    const rows = await database.query('select $1 as a, $2 + 1 as b, cast($3 as date) as c', [
      "O'Hara",
      1,
      '2020-01-31',
    ])
    assert.deepEqual(rows, [{ a: "O'Hara", b: 2, c: '2020-01-31' }])
    await database.close()
  })

  it('answers many queries at once, each with its own rows, also after one of them failed', async () => {
    const database = await openDuckDb(':memory:')
    for (let round = 0; round < 3; round += 1) {
      const numbers = Array.from({ length: 12 }, (_, n) => n)
      const failing = database.query('select no_such_column')
      const answers = numbers.map(
        async (n) => await database.query('select $1 + sum(i) as n from range(1000) r(i)', [n]),
      )
      await assert.rejects(failing, /no_such_column/)
      const sums = (await Promise.all(answers)).map(([row]) => Number(row?.['n']))
      assert.deepEqual(
        sums,
        numbers.map((n) => 499_500 + n),
      )
    }
    await database.close()
  })

  it('writes many rows and leaves columns that are not named empty', async () => {
    const database = await openDuckDb(':memory:')
    await database.execute(
      'create schema s; create table s.t (a varchar, b date, c numeric(14,2), d integer)',
    )
    const writer = await database.bulkWriter('s.t', ['c', 'a', 'b'])
    for (let row = 0; row < 5000; row += 1)
      writer.write(['-1234567.89', `r${String(row)}`, '1999-12-31'])
    await writer.close()
    const rows = await database.query(
      'select count(*) as n, sum(c) as c, min(b) as b, max(a) as a, count(d) as d from s.t',
    )
    assert.deepEqual(rows, [{ n: 5000n, c: '-6172839450.00', b: '1999-12-31', a: 'r999', d: 0n }])
    await database.close()
  })

  it('puts what exceeds its limit of memory on the disk for the time, and clears it away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sendboard-memory-'))
    const database = await openDuckDb(join(folder, 'board.duckdb'), { memoryMegabytes: 128 })
    const [limit] = await database.query(`select current_setting('memory_limit') as size`)
    assert.deepEqual(limit, { size: '122.0 MiB' })
    // Four million rows of more than 64 bytes are more than 256 MB, to be sorted.
    await database.execute(
      `create table sorted as select repeat(md5(cast(n as varchar)), 2) as a
       from (select unnest(range(4000000)) as n) numbers order by a`,
    )
    const rows = await database.query('select count(*) as n, min(a) < max(a) as sorted from sorted')
    assert.deepEqual(rows, [{ n: 4000000n, sorted: true }])
    await database.close()
    assert.deepEqual(await readdir(folder), ['board.duckdb'])
    await rm(folder, { recursive: true })
  })

  it('says which limit was too low where memory does not suffice, and keeps nothing', async () => {
    const database = await openDuckDb(':memory:', { memoryMegabytes: 128 })
    await database.execute('create table kept (a integer); insert into kept values (1)')
    // A list is held in one piece: 24 million numbers of eight bytes are more than 190 MB.
    const list = 'select len(list(n)) as n from range(24000000) as numbers(n)'
    const isTold = (error: unknown) =>
      error instanceof DatabaseError &&
      error.code === 'database-memory' &&
      error.message.includes('more memory than it may have (122.0 MiB): raise SENDBOARD_MEMORY')
    await assert.rejects(database.query(list), isTold)
    await assert.rejects(
      database.transaction(async () => {
        await database.execute('insert into kept values (2)')
        await database.query(list)
      }),
      isTold,
    )
    assert.deepEqual(await database.query('select a from kept'), [{ a: 1 }])
    await database.close()
  })

  it('refuses to round a decimal', async () => {
    const database = await openDuckDb(':memory:')
    await database.execute('create schema s; create table s.t (c numeric(14,2))')
    const writer = await database.bulkWriter('s.t', ['c'])
    writer.write(['1.005'])
    await assert.rejects(writer.flush(), /2 after it/)
    await database.close()
  })

  it('rolls back everything when the work of a transaction fails', async () => {
    const database = await openDuckDb(':memory:')
    await database.execute('create schema s; create table s.t (a varchar)')
    const failing = database.transaction(async () => {
      const writer = await database.bulkWriter('s.t', ['a'])
      writer.write(['x'])
      await writer.close()
      await database.execute('create table s.u (a varchar)')
      throw new Error('broken off')
    })
    await assert.rejects(failing, /broken off/)
    assert.deepEqual(await database.query('select count(*) as n from s.t'), [{ n: 0n }])
    await assert.rejects(database.query('select * from s.u'))
    await database.close()
  })

  it('shows readers the state before a transaction until it is done', async () => {
    const database = await openDuckDb(':memory:')
    await database.execute(
      `create schema s; create table s.t (a varchar); insert into s.t values ('old')`,
    )
    let written: () => void = () => undefined
    let seen: () => void = () => undefined
    const isWritten = new Promise<void>((resolve) => (written = resolve))
    const isSeen = new Promise<void>((resolve) => (seen = resolve))
    const writing = database.transaction(async () => {
      await database.execute(`drop table s.t; create table s.t as select 'new' as a`)
      written()
      await isSeen
      return await database.query('select a from s.t')
    })
    await isWritten
    assert.deepEqual(await database.query('select a from s.t'), [{ a: 'old' }])
    seen()
    assert.deepEqual(await writing, [{ a: 'new' }])
    assert.deepEqual(await database.query('select a from s.t'), [{ a: 'new' }])
    await database.close()
  })

  it('streams a large result in batches', async () => {
    const database = await openDuckDb(':memory:')
    let rows = 0
    for await (const batch of database.stream('select g.n from generate_series(1, 10000) as g(n)'))
      rows += batch.length
    assert.equal(rows, 10000)
    await database.close()
  })

  it('says which file another process has open', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sendboard-'))
    const path = join(folder, 'sendboard.duckdb')
    const database = await openDuckDb(path)
    const other = `
      import { openDuckDb } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
      await openDuckDb(process.argv[1]).catch((error) => console.log(error.code, error.message))`
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      other,
      path,
    ])
    assert.match(
      stdout,
      /^database-locked the database .*sendboard\.duckdb is open in another process/,
    )
    await database.close()
    await rm(folder, { recursive: true })
  })

  it('refuses a file that is no database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sendboard-'))
    const path = join(folder, 'sendboard.duckdb')
    await writeFile(path, 'a,b\n1,2\n'.repeat(1000))
    await assert.rejects(
      openDuckDb(path),
      (error) => error instanceof DatabaseError && error.code === 'database-unreadable',
    )
    await rm(folder, { recursive: true })
  })
})
