import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { importPaths } from '../records/index.ts'
import { openTestBoard, type TestBoard, THREE_REQUESTS } from './test-board.ts'

const KPI = '/strategies/kingston-2021/111/a'
const KENT = '/authorities/E10000016'

let board: TestBoard

before(async () => {
  board = await openTestBoard({
    'extract.yaml': ['authority: X00000999', 'extracted_on: 2023-12-31', 'holder: SEN team'],
    ...THREE_REQUESTS,
  })
  // Kent has one request, in time: 1 of 1.
  const folder = join(board.data, 'kent')
  mkdirSync(folder)
  const files = {
    'extract.yaml': ['authority: E10000016', 'extracted_on: 2023-12-31', 'holder: SEN team'],
    'persons.csv': ['person_id,birth_date,home_la', 'K1,2010-05-01,E10000016'],
    'requests.csv': [
      'request_id,person_id,received_date,request_outcome,request_outcome_date,assessment_outcome,assessment_outcome_date,week20_exception',
      'q1,K1,2023-01-03,Y,2023-02-01,Y,2023-05-01,',
    ],
  }
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  const { database, catalogue } = board.services
  await importPaths({ database, catalogue, personKey: 'a key for tests, of no use elsewhere' }, [
    folder,
  ])
  await board.services.refreshFigures()
})

after(async () => {
  await board.close()
})

it('shows the figures of the authority that the address names', async () => {
  assert.match(await board.words(KENT + KPI), /100\.0%[^%]*1 of 1/)
  // Without a name the first by code: Kent. The other one has 1 of 2 in 2023.
  assert.match(await board.words(KPI), /1 of 1/)
  assert.match(await board.words(`/authorities/X00000999${KPI}`), /50\.0%[^%]*1 of 2/)
})

it('keeps to the authority in every address of the page, files of style left out', async () => {
  const { body } = await board.app.inject(`/authorities/X00000999${KPI}`)
  const links = [...body.matchAll(/(?:href|action)="(\/[^"]*)"/g)].map(([, link]) => link ?? '')
  const others = links.filter((link) => !link.startsWith('/authorities/X00000999/'))
  assert.deepEqual(
    others.filter((link) => !link.startsWith('/assets/')),
    ['/authority'],
  )
  assert.ok(links.length > 20)
})

it('keeps to it over a page that leads on, and in downloads', async () => {
  const { headers } = await board.app.inject('/authorities/X00000999/strategies/kingston-2021/111')
  assert.equal(headers.location, `/authorities/X00000999${KPI}`)
  // Of 111 a, whole numbers of plans in time and of all plans: 1 of 2, and in Kent 1 of 1.
  const rowIn = async (of: string) => {
    const { statusCode, body } = await board.app.inject(`${of}/strategies/kingston-2021.csv`)
    assert.equal(statusCode, 200)
    return body.split('\r\n').find((row) => row.includes('excluding exceptions')) ?? ''
  }
  assert.match(await rowIn('/authorities/X00000999'), /,X00000999,2023-01-01,2023-12-31,false,1,2,/)
  assert.match(await rowIn(KENT), /,E10000016,2023-01-01,2023-12-31,false,1,1,/)
})

const PAGES = [
  '/',
  '/strategies/kingston-2021',
  KPI,
  `${KPI}/records?from=2023-01-01&to=2023-12-31`,
  '/clocks',
]
const OTHERS = ['/money', '/data', '/data/upload', '/definitions', '/search?words=plan', '/none']

it('names the authority of the address on every page, asked for twice and in turn', async () => {
  for (const path of [...PAGES, ...OTHERS, ...PAGES]) {
    assert.match((await board.app.inject(KENT + path)).body, />\s*Kent SEND board\s*</)
    const other = (await board.app.inject(`/authorities/X00000999${path}`)).body
    assert.doesNotMatch(other, /Kent SEND board/)
    assert.doesNotMatch(other, /authorities\/E10000016/)
  }
})

it('lists the records of the one authority only', async () => {
  const records = `${KPI}/records?from=2023-01-01&to=2023-12-31`
  // Limits in 2023: Kent's q1 (line 2 of its file); of the other authority q2 and q3 (lines 3 and 4).
  assert.deepEqual(await linesListed(KENT + records), ['2'])
  assert.deepEqual(await linesListed(`/authorities/X00000999${records}`), ['3', '4'])
})

/** The lines of requests.csv that a page of records names, each once. */
async function linesListed(url: string): Promise<readonly string[]> {
  const words = await board.words(url)
  const lines = [...words.matchAll(/requests\.csv, line (\d+)/g)].map(([, line]) => line ?? '')
  return [...new Set(lines)].sort()
}

it('shows, gives and undoes no import of another authority', async () => {
  const [first, kents] = ['/authorities/X00000999/data/imports', `${KENT}/data/imports`]
  for (const path of ['/1', '/1/issues.csv', '/1/undo']) {
    assert.equal((await board.app.inject(first + path)).statusCode, 200, path)
    assert.equal((await board.app.inject(kents + path)).statusCode, 404, path)
  }
  const form = await board.app.inject(`${kents}/2/undo`)
  const token = /_csrf=([^"]+)"/.exec(form.body)?.[1] ?? ''
  assert.ok(token)
  const [cookie] = form.cookies
  const answer = await board.app.inject({
    method: 'POST',
    url: `${kents}/1/undo?_csrf=${token}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    cookies: { [cookie?.name ?? '']: cookie?.value ?? '' },
  })
  assert.equal(answer.statusCode, 404)
  assert.match(await board.words(`${first}/1`), /loaded/)
  assert.doesNotMatch(await board.words(`${first}/1`), /Undone/)
})

it('switches to the same page of another authority, without scripts', async () => {
  const { body } = await board.app.inject(KENT + KPI)
  assert.match(body, /<option value="E10000016" selected>Kent<\/option>/)
  const answer = await board.app.inject(`/authority?code=X00000999&page=${KPI}`)
  assert.equal(answer.headers.location, `/authorities/X00000999${KPI}`)
})

it('leads to no other place than a page of its own', async () => {
  const answer = await board.app.inject('/authority?code=X00000999&page=//elsewhere.example')
  assert.equal(answer.headers.location, '/authorities/X00000999/')
})

it('says that there is no such authority', async () => {
  const { statusCode, body } = await board.app.inject('/authorities/E09000001/money')
  assert.equal(statusCode, 404)
  assert.match(body, /There are no records of an authority E09000001 here\./)
  // Its links lead to pages that are there.
  assert.doesNotMatch(body, /(?:href|action)="\/authorities\/E09000001/)
  assert.equal((await board.app.inject('/authority?code=nowhere')).statusCode, 404)
})
