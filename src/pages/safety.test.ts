import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openTestBoard, type TestBoard } from './test-board.ts'

let board: TestBoard
let app: FastifyInstance

before(async () => {
  board = await openTestBoard()
  app = board.app
})

after(async () => {
  await board.close()
})

it('shows a board without records, with no figure and no zero', async () => {
  const { statusCode, body } = await app.inject('/')
  assert.equal(statusCode, 200)
  assert.match(body, /There are no records yet/)
})

it('sends a policy with a fresh nonce and no unsafe source on every answer', async () => {
  for (const url of ['/', '/nothing', '/health', '/strategies/kingston-2021.csv', '/data']) {
    const first = await app.inject(url)
    const policy = String(first.headers['content-security-policy'])
    assert.match(policy, /default-src 'none';script-src 'self' 'nonce-[0-9a-f]{32}'/, url)
    assert.doesNotMatch(policy, /unsafe|\*/, url)
    assert.notEqual(policy, (await app.inject(url)).headers['content-security-policy'], url)
    assert.equal(first.headers['x-content-type-options'], 'nosniff', url)
    assert.equal(first.headers['x-frame-options'], 'DENY', url)
    assert.match(String(first.headers['strict-transport-security']), /max-age=31536000/, url)
  }
})

it('is safe even where the address cannot be read', async () => {
  const { statusCode, headers } = await app.inject('/%')
  assert.equal(statusCode, 400)
  assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'")
})

it('answers only to the names of this machine', async () => {
  const { statusCode, body } = await app.inject({ url: '/', headers: { host: 'evil.example' } })
  assert.equal(statusCode, 421)
  assert.match(body, /not reached by that name/)
})

it('changes nothing and says so', async () => {
  const { statusCode, headers } = await app.inject({ method: 'POST', url: '/' })
  assert.equal(statusCode, 405)
  assert.equal(headers.allow, 'GET, HEAD')
})

it('says in plain words that a page is not there', async () => {
  const { statusCode, body } = await app.inject('/strategies/kingston-2021/999/a')
  assert.equal(statusCode, 404)
  assert.match(body, /Page not found/)
  assert.match(body, /There is no row in kingston-2021 called &quot;999&quot;/)
})

it('shows what is typed as text, never as markup', async () => {
  const { body } = await app.inject('/definitions?words=%3Cscript%3Ealert(1)%3C/script%3E')
  assert.doesNotMatch(body, /<script>alert/)
})

it('keeps the first load under 150 kB', async () => {
  const headers = { 'accept-encoding': 'br' }
  const page = await app.inject({ url: '/strategies/kingston-2021', headers })
  const plain = await app.inject('/strategies/kingston-2021')
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(plain.body)?.[1] ?? ''
  const css = await app.inject({ url: style, headers })
  assert.equal(css.statusCode, 200)
  assert.ok(page.rawPayload.length + css.rawPayload.length < 150_000)
})

it('loads no font that belongs to GOV.UK', async () => {
  const plain = await app.inject('/')
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(plain.body)?.[1] ?? ''
  assert.doesNotMatch((await app.inject(style)).body, /GDS Transport|@font-face/)
})
