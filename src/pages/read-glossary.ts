import { readFile } from 'node:fs/promises'

/** A word of the field, with where it comes from. */
export type GlossaryEntry = {
  readonly term: string
  readonly meaning: string
  readonly source: string
}

const GLOSSARY = new URL('../../docs/glossary.md', import.meta.url)

/** The glossary of the documentation: one place for words, in the repository and on the page. */
export async function readGlossary(): Promise<readonly GlossaryEntry[]> {
  return parseGlossary(await readFile(GLOSSARY, 'utf8'))
}

/** The rows of the Markdown tables of a glossary that have a term, a meaning and a source or none. */
export function parseGlossary(markdown: string): readonly GlossaryEntry[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s-:|]+$/.test(line))
    .map((line) => line.split('|').slice(1, -1).map(plainText))
    .flatMap(([term = '', meaning = '', source = '']) =>
      ['Term', 'Status'].includes(term) || meaning === 'Meaning'
        ? []
        : [{ term, meaning, source: source === '–' ? '' : source }],
    )
}

function plainText(cell: string): string {
  return cell.trim().replaceAll('`', '')
}
