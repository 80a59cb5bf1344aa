// Takes the pictures of docs/screens anew, from the invented authority:
// `node_modules/.bin/node test/browser/take-screens.ts [FOLDER]`
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openDemoServer } from './demo-server.ts'
import { openBrowser } from './open-browser.ts'

type Screen = {
  readonly name: string
  readonly path: string
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

const SCREENS: readonly Screen[] = [
  { name: 'home', path: '/' },
  { name: 'scorecard', path: '/strategies/kingston-2021' },
  { name: 'cards', path: '/strategies/kingston-2021?view=cards&status=off-course' },
  { name: 'compare', path: '/strategies/kingston-2021?since=2025-12-31&change=status-better' },
  { name: 'kpi', path: '/strategies/kingston-2021/111/a', height: 2000 },
  { name: 'elsewhere', path: '/strategies/kingston-2021/111/a#elsewhere', height: 1400 },
  { name: 'clocks', path: '/clocks' },
  { name: 'money', path: '/money', height: 1600 },
  { name: 'data', path: '/data', height: 1300 },
  { name: 'search', path: '/search?words=annual+review' },
  { name: 'dark-home', path: '/', dark: true },
  { name: 'phone-home', path: '/', width: 320, height: 900 },
  { name: 'phone-scorecard', path: '/strategies/kingston-2021', width: 320, height: 900 },
  { name: 'phone-kpi', path: '/strategies/kingston-2021/111/a', width: 320, height: 900 },
]

const folder = process.argv[2] ?? join(import.meta.dirname, '../../docs/screens')
mkdirSync(folder, { recursive: true })
const server = await openDemoServer()
const browser = await openBrowser()
try {
  for (const screen of SCREENS) await takeScreen(browser, server.url, screen)
} finally {
  await browser.close()
  await server.close()
}

async function takeScreen(browser: Browser, url: string, screen: Screen): Promise<void> {
  const { name, path, width = 1280, height = 1100, dark = false } = screen
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  await page.goto(url + path)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}
