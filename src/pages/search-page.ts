import { findEntries, SEARCH_KINDS, type SearchEntry, type SearchKind } from './search-index.ts'

export type SearchGroup = {
  readonly id: SearchKind
  readonly name: string
  readonly count: number
  readonly entries: readonly SearchEntry[]
  /** Address of all of them; empty where all are shown. */
  readonly allHref: string
}

/** Whose question: anybody's who has a word and no page, "where is it?" */
export type SearchPage = {
  readonly words: string
  readonly found: string
  readonly groups: readonly SearchGroup[]
}

/** So many of each kind are shown together. */
const SHOWN = 8

/** What is found for some words. @param kind - Only this kind, then all of it; empty for all. */
export function searchPage(index: readonly SearchEntry[], words: string, kind: string): SearchPage {
  const found = findEntries(index, words)
  const groups = kinds()
    .filter((id) => kind === '' || id === kind)
    .map((id) => groupOf(id, found, { words, kind }))
    .filter(({ count }) => count > 0)
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  return { words, found: count === 1 ? '1 result' : `${String(count)} results`, groups }
}

function groupOf(
  id: SearchKind,
  found: readonly SearchEntry[],
  { words, kind }: { readonly words: string; readonly kind: string },
): SearchGroup {
  const own = found.filter((one) => one.kind === id)
  const entries = kind === id ? own : own.slice(0, SHOWN)
  const query = new URLSearchParams({ words, kind: id }).toString()
  return {
    id,
    name: SEARCH_KINDS[id],
    count: own.length,
    entries,
    allHref: entries.length < own.length ? `/search?${query}` : '',
  }
}

/** What a word means comes first: who does not know it reads no further without. */
function kinds(): SearchKind[] {
  return ['word', 'kpi', 'measure', 'table', 'term']
}
