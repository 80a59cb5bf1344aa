import assert from 'node:assert/strict'
import { it } from 'node:test'
import { CELL_END, openDuckDb, ROW_END } from './index.ts'

const text = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.join(CELL_END) + ROW_END).join('')

async function tableOf(): Promise<Awaited<ReturnType<typeof openDuckDb>>> {
  const database = await openDuckDb(':memory:')
  await database.execute(
    'create schema s; create table s.t (a varchar, b date, c numeric(14,2), d integer, e varchar)',
  )
  return database
}

it('loads rows of text: an empty cell is null, a column that is not named stays empty', async () => {
  const database = await tableOf()
  const loader = await database.textLoader('s.t', ['c', 'a', 'b', 'd'])
  await loader.load(text([['-1234567.89', 'O\'Hara, \t\n"é"\\N', '1999-12-31', '7']]))
  await loader.load('')
  await loader.load(
    text([
      ['', '', '', ''],
      ['0.10', 'x', '', '-1'],
    ]),
  )
  await loader.close()
  assert.deepEqual(await database.query('select * from s.t order by d nulls first'), [
    { a: null, b: null, c: null, d: null, e: null },
    { a: 'x', b: null, c: '0.10', d: -1, e: null },
    { a: 'O\'Hara, \t\n"é"\\N', b: '1999-12-31', c: '-1234567.89', d: 7, e: null },
  ])
  await database.close()
})

it('loads nothing of a text with a row that has a cell too many', async () => {
  const database = await tableOf()
  const loader = await database.textLoader('s.t', ['a', 'd'])
  await assert.rejects(
    loader.load(
      text([
        ['x', '1'],
        ['y', '2', 'z'],
      ]),
    ),
    /must have 2 cells/,
  )
  await loader.close()
  assert.deepEqual(await database.query('select * from s.t'), [])
  await database.close()
})

it('refuses a column that is not there', async () => {
  const database = await tableOf()
  await assert.rejects(database.textLoader('s.t', ['a', 'z']), /s\.t has no column z/)
  await database.close()
})
