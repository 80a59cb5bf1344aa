import { relative, resolve, sep } from 'node:path'
import type { Issue } from '../core/index.ts'
import { BUILT_IN } from './find-files.ts'
import { readCatalogue } from './read-catalogue.ts'

/**
 * Checks a folder of definitions, or one file, together with the built-in ones that it adds to.
 *
 * @param path - A folder or a YAML file: a council's own, or the built-in catalogue or a part of it.
 * @returns Every issue within the path; none when all is well.
 */
export async function checkPath(path: string): Promise<readonly Issue[]> {
  const builtIn = isWithin(BUILT_IN, path)
  const { issues } = await readCatalogue(builtIn ? [BUILT_IN] : [BUILT_IN, path])
  return issues
    .filter(({ place }) => place === undefined || isWithin(path, absolute(place.file)))
    .toSorted(inOrder)
}

/** By file, line and column, as a person reads. */
function inOrder(one: Issue, other: Issue): number {
  const [a, b] = [position(one), position(other)]
  return a.file.localeCompare(b.file) || a.at - b.at
}

/** Lines count for more than any column. */
function position({ place }: Issue): { readonly file: string; readonly at: number } {
  const { file = '', line = 0, column = 0 } = place ?? {}
  return { file, at: line * 1e6 + column }
}

/** Built-in files are named from the project's own folder on. */
function absolute(name: string): string {
  return name.startsWith(`catalogue${sep}`) ? resolve(BUILT_IN, '..', name) : resolve(name)
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way === '' || (!way.startsWith('..') && resolve(way) !== way)
}
