import { nearest } from './nearest.ts'
import type { Schema, Table } from './schema.ts'

/** `a, b and c`. */
export function listWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
}

/** `. Did you mean \`x\`?` when a candidate is near, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates)
  return near === undefined ? '' : `. Did you mean \`${near}\`?`
}

/**
 * `Write \`x\`.` when a candidate is near, with what it means when that is known; else what is given.
 */
export function writeNearest(
  name: string,
  candidates: Iterable<string>,
  otherwise?: string,
  meaning?: (near: string) => string | undefined,
): string | undefined {
  const near = nearest(name, candidates)
  if (near === undefined) return otherwise
  const says = meaning?.(near)
  const same = says === undefined || says.replaceAll(' ', '_') === near
  return same ? `Write \`${near}\`.` : `Write \`${near}\`: ${says}.`
}

/** `a plan`, `an audit`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** Names by which a row of a table can be asked about the rows that belong to it directly. */
export function backNames(schema: Schema, table: Table): string[] {
  const names = [...schema.tables.values()].flatMap((other) =>
    [...other.links.values()].filter((link) => link.to === table.name).map((link) => link.back),
  )
  return [...new Set(names)]
}
