import { nearest } from '../../catalogue/index.ts'
import { type Issue, plainName } from '../../core/index.ts'
import { briefly } from '../cell.ts'
import { fault, sourceIssue } from '../rules.ts'
import { type Extract, headingsOf } from './match.ts'
import type { Mapping } from './types.ts'

/** Where each heading stands, by its plain name. */
export type Layout = { readonly at: ReadonlyMap<string, number>; readonly notes: readonly Issue[] }

/**
 * Holds the header of an extract against its mapping.
 *
 * @param line - Where the header stands.
 * @throws SourceFault if a heading that the mapping uses is gone or stands twice.
 */
export function checkLayout(mapping: Mapping, extract: Extract, line: number): Layout {
  const names = extract.header.map(plainName)
  const place = { file: extract.file, line }
  const wanted = headingsOf(mapping)
  const known = new Set([...wanted, ...mapping.ignore].map(plainName))
  const missing = wanted.filter((one) => !names.includes(plainName(one)))
  const added = extract.header.filter((one) => one.trim() !== '' && !known.has(plainName(one)))
  if (missing.length > 0) throw changed(mapping, missing, added, place)
  const twice = wanted.find((one) => count(names, plainName(one)) > 1)
  if (twice !== undefined)
    throw fault('source-column-twice', place, `The heading ${twice} stands twice.`)
  const gone = mapping.ignore.filter((one) => !names.includes(plainName(one)))
  const at = new Map(names.map((name, index) => [name, index]))
  const said = [used(mapping), ...differences(added, gone)]
  return { at, notes: said.map(([code, message]) => sourceIssue(code, place, message)) }
}

function count(names: readonly string[], wanted: string): number {
  return names.filter((name) => name === wanted).length
}

function changed(
  { name }: Mapping,
  missing: readonly string[],
  added: readonly string[],
  place: { readonly file: string; readonly line: number },
) {
  const news = added.length === 0 ? '' : ` New in it: ${briefly(added.map(short))}.`
  const message = `The extract has changed: it lacks ${briefly(missing)}, which ${name} uses.${news}`
  const renames = missing.flatMap((one) => {
    const near = nearest(one, added)
    return near === undefined ? [] : [`Is “${near}” the new name of “${one}”?`]
  })
  const fix = renames.length === 0 ? undefined : `${renames.join(' ')} Then correct it in ${name}.`
  return fault('source-mapping-changed', place, message, fix)
}

function short(heading: string): string {
  return heading.slice(0, 40)
}

type Said = readonly ['source-mapping-used' | 'source-layout-changed', string]

/** The match, table by table. */
function used({ name, tables }: Mapping): Said {
  const matches = tables.map(({ table, columns }) => {
    const parts = [...columns].map(
      ([column, { from }]) => `${column} ← ${from ?? 'always the same'}`,
    )
    return `${table}: ${parts.join('; ')}`
  })
  return ['source-mapping-used', `Read by ${name}. ${matches.join('. ')}.`]
}

function differences(added: readonly string[], gone: readonly string[]): Said[] {
  const parts = [
    ...(added.length === 0 ? [] : [`new columns, not loaded: ${briefly(added.map(short))}`]),
    ...(gone.length === 0 ? [] : [`gone, of those left out: ${briefly(gone)}`]),
  ]
  if (parts.length === 0) return []
  return [['source-layout-changed', `The extract has changed: ${parts.join('; ')}.`]]
}
