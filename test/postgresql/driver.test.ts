import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CELL_END, type Database, openPostgresql, ROW_END } from '../../src/database/index.ts'
import { startServer } from './server.ts'

const server = await startServer()
const opened: Database[] = []
after(async () => {
  for (const database of opened) await database.close()
  await server.stop()
})

async function open(url?: string): Promise<Database> {
  const database = await openPostgresql(url ?? (await server.newDatabase()), { patienceSeconds: 1 })
  opened.push(database)
  return database
}

test('dates and decimals are exact text, whole numbers are numbers', async () => {
  const database = await open()
  const rows = await database.query(
    `select date '2024-02-29' as day, cast(12.5 as numeric(14,2)) as money,
            cast(0.1 as numeric(18,6)) as number, cast(7 as integer) as whole,
            cast(9007199254740993 as bigint) as large, cast(null as varchar) as nothing,
            1 = 1 as yes`,
  )
  assert.deepEqual(rows, [
    {
      day: '2024-02-29',
      money: '12.50',
      number: '0.100000',
      whole: 7,
      large: 9007199254740993n,
      nothing: null,
      yes: true,
    },
  ])
})

test('parameters are taken', async () => {
  const database = await open()
  const rows = await database.query('select $1 as a, $2 + 1 as b, cast($3 as date) as c', [
    "O'Hara",
    1,
    '2020-01-31',
  ])
  assert.deepEqual(rows, [{ a: "O'Hara", b: 2, c: '2020-01-31' }])
})

test('text stands in the order of its bytes, though the server has another', async () => {
  const database = await open()
  await database.execute(
    `create schema s; create table s.t (a varchar not null, n integer);
     insert into s.t values ('b', 1), ('B', 2), ('a', 3), ('é', 4), ('_', 5)`,
  )
  await database.execute('alter table s.t add column "c" varchar')
  await database.execute('update s.t set c = a')
  const inOrder = async (by: string) =>
    (await database.query(`select a from s.t order by ${by}`)).map(({ a }) => a).join('')
  assert.deepEqual([await inOrder('a'), await inOrder('c')], ['B_abé', 'B_abé'])
})

test('rows of text are loaded, in any characters: an empty cell is null', async () => {
  const database = await open()
  await database.execute('create schema s; create table s.t (a varchar, b date, c numeric(14,2))')
  const loader = await database.textLoader('s.t', ['c', 'a'])
  await loader.load(`0.10${CELL_END}tab\tline\nback\\slash \\N é${ROW_END}${CELL_END}${ROW_END}`)
  await loader.close()
  assert.deepEqual(await database.query('select * from s.t order by a nulls first'), [
    { a: null, b: null, c: null },
    { a: 'tab\tline\nback\\slash \\N é', b: null, c: '0.10' },
  ])
})

test('many rows are written, in any characters, and columns that are not named stay empty', async () => {
  const database = await open()
  await database.execute(
    'create schema s; create table s.t (a varchar, b date, c numeric(14,2), d integer)',
  )
  const writer = await database.bulkWriter('s.t', ['c', 'a', 'b'])
  for (let row = 0; row < 5000; row += 1)
    writer.write(['-1234567.89', `r${String(row)}`, '1999-12-31'])
  writer.write([null, 'tab\tline\nreturn\rback\\slash \\N é', null])
  await writer.close()
  const rows = await database.query(
    'select count(*) as n, sum(c) as c, min(b) as b, max(a) as a, count(d) as d from s.t',
  )
  assert.deepEqual(rows, [
    {
      n: 5001n,
      c: '-6172839450.00',
      b: '1999-12-31',
      a: 'tab\tline\nreturn\rback\\slash \\N é',
      d: 0n,
    },
  ])
})
