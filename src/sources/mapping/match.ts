import { plainName } from '../../core/index.ts'
import type { Recognised } from '../types.ts'
import type { Mapping } from './types.ts'

/** What a file or sheet is called and how it begins. */
export type Extract = {
  readonly file: string
  readonly sheet?: string
  readonly header: readonly string[]
}

/** Without a name to go by, so many of a mapping's headings must be there. */
const ENOUGH_WITHOUT_NAME = 0.8
/** With one, a changed layout is still the same extract. */
const ENOUGH_WITH_NAME = 0.4

/** The headings that a mapping takes anything from. */
export function headingsOf({ tables }: Mapping): readonly string[] {
  const headings = tables.flatMap(({ columns, onlyWhen, whenFilled }) => [
    ...[...columns.values()].flatMap(({ from }) => from ?? []),
    ...onlyWhen.keys(),
    ...whenFilled,
  ])
  return [...new Map(headings.map((one) => [plainName(one), one])).values()]
}

/** The mapping that an extract is described by: of those that fit, the one with most headings there. */
export function mappingFor(mappings: readonly Mapping[], extract: Extract): Mapping | undefined {
  const fitting = mappings
    .map((mapping) => ({ mapping, found: headingsFound(mapping, extract) }))
    .filter(({ mapping, found }) => fits(mapping, extract, found))
  return fitting.toSorted((a, b) => b.found - a.found)[0]?.mapping
}

function headingsFound(mapping: Mapping, { header }: Extract): number {
  const names = new Set(header.map(plainName))
  return headingsOf(mapping).filter((one) => names.has(plainName(one))).length
}

function fits(mapping: Mapping, { file, sheet }: Extract, found: number): boolean {
  const { file: pattern, sheet: wanted } = mapping
  if (pattern !== undefined && !globOf(pattern).test(file)) return false
  if (wanted !== undefined && sheet !== undefined && plainName(wanted) !== plainName(sheet))
    return false
  const least = pattern === undefined ? ENOUGH_WITHOUT_NAME : ENOUGH_WITH_NAME
  return found > 0 && found >= least * headingsOf(mapping).length
}

/** What the names of files look like, with `*` for anything. */
export function globOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'i')
}

/** What a file is that is read by a mapping. */
export function mappedAs(mapping: Mapping): Recognised {
  const { tables, digest } = mapping
  return { form: 'csv', datasets: [...new Set(tables.map(({ table }) => table))], mapping: digest }
}
