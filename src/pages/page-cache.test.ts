import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { importPaths } from '../records/index.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTestBoard, type TestBoard } from './test-board.ts'

let board: TestBoard
let app: FastifyInstance
let queries = 0

before(async () => {
  board = await openTestBoard({
    'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-03-31'],
    'persons.csv': ['person_id,birth_date,home_la', 'A1,2012-05-01,X00000999'],
    'plans.csv': ['plan_id,person_id,start_date', 'P1,A1,2020-01-08'],
  })
  const { services } = board
  const query: typeof services.database.query = async (sql, parameters) => {
    queries += 1
    return await services.database.query(sql, parameters)
  }
  app = await buildApp({ ...services, database: { ...services.database, query } })
})

after(async () => {
  await app.close()
  await board.close()
})

async function ask(url: string) {
  const before = queries
  const { statusCode, body, headers } = await app.inject(url)
  return { statusCode, body, headers, queries: queries - before }
}

const PAGE = '/strategies/kingston-2021'
const nonceIn = (text: string) => /nonce-([^']+)'/.exec(text)?.[1] ?? ''

it('is made once, and every answer has a nonce of its own and all headers', async () => {
  const first = await ask(PAGE)
  const second = await ask(PAGE)
  assert.equal(second.statusCode, 200)
  assert.ok(first.queries > 0)
  assert.equal(second.queries, 0)
  const nonces = [first, second].map(({ headers }) =>
    nonceIn(String(headers['content-security-policy'])),
  )
  assert.notEqual(nonces[0], nonces[1])
  assert.ok(second.body.includes(`nonce="${nonces[1] ?? ''}"`))
  assert.ok(!second.body.includes(nonces[0] ?? '?'))
  assert.equal(
    first.body.replaceAll(nonces[0] ?? '', ''),
    second.body.replaceAll(nonces[1] ?? '', ''),
  )
  assert.equal(second.headers['content-type'], first.headers['content-type'])
  assert.equal(second.headers['cache-control'], 'no-store')
})

it('is made once for all who ask at one time', async () => {
  const url = `${PAGE}?show=cards&status=met`
  const alone = (await ask(`${PAGE}?show=cards`)).queries
  const before = queries
  const answers = await Promise.all(Array.from({ length: 8 }, async () => await app.inject(url)))
  assert.equal(queries - before, alone)
  const nonces = answers.map(({ headers }) => nonceIn(String(headers['content-security-policy'])))
  assert.equal(new Set(nonces).size, 8)
  for (const [index, { statusCode, body }] of answers.entries()) {
    assert.equal(statusCode, 200)
    assert.ok(body.includes(`nonce="${nonces[index] ?? ''}"`))
  }
})

it('with a form, or an error, is made for each who asks at one time', async () => {
  for (const [url, status] of [
    ['/data/upload', 200],
    ['/strategies/none-at-all', 404],
  ] as const) {
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await app.inject(url)))
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      answers.map(() => status),
    )
  }
})

it('is one for each address, whatever stands behind the question mark', async () => {
  await ask(PAGE)
  const other = await ask(`${PAGE}?show=cards`)
  assert.ok(other.body !== (await ask(PAGE)).body)
})

it('is not kept where it has a form: each reader has a token', async () => {
  const [first, second] = [await ask('/data/upload'), await ask('/data/upload')]
  const tokenIn = (body: string) => /_csrf=([^"]+)"/.exec(body)?.[1]
  assert.ok(tokenIn(first.body))
  assert.notEqual(tokenIn(first.body), tokenIn(second.body))
})

it('is not kept where it is an error', async () => {
  assert.equal((await ask('/strategies/none')).statusCode, 404)
  assert.equal((await ask('/strategies/none')).statusCode, 404)
})

it('shows the new records after an import', async () => {
  const url = '/data'
  await ask(url)
  assert.match((await ask(url)).body, /31 March 2024/)
  const folder = join(board.data, '..')
  writeFileSync(join(folder, 'extract.yaml'), 'authority: X00000999\nextracted_on: 2024-04-30\n')
  writeFileSync(
    join(folder, 'plans.csv'),
    'plan_id,person_id,start_date\nP1,A1,2020-01-08\nP2,A1,2024-04-08\n',
  )
  const { database, catalogue } = board.services
  const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
  const { imports } = await importPaths(services, [folder])
  assert.equal(imports[0]?.status, 'loaded')
  const page = await ask(url)
  assert.match(page.body, /30 April 2024/)
  assert.ok(page.queries > 0)
})
