import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { kpisOf } from '../../src/catalogue/index.ts'
import { crawl, type Crawled } from './crawl.ts'
import { type DemoServer, openDemoServer } from './demo-server.ts'
import { expectedFigures, faultOf } from './figures-shown.ts'
import { openBrowser } from './open-browser.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

let server: DemoServer
let site: Crawled

before(async () => {
  server = await openDemoServer()
  const browser = await openBrowser()
  try {
    site = await crawl(await browser.newPage(), server.url)
  } finally {
    await browser.close()
  }
})

after(async () => {
  await server.close()
})

test('every page that a page leads to is there', () => {
  assert.deepEqual(
    site.pages.filter(({ status }) => status !== 200).map(({ path }) => path),
    [],
  )
  // 249 pages of KPIs, 249 of measures, and one of each table, of each import and of each kind of page.
  assert.ok(site.pages.length > 540, String(site.pages.length))
})

test('no page has a hole in it', () => {
  assert.deepEqual(
    site.pages.flatMap(({ path, holes }) => holes.map((hole) => `${path}: ${hole}`)),
    [],
  )
})

test('every KPI has a page', () => {
  const { catalogue } = server.services
  const paths = new Set(site.pages.map(({ path }) => path))
  const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))
  assert.deepEqual(
    kpis.map(({ address }) => `/strategies/${address}`).filter((path) => !paths.has(path)),
    [],
  )
})

test('where a figure stands, every number says which figure it is', () => {
  assert.deepEqual(
    site.pages.flatMap(({ path, unmarked }) => unmarked.map((one) => `${path}: ${one}`)),
    [],
  )
})

test('every number on every page is the figure that it says it is', async () => {
  const expected = await expectedFigures(
    server.services,
    site.pages.flatMap(({ marks }) => marks),
  )
  const checked = site.pages.flatMap(({ path, marks }) =>
    marks.map((mark) => ({ path, fault: faultOf(mark, expected) })),
  )
  assert.ok(checked.length > 10_000, String(checked.length))
  assert.deepEqual(
    checked.filter(({ fault }) => fault !== '').map(({ path, fault }) => `${path}: ${fault}`),
    [],
  )
})

test('no address tells of a person', () => {
  // A person's code is 64 hexadecimal digits; the code of an asset has twelve.
  const telling = [...site.links].filter(
    (href) => /[0-9a-f]{16}/.test(href) || /person=|upn|uln|name=/i.test(href),
  )
  assert.deepEqual(telling, [])
})

const Rows = z.array(
  z.object({
    ...{ framework: z.string(), ref: z.string(), sub: z.string() },
    display: z.string().nullable(),
  }),
)

test('the scorecards show what the command figures prints', async () => {
  const shown = new Map(
    site.pages
      .filter(({ path }) => /^\/strategies\/[^/?]+$/.test(path))
      .flatMap(({ marks }) => marks)
      .filter(({ part, by }) => part === 'value' && by === '')
      .map(({ of, text }) => [of, text]),
  )
  await server.stop()
  const args = [MAIN, 'figures', '--format', 'json', '--data', server.data]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 })
  const rows = Rows.parse(JSON.parse(stdout))
  // Kingston's 213 and Tower Hamlets' 36.
  assert.equal(rows.length, 213 + 36)
  assert.deepEqual(
    rows.flatMap(({ framework, ref, sub, display }) => {
      const found = shown.get(`${framework}/${ref}/${sub}`)
      const same = display ? found?.startsWith(display) : found === undefined
      return same ? [] : [`${framework}/${ref}/${sub}: ${String(found)}, not ${String(display)}`]
    }),
    [],
  )
})
