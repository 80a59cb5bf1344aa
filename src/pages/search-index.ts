import { type Catalogue, kpisOf, type Table } from '../catalogue/index.ts'
import { kpiHref } from './kpi-line.ts'
import type { GlossaryEntry } from './read-glossary.ts'

/** What can be found, in the order in which it is shown. */
export const SEARCH_KINDS = {
  kpi: 'Indicators of the strategies',
  word: 'Words',
  measure: 'Measures',
  table: 'Tables and their columns',
  term: 'Terms of formulas',
} as const

export type SearchKind = keyof typeof SEARCH_KINDS

/** Something that a search can find. */
export type SearchEntry = {
  readonly kind: SearchKind
  readonly name: string
  readonly text: string
  readonly href: string
  /** Lower-case words that find it: first those of its name. */
  readonly named: string
  readonly told: string
}

/** Everything that has a name: KPIs, words, measures, tables with columns and codes, terms. */
export function searchIndex(
  catalogue: Catalogue,
  glossary: readonly GlossaryEntry[],
): readonly SearchEntry[] {
  const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))
  const tables = [...catalogue.schema.tables.values()]
  return [
    ...kpis.map(({ framework, row, use, address }) =>
      entry('kpi', {
        name: `${row.ref} ${use.name}`,
        text: `${row.words} (${framework.council})`,
        href: kpiHref(address),
        more: [address, row.area, ...row.owners, use.measure ?? ''],
      }),
    ),
    ...glossary.map(({ term, meaning }) =>
      entry('word', { name: term, text: meaning, href: wordHref(term) }),
    ),
    ...[...catalogue.measures.values()].map(({ id, name, law, reading }) =>
      entry('measure', {
        ...{ name, text: law ?? '', href: `/definitions/measures/${id}` },
        more: [id, reading ?? ''],
      }),
    ),
    ...tables.map((table) => {
      const text =
        catalogue.datasets.get(table.name)?.purpose ?? `One row for each ${table.singular}.`
      const href = `/definitions/tables/${table.name}`
      return entry('table', { name: table.name, text, href, more: columnWords(table) })
    }),
    ...tables.flatMap(({ name, terms }) =>
      [...terms.values()].map((term) =>
        entry('term', {
          ...{ name: `${name}.${term.name}`, text: term.formula },
          href: `/definitions/tables/${name}#terms`,
        }),
      ),
    ),
  ]
}

/** Where the dictionary explains a word. */
function wordHref(term: string): string {
  return `/definitions?${new URLSearchParams({ words: term }).toString()}#glossary`
}

type Parts = Pick<SearchEntry, 'name' | 'text' | 'href'> & { readonly more?: readonly string[] }

function entry(kind: SearchKind, { name, text, href, more = [] }: Parts): SearchEntry {
  return { kind, name, text, href, named: plain(name), told: plain([text, ...more].join(' ')) }
}

function columnWords({ columns }: Table): string[] {
  return [...columns.values()].flatMap(({ name, label, codes }) => [
    name,
    label,
    ...[...(codes ?? [])].flat(),
  ])
}

/** Lower case; what joins words becomes a space. */
function plain(text: string): string {
  return ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}%£]+/gu, ' ')} `
}

/** Entries that hold every word asked for, as the beginning of one of theirs; the best first. */
export function findEntries(index: readonly SearchEntry[], words: string): readonly SearchEntry[] {
  const asked = plain(words)
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  if (asked.length === 0) return []
  const whole = asked.join(' ')
  return index
    .map((one) => ({ one, mark: markOf(one, asked, whole) }))
    .filter(({ mark }) => mark > 0)
    .toSorted((a, b) => b.mark - a.mark)
    .map(({ one }) => one)
}

/** 0 is no match; a match in the name counts more than one in the text. */
function markOf({ named, told }: SearchEntry, asked: readonly string[], whole: string): number {
  const inName = asked.filter((word) => holds(named, word)).length
  if (!asked.every((word) => holds(named, word) || holds(told, word))) return 0
  const same = named.trim() === whole ? 4 : 0
  return 1 + same + (3 * inName) / asked.length + (named.includes(` ${whole}`) ? 2 : 0)
}

/** `plans` finds `plan` too. */
function holds(text: string, word: string): boolean {
  const stem = word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
  return text.includes(` ${stem}`)
}
