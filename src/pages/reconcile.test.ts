import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { importPaths } from '../records/index.ts'
import { openTestBoard, type TestBoard } from './test-board.ts'

const RETURN = join(import.meta.dirname, '../../test/files/sources/return-2026.xml')

let board: TestBoard

before(async () => {
  board = await openTestBoard()
  const folder = join(board.data, 'return')
  mkdirSync(folder)
  copyFileSync(RETURN, join(folder, 'return-2026.xml'))
  // The later of two releases stands; a symbol stands as its words, never as a number.
  writeFileSync(
    join(folder, 'published.csv'),
    [
      'series,area,as_at,value,symbol,unit,source,published_date',
      'sen2-plans/ehcplans,X00000999,2026-01-15,41,,plans,invented,2026-06-25',
      'sen2-plans/ehcplans,X00000999,2026-01-15,42,,plans,invented,2026-07-25',
      'sen2-plans/ehcplans,X00000998,2026-01-15,77,,plans,invented,2026-07-25',
      'sen2-new-plans/new_ehc_plans,X00000999,2025-12-31,,c,plans,invented,2026-06-25',
      '',
    ].join('\n'),
  )
  const { database, catalogue } = board.services
  const personKey = 'a key for tests, of no use elsewhere'
  const { imports } = await importPaths({ database, catalogue, personKey }, [folder])
  assert.deepEqual(
    imports.map(({ status }) => status),
    ['loaded', 'loaded'],
  )
  await board.services.refreshFigures()
})

after(async () => {
  await board.close()
})

it('stands beside the KPIs, and the data page leads to it', async () => {
  const { body } = await board.app.inject('/data')
  assert.match(body, /href="\/data\/returns\/2026"/)
  const words = await board.words('/data/returns/2026')
  assert.match(words, /The SEN2 return of 2026 beside the KPIs/)
  assert.match(words, /return-2026\.xml \(census day 15 January 2026\)/)
  assert.match(words, /Persons with a plan on census day/)
  assert.match(words, /The return of the year before is needed too/)
})

it('is the same as CSV, a row a figure', async () => {
  const { body, headers } = await board.app.inject('/data/returns/2026.csv')
  const [head = '', ...rows] = body.slice(1).trim().split('\r\n')
  assert.match(head, /^year,section,figure,name,return_numerator,/)
  assert.ok(rows.length > 5)
  assert.ok(rows.every((row) => row.startsWith('2026,')))
  assert.match(String(headers['content-disposition']), /return-2026\.csv/)
})

it('is not there for a year of which no return was imported', async () => {
  const { statusCode, body } = await board.app.inject('/data/returns/2025')
  assert.equal(statusCode, 404)
  assert.match(body, /No return of that year was imported\./)
})

it('has beside it what was published of this authority and year', async () => {
  const { body } = await board.app.inject('/data/returns/2026.csv')
  const [head = '', ...rows] = body.slice(1).trim().split('\r\n')
  const at = head.split(',').indexOf('published')
  const publishedOf = (figure: string) =>
    rows
      .find((row) => row.split(',')[2] === figure)
      ?.split(',')
      .slice(at, at + 2)
  assert.deepEqual(publishedOf('plans-at-census'), ['42', '2026-07-25'])
  assert.match(await board.words('/data/returns/2026'), /withheld, small number/)
})
