import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { computeFigures } from '../../src/figures/index.ts'
import { type DemoServer, openDemoServer } from './demo-server.ts'
import { JOURNEYS, LOAD_AND_UNDO } from './journeys.ts'
import { openBrowser } from './open-browser.ts'

/** One of every kind of page, in the states that it can have. */
const PAGES = [
  '/',
  '/strategies/kingston-2021',
  '/strategies/tower-hamlets-2018',
  '/strategies/kingston-2021?status=off-course',
  '/strategies/kingston-2021?words=no-such-words',
  '/strategies/kingston-2021?since=2025-12-31&status=off-course',
  '/strategies/kingston-2021?since=2025-12-31&change=status-better&view=cards',
  '/strategies/tower-hamlets-2018?since=2030-01-01',
  '/strategies/kingston-2021/111/a',
  '/strategies/kingston-2021/1/a',
  '/strategies/kingston-2021/12/a',
  '/strategies/kingston-2021/62/a',
  '/strategies/tower-hamlets-2018/1.1/a',
  '/strategies/tower-hamlets-2018/1.1/c',
  '/strategies/kingston-2021/111/a/records?from=2025-01-01&to=2025-12-31',
  '/strategies/kingston-2021/111/a/records?from=2025-01-01&to=2025-12-31&by=primary_need&category=ASD',
  '/clocks?clock=final-plan',
  '/money',
  '/data',
  '/data/upload',
  '/data/returns/2026',
  '/data/imports/1/undo',
  '/data/imports/1',
  '/data/imports/1?page=2',
  '/definitions',
  '/definitions?words=annual+review',
  '/definitions/measures/new-plans-within-20-weeks',
  '/definitions/tables/plans',
  '/search?words=annual+review',
  '/search?words=zebra',
  '/no-such-page',
] as const

/** A phone, a tablet and a desk. */
const WIDTHS = [320, 768, 1280] as const

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let server: DemoServer
let browser: Browser

before(async () => {
  server = await openDemoServer()
  browser = await openBrowser()
})

after(async () => {
  await browser.close()
  await server.close()
})

for (const [width, colours] of [
  [320, 'dark'],
  [1280, 'light'],
] as const) {
  test(`no page has an accessibility fault at ${String(width)} px, ${colours}`, async () => {
    // axe itself is a script; the pages have none but a line that says whether scripts run.
    await withPage({ width, javaScript: true, colours }, async (page) => {
      const faults: string[] = []
      // The longest scorecard has no mark-up that its filtered form has not, and takes axe a minute.
      for (const path of PAGES.filter((one) => one !== '/strategies/kingston-2021')) {
        await page.goto(server.url + path)
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
        faults.push(
          ...violations.map(
            ({ id, nodes }) => `${path}: ${id} ${nodes.map(({ html }) => html).join(' | ')}`,
          ),
        )
      }
      assert.deepEqual(faults, [])
    })
  })
}

test('no page scrolls sideways on a phone, a tablet or a desk', async () => {
  await withPage({ width: 320, javaScript: false }, async (page) => {
    const wide: string[] = []
    for (const [path, width] of PAGES.flatMap((one) =>
      WIDTHS.map((width) => [one, width] as const),
    )) {
      await page.setViewportSize({ width, height: 800 })
      if (width === WIDTHS[0]) await page.goto(server.url + path)
      const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      if (Number(over) > 0) wide.push(`${path} at ${String(width)}: ${String(over)} px too wide`)
    }
    assert.deepEqual(wide, [])
  })
})

test('nothing breaks the content security policy, with scripts on', async () => {
  await withPage({ width: 1280, javaScript: true }, async (page) => {
    const told: string[] = []
    page.on('console', (message) => {
      // Chromium tells of an answer 400 or 404, too, which some of these pages are.
      const isAnswer = message.location().url === page.url()
      if (message.type() === 'error' && !isAnswer) told.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => told.push(error.message))
    for (const path of PAGES) await page.goto(server.url + path)
    assert.deepEqual(told, [])
  })
})

for (const { name, walk } of JOURNEYS) {
  test(`${name}: on a phone, a tablet and a desk, with scripts and without`, async () => {
    for (const width of WIDTHS)
      for (const javaScript of [false, true])
        await withPage({ width, javaScript }, async (page) => {
          await walk(page, server.url)
        })
  })
}

test('what a browser loads for its first page is less than 150 kB', async () => {
  const heavy: string[] = []
  for (const path of PAGES) {
    await withPage({ width: 1280, javaScript: true }, async (page) => {
      const loads: Promise<number>[] = []
      page.on('requestfinished', (request) => {
        loads.push(
          request.sizes().then((sizes) => sizes.responseBodySize + sizes.responseHeadersSize),
        )
      })
      await page.goto(server.url + path, { waitUntil: 'load' })
      const bytes = (await Promise.all(loads)).reduce((sum, one) => sum + one, 0)
      assert.ok(bytes > 0)
      if (bytes >= 150_000) heavy.push(`${path}: ${String(bytes)} bytes`)
    })
  }
  assert.deepEqual(heavy, [])
})

test('every page says that the authority is invented', async () => {
  for (const path of PAGES) {
    const text = await (await fetch(server.url + path)).text()
    assert.match(text, /Synthetic data: an invented authority/, path)
  }
})

test('the legal clocks count what the KPIs about the same backlogs count', async () => {
  const text = await (await fetch(`${server.url}/clocks.csv`)).text()
  const late = text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
    .filter(([, , , , , daysLeft]) => Number(daysLeft) < 0)
  // 20 weeks ended before 31 March 2026 for what was received before 11 November 2025.
  const beyond20Weeks = late.filter(
    ([, , limit, started, , , exception]) =>
      ['Decide whether to assess', 'Final plan'].includes(String(limit)) &&
      String(started) < '2025-11-11' &&
      exception === '',
  )
  const cases = (limit: string) => late.filter(([, , name]) => name === limit).length
  const counted = await figuresOf([
    'open-cases-beyond-20-weeks',
    'plans-with-review-overdue',
    'reviews-undecided-after-4-weeks',
  ])
  assert.deepEqual(counted, [
    new Set(beyond20Weeks.map(([person]) => person)).size,
    cases('Annual review'),
    cases('Decision after a review'),
  ])
  assert.ok(counted.every((count) => count > 0))
})

// The last, since it changes the records for a time.
test(LOAD_AND_UNDO.name, async () => {
  await withPage({ width: 320, javaScript: false }, async (page) => {
    await LOAD_AND_UNDO.walk(page, server.url)
  })
})

async function withPage(
  {
    width,
    javaScript,
    colours = 'light',
  }: {
    readonly width: number
    readonly javaScript: boolean
    readonly colours?: 'light' | 'dark'
  },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: javaScript,
    colorScheme: colours,
  })
  try {
    await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** The figures of measures counted at the day that the records go up to, as whole numbers. */
async function figuresOf(measures: readonly string[]): Promise<readonly number[]> {
  const { services } = server
  const state = await services.readState()
  assert.ok(state)
  const source = { database: services.database, catalogue: services.catalogue, ...state }
  const periods = [{ start: state.asAt, end: state.asAt }]
  const asks = measures.map((measure) => ({ measure, periods, breakdowns: 'none' as const }))
  const figures = await computeFigures(source, asks)
  return figures.map(({ value }) => Number(value?.n))
}
