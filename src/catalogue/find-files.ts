import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'

/** The definitions that come with Sendboard. */
export const BUILT_IN = resolve(import.meta.dirname, '../../catalogue')

/** A definition file: its path, and the name under which messages speak of it. */
export type FoundFile = { readonly path: string; readonly name: string }

/** Not definitions: the list that `readAuthorities` reads, and the note beside extracts. */
const OTHERS = ['authorities.yaml', 'extract.yaml']

/**
 * The YAML files of a folder and the folders in it, in the order of their names; of a path to one
 * file, that file. Nothing where there is nothing.
 */
export async function findFiles(path: string): Promise<readonly FoundFile[] | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return undefined
  if (!found.isDirectory()) return [{ path, name: displayName(path) }]
  const entries = await readdir(path, { recursive: true })
  return entries
    .filter((entry) => /\.ya?ml$/.test(entry) && !OTHERS.includes(basename(entry)))
    .sort()
    .map((entry) => join(path, entry))
    .map((file) => ({ path: file, name: displayName(file) }))
}

/** Built-in files from `catalogue/` on, all others as they were given. */
function displayName(path: string): string {
  const inside = relative(resolve(BUILT_IN, '..'), resolve(path))
  return inside.startsWith(`catalogue${sep}`) ? inside : path
}
