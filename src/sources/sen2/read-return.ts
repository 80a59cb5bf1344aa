import type { AuthorityEntry } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { makeTally } from '../tally.ts'
import { readUtf8 } from '../text-bytes.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { mapPerson } from './map-person.ts'
import type { Reading } from './reading.ts'
import { KNOWN_YEARS } from './registry.ts'
import { readHeader } from './return-header.ts'
import { makeReturnParser } from './return-parser.ts'

/** How to read one return. */
export type ReturnOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly onProgress?: ((bytes: number) => void) | undefined
  /** By LA code. */
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
}

/**
 * The rows of a SEN2 return, in order, some persons at a time; memory holds one piece of the file.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readReturn(
  path: string,
  options: ReturnOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name, limits } = options
  const parser = makeReturnParser(name, limits)
  let reading: Reading | undefined
  let position = 0
  const watch = { name, limit: limits.bytes, onProgress: options.onProgress }
  for await (const text of readUtf8(path, watch)) {
    parser.write(text)
    const persons = parser.take()
    if (persons.length === 0) continue
    if (!reading) {
      reading = readingOf(parser.header, options)
      yield reading.header.issues.map((issue) => ({ kind: 'issue', issue }))
    }
    const about = reading
    yield persons.flatMap((person) => mapPerson(about, person, (position += 1)))
  }
  parser.close()
  reading ??= readingOf(parser.header, options)
  if (position === 0)
    throw fault('source-not-a-return', { file: name }, 'The file holds no Person.')
  yield endNotes(reading).map((issue) => ({ kind: 'issue', issue }))
}

function endNotes({ file, tally, notLoaded }: Reading): Issue[] {
  const notes = tally.issues(file)
  if (notLoaded.size === 0) return notes
  const message = `No table has a column for ${[...notLoaded].join(', ')}.`
  return [...notes, sourceIssue('sen2-not-loaded', { file }, message)]
}

function readingOf(
  texts: ReadonlyMap<string, string>,
  { name: file, authorities }: ReturnOptions,
): Reading {
  const header = readHeader(texts, authorities, file)
  const rulesOf = Math.min(Math.max(header.year, KNOWN_YEARS.first), KNOWN_YEARS.last)
  return {
    file,
    header,
    rulesOf,
    authorities,
    tally: makeTally(),
    settings: new Set(),
    notLoaded: new Set(),
    days: new Map(),
  }
}
