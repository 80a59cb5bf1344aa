import type { Page } from 'playwright-core'
import { z } from 'zod'

/** A number on a page that says which figure it is (`src/pages/figure-mark.ts`). */
const Mark = z.object({
  of: z.string(),
  period: z.string(),
  by: z.string(),
  category: z.string(),
  part: z.string(),
  text: z.string(),
})
export type Mark = z.infer<typeof Mark>

const PageRead = z.object({
  links: z.array(z.string()),
  marks: z.array(Mark),
  /** Where a figure stands, numbers that do not say which one they are. */
  unmarked: z.array(z.string()),
})

/** What was found on a site. */
export type Crawled = {
  readonly pages: readonly (z.infer<typeof PageRead> & {
    readonly path: string
    readonly status: number
    /** What no page should say, such as NaN, or that it has not one heading of the first rank. */
    readonly holes: readonly string[]
  })[]
  /** Every address that stands on any page, followed or not. */
  readonly links: ReadonlySet<string>
}

/**
 * Reads every page that can be reached from the first one. Of pages that differ by the values in their
 * query alone, such as the records of one figure or another, one of each kind is read.
 *
 * @param page - A blank page of a browser, which takes the pages' text apart.
 */
export async function crawl(page: Page, base: string): Promise<Crawled> {
  const pages: Crawled['pages'][number][] = []
  const links = new Set<string>(['/'])
  const seen = new Set<string>()
  for (const href of links) {
    const { pathname, searchParams } = new URL(href, base)
    const kind = `${kindOf(pathname)} ${[...searchParams.keys()].sort().join(' ')}`
    if (seen.has(kind)) continue
    seen.add(kind)
    const response = await fetch(new URL(href, base))
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
    const text = await response.text()
    if (!isPage) continue
    const read = PageRead.parse(await page.evaluate(`(${READ_PAGE})(${JSON.stringify(text)})`))
    pages.push({ path: href, status: response.status, holes: holesIn(text), ...read })
    for (const link of read.links) links.add(link)
  }
  return { pages, links }
}

function holesIn(text: string): readonly string[] {
  const words = [...text.matchAll(/NaN|undefined|\[object|null%|Infinity/g)].map(([word]) => word)
  return text.match(/<h1/g)?.length === 1 ? words : [...words, 'not one h1']
}

/** Records take a while to gather: of indicators whose numbers end alike, those of one stand for all. */
function kindOf(path: string): string {
  return path.replace(/[^/]*([^/])\/[^/]+\/records$/, '$1/records')
}

/** Runs in the browser. A table's number cells and all that is set as a figure must say what they are. */
const READ_PAGE = `(text) => {
  const page = new DOMParser().parseFromString(text, 'text/html')
  const plain = (element) => element.textContent.replace(/\\s+/g, ' ').trim()
  const links = [...page.querySelectorAll('a[href^="/"]')].map((one) => one.getAttribute('href').replace(/#.*/, ''))
  const marks = [...page.querySelectorAll('[data-figure]')].map((one) => ({
    of: one.dataset.figure, period: one.dataset.period, by: one.dataset.by ?? '',
    category: one.dataset.category ?? '', part: one.dataset.part, text: plain(one),
  }))
  const places = [...page.querySelectorAll('.sb-figure, .sb-size, .sb-then, td.sb-number')]
  const says = '[data-figure], [data-count], [data-derived]'
  const unmarked = places
    .filter((one) => /\\d/.test(plain(one)) && !one.querySelector('.sb-reason'))
    .filter((one) => !one.closest(says) && !one.querySelector(says))
    .map((one) => one.outerHTML.slice(0, 200))
  return { links, marks, unmarked }
}`
