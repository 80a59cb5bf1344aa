import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openTestBoard, type TestBoard } from './test-board.ts'

let board: TestBoard

before(async () => {
  board = await openTestBoard()
})

after(async () => {
  await board.close()
})

const PERSONS = 'person_id,birth_date,home_la\nA1,2012-05-01,X00000999\nA2,2012-05-02,X00000999\n'

/** What a browser sends when the form of a page is filled in. */
function formOf(files: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  for (const [name, text] of Object.entries(files)) body.append('files', new Blob([text]), name)
  return new Response(body)
}

/** The cookie and the token of a page with a form. */
async function pageToken(url: string) {
  const page = await board.app.inject(url)
  const token = /_csrf=([^"]+)"/.exec(page.body)?.[1] ?? ''
  return { cookie: String(page.headers['set-cookie']).split(';')[0] ?? '', token }
}

async function upload(
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>> = { authority: 'X00000999', extracted: '2024-03-31' },
) {
  const { cookie, token } = await pageToken('/data/upload')
  const form = formOf(files, fields)
  return await board.app.inject({
    method: 'POST',
    url: `/data/upload?_csrf=${token}`,
    headers: { cookie, 'content-type': form.headers.get('content-type') ?? '' },
    payload: Buffer.from(await form.arrayBuffer()),
  })
}

async function post(url: string, page: string) {
  const { cookie, token } = await pageToken(page)
  return await board.app.inject({
    method: 'POST',
    url: `${url}?_csrf=${token}`,
    // What a browser says of a form without fields.
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  })
}

/** The page of an upload once it is no longer under way; fails after ten seconds. */
async function finished(url: string, triesLeft = 100): Promise<string> {
  const { body } = await board.app.inject(url)
  if (!body.includes('See how far it is')) return body
  assert.ok(triesLeft > 0, 'the upload did not end in ten seconds')
  await setTimeout(100)
  return await finished(url, triesLeft - 1)
}

async function rowsOf(table: string): Promise<number> {
  const [row] = await board.services.database.query(`select count(*) as n from read.${table}`)
  return Number(row?.['n'])
}

it('shows what would become of every row, and loads nothing before it is told to', async () => {
  const sent = await upload({ 'persons.csv': PERSONS })
  assert.equal(sent.statusCode, 303)
  const url = String(sent.headers.location)
  const preview = await finished(url)
  assert.match(preview, /Check what would be loaded/)
  assert.match(preview, /2 rows read: 2 new or changed, 0 unchanged, 0 refused\./)
  assert.equal(await rowsOf('persons'), 0)

  const loading = await post(`${url}/load`, url)
  assert.equal(loading.statusCode, 303)
  const done = await finished(url)
  assert.match(done, /The files are loaded/)
  assert.match(done, /href="\/data\/imports\/1"/)
  assert.equal(await rowsOf('persons'), 2)
  assert.deepEqual(readdirSync(join(board.data, 'uploads')), [])
})

it('undoes an import when asked twice', async () => {
  const report = await board.app.inject('/data/imports/1')
  assert.match(report.body, /href="\/data\/imports\/1\/undo"/)
  const undone = await post('/data/imports/1/undo', '/data/imports/1/undo')
  assert.equal(undone.statusCode, 303)
  assert.equal(await rowsOf('persons'), 0)
  const again = await post('/data/imports/1/undo', '/data/upload')
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /Import 1 was undone already\./)
})

it('loads two uploads that are begun at once one after the other, each whole', async () => {
  const plans = 'plan_id,person_id,start_date\nP1,A1,2024-01-08\nP2,A2,2024-01-09\n'
  const sent = [await upload({ 'persons.csv': PERSONS }), await upload({ 'persons.csv': PERSONS })]
  const urls = sent.map(({ headers }) => String(headers.location))
  for (const url of urls) await finished(url)
  await Promise.all(urls.map(async (url) => await post(`${url}/load`, url)))
  const pages = await Promise.all(urls.map(async (url) => await finished(url)))
  assert.equal(pages.filter((page) => page.includes('The files are loaded')).length, 1)
  assert.equal(pages.filter((page) => page.includes('These files bring nothing new')).length, 1)
  assert.equal(await rowsOf('persons'), 2)

  const later = [await upload({ 'plans.csv': plans }), await upload({ 'persons.csv': PERSONS })]
  for (const { headers } of later) await finished(String(headers.location))
  await Promise.all(
    later.map(async ({ headers }) => {
      const url = String(headers.location)
      await post(`${url}/load`, url)
      await finished(url)
    }),
  )
  assert.deepEqual([await rowsOf('persons'), await rowsOf('plans')], [2, 2])
})

it('drops the files when they are not wanted', async () => {
  const url = String((await upload({ 'persons.csv': PERSONS })).headers.location)
  await finished(url)
  await post(`${url}/drop`, url)
  assert.equal((await board.app.inject(url)).statusCode, 404)
  assert.deepEqual(readdirSync(join(board.data, 'uploads')), [])
})

it('says what keeps files from being loaded', async () => {
  const url = String((await upload({ 'persons.csv': 'a,b\n1,2\n' })).headers.location)
  const page = await finished(url)
  assert.match(page, /These files cannot be loaded as they are/)
  assert.match(page, /person_id/)
  assert.doesNotMatch(page, /Load the files/)
})

it('says at the field what is wrong with the form', async () => {
  const none = await upload({}, { authority: 'Kingston', extracted: '31/03/2024' })
  assert.equal(none.statusCode, 400)
  assert.match(none.body, /<title>\s*Error: Upload files/)
  assert.match(none.body, /Select a file/)
  assert.match(none.body, /Enter the authority’s code/)
  assert.match(none.body, /Enter the day as year, month and day/)
  assert.match(none.body, /value="Kingston"/)
})

it('keeps no file outside its folder', async () => {
  const sent = await upload({ '../../outside.csv': PERSONS })
  const page = await finished(String(sent.headers.location))
  assert.match(page, /outside\.csv/)
  assert.equal(existsSync(join(board.data, 'outside.csv')), false)
  assert.equal(existsSync(join(board.data, '..', 'outside.csv')), false)
})

it('refuses a form that is not from a page of this server', async () => {
  const form = formOf({ 'persons.csv': PERSONS }, {})
  const payload = Buffer.from(await form.arrayBuffer())
  const headers = { 'content-type': form.headers.get('content-type') ?? '' }
  const bare = await board.app.inject({ method: 'POST', url: '/data/upload', headers, payload })
  assert.equal(bare.statusCode, 403)
  assert.match(bare.body, /The form is too old or not from this page/)
  const { token } = await pageToken('/data/upload')
  const url = `/data/upload?_csrf=${token}`
  const withoutCookie = await board.app.inject({ method: 'POST', url, headers, payload })
  assert.equal(withoutCookie.statusCode, 403)
})
